/** What PNG and JPEG files say of themselves in their headers: size and wholeness, without decoding a pixel. */

export interface RasterHeader {
  readonly format: 'png' | 'jpeg'
  /** Pixels as shown, after the turn that an Exif header asks for. */
  readonly widthPx: number
  readonly heightPx: number
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const
const PNG_HEADER_BYTES = 33
/** Allowed bit depths by colour type (PNG specification, 3rd edition, table 12). */
const PNG_DEPTHS: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] }

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const isPng = (bytes: Uint8Array): boolean => PNG_SIGNATURE.every((byte, at) => bytes[at] === byte)
export const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff

/** Goes from chunk to chunk to the end mark; false for a file that was cut off. */
const isWholePng = (bytes: Uint8Array): boolean => {
  const view = viewOf(bytes)
  let at = 8
  while (at + 12 <= bytes.byteLength) {
    const isEnd = view.getUint32(at + 4) === 0x49_45_4e_44
    at += 12 + view.getUint32(at)
    if (isEnd) return at <= bytes.byteLength
  }
  return false
}

/** Header of a PNG (PNG specification, 11.2.1); null where it is broken or the file is cut off. */
export const pngHeader = (bytes: Uint8Array): RasterHeader | null => {
  if (!isPng(bytes) || bytes.byteLength < PNG_HEADER_BYTES) return null
  const view = viewOf(bytes)
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49_48_44_52) return null
  const widthPx = view.getUint32(16)
  const heightPx = view.getUint32(20)
  const depths = PNG_DEPTHS[bytes[25] ?? -1]
  if (widthPx === 0 || heightPx === 0 || depths?.includes(bytes[24] ?? 0) !== true) return null
  return isWholePng(bytes) ? { format: 'png', widthPx, heightPx } : null
}

/** Start of frame: baseline, extended, progressive, lossless and their arithmetic forms; not the tables C4, C8 and CC between them. */
const isFrameMarker = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/** Exif orientation 5 to 8 turn the picture by a quarter (Exif 2.32, tag 0x0112). False where the header is not understood. */
const isTurned = (bytes: Uint8Array, from: number, to: number): boolean => {
  if (to - from < 14 || String.fromCharCode(...bytes.subarray(from, from + 4)) !== 'Exif') return false
  const view = new DataView(bytes.buffer, bytes.byteOffset + from + 6, to - from - 6)
  const little = view.getUint16(0) === 0x49_49
  const directory = view.getUint32(4, little)
  if (directory + 2 > view.byteLength) return false
  const entries = view.getUint16(directory, little)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12
    if (at + 12 > view.byteLength) return false
    if (view.getUint16(at, little) === 0x01_12) return view.getUint16(at + 8, little) >= 5
  }
  return false
}

/** Header of a JPEG (ITU T.81, annex B); null where it is broken or the file does not end as one. */
export const jpegHeader = (bytes: Uint8Array): RasterHeader | null => {
  if (!isJpeg(bytes)) return null
  const view = viewOf(bytes)
  let at = 2
  let turned = false
  while (at + 4 <= bytes.byteLength) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff || standsAlone(marker)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    const length = view.getUint16(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.byteLength || marker === 0xd9 || marker === 0xda) return null
    if (marker === 0xe1) turned ||= isTurned(bytes, at + 4, end)
    if (isFrameMarker(marker)) {
      if (length < 8) return null
      const height = view.getUint16(at + 5)
      const width = view.getUint16(at + 7)
      if (width === 0 || height === 0 || !hasEnd(bytes, end)) return null
      return turned ? { format: 'jpeg', widthPx: height, heightPx: width } : { format: 'jpeg', widthPx: width, heightPx: height }
    }
    at = end
  }
  return null
}

/** Cameras and scanners may write more behind the end of the picture; it is looked for from behind. */
const hasEnd = (bytes: Uint8Array, from: number): boolean => {
  for (let at = bytes.byteLength - 2; at >= from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true
  return false
}

/** Header of a PNG or JPEG; undefined for other files, null for a broken one. */
export const rasterHeader = (bytes: Uint8Array): RasterHeader | null | undefined => (isPng(bytes) ? pngHeader(bytes) : isJpeg(bytes) ? jpegHeader(bytes) : undefined)
