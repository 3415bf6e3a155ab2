/** Series and points for tests of charts. */
import { NEW_ALERT, type Alert } from '../../../shared/domain/alert.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { CoverageGap, Series } from '../../../shared/domain/series.ts'

/** `[time, value, quality?]` each. */
export const madeSeries = (readings: readonly (readonly [number, number, number?])[], pointId = 1): Series => ({
  pointId,
  timesMs: Float64Array.from(readings, ([timeMs]) => timeMs),
  values: Float64Array.from(readings, ([, value]) => value),
  qualities: Uint16Array.from(readings, ([, , quality]) => quality ?? 0),
  thinned: false,
})

/** Readings every `stepMs`, value = index. */
export const evenSeries = (fromMs: number, stepMs: number, count: number): Series => madeSeries(Array.from({ length: count }, (_, i) => [fromMs + i * stepMs, i] as const))

export const madePoint = (patch: Partial<Point> = {}): Point => ({
  id: 1,
  deviceId: 1,
  objectType: 0,
  objectInstance: 1,
  name: 'AHU-1.SA-T',
  description: 'Supply air temperature',
  kind: 'analog',
  units: 62,
  stateTexts: [],
  pollIntervalMs: 10_000,
  ...patch,
})

export const madeGap = (fromMs: number, toMs: number, deviceId: number | null = null): CoverageGap => ({ fromMs, toMs, deviceId, reason: 'asleep' })

export const madeAlert = (patch: Partial<Alert> = {}): Alert => ({
  id: 1,
  kind: 'equipment',
  severity: 'high',
  deviceId: 1,
  pointId: 1,
  title: { key: 'x' },
  explanation: [],
  checks: [],
  value: 20,
  expected: 16,
  low: 15,
  high: 17,
  worstValue: 21,
  evidence: [],
  startedAtMs: 1_000,
  raisedAtMs: 1_500,
  ...NEW_ALERT,
  clearedAtMs: 2_000,
  acknowledgedAtMs: null,
  acknowledgeNote: '',
  ...patch,
})

/** Every other number of a flat line: its values, with NaN for breaks. */
export const flatValues = (flat: Float64Array): number[] => [...flat].filter((_, i) => i % 2 === 1)
