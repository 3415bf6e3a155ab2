/** Writes BACnet tagged values (135 clause 20.2) into one reused buffer; no allocation per value. */
import { Buffer } from 'node:buffer'

/** Application tag numbers, 135 clause 20.2.1.4. */
export const TAG = {
  null: 0,
  boolean: 1,
  unsigned: 2,
  signed: 3,
  real: 4,
  double: 5,
  octets: 6,
  text: 7,
  bits: 8,
  enumerated: 9,
  date: 10,
  time: 11,
  objectId: 12,
} as const

const unsignedLength = (value: number): number => (value < 0x100 ? 1 : value < 0x10000 ? 2 : value < 0x1000000 ? 3 : 4)

export class ApduWriter {
  readonly buffer: Buffer
  offset = 0

  /** `size`: octets that can be held; the caller stops before (see `room`). */
  constructor(size: number) {
    this.buffer = Buffer.alloc(size)
  }

  /** Octets left. */
  room(): number {
    return this.buffer.length - this.offset
  }

  u8(value: number): void {
    this.buffer[this.offset++] = value
  }

  u16(value: number): void {
    this.buffer[this.offset++] = value >>> 8
    this.buffer[this.offset++] = value & 0xff
  }

  u32(value: number): void {
    this.offset = this.buffer.writeUInt32BE(value >>> 0, this.offset)
  }

  tag(tagNumber: number, context: boolean, length: number): void {
    const first = (tagNumber <= 14 ? tagNumber << 4 : 0xf0) | (context ? 8 : 0) | (length <= 4 ? length : 5)
    this.u8(first)
    if (tagNumber > 14) this.u8(tagNumber)
    if (length <= 4) return
    if (length <= 253) this.u8(length)
    else {
      this.u8(254)
      this.u16(length)
    }
  }

  private unsignedBody(value: number, length: number): void {
    this.offset = this.buffer.writeUIntBE(value, this.offset, length)
  }

  open(tagNumber: number): void {
    this.u8((tagNumber << 4) | 0x0e)
  }

  close(tagNumber: number): void {
    this.u8((tagNumber << 4) | 0x0f)
  }

  null(): void {
    this.u8(0)
  }

  boolean(value: boolean): void {
    this.u8(value ? 0x11 : 0x10)
  }

  unsigned(value: number): void {
    const whole = Math.min(0xffffffff, Math.max(0, Math.round(value)))
    const length = unsignedLength(whole)
    this.tag(TAG.unsigned, false, length)
    this.unsignedBody(whole, length)
  }

  /** -32768 .. 32767. */
  signed(value: number): void {
    this.tag(TAG.signed, false, 2)
    this.offset = this.buffer.writeInt16BE(value, this.offset)
  }

  enumerated(value: number): void {
    const length = unsignedLength(value)
    this.tag(TAG.enumerated, false, length)
    this.unsignedBody(value, length)
  }

  real(value: number): void {
    this.u8(0x44)
    this.offset = this.buffer.writeFloatBE(value, this.offset)
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value, 'utf8')
    this.tag(TAG.text, false, bytes + 1)
    this.u8(0)
    this.offset += this.buffer.write(value, this.offset, 'utf8')
  }

  /** `bits`: first bit first. */
  bits(bits: readonly boolean[]): void {
    const octets = Math.ceil(bits.length / 8)
    this.tag(TAG.bits, false, octets + 1)
    this.bitBody(bits, octets)
  }

  private bitBody(bits: readonly boolean[], octets: number): void {
    this.u8(octets * 8 - bits.length)
    for (let octet = 0; octet < octets; octet++) {
      let value = 0
      for (let bit = 0; bit < 8; bit++) if (bits[octet * 8 + bit] === true) value |= 0x80 >>> bit
      this.u8(value)
    }
  }

  /** Status flags: bits in-alarm, fault, overridden, out-of-service as 1, 2, 4, 8. */
  statusFlags(flags: number): void {
    this.u8(0x82)
    this.statusFlagsBody(flags)
  }

  /** The same behind a context tag. */
  contextStatusFlags(tagNumber: number, flags: number): void {
    this.tag(tagNumber, true, 2)
    this.statusFlagsBody(flags)
  }

  private statusFlagsBody(flags: number): void {
    this.u8(4)
    this.u8(((flags & 1) << 7) | ((flags & 2) << 5) | ((flags & 4) << 3) | ((flags & 8) << 1))
  }

  objectId(key: number): void {
    this.u8(0xc4)
    this.u32(key)
  }

  /** Date of a local time given as ms since the epoch. */
  date(localMs: number): void {
    this.u8(0xa4)
    this.dateBody(localMs)
  }

  anyDate(): void {
    this.u8(0xa4)
    this.u32(0xffffffff)
  }

  private dateBody(localMs: number): void {
    const at = new Date(localMs)
    this.u8(at.getUTCFullYear() - 1900)
    this.u8(at.getUTCMonth() + 1)
    this.u8(at.getUTCDate())
    this.u8(at.getUTCDay() === 0 ? 7 : at.getUTCDay())
  }

  /** Time of day of a local time given as ms since the epoch. */
  time(localMs: number): void {
    const ms = ((localMs % 86_400_000) + 86_400_000) % 86_400_000
    this.u8(0xb4)
    this.u8(Math.floor(ms / 3_600_000))
    this.u8(Math.floor(ms / 60_000) % 60)
    this.u8(Math.floor(ms / 1000) % 60)
    this.u8(Math.floor(ms / 10) % 100)
  }

  anyDateTime(): void {
    this.anyDate()
    this.u8(0xb4)
    this.u32(0xffffffff)
  }

  /** Time of day behind a context tag; null = unknown. */
  contextTime(tagNumber: number, localMs: number | null): void {
    const from = this.offset
    this.time(localMs ?? 0)
    this.buffer[from] = (tagNumber << 4) | 0x0c
    if (localMs === null) this.buffer.fill(0xff, from + 1, this.offset)
  }

  contextOctets(tagNumber: number, octets: readonly number[]): void {
    this.tag(tagNumber, true, octets.length)
    for (const octet of octets) this.u8(octet)
  }

  contextUnsigned(tagNumber: number, value: number): void {
    const length = unsignedLength(value)
    this.tag(tagNumber, true, length)
    this.unsignedBody(value, length)
  }

  contextReal(tagNumber: number, value: number): void {
    this.tag(tagNumber, true, 4)
    this.offset = this.buffer.writeFloatBE(value, this.offset)
  }

  contextObjectId(tagNumber: number, key: number): void {
    this.u8((tagNumber << 4) | 0x0c)
    this.u32(key)
  }

  contextBits(tagNumber: number, bits: readonly boolean[]): void {
    const octets = Math.ceil(bits.length / 8)
    this.tag(tagNumber, true, octets + 1)
    this.bitBody(bits, octets)
  }
}
