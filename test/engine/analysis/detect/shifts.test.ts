/** Seasonal rest, level shift and spread shift as detectors: what they find, what they leave alone. */
import { describe, expect, it } from 'vitest'
import { type Detector, type Verdict } from '../../../../electron/engine/analysis/detect/detector.ts'
import { levelShift } from '../../../../electron/engine/analysis/detect/level-shift.ts'
import { seasonalRest } from '../../../../electron/engine/analysis/detect/seasonal-rest.ts'
import { spreadShift } from '../../../../electron/engine/analysis/detect/spread-shift.ts'
import { generatedHistory, generatedReading, GENERATED_START_MS, roomTemperature } from '../../../support/generated-history.ts'

const DAYS = 28
const STEP_MS = 300_000
const DAY = 288
const context = { leastHalfWidth: 0.5, alarmContact: false }
const history = generatedHistory({ days: DAYS, stepMs: STEP_MS, valueOf: roomTemperature(1) })

interface Live {
  readonly verdicts: Verdict[]
  readonly scores: number[]
  readonly state: object
}

/** Five days after the history, judged by a model that went through JSON; `change` makes the fault. */
const live = <Model, State extends object>(detector: Detector<Model, State>, change: (value: number, i: number) => number, stepMs = STEP_MS): Live => {
  const model = JSON.parse(JSON.stringify(detector.fit(history, context))) as Model
  const state = detector.start(model, { leastHalfWidth: context.leastHalfWidth, newAlarmContact: false })
  const valueOf = roomTemperature(2)
  const verdicts = Array.from({ length: (5 * 86_400_000) / stepMs }, (_, i) => {
    const timeMs = GENERATED_START_MS + DAYS * 86_400_000 + i * stepMs
    return detector.score(model, state, generatedReading(timeMs, change(valueOf(timeMs), i)))
  })
  return { verdicts, scores: verdicts.map(({ score }) => score), state }
}

const highest = (scores: readonly number[], from = 0, to = scores.length): number => Math.max(...scores.slice(from, to))

describe('the seasonal rest', () => {
  it('expects the daily wave and stays quiet on it', () => {
    const { verdicts, scores } = live(seasonalRest, (value) => value)
    expect(highest(scores)).toBeLessThan(1)
    // 28 days begin on a Monday: readings 72 and 216 of a day are its warmest and coldest.
    expect(verdicts[DAY + 72]?.expected).toBeCloseTo(23, 0)
    expect(verdicts[DAY + 216]?.expected).toBeCloseTo(19, 0)
  })

  it('finds a day that is shifted in time', () => {
    const valueOf = roomTemperature(3)
    const late = live(seasonalRest, (_, i) => valueOf(GENERATED_START_MS + i * STEP_MS - (i >= 2 * DAY ? 6 * 3_600_000 : 0)))
    expect(highest(late.scores, 0, 2 * DAY)).toBeLessThan(1)
    expect(highest(late.scores, 2 * DAY, 3 * DAY)).toBeGreaterThan(1)
  })

  it('learns a slow change of season, but shows a step for a day', () => {
    const step = live(seasonalRest, (value, i) => value + (i >= DAY ? 4 : 0)).scores
    expect(Math.min(...step.slice(DAY, 2 * DAY))).toBeGreaterThan(1)
    expect(highest(live(seasonalRest, (value, i) => value + (0.1 * i) / DAY).scores)).toBeLessThan(1)
  })

  it('judges hourly readings by the same season', () => {
    expect(highest(live(seasonalRest, (value) => value, 3_600_000).scores)).toBeLessThan(1)
  })

  it('does not take a fault in its history for the season', () => {
    const faulty = generatedHistory({ days: DAYS, stepMs: STEP_MS, valueOf: ((valueOf) => (timeMs: number, i: number) => valueOf(timeMs) + (i >= 10 * DAY && i < 11 * DAY ? 15 : 0))(roomTemperature(1)) })
    const model = seasonalRest.fit(faulty, context)
    const clean = seasonalRest.fit(history, context)
    for (let slot = 0; slot < 288; slot++) expect(Math.abs((model?.season[slot] ?? Number.NaN) - (clean?.season[slot] ?? Number.NaN))).toBeLessThan(0.6)
  })
})

describe('the level shift', () => {
  it('stays quiet on days like those it knows', () => {
    expect(highest(live(levelShift, (value) => value).scores)).toBeLessThan(1)
  })

  it('finds an offset smaller than any single reading would show, and says since when', () => {
    const { scores, state } = live(levelShift, (value, i) => value + (i >= DAY ? 0.6 : 0))
    expect(highest(scores, 0, DAY)).toBeLessThan(1)
    expect(highest(scores, DAY, 2 * DAY)).toBeGreaterThan(1)
    const sinceMs = (state as { upSinceMs: number }).upSinceMs
    expect(Math.abs(sinceMs - (GENERATED_START_MS + (DAYS + 1) * 86_400_000))).toBeLessThan(6 * 3_600_000)
  })

  it('finds a slow drift downwards', () => {
    expect(highest(live(levelShift, (value, i) => value - (0.25 * i) / DAY).scores)).toBeGreaterThan(1)
  })

  it('forgets within a day what is over', () => {
    const { scores } = live(levelShift, (value, i) => value + (i >= DAY && i < 3 * DAY ? 5 : 0))
    expect(scores[3 * DAY - 1]).toBeGreaterThan(1.5)
    expect(highest(scores, 3 * DAY + 144)).toBeLessThan(1)
  })

  it('sums over time, not over readings', () => {
    const shifted = (value: number): number => value + 0.6
    const often = live(levelShift, shifted, 60_000).scores
    const seldom = live(levelShift, shifted, 900_000).scores
    const first = (scores: readonly number[]): number => scores.findIndex((score) => score >= 1) / scores.length
    expect(Math.abs(first(often) - first(seldom))).toBeLessThan(0.05)
  })
})

describe('the spread shift', () => {
  it('stays quiet on days like those it knows', () => {
    expect(highest(live(spreadShift, (value) => value).scores)).toBeLessThan(1)
  })

  it('finds noise without a change of level', () => {
    const { scores } = live(spreadShift, (value, i) => value + (i >= DAY ? (i % 2 === 0 ? 1.2 : -1.2) : 0))
    expect(highest(scores, 0, DAY)).toBeLessThan(1)
    expect(Math.min(...scores.slice(DAY + 24, 2 * DAY))).toBeGreaterThan(1)
  })

  it('finds a point that has become still', () => {
    expect(highest(live(spreadShift, (value, i) => (i >= DAY ? 21 : value)).scores, DAY)).toBeGreaterThan(1)
  })

  it('says nothing in the first hour after a silence', () => {
    const model = spreadShift.fit(history, context)
    const state = spreadShift.start(model, { leastHalfWidth: 0.5, newAlarmContact: false })
    const scores = Array.from({ length: 11 }, (_, i) => spreadShift.score(model, state, generatedReading(GENERATED_START_MS + i * STEP_MS, (i % 2) * 9)).score)
    expect(scores).toEqual(scores.map(() => 0))
  })
})

describe('none of them', () => {
  for (const detector of [seasonalRest, levelShift, spreadShift] as readonly Detector<object, object>[]) {
    it(`(${detector.id}) judges without a model or makes one of half a day`, () => {
      expect(detector.fit(generatedHistory({ days: 0.5, stepMs: STEP_MS, valueOf: () => 1 }), context)).toBeNull()
      expect(detector.score(null, detector.start(null, { leastHalfWidth: 1, newAlarmContact: false }), generatedReading(GENERATED_START_MS, 9)).score).toBe(0)
    })

    it(`(${detector.id}) ever gives a score that is no number, on holes, still points and hourly data`, () => {
      const holed = generatedHistory({ days: 12, stepMs: 3_600_000, valueOf: (_, i) => (i < 100 ? 20 : 20 + (i % 5)), without: (_, i) => i % 97 < 30 })
      const model = detector.fit(holed, context)
      const state = detector.start(model, { leastHalfWidth: 0.5, newAlarmContact: false })
      for (let i = 0; i < holed.count; i++) expect(detector.score(model, state, generatedReading(holed.timesMs[i] as number, holed.values[i] as number)).score).not.toBeNaN()
    })
  }
})
