/** The scorer of generated suites against cases counted by hand. */
import { describe, expect, it } from 'vitest'
import { scoreEvents, type ScoredSeries } from '../../bench/accuracy/event-score.ts'

const HOUR_MS = 3_600_000

/** 400 hourly rows (two weeks after the first 60), events at 100..109 and 200..204. */
const seriesOf = (scores: Readonly<Record<number, number>>, alarms: readonly number[] = []): ScoredSeries => ({
  timesMs: Float64Array.from({ length: 400 }, (_, i) => i * HOUR_MS), scores: Float64Array.from({ length: 400 }, (_, i) => scores[i] ?? 0),
  alarms: Uint8Array.from({ length: 400 }, (_, i) => (alarms.includes(i) ? 1 : 0)), trainEnd: 60, mergeMs: 6 * HOUR_MS,
  events: [{ from: 100, to: 109, type: 'bias' }, { from: 200, to: 204, type: 'stuck' }],
})

describe('scores of events', () => {
  it('are perfect when the highest scores lie in the events', () => expect(scoreEvents(seriesOf({ 103: 9, 202: 8 }))).toMatchObject({ ef1: 1, r1: 1 }))
  it('are half when one of two picks is false', () => expect(scoreEvents(seriesOf({ 103: 9, 300: 8, 202: 7 }))).toMatchObject({ ef1: 0.5, r1: 1 }))
  it('count picks within the merging time once', () => expect(scoreEvents(seriesOf({ 103: 9, 104: 8.9, 111: 8.8, 202: 7 }))).toMatchObject({ ef1: 1 }))
  it('stop at one false alarm a week, three for the three weeks begun', () => {
    expect(scoreEvents(seriesOf({ 70: 9, 140: 8, 260: 7, 202: 6 })).r1).toBe(0.5)
    expect(scoreEvents(seriesOf({ 70: 9, 140: 8, 260: 7, 300: 6.5, 202: 6 })).r1).toBe(0)
  })
  it('see nothing in scores that are all equal', () => expect(scoreEvents(seriesOf({}))).toMatchObject({ ef1: 0, r1: 0 }))
})

describe('alarms', () => {
  it('are judged as episodes', () => {
    const { precision, recall, falseAlarmsPerWeek } = scoreEvents(seriesOf({}, [105, 106, 300, 303, 350]))
    expect(precision).toBeCloseTo(1 / 3)
    expect(recall).toBe(0.5)
    expect(falseAlarmsPerWeek).toBeCloseTo(2 / (339 / 168))
  })
  it('that never come have no precision', () => expect(scoreEvents(seriesOf({}))).toMatchObject({ precision: 0, recall: 0, f1: 0, falseAlarmsPerWeek: 0 }))
})
