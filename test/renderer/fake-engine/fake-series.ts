/** Made-up history: a daily wave, no two days and hours alike, with noise; its expected band, and periods that were not observed. */
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import type { CoverageGap, ExpectedBand, Series } from '../../../shared/domain/series.ts'
import { seededRandom } from '../../../shared/random.ts'
import type { FakePoint } from './building.ts'

const DAY_MS = 86_400_000
export const READ_EVERY_MS = 10_000

const expectedAt = (point: FakePoint, atMs: number): number => point.base + point.swing * 0.7 * Math.sin((2 * Math.PI * (atMs % DAY_MS)) / DAY_MS)

/** What makes one day and hour another than the next; within the expected band, of a course of its own for each point. */
const weatherAt = (point: FakePoint, atMs: number): number => {
  const days = atMs / DAY_MS + point.id * 0.17
  return point.swing * (0.28 * Math.sin((2 * Math.PI * days) / 3.7) + 0.14 * Math.sin((2 * Math.PI * days) / 0.21))
}

/** `startedAtMs`: of the engine. Nothing was read within the gaps of its device. */
export const fakeSeries = (point: FakePoint | undefined, pointId: number, fromMs: number, toMs: number, maxPoints: number, alerts: readonly Alert[], startedAtMs: number): Series => {
  const until = Math.min(toMs, Date.now())
  const count = point === undefined || until <= fromMs ? 0 : Math.min(maxPoints, Math.ceil((until - fromMs) / READ_EVERY_MS))
  const random = seededRandom(pointId)
  const gaps = fakeGaps(startedAtMs, fromMs, toMs).filter(({ deviceId }) => deviceId === null || deviceId === point?.deviceId)
  const observed = (atMs: number): boolean => gaps.every((gap) => atMs < gap.fromMs || atMs >= gap.toMs)
  const timesMs = Float64Array.from({ length: count }, (_, index) => fromMs + ((until - fromMs) * index) / count).filter(observed)
  const values = timesMs.map((atMs) => {
    if (point === undefined) return Number.NaN
    if (point.kind !== 'analog') return point.base
    const alert = alerts.find((other) => other.pointId === pointId && other.kind === 'equipment' && other.startedAtMs <= atMs && (isActive(other) || (other.clearedAtMs ?? 0) > atMs))
    const off = alert === undefined || alert.value === null ? 0 : (alert.value - point.base) * Math.min(1, (atMs - alert.startedAtMs) / 600_000)
    return expectedAt(point, atMs) + weatherAt(point, atMs) + off + (random() - 0.5) * point.swing * 0.2
  })
  return { pointId, timesMs, values, qualities: new Uint16Array(timesMs.length), thinned: until - fromMs > maxPoints * READ_EVERY_MS }
}

export const fakeBand = (point: FakePoint | undefined, pointId: number, fromMs: number, toMs: number, steps: number): ExpectedBand => {
  const timesMs = Float64Array.from({ length: steps }, (_, index) => fromMs + ((toMs - fromMs) * index) / (steps - 1))
  const known = point !== undefined && point.kind === 'analog' && point.swing > 0
  const expected = timesMs.map((atMs) => (known ? expectedAt(point, atMs) : Number.NaN))
  const width = known ? point.swing * 0.8 : Number.NaN
  return { pointId, timesMs, expected, low: expected.map((value) => value - width), high: expected.map((value) => value + width) }
}

const onReading = (atMs: number): number => Math.floor(atMs / READ_EVERY_MS) * READ_EVERY_MS

/** An hour in which the laptop slept, and a device that has been silent since before the start. */
export const fakeGaps = (startedAtMs: number, fromMs: number, toMs: number): readonly CoverageGap[] =>
  [
    { deviceId: null, fromMs: onReading(startedAtMs - 9 * 3_600_000), toMs: onReading(startedAtMs - 8.2 * 3_600_000), reason: 'asleep' as const },
    { deviceId: 7, fromMs: onReading(startedAtMs - 42 * 60_000), toMs: Math.max(startedAtMs, Date.now()), reason: 'deviceOffline' as const },
  ].filter((gap) => gap.toMs > fromMs && gap.fromMs < toMs)
