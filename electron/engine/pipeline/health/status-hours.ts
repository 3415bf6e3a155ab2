/** Hours of a device out of what was asked, what was not observed, and restarts. */
import type { StatusHour } from '../../../../shared/domain/device-status.ts'
import type { Calendar } from '../../analysis/calendar.ts'
import { sumHours } from '../../analysis/health/reach.ts'
import type { HealthQueries, HourOutcomes } from '../../store/health-queries.ts'

export const HOUR_MS = 3_600_000

type Queries = Pick<HealthQueries, 'outcomeHours' | 'gaps' | 'restarts'>

interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Hours of [fromMs, toMs) in which the device was looked after, `fromMs` being the start of one. Without a request in it an hour counts as not observed, unless the device is known to
 * have been away.
 */
export const statusHours = (queries: Queries, deviceId: number, fromMs: number, toMs: number): StatusHour[] => {
  const outcomes = new Map(queries.outcomeHours(deviceId, fromMs, toMs).map((own) => [own.hour, own]))
  const gaps = queries.gaps(deviceId, fromMs, toMs)
  const away = merged(gaps.filter((gap) => gap.deviceId === deviceId && gap.reason === 'deviceOffline'))
  const blind = merged(gaps.filter((gap) => !(gap.deviceId === deviceId && gap.reason === 'deviceOffline')))
  const restarts = queries.restarts(deviceId, fromMs, toMs)
  const hours: StatusHour[] = []
  for (let hour = 0; fromMs + hour * HOUR_MS < toMs; hour++) {
    const startMs = fromMs + hour * HOUR_MS
    const lengthMs = Math.min(HOUR_MS, toMs - startMs)
    const own = outcomes.get(hour)
    const unseenMs = within(blind, startMs, startMs + lengthMs)
    const awayMs = within(away, startMs, startMs + lengthMs)
    if (own === undefined && awayMs === 0) continue
    const observedMs = own === undefined ? Math.min(awayMs, lengthMs - unseenMs) : lengthMs - unseenMs
    const onlineMs = Math.max(0, observedMs - Math.max(0, awayMs - overlap(away, blind, startMs, startMs + lengthMs)))
    hours.push({ ...(own ?? NOTHING), startMs, lengthMs, observedMs, onlineMs, restarts: restarts.filter((atMs) => atMs >= startMs && atMs < startMs + lengthMs).length })
  }
  return hours
}

const NOTHING: HourOutcomes = {
  hour: 0, requests: 0, timeouts: 0, aborts: 0, rejects: 0, errors: 0, decodes: 0, sends: 0, cancelled: 0, retries: 0, asked: 0, answered: 0, latencySumMs: 0, latencyMaxMs: 0,
  latencies: Array.from({ length: 12 }, () => 0),
}

/** Spans that overlap or touch as one. */
const merged = (spans: readonly Span[]): Span[] => {
  const result: Span[] = []
  for (const { fromMs, toMs } of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1)
    if (last !== undefined && fromMs <= last.toMs) result[result.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) }
    else result.push({ fromMs, toMs })
  }
  return result
}

const within = (spans: readonly Span[], fromMs: number, toMs: number): number => spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs)), 0)

const overlap = (spans: readonly Span[], others: readonly Span[], fromMs: number, toMs: number): number =>
  spans.reduce((sum, span) => sum + within(others, Math.max(span.fromMs, fromMs), Math.max(span.fromMs, fromMs, Math.min(span.toMs, toMs))), 0)

/** Hours as local days. */
export const statusDays = (hours: readonly StatusHour[], calendar: Calendar, startOf: (day: number) => number): StatusHour[] =>
  [...Map.groupBy(hours, ({ startMs }) => calendar.dayOf(startMs))].map(([day, own]) => sumHours(own, startOf(day)))
