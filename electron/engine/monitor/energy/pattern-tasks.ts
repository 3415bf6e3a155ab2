/** What is to be worked out of each meter's last year, and how to tell whether it was: by the same year, holidays and numbers. */
import { entryOfDay } from '../../../../shared/domain/holidays.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import { dayStartOf } from '../../analysis/energy/meters/local-periods.ts'
import type { PatternTask } from '../../pipeline/energy/pattern-task.ts'
import type { EnergySums } from '../../store/tables/energy-periods-table.ts'
import type { SiteContext } from '../site-context.ts'
import { mainMetersOf } from '../../../../shared/domain/delivered-meters.ts'

/** Raised when what is kept would be worked out otherwise. */
const VERSION = 'efficiency-2'
const DAY_MS = 86_400_000
export const BACK_MS = 730 * DAY_MS

type Parts = Pick<SiteContext, 'clock' | 'store' | 'pipeline'>

export interface LastYear {
  readonly fromMs: number
  /** Today's local midnight: days that are over. */
  readonly toMs: number
}

export const lastYear = ({ clock, store }: Parts): LastYear => {
  const calendar = createCalendar(store.settings().timeZone)
  const toMs = dayStartOf(clock.nowMs(), calendar)
  return { fromMs: dayStartOf(toMs - 365 * DAY_MS + DAY_MS / 2, calendar), toMs }
}

/** Days that are like Sundays, of the two years before `toMs`: entered, or learnt and not refused. */
const holidaysBefore = ({ store, pipeline }: Parts, toMs: number): number[] => {
  const { holidays: entries } = store.settings()
  const learnt = new Set(pipeline.holidays().learnt.map(({ date }) => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS)))
  const last = Math.ceil(toMs / DAY_MS)
  return Array.from({ length: BACK_MS / DAY_MS + 2 }, (_, i) => last - BACK_MS / DAY_MS - 1 + i).filter((day) => {
    const entry = entryOfDay(entries, day)
    return entry === undefined ? learnt.has(day) : !entry.works
  })
}

/** Tasks of these meters over a period. */
export const patternTasks = (parts: Parts, meters: readonly Meter[], { fromMs, toMs }: LastYear): ((meter: Meter) => PatternTask) => {
  const nowMs = parts.clock.nowMs()
  const { timeZone } = parts.store.settings()
  const holidays = holidaysBefore(parts, toMs)
  return (meter) => ({ meterId: meter.id, measure: meter.measure, fromMs, toMs, nowMs, timeZone, holidays, opposite: oppositeOf(meter, meters) })
}

/** Meters of cooling for one of heat, and the other way round: of its area where it has one. */
const oppositeOf = ({ medium, measure, area }: Meter, meters: readonly Meter[]): number[] => {
  const wanted: readonly Meter['medium'][] = measure !== 'energy' ? [] : medium === 'heat' || medium === 'steam' ? ['cooling'] : medium === 'cooling' ? ['heat', 'steam'] : []
  return mainMetersOf(meters.filter((other) => wanted.includes(other.medium) && other.measure === 'energy' && other.area === area)).map(({ id }) => id)
}

/** Equal where the same numbers would come of it. */
export const basisOf = ({ measure, fromMs, toMs, timeZone, holidays, opposite }: PatternTask, sums: readonly EnergySums[]): string =>
  JSON.stringify([VERSION, measure, fromMs, toMs, timeZone, holidays.reduce((sum, day) => (sum * 31 + day) % 1_000_003, holidays.length), opposite, sums.map(({ known, energy }) => [known, energy === null ? null : Number(energy.toFixed(3))])])
