/** Points with several states: how long they stand in each, and when they always rest. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import type { Detector, ScoredReading, Verdict } from '../../../../electron/engine/analysis/detect/detector.ts'
import { prepareHistory } from '../../../../electron/engine/analysis/detect/fit-history.ts'
import { stateShare } from '../../../../electron/engine/analysis/detect/state-share.ts'
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
  const state = detector.start(model, { leastHalfWidth: 1, newAlarmContact: false })
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
    expect(Array.from(model?.limitHours ?? [])).toEqual([0, 92.5, 2.5, 16, 2.5])
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
  it('is a whole day where the weather lengthens it and it never outlasted the night: what stands longer is stuck', () => {
    /** Free cooling from 8:00 on, for minutes on most days and three hours on mild ones; else heating. */
    const mild = (timeMs: number): number => {
      const day = new Date(timeMs).getUTCDate()
      const minutes = timeMs % (24 * HOUR_MS) / 60_000 - 8 * 60
      return mode(timeMs) === HEATING && minutes >= 0 && minutes < (day % 7 === 0 ? 180 : 20) ? COOLING : mode(timeMs)
    }
    const model = fitted(stateStay, mild)
    expect([model?.longestHours[COOLING], model?.limitHours[COOLING]]).toEqual([3, 24])
    expect(model?.limitHours[WARM_UP]).toBe(2.5)
    expect(judge(stateStay, model, 7, 10, () => COOLING).score).toBeLessThan(1)
    expect(judge(stateStay, model, 7, 24, () => COOLING)).toEqual({ score: 1, expected: 3, low: 0, high: 24 })
  })
  it('is not judged of stays over nights of which one week tells otherwise than the others', () => {
    /** Off from the first Monday evening until Friday; in all other nights five minutes of warm-up every four hours. */
    const closed = (timeMs: number): number => {
      const day = (timeMs - MONDAY_MS) / (24 * HOUR_MS)
      if (day >= 17 / 24 && day < 4) return OFF
      return mode(timeMs) === OFF && timeMs % (4 * HOUR_MS) === 0 ? WARM_UP : mode(timeMs)
    }
    const model = fitted(stateStay, closed)
    expect(model?.limitHours[OFF]).toBe(0)
    expect(model?.limitHours[HEATING]).toBe(16)
  })
  it('begins anew after an hour in which nobody saw the point', () => {
    const model = fitted(stateStay, mode)
    const state = stateStay.start(model, { leastHalfWidth: 1, newAlarmContact: false })
    stateStay.score(model, state, reading(0, WARM_UP))
    expect(stateStay.score(model, state, reading(5 * HOUR_MS, WARM_UP)).score).toBe(0)
  })
})

describe('the share of a day in one state', () => {
  /** Heats for a quarter of each hour that it has any use for. */
  const cycling = (timeMs: number): number => (mode(timeMs) === HEATING && timeMs % HOUR_MS >= HOUR_MS / 4 ? WARM_UP : mode(timeMs))

  it('is at most half as long again and an hour as on any day of its kind', () => {
    const model = fitted(stateShare, mode)
    const most = Array.from(model?.mostHours ?? [])
    expect(most.slice(0, 5).map((hours) => Math.round(100 * hours) / 100)).toEqual([0, 0, 1, 10, 0])
    expect(judge(stateShare, model, 0, 24, mode).score).toBeLessThan(1)
    // Heating from 1:00 on: 16 hours are reached at 17:00.
    expect(judge(stateShare, model, 0, 16.9, (timeMs) => (new Date(timeMs).getUTCHours() < 1 ? OFF : HEATING)).score).toBeLessThan(1)
    expect(judge(stateShare, model, 0, 17, (timeMs) => (new Date(timeMs).getUTCHours() < 1 ? OFF : HEATING))).toMatchObject({ score: expect.closeTo(1, 6) as number, high: expect.closeTo(16, 6) as number })
  })
  it('adds up short stays, which their lengths alone do not tell', () => {
    const model = fitted(stateShare, cycling)
    expect(judge(stateShare, model, 0, 24, cycling).score).toBeLessThan(1)
    const stays = fitted(stateStay, cycling)
    const allDay = (timeMs: number): number => (timeMs % HOUR_MS >= HOUR_MS / 2 ? OFF : HEATING)
    expect(judge(stateShare, model, 0, 14, allDay).score).toBeGreaterThan(1)
    expect(judge(stateStay, stays, 0, 14, allDay).score).toBeLessThan(1)
  })
  it('is counted anew from midnight on, and not while nobody saw the point', () => {
    const model = fitted(stateShare, mode)
    const state = stateShare.start(model, { leastHalfWidth: 1, newAlarmContact: false })
    const at = (hour: number): number => MONDAY_MS + DAYS * 24 * HOUR_MS + hour * HOUR_MS
    for (const hour of [20, 20.5, 21, 25, 25.5]) stateShare.score(model, state, reading(at(hour), HEATING))
    expect(state.hours[HEATING]).toBeCloseTo(0.5, 9)
    stateShare.score(model, state, reading(at(29), HEATING))
    expect(state.hours[HEATING]).toBeCloseTo(0.5, 9)
  })
  it('is not judged of a state to rest in, one that the weather moves, nor by a few days', () => {
    const summer = (timeMs: number): number => (timeMs > MONDAY_MS + 14 * 24 * HOUR_MS && mode(timeMs) === HEATING ? COOLING : mode(timeMs))
    const model = fitted(stateShare, summer)
    expect(model?.mostHours[OFF]).toBe(0)
    expect(model?.mostHours[COOLING]).toBe(0)
    expect(Array.from(model?.mostHours ?? []).slice(5).every((hours) => hours === 0)).toBe(true)
    expect(fitted(stateShare, () => OFF)).toBeNull()
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
