/** What a reading looks like to the multivariate detectors. */
import { describe, expect, it } from 'vitest'
import { featureRows, scaleOf, standardised } from '../../../../electron/engine/analysis/detect/feature-rows.ts'
import { FEATURE, FEATURE_COUNT, followFeatures, startFeatures, type FeatureState } from '../../../../electron/engine/analysis/detect/reading-features.ts'
import { generatedHistory, generatedReading, GENERATED_START_MS, roomTemperature } from '../../../support/generated-history.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const follow = (stepMs: number, untilMs: number, valueOf: (timeMs: number) => number, state: FeatureState = startFeatures()): Float64Array => {
  const out = new Float64Array(FEATURE_COUNT)
  for (let timeMs = GENERATED_START_MS; timeMs <= GENERATED_START_MS + untilMs; timeMs += stepMs) followFeatures(state, generatedReading(timeMs, valueOf(timeMs)), out)
  return out
}

describe('the features of a reading', () => {
  it('know nothing but value and time at first', () => {
    const out = follow(MINUTE_MS, 0, () => 5)
    expect(out[FEATURE.value]).toBe(5)
    for (const unknown of [FEATURE.change, FEATURE.sinceYesterday, FEATURE.fromHour, FEATURE.hourSpread, FEATURE.fromDay]) expect(out[unknown]).toBeNaN()
    expect(out[FEATURE.weekend]).toBe(0)
    expect(Math.hypot(out[FEATURE.hourSine] as number, out[FEATURE.hourCosine] as number)).toBeCloseTo(1, 12)
  })

  it('compare with the same time yesterday', () => {
    const ramp = (timeMs: number): number => (timeMs - GENERATED_START_MS) / HOUR_MS
    for (const stepMs of [10_000, 5 * MINUTE_MS, HOUR_MS]) expect(follow(stepMs, 30 * HOUR_MS, ramp)[FEATURE.sinceYesterday]).toBeCloseTo(24, 0)
  })

  it('hardly depend on how often a point is read', () => {
    const wave = (timeMs: number): number => 20 + 3 * Math.sin((timeMs / HOUR_MS / 24) * 2 * Math.PI)
    const often = follow(10_000, 40 * HOUR_MS, wave)
    const seldom = follow(5 * MINUTE_MS, 40 * HOUR_MS, wave)
    for (const feature of [FEATURE.sinceYesterday, FEATURE.fromHour, FEATURE.fromDay, FEATURE.hourSpread]) expect(Math.abs((often[feature] as number) - (seldom[feature] as number))).toBeLessThan(0.1)
  })

  it('forget the recent past after a silence, but not yesterday', () => {
    const state = startFeatures()
    follow(5 * MINUTE_MS, 24 * HOUR_MS, () => 20, state)
    const out = new Float64Array(FEATURE_COUNT)
    followFeatures(state, generatedReading(GENERATED_START_MS + 30 * HOUR_MS, 25), out)
    expect(out[FEATURE.change]).toBeNaN()
    expect(out[FEATURE.fromHour]).toBeNaN()
    expect(out[FEATURE.sinceYesterday]).toBeCloseTo(5, 6)
  })

  it('begin anew when the clock goes back, and never give what is not a number later on', () => {
    const state = startFeatures()
    follow(MINUTE_MS, 26 * HOUR_MS, () => 20, state)
    const out = new Float64Array(FEATURE_COUNT)
    followFeatures(state, generatedReading(GENERATED_START_MS, 30), out)
    expect(out[FEATURE.change]).toBeNaN()
    follow(MINUTE_MS, 26 * HOUR_MS, () => 20, state).forEach((value) => expect(value).not.toBeNaN())
  })

  it('survive being written as JSON', () => {
    const value = roomTemperature(4)
    const values = new Map<number, number>()
    const known = (timeMs: number): number => values.get(timeMs) ?? (values.set(timeMs, value(timeMs)).get(timeMs) as number)
    const state = startFeatures()
    follow(5 * MINUTE_MS, 26 * HOUR_MS, known, state)
    const copy = JSON.parse(JSON.stringify(state)) as FeatureState
    const next = generatedReading(GENERATED_START_MS + 26 * HOUR_MS + 5 * MINUTE_MS, 22)
    const [a, b] = [new Float64Array(FEATURE_COUNT), new Float64Array(FEATURE_COUNT)]
    followFeatures(state, next, a)
    followFeatures(copy, next, b)
    expect(b).toEqual(a)
  })
})

describe('standardised rows', () => {
  it('have mean 0 and deviation 1 where the point moves more than its least half-width', () => {
    const rows = featureRows(generatedHistory({ days: 10, stepMs: 5 * MINUTE_MS, valueOf: roomTemperature(2) }))
    const { count, cells } = standardised(rows, scaleOf(rows, 0.1))
    for (const feature of [FEATURE.value, FEATURE.sinceYesterday, FEATURE.fromDay]) {
      const column = cells.filter((_, i) => i % FEATURE_COUNT === feature)
      const mean = column.reduce((sum, value) => sum + value, 0) / count
      expect(mean).toBeCloseTo(0, 6)
      expect(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count).toBeCloseTo(1, 3)
    }
  })

  it('make no pattern of a quiet point', () => {
    const rows = featureRows(generatedHistory({ days: 3, stepMs: 5 * MINUTE_MS, valueOf: (_, i) => 20 + 0.01 * (i % 2) }))
    const { cells } = standardised(rows, scaleOf(rows, 1))
    for (let i = FEATURE.value; i < cells.length; i += FEATURE_COUNT) expect(Math.abs(cells[i] as number)).toBeLessThan(0.05)
  })
})
