/** Points with several states: how long they stand in each, and when they always rest. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import type { Detector, ScoredReading, Verdict } from '../../../../electron/engine/analysis/detect/detector.ts'
import { prepareHistory } from '../../../../electron/engine/analysis/detect/fit-history.ts'
import { stateStay } from '../../../../electron/engine/analysis/detect/state-stay.ts'
import { unusualState } from '../../../../electron/engine/analysis/detect/unusual-state.ts'

const [OFF, WARM_UP, HEATING, COOLING] = [1, 2, 3, 4] as const
const MONDAY_MS = Date.UTC(2026, 0, 5)
const [STEP_MS, HOUR_MS, DAYS] = [300_000, 3_600_000, 21] as const
const calendar = createCalendar('UTC')

/** Warm-up from 6 to 7, heating until 17, with an hour of cooling at noon every second day; off at nights and weekends. */
const mode = (timeMs: number): number => {
  const date = new Date(timeMs)
  const hour = date.getUTCHours()
  if (date.getUTCDay() % 6 === 0 || hour < 6 || hour >= 17) return OFF
  if (hour === 6) return WARM_UP
  return hour === 12 && date.getUTCDate() % 2 === 0 ? COOLING : HEATING
}

const fitted = <M extends object, S>(detector: Detector<M, S>, valueAt: (timeMs: number) => number): M | null => {
  const timesMs = Float64Array.from({ length: (DAYS * 24 * HOUR_MS) / STEP_MS }, (_, i) => MONDAY_MS + i * STEP_MS)
  const series = { pointId: 1, timesMs, values: timesMs.map(valueAt), qualities: new Uint16Array(timesMs.length), thinned: false }
  return detector.fit(prepareHistory(series, calendar), { leastHalfWidth: 1, alarmContact: false })
}

const reading = (timeMs: number, value: number): ScoredReading => ({ timeMs, value, slot: calendar.slotOf(timeMs), context: calendar.contextOf(timeMs), bandWidth: 1 })

/** The verdict at the end of so many hours from an hour of the Monday after the history. */
const judge = <M, S>(detector: Detector<M, S>, model: M | null, fromHour: number, hours: number, valueAt: (timeMs: number) => number): Verdict => {
  const state = detector.start(model, 1)
  let verdict = { score: 0, expected: Number.NaN, low: Number.NaN, high: Number.NaN }
  for (let at = 0; at <= hours * HOUR_MS; at += STEP_MS) {
    const timeMs = MONDAY_MS + DAYS * 24 * HOUR_MS + fromHour * HOUR_MS + at
    verdict = detector.score(model, state, reading(timeMs, valueAt(timeMs)))
  }
  return verdict
}

describe('the time in one state', () => {
  it('has a limit of its own in each state: one and a half times the longest stay and an hour', () => {
    const model = fitted(stateStay, mode)
    expect(Array.from(model?.longestHours ?? [])).toEqual([0, 61, 1, 10, 1])
    expect(judge(stateStay, model, 6, 2, () => WARM_UP)).toEqual({ score: 0.8, expected: 1, low: 0, high: 2.5 })
    expect(judge(stateStay, model, 6, 2.5, () => WARM_UP).score).toBe(1)
    expect(judge(stateStay, model, 6, 15, () => HEATING).score).toBeLessThan(1)
    expect(judge(stateStay, model, 0, 24, mode).score).toBeLessThan(1)
  })
  it('is not judged of a state that came seldom or stood for weeks, nor of one never seen', () => {
    const summer = (timeMs: number): number => (timeMs > MONDAY_MS + 10 * 24 * HOUR_MS ? COOLING : mode(timeMs))
    expect(Array.from(fitted(stateStay, summer)?.longestHours ?? [])[COOLING] ?? 0).toBe(0)
    expect(judge(stateStay, fitted(stateStay, mode), 0, 200, () => 9).score).toBe(0)
    expect(fitted(stateStay, () => OFF)).toBeNull()
  })
  it('begins anew after an hour in which nobody saw the point', () => {
    const model = fitted(stateStay, mode)
    const state = stateStay.start(model, 1)
    stateStay.score(model, state, reading(0, WARM_UP))
    expect(stateStay.score(model, state, reading(5 * HOUR_MS, WARM_UP)).score).toBe(0)
  })
})

describe('the state of rest', () => {
  it('is expected at the hours at which it always was: a quarter of an hour in another is too much', () => {
    const model = fitted(unusualState, mode)
    expect(model?.rest).toBe(OFF)
    expect(judge(unusualState, model, 2, 0.25, () => HEATING)).toMatchObject({ score: 1, expected: OFF })
    expect(judge(unusualState, model, 2, 3, () => OFF).score).toBe(0)
  })
  it('is expected at no other hour, whichever state comes then', () => {
    const model = fitted(unusualState, mode)
    expect(judge(unusualState, model, 8, 3, () => COOLING).score).toBe(0)
    expect(judge(unusualState, model, 0, 24, mode).score).toBe(0)
  })
  it('is unknown of a point that keeps no schedule or has no state for the night', () => {
    expect(fitted(unusualState, (timeMs) => 1 + (Math.floor(timeMs / (5 * HOUR_MS)) % 3))).toBeNull()
    expect(fitted(unusualState, () => OFF)).toBeNull()
  })
})
