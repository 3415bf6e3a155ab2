/** Walks BACnet tags (135, 20.2.1) over bytes that nobody has checked yet: every length is compared with what is there before it is used. */

/** Application tag numbers (135, 20.2.1.4). */
export const TAG = {
  null: 0,
  boolean: 1,
  unsigned: 2,
  signed: 3,
  real: 4,
  double: 5,
  octetString: 6,
  characterString: 7,
  bitString: 8,
  enumerated: 9,
  date: 10,
  time: 11,
  objectId: 12,
} as const

/** Deeper nesting than any service of the standard uses; beyond it a packet is hostile. */
export const MAX_TAG_DEPTH = 16

/**
 * Reads one tag after the other from `at` up to `end`. After `read()` gave true the fields describe the tag just read, and `at` stands behind
 * its content (behind the tag itself for opening and closing tags). After false the bytes are malformed and the reader is of no more use.
 */
export class TagReader {
  readonly bytes: Buffer
  at: number
  readonly end: number
  number = 0
  context = false
  opening = false
  closing = false
  /** Where the content starts, and how many octets it has. An application boolean has none: its value is `short`. */
  start = 0
  length = 0
  /** The three length/value/type bits of the first octet; the value of an application boolean. */
  short = 0

  constructor(bytes: Buffer, at: number, end: number) {
    this.bytes = bytes
    this.at = at
    this.end = Math.min(end, bytes.length)
  }

  get done(): boolean {
    return this.at >= this.end
  }

  read(): boolean {
    const { at, end } = this
    if (at >= end) return false
    const first = this.bytes[at]!
    const short = first & 7
    // Short tags with up to four octets of content are nearly all there are.
    if (short > 4 || first >= 0xf0) return this.readLong(first)
    const context = (first & 8) !== 0
    const number = first >> 4
    this.context = context
    this.number = number
    this.short = short
    this.opening = false
    this.closing = false
    if (!context && number <= TAG.boolean) return short <= number && this.finish(at + 1, 0)
    if (!context && number > TAG.objectId) return false
    return this.finish(at + 1, short)
  }

  private readLong(first: number): boolean {
    const { bytes, end } = this
    let at = this.at + 1
    this.number = first >> 4
    this.context = (first & 8) !== 0
    this.short = first & 7
    if (this.number === 15) {
      if (at >= end) return false
      this.number = bytes[at++]!
      // Numbers below 15 have a short form that must be used; 255 is reserved.
      if (this.number < 15 || this.number === 255) return false
    }
    this.opening = this.context && this.short === 6
    this.closing = this.context && this.short === 7
    if (this.opening || this.closing) return this.finish(at, 0)
    if (!this.context && (this.number > TAG.objectId || this.number <= TAG.boolean || this.short > 5)) return false
    return this.short < 5 ? this.finish(at, this.short) : this.readExtended(at)
  }

  /** Lengths of five octets and more stand in one, two or four further octets. */
  private readExtended(at: number): boolean {
    const { bytes, end } = this
    if (at >= end) return false
    const second = bytes[at++]!
    if (second < 254) return this.finish(at, second)
    const size = second === 254 ? 2 : 4
    if (at + size > end) return false
    return this.finish(at + size, size === 2 ? bytes.readUInt16BE(at) : bytes.readUInt32BE(at))
  }

  private finish(start: number, length: number): boolean {
    if (length > this.end - start) return false
    this.start = start
    this.length = length
    this.at = start + length
    return true
  }

  /** True when the tag just read opens (closes) the construct of this context number. */
  opens(number: number): boolean {
    return this.opening && this.number === number
  }

  closes(number: number): boolean {
    return this.closing && this.number === number
  }

  /** True when the tag just read is a primitive of this context number. */
  isContext(number: number): boolean {
    return this.context && !this.opening && !this.closing && this.number === number
  }

  /** Skips to behind the closing tag that belongs to the opening tag just read. False when it never comes. */
  skipConstruct(): boolean {
    let depth = 1
    while (depth > 0) {
      if (!this.read()) return false
      if (this.opening) depth += 1
      if (this.closing) depth -= 1
      if (depth > MAX_TAG_DEPTH) return false
    }
    return true
  }
}

/** True when the bytes are whole tags, each closing tag closes the construct opened last, and nothing is left open. */
export const tagsAreSound = (bytes: Buffer, from: number, end: number): boolean => {
  const reader = new TagReader(bytes, from, end)
  const open: number[] = []
  while (!reader.done) {
    if (!reader.read()) return false
    if (reader.opening) {
      if (open.length === MAX_TAG_DEPTH) return false
      open.push(reader.number)
    } else if (reader.closing && open.pop() !== reader.number) return false
  }
  return open.length === 0
}
