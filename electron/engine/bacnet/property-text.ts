/** A property's values as one language-free text, by what the property is: names of the standard, units, states, dates, schedules, references. Pure. */
import { numberIn, type BacnetValue } from './bacnet-value.ts'
import { activePriority, prioritySlots } from './priority-array.ts'
import { decodeDateList, decodeExceptions, decodePeriodDates, decodeReferences, decodeWeek, periodText, timesText } from './schedule.ts'
import { bitNames, enumeratedName } from './standard-names.ts'
import { decodeTimeStamp, timeStampText } from './time-stamp.ts'
import { dateText, PLAIN_WORDS, valueText, WEEKDAYS, type ValueWords } from './value-text.ts'

/** Longer texts are cut: they are shown in one line of a table. */
const MOST_LETTERS = 2_000

/** Properties whose values are of the object's own datatype: its units and states hold for them. */
const OWN_VALUES = new Set([6, 7, 22, 25, 39, 40, 45, 59, 65, 69, 85, 87, 104, 106])
const PRIORITY_ARRAY = 87
const DATE_LIST = 23
const EFFECTIVE_PERIOD = 32
const EXCEPTION_SCHEDULE = 38
const WEEKLY_SCHEDULE = 123
const ACTIVE_COV_SUBSCRIPTIONS = 152
/** Event-time-stamps and time-of-device-restart. */
const TIME_STAMPS = new Set([130, 203])
/** Controlled variable, object property, manipulated variable, list of object property references, log device object property. */
const REFERENCES = new Set([19, 54, 60, 78, 132])

export interface PropertyText {
  readonly text: string
  /** The value as a number, where it is one. */
  readonly value: number | null
}

/** How BACnet tells that a special kind of value is not what it should be: the raw tags are shown. */
const special = (property: number, values: readonly BacnetValue[], words: ValueWords): string | undefined => {
  if (property === PRIORITY_ARRAY) return slotsText(values, words)
  if (property === WEEKLY_SCHEDULE) return decodeWeek(values)?.map((times, day) => `${WEEKDAYS[day]}: ${times.length === 0 ? '-' : timesText(times)}`).join('; ')
  if (property === EXCEPTION_SCHEDULE) return decodeExceptions(values)?.map(({ period, times, priority }) => `${periodText(period)} (${priority}): ${times.length === 0 ? '-' : timesText(times)}`).join('; ')
  if (property === DATE_LIST) return decodeDateList(values)?.map(periodText).join('; ')
  if (property === ACTIVE_COV_SUBSCRIPTIONS) return `${values.filter((value) => value.kind === 'construct' && value.tag === 0).length}`
  if (REFERENCES.has(property)) return decodeReferences(values)?.join(', ')
  if (property === EFFECTIVE_PERIOD) {
    const period = decodePeriodDates(values)
    return period && `${dateText(period.from)} .. ${dateText(period.to)}`
  }
  if (!TIME_STAMPS.has(property)) return undefined
  const stamps = values.map(decodeTimeStamp)
  return stamps.every((stamp) => stamp !== undefined) ? stamps.map(timeStampText).join(', ') : undefined
}

/** The slots that are set: `8: 21 °C, 16: 20 °C`. */
const slotsText = (values: readonly BacnetValue[], words: ValueWords): string | undefined => {
  const slots = prioritySlots(values)
  if (slots === undefined) return undefined
  if (activePriority(slots) === null) return '-'
  return slots.flatMap((slot, at) => (slot.kind === 'null' ? [] : [`${at + 1}: ${valueText(slot, words)}`])).join(', ')
}

const oneText = (property: number, value: BacnetValue, words: ValueWords): string => {
  if (value.kind === 'enumerated' && !OWN_VALUES.has(property)) return enumeratedName(property, value.value) ?? `${value.value}`
  if (value.kind === 'bits') {
    const names = bitNames(property, value.bits)
    return names === undefined ? valueText(value) : names.length === 0 ? '-' : names.join(', ')
  }
  return valueText(value, OWN_VALUES.has(property) ? words : PLAIN_WORDS)
}

/** `words`: of the object whose property it is. */
export const propertyText = (property: number, values: readonly BacnetValue[], words: ValueWords = PLAIN_WORDS): PropertyText => {
  const text = values.length === 0 ? '-' : (special(property, values, words) ?? values.map((value) => oneText(property, value, words)).join(', '))
  const [only] = values
  const value = values.length === 1 && only !== undefined && only.kind !== 'null' ? (numberIn(only) ?? null) : null
  return { text: text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text, value }
}
