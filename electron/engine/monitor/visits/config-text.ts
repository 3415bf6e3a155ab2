/** A configuration value as the text that snapshots keep and compare: the same value gives the same text, in every version of the product. Pure. */
import { createHash } from 'node:crypto'
import { decodeDateList, decodeExceptions, decodePeriodDates, decodeReferences, decodeWeek, periodText, timesText } from '../../bacnet/schedule.ts'
import { numberIn, type BacnetValue } from '../../bacnet/bacnet-value.ts'
import { dateText, valueText, WEEKDAYS } from '../../bacnet/value-text.ts'

const DATE_LIST = 23
const EFFECTIVE_PERIOD = 32
const EXCEPTION_SCHEDULE = 38
/** List of object property references, log device object property. */
const REFERENCES: ReadonlySet<number> = new Set([54, 132])
const WEEKLY_SCHEDULE = 123
/** Longer texts are kept by their beginning and the hash of the whole: a change is noticed wherever it is. */
const MOST_LETTERS = 4_000
const HASH_LETTERS = 16
/** Priorities 1 to 8 are people's, 9 to 16 programs' (135, 19.2: 8 is manual operator). */
const MANUAL_OPERATOR = 8

/** Binary values come as booleans or enumerated, by the maker's taste. */
const plainText = (value: BacnetValue): string => (value.kind === 'boolean' ? `${numberIn(value)}` : valueText(value))

const special = (property: number, values: readonly BacnetValue[]): string | undefined => {
  if (property === WEEKLY_SCHEDULE) return decodeWeek(values)?.map((times, day) => `${WEEKDAYS[day]}: ${times.length === 0 ? '-' : timesText(times)}`).join('; ')
  if (property === EXCEPTION_SCHEDULE) return decodeExceptions(values)?.map(({ period, times, priority }) => `${periodText(period)} (${priority}): ${times.length === 0 ? '-' : timesText(times)}`).join('; ')
  if (property === DATE_LIST) return decodeDateList(values)?.map(periodText).join('; ')
  if (REFERENCES.has(property)) return decodeReferences(values)?.join(', ')
  const period = property === EFFECTIVE_PERIOD ? decodePeriodDates(values) : undefined
  return period && `${dateText(period.from)} .. ${dateText(period.to)}`
}

export const configText = (property: number, values: readonly BacnetValue[]): string => {
  const text = special(property, values) ?? values.map(plainText).join(', ')
  if (text.length <= MOST_LETTERS) return text
  return `${text.slice(0, MOST_LETTERS)}… #${createHash('sha256').update(text).digest('hex').slice(0, HASH_LETTERS)}`
}

/**
 * Whether the present value of a commandable object stands until somebody changes it: nothing commands it (the relinquish default holds), or a person
 * does. What a program commands changes by itself all day and is no configuration.
 */
export const standsByItself = (priorityArray: readonly BacnetValue[]): boolean => {
  const commanding = priorityArray.findIndex(({ kind }) => kind !== 'null')
  return priorityArray.length === 16 && (commanding < 0 || commanding < MANUAL_OPERATOR)
}
