/** Decodes the acknowledgements of ReadProperty and ReadPropertyMultiple (135, 15.5 and 15.7) property by property. */
import { readErrorPair, type Acknowledgement } from './answers.ts'
import { TagReader } from './tags.ts'
import { objectIdCode, readObjectIdCode, readUnsigned } from './values.ts'

const CLOSING_TAG_4 = 0x4f
/** No index: some devices spell it out. */
const WHOLE = 0xff_ff_ff_ff

const readIndex = (reader: TagReader): number => {
  const index = readUnsigned(reader) ?? -1
  return index === WHOLE ? -1 : index
}

/**
 * Steps through the properties of an answer. After `next()` gave true the fields describe one property; its values are the tags in
 * [`from`, `to`), or there is an error. After false either everything was seen or `malformed` is true.
 */
export class MultipleAnswer {
  objectCode = 0
  property = 0
  /** Array index, -1 when the whole property is meant. */
  index = -1
  from = 0
  to = 0
  failed = false
  errorClass = 0
  errorCode = 0
  malformed = false
  /** True when there is exactly one primitive value; then `value` stands on it, for this step only. */
  primitive = false
  readonly value: TagReader
  private readonly reader: TagReader
  private inObject = false

  constructor(ack: Acknowledgement) {
    this.reader = new TagReader(ack.bytes, ack.at, ack.end)
    this.value = this.reader
  }

  next(): boolean {
    const { reader } = this
    while (!reader.done) {
      if (!reader.read()) return this.broken()
      if (!this.inObject) {
        const code = reader.isContext(0) ? readObjectIdCode(reader) : undefined
        if (code === undefined || !reader.read() || !reader.opens(1)) return this.broken()
        this.objectCode = code
        this.inObject = true
      } else if (reader.closes(1)) {
        this.inObject = false
      } else return this.readProperty()
    }
    return this.inObject ? this.broken() : false
  }

  private readProperty(): boolean {
    const { reader } = this
    const property = reader.isContext(2) ? readUnsigned(reader) : undefined
    if (property === undefined || !reader.read()) return this.broken()
    this.property = property
    this.index = -1
    if (reader.isContext(3)) {
      this.index = readIndex(reader)
      if (!reader.read()) return this.broken()
    }
    this.failed = reader.opens(5)
    this.primitive = false
    if (this.failed) return this.readError()
    if (!reader.opens(4)) return this.broken()
    return this.readValues()
  }

  private readValues(): boolean {
    const { reader } = this
    this.from = reader.at
    if (!reader.read()) return this.broken()
    this.primitive = !reader.opening && !reader.closing && reader.at < reader.end && reader.bytes[reader.at] === CLOSING_TAG_4
    if (this.primitive) {
      this.to = reader.at
      reader.at += 1
      return true
    }
    if (!reader.closing) {
      // Anything else is skipped from its start, and read again by whoever needs it.
      reader.at = this.from
      if (!reader.skipConstruct()) return this.broken()
    } else if (!reader.closes(4)) return this.broken()
    this.to = reader.at - 1
    return true
  }

  private readError(): boolean {
    const pair = readErrorPair(this.reader)
    if (pair === undefined || !this.reader.read() || !this.reader.closes(5)) return this.broken()
    this.errorClass = pair.errorClass
    this.errorCode = pair.code
    this.from = this.to = this.reader.at
    return true
  }

  private broken(): false {
    this.malformed = true
    return false
  }
}

/** Device 4194303, "whatever device you are": answered under that number or under the device's own (135, 15.5.2). */
const ANY_DEVICE = objectIdCode(8, 4_194_303)
const isAnswerTo = (asked: number, answered: number | undefined): boolean => answered === asked || (asked === ANY_DEVICE && answered !== undefined && answered >>> 22 === 8)

/** A reader over the values of an acknowledged ReadProperty, or undefined when it answers another question. */
export const singleAnswer = (ack: Acknowledgement, objectCode: number, property: number, index = -1): TagReader | undefined => {
  const reader = new TagReader(ack.bytes, ack.at, ack.end)
  if (!reader.read() || !reader.isContext(0) || !isAnswerTo(objectCode, readObjectIdCode(reader))) return undefined
  if (!reader.read() || !reader.isContext(1) || readUnsigned(reader) !== property || !reader.read()) return undefined
  let answeredIndex = -1
  if (reader.isContext(2)) {
    answeredIndex = readIndex(reader)
    if (!reader.read()) return undefined
  }
  if (answeredIndex !== index || !reader.opens(3)) return undefined
  const from = reader.at
  if (!reader.skipConstruct() || !reader.done) return undefined
  return new TagReader(ack.bytes, from, reader.at - 1)
}
