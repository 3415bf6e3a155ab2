/** What one object says: all its properties, and what they mean together: who commands it, what its schedule or calendar holds. */
import type { CalendarDetails, Command, ObjectDetails, PrioritySlot, ScheduleDetails, ScheduleTime } from '../../../../shared/domain/device-voice.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import { numberIn, type BacnetDate, type BacnetValue } from '../../bacnet/bacnet-value.ts'
import type { AllProperties } from '../../bacnet/all-properties.ts'
import { activePriority, prioritySlots } from '../../bacnet/priority-array.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import { decodeDateList, decodeExceptions, decodePeriodDates, decodeReferences, decodeWeek, minuteOf, periodText, scheduledNumber, type TimeValue } from '../../bacnet/schedule.ts'
import { dateText, PLAIN_WORDS, valueText, type ValueWords } from '../../bacnet/value-text.ts'
import type { StandingRow } from '../../store/store-types.ts'
import { shows } from '../writing/write-target.ts'
import { propertyReading } from './device-facts.ts'

const SCHEDULE = 17
const CALENDAR = 6

export const wordsOf = ({ kind, units, stateTexts }: Pick<Point, 'kind' | 'units' | 'stateTexts'>): ValueWords => ({ kind, units, stateTexts })

/** BACnetStatusFlags as bits 0-3. */
export const flagsIn = (value: BacnetValue | undefined): number | null => (value?.kind === 'bits' ? value.bits.slice(0, 4).reduce((sum, bit, at) => sum | (bit ? 1 << at : 0), 0) : null)

type Values = (property: number) => readonly BacnetValue[]

export interface ObjectContext {
  readonly point: Point
  readonly readAtMs: number
  /** What this laptop wrote to the object and has not taken back. */
  readonly standing: readonly StandingRow[]
  /** Words of the first object that a schedule commands, by its label (`BV 12`). */
  readonly wordsOfObject: (label: string) => ValueWords | undefined
}

export const objectFacts = ({ results }: AllProperties, context: ObjectContext): ObjectDetails => {
  const { point, readAtMs } = context
  const words = wordsOf(point)
  const values: Values = (property) => {
    const result = results.get(property)
    return result?.ok === true ? result.values : []
  }
  const numberOf = (property: number): number | null => {
    const [value] = values(property)
    return value === undefined ? null : (numberIn(value) ?? null)
  }
  const [outOfService] = values(PROPERTY.outOfService)
  const slots = prioritySlots(values(PROPERTY.priorityArray))
  return {
    pointId: point.id,
    readAtMs,
    eventState: numberOf(PROPERTY.eventState),
    statusFlags: flagsIn(values(PROPERTY.statusFlags)[0]),
    reliability: numberOf(PROPERTY.reliability),
    outOfService: outOfService?.kind === 'boolean' ? outOfService.value : null,
    prioritySlots: slots === undefined ? null : slotsOf(slots, words),
    command: slots === undefined ? null : commandOf(slots, values(PROPERTY.relinquishDefault)[0], words, context),
    schedule: point.objectType === SCHEDULE ? scheduleOf(values, context) : null,
    calendar: point.objectType === CALENDAR ? calendarOf(values) : null,
    properties: [...results].map(([property, result]) => propertyReading(property, result, words)),
  }
}

const slotsOf = (slots: readonly BacnetValue[], words: ValueWords): readonly PrioritySlot[] =>
  slots.flatMap((slot, at) => (slot.kind === 'null' ? [] : [{ priority: at + 1, text: valueText(slot, words), value: numberIn(slot) ?? null }]))

const commandOf = (slots: readonly BacnetValue[], relinquishDefault: BacnetValue | undefined, words: ValueWords, { standing }: ObjectContext): Command => {
  const priority = activePriority(slots)
  const slot = priority === null ? undefined : slots[priority - 1]
  if (priority === null || slot === undefined) return { priority: null, by: 'default', text: relinquishDefault === undefined ? '-' : valueText(relinquishDefault, words) }
  const ours = standing.some((row) => row.action === 'write' && row.priority === priority && shows(slot, row.value))
  return { priority, by: ours ? 'thisLaptop' : 'priority', text: valueText(slot, words) }
}

const timesOf = (times: readonly TimeValue[], words: ValueWords): readonly ScheduleTime[] =>
  times.map(({ time, value }) => ({ minute: minuteOf(time), text: valueText(value, words), value: scheduledNumber(value) }))

/** A date without wildcards or limits; null for "any". */
const limitOf = (date: BacnetDate | undefined): string | null => (date === undefined || (date.year === null && date.month === null && date.day === null) ? null : dateText(date))

const scheduleOf = (values: Values, { wordsOfObject }: ObjectContext): ScheduleDetails => {
  const references = decodeReferences(values(PROPERTY.listOfObjectPropertyReferences)) ?? []
  const words = wordsOfObject((references[0] ?? '').split(' ').slice(0, 2).join(' ')) ?? PLAIN_WORDS
  const period = decodePeriodDates(values(PROPERTY.effectivePeriod))
  const [standard] = values(PROPERTY.scheduleDefault)
  return {
    week: (decodeWeek(values(PROPERTY.weeklySchedule)) ?? []).map((day) => timesOf(day, words)),
    exceptions: (decodeExceptions(values(PROPERTY.exceptionSchedule)) ?? []).map(({ period: when, priority, times }) => ({ when: periodText(when), priority, times: timesOf(times, words) })),
    effectiveFrom: limitOf(period?.from),
    effectiveTo: limitOf(period?.to),
    defaultText: standard === undefined ? '-' : valueText(standard, words),
    references,
  }
}

const calendarOf = (values: Values): CalendarDetails => {
  const [active] = values(PROPERTY.presentValue)
  return { dates: (decodeDateList(values(PROPERTY.dateList)) ?? []).map(periodText), active: active?.kind === 'boolean' ? active.value : null }
}
