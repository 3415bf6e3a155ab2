/** Reads a whole array property: at once, or element by element where the device cannot send that much. */
import { ERROR_CODE, type RequestFailure } from './answers.ts'
import type { DeviceReader, PlainValue, PropertyAnswer } from './device-reader.ts'
import { objectIdCode } from './values.ts'

export interface ArrayQuestion {
  readonly type: number
  readonly instance: number
  readonly property: number
  readonly maxApdu: number
}

/** More elements than this are a broken or hostile device. */
const MOST_ELEMENTS = 100_000
/** Octets of one element with its index in a ReadPropertyMultiple answer: property 2, index 3, construct 2, object identifier 5. */
const OCTETS_PER_ELEMENT = 13
const MOST_PER_BATCH = 50

/** The elements in order; an element that cannot be read is null. `counted` hears how many there are once that is known. */
export const readArray = async (reader: DeviceReader, question: ArrayQuestion, counted: (total: number) => void = () => {}): Promise<PropertyAnswer> => {
  const { type, instance, property } = question
  const whole = await reader.property(type, instance, { property }, true)
  if (whole.ok) counted(whole.values.length)
  // A list too long is refused by the better devices, answered by nothing or some error by others.
  if (whole.ok || reader.over || isAbsent(whole)) return whole
  return byIndex(reader, question, counted, whole)
}

const isAbsent = (failure: RequestFailure): boolean => failure.kind === 'error' && (failure.code === ERROR_CODE.unknownObject || failure.code === ERROR_CODE.unknownProperty)

const byIndex = async (reader: DeviceReader, question: ArrayQuestion, counted: (total: number) => void, whole: RequestFailure): Promise<PropertyAnswer> => {
  const { type, instance, property } = question
  const length = await reader.property(type, instance, { property, index: 0 })
  const total = length.ok ? length.values[0] : undefined
  if (typeof total !== 'number' || !Number.isInteger(total) || total > MOST_ELEMENTS) return length.ok ? whole : length
  counted(total)
  const values: PlainValue[] = Array.from({ length: total }, () => null)
  let size = Math.max(1, Math.min(MOST_PER_BATCH, Math.floor((question.maxApdu - 12) / OCTETS_PER_ELEMENT)))
  for (let from = 1; from <= total && !reader.over; ) {
    const count = Math.min(size, total - from + 1)
    const read = count > 1 ? await readElements(reader, question, from, count, values) : false
    if (read) from += count
    else if (count > 1) size = Math.max(1, count >> 1)
    else {
      const single = await reader.property(type, instance, { property, index: from })
      if (single.ok) values[from - 1] = single.values[0] ?? null
      from += 1
    }
  }
  return { ok: true, values }
}

/** Elements `from` to `from + count - 1` in one request; false when the device cannot. */
const readElements = async (reader: DeviceReader, question: ArrayQuestion, from: number, count: number, values: PlainValue[]): Promise<boolean> => {
  const { type, instance, property } = question
  const refs = Array.from({ length: count }, (_, at) => ({ property, index: from + at }))
  const answer = await reader.multiple([{ type, instance, properties: refs }])
  if (!answer.ok) return false
  const code = objectIdCode(type, instance)
  let read = 0
  for (const result of answer.results) {
    const at = result.index - from
    if (result.objectCode !== code || result.property !== property || at < 0 || at >= count) continue
    read += 1
    if (result.answer.ok) values[result.index - 1] = result.answer.values[0] ?? null
  }
  return read === count
}
