/** Health and status history as CSV, as they are shown. Pure. With a byte-order mark, lines end with CR LF (RFC 4180). */
import { csvField } from '../../../shared/csv-field.ts'
import { HEALTH_PARTS, type StatusHistory } from '../../../shared/domain/health.ts'
import type { HealthRow } from './health-order.ts'

const BOM = '\uFEFF'
const lines = (rows: readonly (readonly string[])[]): string => BOM + rows.map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n'
const number = (value: number | null): string => (value === null || !Number.isFinite(value) ? '' : String(Math.round(value * 1_000) / 1_000))

/** `heads`: device, day (UTC), score, the four parts, observed share, trend, points a month, confidence, worst. */
export const healthCsv = (heads: readonly string[], rows: readonly HealthRow[], wordOf: (row: HealthRow) => { readonly trend: string; readonly worst: string }): string =>
  lines([
    heads,
    ...rows.map((row) => {
      const { latest, trend } = row.health
      const words = wordOf(row)
      return [
        row.name, latest === null ? '' : new Date(latest.startMs).toISOString(), number(latest?.score ?? null), ...HEALTH_PARTS.map((part) => number(latest?.parts[part] ?? null)), number(latest?.observed ?? null),
        words.trend, number(trend.pointsPerMonth), number(trend.confidence), words.worst,
      ]
    }),
  ])

const COUNTS = ['requests', 'timeouts', 'aborts', 'rejects', 'errors', 'decodes', 'sends', 'retries', 'restarts', 'asked', 'answered', 'latencyP50Ms', 'latencyP95Ms', 'latencyP99Ms', 'latencyMaxMs'] as const

/** Columns carry the names of the contract: they are read by programs. Shares 0..1. */
export const statusCsv = (history: StatusHistory): string =>
  lines([
    ['startUtc', 'lengthMinutes', 'observedShare', 'onlineShareOfObserved', ...COUNTS],
    ...Array.from(history.startsMs, (startMs, i) => {
      const [length = 0, observed = 0, online = 0] = [history.lengthMs[i], history.observedMs[i], history.onlineMs[i]]
      return [new Date(startMs).toISOString(), number(length / 60_000), number(observed / length), observed === 0 ? '' : number(online / observed), ...COUNTS.map((name) => number(history[name][i] ?? null))]
    }),
  ])
