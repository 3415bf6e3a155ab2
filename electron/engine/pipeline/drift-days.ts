/** A point's history as days, for the judgement of slow faults: read and summarised in parts, so that months of readings are never held at once. Of a plant's sensor only what was read while it ran. */
import { isTrusted } from '../../../shared/domain/quality.ts'
import type { Series } from '../../../shared/domain/series.ts'
import type { Calendar } from '../analysis/calendar.ts'
import { LEAST_DAY_HOURS, summariseDays, type DaySummary } from '../analysis/drift/day-summary.ts'
import { hourlyUse } from '../analysis/drift/hourly-use.ts'
import type { SignalKind } from '../analysis/quality/point-profile.ts'
import type { DriftGuides } from './drift-guides.ts'
import { valuesAt, whileRunning, type Readings } from './running-time.ts'

const DAY_MS = 86_400_000
const PART_DAYS = 28
/** Time zones differ from UTC by up to 14 hours, and the first hours of a day hold what was read up to six hours before. */
const MARGIN_DAYS = 1
/** A set-point or state may be a day old. */
const GUIDE_MARGIN_DAYS = 3
/** A plant that runs by day only is judged by so many hours. */
const LEAST_RUNNING_HOURS = 6

/** Whole local days since the epoch. */
export interface DaySpan {
  readonly fromDay: number
  /** Exclusive. */
  readonly toDay: number
  /** Nothing is read from here on, ms. */
  readonly untilMs: number
}

/** Readings of a point over [fromMs, toMs); undefined where nothing is known of it. */
export type ReadPoint = (pointId: number, fromMs: number, toMs: number) => Series | undefined

export interface DaysAsked {
  readonly pointId: number
  readonly signal: SignalKind
  readonly units: number | null
  readonly guides: DriftGuides
}

export interface PointDays {
  readonly own: readonly DaySummary[]
  /** Of its set-point, over the same hours; empty without one. */
  readonly setpoint: readonly DaySummary[]
}

/** Days with at least 12 hours observed (6 of a plant that is looked at while it runs), ascending; yields after each part. The same days come of any span that holds them. */
export function* readDays({ pointId, signal, units, guides }: DaysAsked, { fromDay, toDay, untilMs }: DaySpan, calendar: Calendar, read: ReadPoint): Generator<undefined, PointDays> {
  const own: DaySummary[] = []
  const setpoint: DaySummary[] = []
  const leastHours = guides.onlyRunning ? LEAST_RUNNING_HOURS : LEAST_DAY_HOURS
  for (let from = fromDay; from < toDay; from += PART_DAYS) {
    const to = Math.min(toDay, from + PART_DAYS)
    const part = (id: number, marginDays: number): Readings => trustedOf(read(id, (from - marginDays) * DAY_MS, Math.min(untilMs, (to + MARGIN_DAYS) * DAY_MS)))
    const keep = (into: DaySummary[], { timesMs, values }: Readings): void => {
      for (const each of summariseDays(timesMs, values, calendar, leastHours)) if (each.day >= from && each.day < to) into.push(each)
    }
    const trusted = part(pointId, MARGIN_DAYS)
    const seen = guides.onlyRunning ? whileRunning(trusted, guides.running.map((id) => part(id, GUIDE_MARGIN_DAYS)), units) : trusted
    keep(own, signal === 'counter' ? hourlyUse(seen.timesMs, seen.values, calendar) : seen)
    if (guides.setpoint !== null) keep(setpoint, valuesAt(part(guides.setpoint.id, GUIDE_MARGIN_DAYS), seen.timesMs))
    yield
  }
  return { own, setpoint }
}

const trustedOf = (series: Series | undefined): Readings => {
  if (series === undefined) return { timesMs: new Float64Array(0), values: new Float64Array(0) }
  const { timesMs, values, qualities } = series
  const at = Array.from(timesMs.keys()).filter((i) => isTrusted(qualities[i] as number) && Number.isFinite(values[i]))
  return { timesMs: Float64Array.from(at, (i) => timesMs[i] as number), values: Float64Array.from(at, (i) => values[i] as number) }
}
