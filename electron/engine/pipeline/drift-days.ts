/** A point's history as days, for the judgement of slow faults: read and summarised in parts, so that months of readings are never held at once. */
import { isTrusted } from '../../../shared/domain/quality.ts'
import type { Series } from '../../../shared/domain/series.ts'
import type { Calendar } from '../analysis/calendar.ts'
import { summariseDays, type DaySummary } from '../analysis/drift/day-summary.ts'
import { hourlyUse } from '../analysis/drift/hourly-use.ts'
import type { SignalKind } from '../analysis/quality/point-profile.ts'

const DAY_MS = 86_400_000
const PART_DAYS = 28
/** Time zones differ from UTC by up to 14 hours, and the first hours of a day hold what was read up to six hours before. */
const MARGIN_DAYS = 1

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

/** Days with at least 12 hours observed, ascending; yields after each part. The same days come of any span that holds them. */
export function* readDays({ pointId, signal }: { readonly pointId: number; readonly signal: SignalKind }, { fromDay, toDay, untilMs }: DaySpan, calendar: Calendar, read: ReadPoint): Generator<undefined, DaySummary[]> {
  const days: DaySummary[] = []
  for (let from = fromDay; from < toDay; from += PART_DAYS) {
    const to = Math.min(toDay, from + PART_DAYS)
    const trusted = trustedOf(read(pointId, (from - MARGIN_DAYS) * DAY_MS, Math.min(untilMs, (to + MARGIN_DAYS) * DAY_MS)))
    const { timesMs, values } = signal === 'counter' ? hourlyUse(trusted.timesMs, trusted.values, calendar) : trusted
    for (const each of summariseDays(timesMs, values, calendar)) if (each.day >= from && each.day < to) days.push(each)
    yield
  }
  return days
}

const trustedOf = (series: Series | undefined): { readonly timesMs: Float64Array; readonly values: Float64Array } => {
  if (series === undefined) return { timesMs: new Float64Array(0), values: new Float64Array(0) }
  const { timesMs, values, qualities } = series
  const at = Array.from(timesMs.keys()).filter((i) => isTrusted(qualities[i] as number) && Number.isFinite(values[i]))
  return { timesMs: Float64Array.from(at, (i) => timesMs[i] as number), values: Float64Array.from(at, (i) => values[i] as number) }
}
