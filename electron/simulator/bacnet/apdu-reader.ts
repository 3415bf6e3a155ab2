/** Reads BACnet tagged values with every length checked; a reader that has run over its end is `failed` and gives zeros. */
import type { Buffer } from 'node:buffer'
import { NO_INDEX } from './protocol.ts'

/** A value as written by a client: NULL, or one number, or something no simulated property takes. */
export type WrittenValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' | 'unsigned' | 'signed' | 'real' | 'enumerated'; readonly value: number }
  | { readonly kind: 'other' }

export class ApduReader {
  readonly buffer: Buffer
  offset: number
  readonly end: number
  failed = false
  /** Of the tag read last. */
  tagNumber = 0
  length = 0

  constructor(buffer: Buffer, offset: number, end: number) {
    this.buffer = buffer
    this.offset = offset
    this.end = Math.min(end, buffer.length)
  }

  atEnd(): boolean {
    return this.failed || this.offset >= this.end
  }

  u8(): number {
    if (this.offset >= this.end) {
      this.failed = true
      return 0
    }
    return this.buffer[this.offset++] ?? 0
  }

  u16(): number {
    return this.u8() * 256 + this.u8()
  }

  unsigned(length: number): number {
    if (length < 1 || length > 4 || this.offset + length > this.end) {
      this.failed = true
      return 0
    }
    const value = this.buffer.readUIntBE(this.offset, length)
    this.offset += length
    return value
  }

  skip(octets: number): void {
    if (octets < 0 || this.offset + octets > this.end) this.failed = true
    else this.offset += octets
  }

  /** Reads a tag into `tagNumber` and `length`. @returns whether it is a context tag. */
  tag(): boolean {
    const first = this.u8()
    this.tagNumber = first >>> 4
    if (this.tagNumber === 15) this.tagNumber = this.u8()
    this.length = first & 7
    if (this.length === 5) {
      const extended = this.u8()
      this.length = extended === 254 ? this.u16() : extended === 255 ? this.u16() * 65_536 + this.u16() : extended
    } else if (this.length > 5) {
      this.length = 0
    }
    return (first & 8) !== 0
  }

  isContext(tagNumber: number): boolean {
    const first = this.offset < this.end ? (this.buffer[this.offset] ?? 0) : 0
    return (first & 8) !== 0 && first >>> 4 === tagNumber && (first & 7) < 6
  }

  isOpening(tagNumber: number): boolean {
    return this.offset < this.end && this.buffer[this.offset] === ((tagNumber << 4) | 0x0e)
  }

  isClosing(tagNumber: number): boolean {
    return this.offset < this.end && this.buffer[this.offset] === ((tagNumber << 4) | 0x0f)
  }

  /** Steps over the opening or closing tag when `found`, else the reader has failed. */
  expect(found: boolean): void {
    if (found) this.offset++
    else this.failed = true
  }

  /** Steps over one tag with its content. @returns 1 behind an opening tag, -1 behind a closing one, else 0. */
  skipTag(): number {
    const first = this.buffer[this.offset] ?? 0
    const kind = first & 0x0f
    if (kind === 0x0e || kind === 0x0f) {
      this.offset++
      return kind === 0x0e ? 1 : -1
    }
    const context = this.tag()
    this.skip(!context && this.tagNumber === 1 ? 0 : this.length)
    return 0
  }

  /** Steps over a context-tagged primitive. */
  skipContext(tagNumber: number): void {
    if (this.isContext(tagNumber)) this.skipTag()
    else this.failed = true
  }

  /** Context-tagged unsigned, enumerated or boolean. */
  contextUnsigned(tagNumber: number): number {
    if (!this.isContext(tagNumber)) {
      this.failed = true
      return 0
    }
    this.tag()
    return this.unsigned(this.length)
  }

  /** The same where it may be absent. */
  optionalUnsigned(tagNumber: number): number | undefined {
    return this.isContext(tagNumber) ? this.contextUnsigned(tagNumber) : undefined
  }

  contextObjectKey(tagNumber: number): number {
    if (!this.isContext(tagNumber)) {
      this.failed = true
      return 0
    }
    this.tag()
    if (this.length !== 4) this.failed = true
    return this.unsigned(4)
  }

  arrayIndex(tagNumber: number): number {
    return this.optionalUnsigned(tagNumber) ?? NO_INDEX
  }

  /** One application-tagged value. */
  value(): WrittenValue {
    const context = this.tag()
    if (context) {
      this.failed = true
      return { kind: 'other' }
    }
    const { tagNumber, length } = this
    if (tagNumber === 0) return { kind: 'null' }
    if (tagNumber === 1) return { kind: 'boolean', value: length }
    if (tagNumber === 2) return { kind: 'unsigned', value: this.unsigned(length) }
    if (tagNumber === 3) return { kind: 'signed', value: this.signedBody(length) }
    if (tagNumber === 9) return { kind: 'enumerated', value: this.unsigned(length) }
    if (tagNumber === 4 && length === 4) return { kind: 'real', value: this.realBody() }
    this.skip(length)
    return { kind: 'other' }
  }

  /** One application-tagged signed or unsigned number. */
  wholeNumber(): number {
    const value = this.value()
    if (value.kind === 'unsigned' || value.kind === 'signed') return value.value
    this.failed = true
    return 0
  }

  private signedBody(length: number): number {
    const value = this.unsigned(length)
    const limit = 2 ** (8 * length - 1)
    return value >= limit ? value - 2 * limit : value
  }

  /** Context-tagged real where it may be absent. */
  optionalReal(tagNumber: number): number | undefined {
    if (!this.isContext(tagNumber)) return undefined
    this.tag()
    if (this.length !== 4) this.failed = true
    return this.failed ? undefined : this.realBody()
  }

  private realBody(): number {
    if (this.offset + 4 > this.end) {
      this.failed = true
      return 0
    }
    const value = this.buffer.readFloatBE(this.offset)
    this.offset += 4
    return value
  }
}
