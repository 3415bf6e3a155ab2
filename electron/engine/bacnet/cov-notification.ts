/** Decodes the notifications of COV subscriptions (135, 13.6 and 13.7), from tags found sound before. Values nobody asked for are stepped over. */
import { TagReader } from './tags.ts'
import { PROPERTY } from './properties.ts'
import { readNumber, readObjectIdCode, readStatusFlags, readUnsigned } from './values.ts'

export interface CovNotification {
  readonly processId: number
  /** Instance of the device that sends it. */
  readonly deviceInstance: number
  /** The object whose value changed, as the 32 bits of its identifier. */
  readonly objectCode: number
  /** Seconds until the subscription ends; 0 = never. */
  readonly timeRemainingS: number
  /** Present value as a number; undefined when it is not in the list, or is no number. */
  readonly value: number | undefined
  /** Status flags as bits 0-3; undefined when they are not in the list. */
  readonly statusFlags: number | undefined
  /** Numbers of the properties in the list. */
  readonly properties: readonly number[]
}

/** A notification lists two properties, for some object types five; more than this is nobody's. */
const MOST_VALUES = 64
const DEVICE_TYPE = 8

interface Listed {
  property: number
  /** Array index; undefined = the whole property. */
  index: number | undefined
  /** Stands on the value when it is one primitive. */
  primitive: TagReader | undefined
}

/** The value construct (context 2) whose opening tag was just read: `reader` ends behind its closing tag. */
const valueOf = (reader: TagReader): TagReader | 'other' | undefined => {
  const from = reader.at
  if (!reader.skipConstruct() || !reader.closes(2)) return undefined
  const inner = new TagReader(reader.bytes, from, reader.at - 1)
  const first = inner.read()
  return first && !inner.opening && !inner.context && inner.done ? inner : 'other'
}

/** One entry whose first tag was just read. What follows an optional part is read ahead, so `reader` is left on the next entry's first tag. */
const readEntry = (reader: TagReader): Listed | undefined => {
  const property = reader.isContext(0) ? readUnsigned(reader) : undefined
  if (property === undefined || !reader.read()) return undefined
  let index: number | undefined
  if (reader.isContext(1)) {
    index = readUnsigned(reader)
    if (!reader.read()) return undefined
  }
  if (!reader.opens(2)) return undefined
  const value = valueOf(reader)
  if (value === undefined || !reader.read()) return undefined
  // The priority of a command, where the device tells it.
  if (reader.isContext(3) && !reader.read()) return undefined
  return { property, index, primitive: value === 'other' ? undefined : value }
}

interface ValueList {
  value: number | undefined
  statusFlags: number | undefined
  readonly properties: number[]
}

/** The list between the tags of context 4; the opening one was just read. */
const readList = (reader: TagReader): ValueList | undefined => {
  const list: ValueList = { value: undefined, statusFlags: undefined, properties: [] }
  if (!reader.read()) return undefined
  while (!reader.closes(4)) {
    if (list.properties.length === MOST_VALUES) return undefined
    const entry = readEntry(reader)
    if (entry === undefined) return undefined
    list.properties.push(entry.property)
    if (entry.primitive === undefined || entry.index !== undefined) continue
    if (entry.property === PROPERTY.presentValue) list.value = readNumber(entry.primitive)
    else if (entry.property === PROPERTY.statusFlags) list.statusFlags = readStatusFlags(entry.primitive)
  }
  return list
}

const contextUnsigned = (reader: TagReader, number: number): number | undefined => (reader.read() && reader.isContext(number) ? readUnsigned(reader) : undefined)

const contextObject = (reader: TagReader, number: number): number | undefined => (reader.read() && reader.isContext(number) ? readObjectIdCode(reader) : undefined)

/** The parameters of a notification in [`from`, `to`), confirmed or not; undefined when they are malformed. */
export const decodeCovNotification = (bytes: Buffer, from: number, to: number): CovNotification | undefined => {
  const reader = new TagReader(bytes, from, to)
  const processId = contextUnsigned(reader, 0)
  const device = contextObject(reader, 1)
  const objectCode = contextObject(reader, 2)
  const timeRemainingS = contextUnsigned(reader, 3)
  if (processId === undefined || device === undefined || objectCode === undefined || timeRemainingS === undefined) return undefined
  if (device >>> 22 !== DEVICE_TYPE || !reader.read() || !reader.opens(4)) return undefined
  const list = readList(reader)
  if (list === undefined || !reader.done) return undefined
  return { processId, deviceInstance: device & 0x3f_ff_ff, objectCode, timeRemainingS, ...list }
}
