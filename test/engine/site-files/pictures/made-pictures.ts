/** PNG and JPEG files of any size without a decoder: headers as the standards have them, with a body that is never looked at. */
import { deflateSync } from 'node:zlib'

const u32 = (value: number): number[] => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
const u16 = (value: number): number[] => [(value >>> 8) & 255, value & 255]
const latin = (text: string): number[] => Array.from(Buffer.from(text, 'latin1'))

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1
  return value
})
const crc = (bytes: readonly number[] | Uint8Array): number => {
  let value = 0xff_ff_ff_ff
  for (const byte of bytes) value = (value >>> 8) ^ CRC_TABLE[(value ^ byte) & 255]!
  return (value ^ 0xff_ff_ff_ff) >>> 0
}
const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([Buffer.from(u32(data.length)), body, Buffer.from(u32(crc(body)))])
}

/** A grey PNG. `real` fills it with pixels that a browser can show; else only the header says its size. */
export const png = (width: number, height: number, real = false): Uint8Array => {
  const rows = real ? Buffer.alloc((width + 1) * height, 200).map((byte, at) => (at % (width + 1) === 0 ? 0 : byte)) : Buffer.alloc(4)
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', Uint8Array.from([...u32(width), ...u32(height), 8, 0, 0, 0, 0])),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', new Uint8Array()),
    ]),
  )
}

const segment = (marker: number, data: readonly number[]): number[] => [0xff, marker, ...u16(data.length + 2), ...data]
const exif = (orientation: number): number[] => segment(0xe1, [...latin('Exif'), 0, 0, ...latin('MM'), ...u16(42), ...u32(8), ...u16(1), ...u16(0x01_12), ...u16(3), ...u32(1), ...u16(orientation), 0, 0, ...u32(0)])

/** A JPEG up to its scan. `frame`: the marker of its frame, C0 baseline, C2 progressive. */
export const jpeg = (width: number, height: number, options: { readonly orientation?: number; readonly frame?: number } = {}): Uint8Array =>
  Uint8Array.from([
    0xff, 0xd8,
    ...segment(0xe0, [...latin('JFIF'), 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...(options.orientation === undefined ? [] : exif(options.orientation)),
    ...segment(0xdb, Array.from({ length: 65 }, () => 1)),
    ...segment(options.frame ?? 0xc0, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 3,
    0xff, 0xd9,
  ])
