/** The newest forecasts at hand: read once, and again after they were made anew. */
import type { ForecastDay } from '../../../../../shared/domain/energy-forecast.ts'
import { createCalendar } from '../../../analysis/calendar.ts'
import { dayStartOf, nextDayOf } from '../../../analysis/energy/meters/local-periods.ts'
import { errorsLeft, learnCorrection, type CorrectedDay, type DayCorrection } from '../../../analysis/forecast/day-correction.ts'
import type { ErrorPaths } from '../../../analysis/forecast/error-paths.ts'
import { growthOf } from '../../../analysis/forecast/forecast.ts'
import { localHourOf } from '../../../analysis/forecast/local-hours.ts'
import { exceedanceOfDay, type DaySoFar } from '../../../analysis/forecast/peak-outlook.ts'
import { errorPathsOfFacts, type ModelFacts } from '../../../pipeline/forecast/forecast-task.ts'
import type { KeptForecastRow } from '../../../store/tables/forecasts-table.ts'
import type { SiteContext } from '../../site-context.ts'
import { clockDay, correctedToday, type CorrectedToday } from './corrected-today.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

interface Learnt {
  readonly errors: ErrorPaths | null
  /** What misses of a day's first hours tell of the others; null while errors are not known. */
  readonly correction: DayCorrection | null
  readonly ratios: readonly number[]
}

interface Entry {
  readonly row: KeptForecastRow
  /** Made when first asked for: it takes milliseconds, and the overview of a site with hundreds of meters needs none of it. */
  readonly learnt: () => Learnt
}

export interface ForecastShelf {
  /** The forecast that begins today; undefined while it is not made. */
  today(key: string, nowMs: number): KeptForecastRow | undefined
  /** Days of today's forecast with the probability that each goes over a limit, knowing what the meter has shown today. */
  days(key: string, meterId: number | null, limit: number | null, nowMs: number): readonly ForecastDay[]
  /** Today as this morning's forecast and the hours since let it be expected, of one meter or of several as their sum; null where nothing can be told. */
  corrected(key: string, meterIds: readonly number[], nowMs: number): CorrectedToday | null
  /** Highest demand window of today so far, and when; null = nothing measured. */
  highest(meterId: number, nowMs: number): { readonly value: number; readonly atMs: number } | null
  /** Expected of [fromMs, toMs): of past days by the forecast that was made for each; null where one is missing. */
  expected(key: string, fromMs: number, toMs: number, nowMs: number): number | null
  forget(key: string): void
}

const NOTHING_LEARNT: Learnt = { errors: null, correction: null, ratios: [] }

const learntOf = (facts: string | undefined): Learnt => {
  if (facts === undefined) return NOTHING_LEARNT
  const parsed = JSON.parse(facts) as ModelFacts
  const errors = errorPathsOfFacts(parsed)
  return { errors, correction: errors && learnCorrection(errors), ratios: parsed.ratios }
}

export const createForecastShelf = ({ store }: Pick<SiteContext, 'store'>): ForecastShelf => {
  const entries = new Map<string, Entry | null>()
  let calendar = createCalendar(store.settings().timeZone)
  const local = (): typeof calendar => {
    const { timeZone } = store.settings()
    if (timeZone !== calendar.timeZone) calendar = createCalendar(timeZone)
    return calendar
  }

  const load = (key: string): Entry | null => {
    const row = store.energy.forecasts.forecast(key)
    if (row === undefined || !store.energy.forecasts.hasModel(key)) return null
    let learnt: Learnt | null = null
    return { row, learnt: () => (learnt ??= learntOf(store.energy.forecasts.facts(key))) }
  }

  const entryOf = (key: string, nowMs: number): Entry | undefined => {
    let entry = entries.get(key)
    if (entry === undefined) {
      entry = load(key)
      entries.set(key, entry)
    }
    return entry !== null && entry.row.fromMs === dayStartOf(nowMs, local()) ? entry : undefined
  }

  const highest: ForecastShelf['highest'] = (meterId, nowMs) => {
    const { peak, peakAtMs } = store.energy.periods.hours(meterId, dayStartOf(nowMs, local()), nowMs)
    let at = -1
    for (let i = 0; i < peak.length; i += 1) if (!Number.isNaN(peak[i]) && (at < 0 || (peak[i] as number) > (peak[at] as number))) at = i
    return at < 0 ? null : { value: peak[at] as number, atMs: peakAtMs[at] as number }
  }

  const correctedOf = ({ row, learnt }: Entry, meterIds: readonly number[], nowMs: number): CorrectedToday | null => {
    const { errors, correction } = learnt()
    return errors === null || correction === null ? null : correctedToday(row, errors, correction, meterIds.map((id) => store.energy.periods.hours(id, row.fromMs, nowMs)), nowMs, local())
  }

  const risk = ({ row, learnt }: Entry, index: number, limit: number, soFar: DaySoFar, corrected: CorrectedDay | null): number | null => {
    const startMs = row.days[index]?.startMs
    const { errors, ratios, correction } = learnt()
    if (errors === null || startMs === undefined) return null
    const { day, expected } = clockDay(row, startMs, local())
    if (corrected !== null && correction !== null) return exceedanceOfDay(errorsLeft(correction, errors, corrected.fromHour), corrected.expected, day, 1, limit, ratios, soFar)
    return exceedanceOfDay(errors, expected, day, growthOf(index), limit, ratios, soFar)
  }

  /** Forecast energy of the hours of a row in [fromMs, toMs); null where it does not reach. */
  const hoursSum = (row: KeptForecastRow | undefined, fromMs: number, toMs: number): number | null => {
    const { startsMs, expected } = row ?? { startsMs: new Float64Array(0), expected: new Float32Array(0) }
    const endMs = (startsMs.at(-1) ?? -Infinity) + HOUR_MS
    if (toMs > endMs || fromMs < (startsMs[0] ?? Infinity)) return null
    let sum = 0
    for (let i = 0; i < startsMs.length; i += 1) {
      const startMs = startsMs[i] as number
      const overlap = Math.min(toMs, startsMs[i + 1] ?? endMs) - Math.max(fromMs, startMs)
      if (overlap > 0) sum += ((expected[i] as number) * overlap) / HOUR_MS
    }
    return sum
  }

  return {
    today: (key, nowMs) => entryOf(key, nowMs)?.row,
    days: (key, meterId, limit, nowMs) => {
      const entry = entryOf(key, nowMs)
      if (entry === undefined) return []
      const most = meterId === null || limit === null ? null : highest(meterId, nowMs)
      const soFar: DaySoFar = { fromHour: localHourOf(nowMs, local()), highest: most?.value ?? Number.NaN }
      const corrected = meterId === null || limit === null ? null : correctedOf(entry, [meterId], nowMs)
      return entry.row.days.map((day, index): ForecastDay => ({ ...day, exceedance: limit === null ? null : risk(entry, index, limit, index === 0 ? soFar : { fromHour: 0, highest: Number.NaN }, index === 0 ? (corrected?.clock ?? null) : null) }))
    },
    corrected: (key, meterIds, nowMs) => {
      const entry = entryOf(key, nowMs)
      return entry === undefined ? null : correctedOf(entry, meterIds, nowMs)
    },
    highest,
    expected: (key, fromMs, toMs, nowMs) => {
      const todayMs = dayStartOf(nowMs, local())
      let sum: number | null = 0
      let atMs = fromMs
      const add = (part: number | null, untilMs: number): void => {
        sum = sum === null || part === null ? null : sum + part
        atMs = untilMs
      }
      const firstMs = dayStartOf(fromMs, local())
      if (fromMs > firstMs && fromMs < todayMs) {
        const endMs = Math.min(toMs, nextDayOf(fromMs, local()))
        add(hoursSum(store.energy.forecasts.forecast(key, firstMs), fromMs, endMs), endMs)
      }
      const lastMs = Math.min(dayStartOf(toMs, local()), todayMs)
      if (atMs < lastMs) {
        const { days, energy } = store.energy.forecasts.firstDays(key, atMs, lastMs)
        add(days === Math.round((lastMs - atMs) / DAY_MS) ? energy : null, lastMs)
      }
      if (atMs < toMs) add(hoursSum(atMs < todayMs ? store.energy.forecasts.forecast(key, dayStartOf(atMs, local())) : entryOf(key, nowMs)?.row, atMs, toMs), toMs)
      return sum
    },
    forget: (key) => void entries.delete(key),
  }
}
