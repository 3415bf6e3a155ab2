/** Keeps what was left of today as it was expected at 6, 12 and 18 h local, from the hours before each only: so that corrections are scored as forecasts are. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createCalendar } from '../../../analysis/calendar.ts'
import { dayStartOf, nextDayOf } from '../../../analysis/energy/meters/local-periods.ts'
import { hoursOfDay } from '../../../analysis/forecast/local-hours.ts'
import type { SiteContext } from '../../site-context.ts'
import type { ForecastShelf } from './forecast-shelf.ts'
import { allSubjects, type SubjectMeters } from './forecast-subjects.ts'

const KEPT_AT_HOURS: readonly number[] = [6, 12, 18]
/** The last hours before have come in. */
const AFTER_MS = 15 * 60_000

export interface CorrectionKeeper {
  /** Some milliseconds a subject, one a turn of the loop. Throws what the disk says. */
  keep(aborted: () => boolean): Promise<void>
  /** Its forecast was made anew, and what corrected the old one is gone. */
  forget(key: string): void
}

interface Slot {
  readonly hour: number
  readonly atMs: number
}

const short = (value: number): number => Number(value.toPrecision(6))

export const createCorrectionKeeper = ({ clock, store }: Pick<SiteContext, 'clock' | 'store'>, shelf: ForecastShelf): CorrectionKeeper => {
  /** Moments that need no more looking at, by key; of one day. */
  const done = new Map<string, Set<number>>()
  let dayMs = 0

  const slotsOf = (nowMs: number): Slot[] => {
    const calendar = createCalendar(store.settings().timeZone)
    const todayMs = dayStartOf(nowMs, calendar)
    if (todayMs !== dayMs) done.clear()
    dayMs = todayMs
    const { startsMs, clockHours } = hoursOfDay(todayMs, nextDayOf(todayMs, calendar), calendar)
    return KEPT_AT_HOURS.flatMap((hour): Slot[] => {
      const atMs = startsMs[clockHours.indexOf(hour)]
      return atMs === undefined || atMs + AFTER_MS > nowMs ? [] : [{ hour, atMs }]
    })
  }

  const isDone = (key: string, { atMs }: Slot): boolean => done.get(key)?.has(atMs) === true

  const keepOne = ({ key, meters }: SubjectMeters, slot: Slot, nowMs: number): void => {
    const row = shelf.today(key, nowMs)
    if (row === undefined) return
    const { hour, atMs } = slot
    done.set(key, (done.get(key) ?? new Set<number>()).add(atMs))
    if (store.energy.forecastCorrections.has(key, row.fromMs, hour)) return
    const corrected = shelf.corrected(key, meters.map(({ id }) => id), atMs)
    if (corrected === null) return
    const of = (values: Float64Array): number[] => corrected.clockHours.map((each) => short(values[each] as number))
    const { expected, low, high } = corrected.clock
    store.energy.forecastCorrections.put({
      subject: key, fromMs: row.fromMs, hour, madeAtMs: nowMs, version: row.basis.version, startsMs: corrected.startsMs, expected: of(expected), low: of(low), high: of(high), before: of(corrected.before),
    })
  }

  return {
    keep: async (aborted) => {
      const nowMs = clock.nowMs()
      const slots = slotsOf(nowMs)
      if (slots.length === 0) return
      for (const subject of allSubjects(store.energy.meters.all())) {
        const waiting = slots.filter((slot) => !isDone(subject.key, slot) && subject.meters.every(({ known }) => known !== null && known.toMs >= slot.atMs + AFTER_MS))
        if (waiting.length === 0) continue
        for (const slot of waiting) keepOne(subject, slot, nowMs)
        await nextTurn()
        // The site may have been closed meanwhile, or the day may be over.
        if (aborted() || dayMs !== dayStartOf(clock.nowMs(), createCalendar(store.settings().timeZone))) return
      }
    },
    forget: (key) => void done.delete(key),
  }
}
