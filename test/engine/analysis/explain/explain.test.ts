/** What speaks for an alert: how far and since when, which causes, which episodes are alike. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { CAUSE_BOOK } from '../../../../electron/engine/analysis/explain/cause-book.ts'
import { excursionOf } from '../../../../electron/engine/analysis/explain/excursion.ts'
import { likenessOf } from '../../../../electron/engine/analysis/explain/likeness.ts'
import { dataCauses } from '../../../../electron/engine/analysis/explain/own-causes.ts'
import { pointCauses, type RelatedSign } from '../../../../electron/engine/analysis/explain/point-causes.ts'
import { ruleCauses } from '../../../../electron/engine/analysis/explain/rule-causes.ts'
import { NEW_ALERT, type Alert } from '../../../../shared/domain/alert.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import { ENGLISH } from '../../../../shared/locales/english.ts'
import { message } from '../../../../shared/message.ts'

const START_MS = Date.UTC(2026, 1, 2, 10)
const MINUTE_MS = 60_000

const seriesOf = (values: readonly number[], bad: readonly number[] = []) => ({
  pointId: 1, thinned: false, timesMs: Float64Array.from(values, (_, i) => START_MS + i * MINUTE_MS), values: Float64Array.from(values),
  qualities: Uint16Array.from(values, (_, i) => (bad.includes(i) ? QUALITY.fault : 0)),
})

/** 20 expected, 18 to 24 usual. */
const band = (() => {
  const timesMs = Float64Array.from({ length: 13 }, (_, i) => START_MS + i * 5 * MINUTE_MS)
  return { pointId: 1, timesMs, expected: timesMs.map(() => 20), low: timesMs.map(() => 18), high: timesMs.map(() => 24) }
})()

describe('an excursion', () => {
  const of = (values: readonly number[], bad: readonly number[] = []) => excursionOf(seriesOf(values, bad), band, START_MS + (values.length - 1) * MINUTE_MS)
  it('is measured in half-widths of the side it is on', () => {
    expect(of([20, 28])).toMatchObject({ score: 2, value: 28, expected: 20 })
    expect(of([20, 17])).toMatchObject({ score: -1.5 })
  })
  it('began with the first reading outside; one or two readings inside do not end it, three do', () => {
    expect(of([20, 25, 26, 21, 27]).sinceMs).toBe(START_MS + MINUTE_MS)
    expect(of([20, 25, 21, 21, 21, 27]).sinceMs).toBe(START_MS + 5 * MINUTE_MS)
    expect(of([25, 21, 21, 21]).sinceMs).toBeNull()
  })
  it('keeps its worst', () => expect(of([20, 32, 25]).worst).toBe(3))
  it('does not see untrusted readings, nor what comes after the moment asked for', () => {
    expect(of([20, 99, 21], [1]).worst).toBeNaN()
    expect(excursionOf(seriesOf([20, 21, 40]), band, START_MS + MINUTE_MS).score).toBe(0.25)
  })
  it('of nothing is nothing', () => expect(of([])).toMatchObject({ sinceMs: null, value: null }))
})

const alertOf = (over: Partial<Alert> = {}): Alert => ({
  id: 1, kind: 'equipment', severity: 'medium', deviceId: 1, pointId: 1, title: message('alert.analog.above'), explanation: [], checks: [], value: 30, expected: 20, low: 18, high: 22,
  worstValue: 26, evidence: [{ detector: 'zScore', modelVersion: '1', score: 2, expected: 20, low: 18, high: 22 }], startedAtMs: START_MS, raisedAtMs: START_MS, ...NEW_ALERT, ...over,
})

describe('likeness of episodes', () => {
  const calendar = createCalendar('UTC')
  const like = (over: Partial<Alert>): number => Math.round(likenessOf(alertOf(), alertOf(over), calendar) * 1_000) / 1_000
  it('is 1 for the same at the same hour of a day of the same kind', () => expect(like({ startedAtMs: START_MS + 24 * 3_600_000 })).toBe(1))
  it('loses for another point, the other direction, another size, hour and kind of day', () => {
    expect(like({ pointId: 2 })).toBe(0.6)
    expect(like({ worstValue: 14 })).toBe(0.8)
    expect(like({ worstValue: 23 })).toBe(0.95)
    expect(like({ startedAtMs: START_MS + 3 * 3_600_000 })).toBe(0.95)
    expect(like({ startedAtMs: START_MS + 5 * 24 * 3_600_000 })).toBe(0.95)
    expect(like({ kind: 'data' })).toBe(0)
  })
})

describe('likely causes', () => {
  const sign = (name: string, role: PointRole, over: Partial<RelatedSign>): RelatedSign => ({ name, role, value: null, isSwitch: false, isPercent: false, score: Number.NaN, ...over })
  const first = (...args: Parameters<typeof pointCauses>): string => pointCauses(...args)[0]?.title.key ?? ''

  it('of warm supply air: an open cooling valve and warm chilled water point to the chilled water', () => {
    expect(first('supply_air_temp', 'above', [sign('CCV', 'cooling_valve', { value: 100, isPercent: true }), sign('CHWST', 'chilled_water_supply_temp', { score: 3 })])).toBe('cause.chilledWaterWarm')
  })
  it('of warm supply air: an open cooling valve with cold chilled water points to the coil', () => {
    expect(first('supply_air_temp', 'above', [sign('CCV', 'cooling_valve', { value: 100, isPercent: true }), sign('CHWST', 'chilled_water_supply_temp', { score: 0.2 })])).toBe('cause.coolingShort')
  })
  it('of warm supply air: a closed heating valve points to its leak', () => {
    expect(first('supply_air_temp', 'above', [sign('HCV', 'heating_valve', { value: 0, isPercent: true }), sign('CCV', 'cooling_valve', { value: 0, isPercent: true })])).toBe('cause.heatingLeaks')
  })
  it('of a warm room on an unusually warm day: the weather', () => {
    expect(first('zone_air_temp', 'above', [sign('OAT', 'outside_air_temp', { score: 2 }), sign('Z2', 'zone_air_temp', { score: 1.4 })])).toBe('cause.weatherUnseen')
  })
  it('are named with what shows them, and leave room for what nobody thought of', () => {
    const causes = pointCauses('supply_air_temp', 'above', [sign('CCV', 'cooling_valve', { value: 100, isPercent: true })])
    expect(causes[0]?.because).toContainEqual(message('cause.because.shows.open', { point: 'CCV' }))
    expect(causes.reduce((sum, { likelihood }) => sum + likelihood, 0)).toBeLessThan(1)
  })
  it('of warm chilled water while nothing else moved: the sensor first, and why; the chiller where the return is warm too', () => {
    const still = [sign('CHWR', 'chilled_water_return_temp', { score: 0.2 }), sign('FLOW', 'water_flow', { score: 0.1 })]
    const [cause] = pointCauses('chilled_water_supply_temp', 'above', still)
    expect(cause?.title.key).toBe('cause.sensorWrong')
    expect(cause?.because).toEqual([message('cause.because.alone', { count: 2 }), message('cause.because.shows.usual', { point: 'CHWR' })])
    expect(first('chilled_water_supply_temp', 'above', [sign('CHWR', 'chilled_water_return_temp', { score: 2 }), sign('FLOW', 'water_flow', { score: 0.1 })])).toBe('cause.chillerShort')
    expect(first('chilled_water_supply_temp', 'above', still.slice(1))).toBe('cause.chillerShort')
  })
  it('of warm supply air with a closed heating valve: its leak, also while nothing else moved', () => {
    expect(first('supply_air_temp', 'above', [sign('HCV', 'heating_valve', { value: 0, isPercent: true, score: 0 }), sign('MAT', 'mixed_air_temp', { score: 0.1 })])).toBe('cause.heatingLeaks')
  })
  it('without a role say that a role would help', () => expect(pointCauses(null, 'above', [])[0]?.because[0]?.key).toBe('cause.because.noRole'))
  it('of a fault rule are the rule\'s own, in its order, with their checks', () => {
    const causes = ruleCauses(alertOf({ pointId: null, title: message('rule.ahu.fc1.title', { equipment: 'AHU-1' }), evidence: [{ detector: 'rule.ahu.fc1', modelVersion: 'rule-1', score: 1, expected: null, low: null, high: null }] }))
    expect(causes.length).toBeGreaterThan(1)
    expect(causes.map(({ likelihood }) => likelihood)).toEqual(causes.map(({ likelihood }) => likelihood).toSorted((a, b) => b - a))
    const words = ENGLISH.engine as Readonly<Record<string, string>>
    for (const { title, checks } of causes) for (const { key } of [title, ...checks]) expect(words[key], key).toBeTruthy()
  })
  it('of data problems follow from what the gate found', () => expect(dataCauses('gate.zero')[0]?.title.key).toBe('cause.notConnected'))

  it('and their checks all have words', () => {
    const words = ENGLISH.engine as Readonly<Record<string, string>>
    for (const { key, checks } of CAUSE_BOOK) {
      expect(words[`cause.${key}`], key).toBeTruthy()
      for (const check of checks) expect(words[`cause.check.${check}`], check).toBeTruthy()
    }
  })
})
