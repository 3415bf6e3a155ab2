/** The gate: what a reading is worth. */
import { describe, expect, it } from 'vitest'
import { gateRulesOf } from '../../../../electron/engine/analysis/quality/gate-rules.ts'
import { breakGate, judgeQuality, LATE_SPIKE, startGate } from '../../../../electron/engine/analysis/quality/gate.ts'
import { isZeroSuspicious, limitsOf } from '../../../../electron/engine/analysis/quality/limits.ts'
import { learnProfile, signalByType, type PointProfile } from '../../../../electron/engine/analysis/quality/point-profile.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import { isTrusted, qualityFlags } from '../../../../shared/domain/quality.ts'

const point = (facts: Partial<Point> = {}): Point => ({
  id: 1, deviceId: 1, objectType: 0, objectInstance: 1, name: 'T', description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs: 5_000, ...facts,
})

const profile = (facts: Partial<PointProfile> = {}): PointProfile => ({
  signal: 'measured', quantum: 0.1, longestFlatMs: 900_000, lowest: 10, highest: 30, typicalStep: 0.1, samples: 8_640, fromMs: 0, toMs: 30 * 86_400_000, ...facts,
})

/** Flags of each reading, five seconds apart; `late spike` stands with the reading that reveals it. */
const judge = (values: readonly number[], facts: Partial<Point> = {}, learnt: PointProfile | null = profile(), stepMs = 5_000): string[] => {
  const rules = gateRulesOf(point(facts), learnt)
  const state = startGate()
  return values.map((value, i) => {
    const quality = judgeQuality(rules, state, (i + 1) * stepMs, value, 0)
    return [...qualityFlags(quality & ~LATE_SPIKE), ...(quality & LATE_SPIKE ? ['late spike'] : [])].join(' ')
  })
}

describe('range', () => {
  it.each([
    { units: 62, value: -60, flags: 'outOfRange' },
    { units: 62, value: 21, flags: '' },
    { units: 64, value: 70, flags: '' },
    { units: 64, value: -70, flags: 'outOfRange' },
    { units: 29, value: 130, flags: 'outOfRange' },
    { units: 98, value: 110, flags: '' },
    { units: 96, value: -5, flags: 'outOfRange' },
    { units: null, value: 1e9, flags: '' },
  ])('$value in unit $units: "$flags"', ({ units, value, flags }) => {
    expect(judge([value], { units })).toEqual([flags])
  })

  it('no number is out of range whatever the unit', () => {
    expect(judge([Number.NaN, Infinity], { units: null })).toEqual(['outOfRange', 'outOfRange'])
  })

  it('a multi-state point has the states it has texts for', () => {
    expect(judge([0, 1, 3, 4], { objectType: 14, kind: 'multiState', units: null, stateTexts: ['Off', 'Low', 'High'] }, null)).toEqual(['outOfRange', '', '', 'outOfRange'])
  })

  it('limits in Fahrenheit and kelvin are those in Celsius', () => {
    expect(limitsOf(64).low).toBeCloseTo(limitsOf(62).low * 1.8 + 32)
    expect(limitsOf(63).high).toBeCloseTo(limitsOf(62).high + 273.15)
    expect(limitsOf(64).leastHalfWidth).toBeCloseTo(limitsOf(62).leastHalfWidth * 1.8)
  })
})

describe('status flags', () => {
  it('go through, and fault and out of service make a reading untrusted', () => {
    const rules = gateRulesOf(point(), null)
    const judged = [1, 2, 4, 8].map((flags) => judgeQuality(rules, startGate(), 1, 20, flags))
    expect(judged).toEqual([1, 2, 4, 8])
    expect(judged.map(isTrusted)).toEqual([true, false, true, false])
  })
})

describe('a spike', () => {
  it('is known when the next reading has come back', () => {
    expect(judge([20, 20.1, 29, 20.1, 20])).toEqual(['', '', '', 'late spike', ''])
  })

  it('is not a step that stays', () => {
    expect(judge([20, 20.1, 29, 29.1, 29]).join('')).toBe('')
  })

  it('is not judged over a pause, before anything is known of the steps, or on a set-point', () => {
    const rules = gateRulesOf(point(), profile())
    const state = startGate()
    const judged = [[0, 20], [5, 20.1], [10, 20], [600, 29], [605, 20]].map(([second, value]) => judgeQuality(rules, state, (second ?? 0) * 1_000 + 1, value ?? 0, 0))
    expect(judged).toEqual([0, 0, 0, 0, 0])
    expect(judge([20, 20.1, 29, 20.1], {}, null).join('')).toBe('')
    expect(judge([20, 29, 20], { objectType: 2, name: 'Zone Temp Setpoint' }, null).join('')).toBe('')
  })
})

describe('rate', () => {
  it('a temperature cannot move 40 K in five seconds, but 6 K', () => {
    expect(judge([20, 60])).toEqual(['', 'rate'])
    expect(judge([20, 26])).toEqual(['', ''])
  })
})

describe('flat', () => {
  const still = (value: number, minutes: number): number[] => [value - 0.1, ...Array.from({ length: minutes }, () => value)]

  it('is a sensor that stands still three times longer than it ever did', () => {
    const judged = judge(still(21, 50), {}, profile(), 60_000)
    expect(judged.filter((flags) => flags === 'flat').length).toBe(50 - 45)
    expect(judged.at(-1)).toBe('flat')
  })

  it('is not a slow point that never stood still and reads the same twice or three times by chance', () => {
    const judged = judge([20.4, 20.6, 21, 21, 21, 21, 21], {}, profile({ longestFlatMs: 0 }), 3_600_000)
    expect(judged.slice(0, 5).join('')).toBe('')
    expect(judged.at(-1)).toBe('flat')
  })

  it('is not a value that may stand at its end, a set-point, or a point that never moved', () => {
    expect(judge(still(30, 300), {}, profile(), 60_000).join('')).toBe('')
    expect(judge(still(21, 300), {}, profile({ signal: 'setting' }), 60_000).join('')).toBe('')
    expect(judge(Array.from({ length: 3_000 }, () => 21), {}, null, 60_000).join('')).toBe('')
  })

  it('starts anew after a period that was not observed', () => {
    const rules = gateRulesOf(point(), profile())
    const state = startGate()
    for (let minute = 0; minute < 40; minute++) judgeQuality(rules, state, minute * 60_000, 21, 0)
    breakGate(state)
    expect(judgeQuality(rules, state, 10 * 3_600_000, 21, 0)).toBe(0)
  })

  it('is an unconnected input: exactly 0.0 for ten minutes, whatever is known', () => {
    const judged = judge(Array.from({ length: 20 }, () => 0), {}, null, 60_000)
    expect(judged.indexOf('flat')).toBe(10)
    expect(judge(Array.from({ length: 20 }, () => 0), { units: 98 }, null, 60_000).join('')).toBe('')
    expect([62, 64, 29, 121, 48].map(isZeroSuspicious)).toEqual([true, true, true, false, false])
  })
})

describe('what kind of signal a point carries', () => {
  it.each([
    { facts: { objectType: 1 }, signal: 'setting' },
    { facts: { objectType: 2, name: 'AHU1.SAT_SP' }, signal: 'setting' },
    { facts: { objectType: 2, name: 'Zone Setpoint' }, signal: 'setting' },
    { facts: { objectType: 2, name: 'Sollwert Vorlauf' }, signal: 'setting' },
    { facts: { objectType: 2, name: 'Space temperature' }, signal: 'measured' },
    { facts: { objectType: 23, units: null }, signal: 'counter' },
    { facts: { units: 19 }, signal: 'counter' },
    { facts: { kind: 'binary' as const }, signal: 'state' },
    { facts: { kind: 'multiState' as const }, signal: 'mode' },
    { facts: { kind: 'other' as const }, signal: 'none' },
  ])('$facts is $signal', ({ facts, signal }) => {
    expect(signalByType(point(facts))).toBe(signal)
  })

  const times = Float64Array.from({ length: 1_000 }, (_, i) => i * 300_000)

  it('what only rises is a counter, whatever its unit says', () => {
    expect(learnProfile(point({ units: 95 }), times, times.map((_, i) => i * 0.5 - (i > 900 ? 450 : 0)), 900_000).signal).toBe('counter')
  })

  it('an hour that only rises or stands still says nothing yet', () => {
    const hour = Float64Array.from({ length: 360 }, (_, i) => i * 10_000)
    expect(learnProfile(point(), hour, hour.map((_, i) => 15 + i * 0.01), 900_000).signal).toBe('measured')
    expect(learnProfile(point(), hour, hour.map(() => 21), 900_000).signal).toBe('measured')
  })

  it('a value object that moves a few times a month is a setting; a sensor that moves at every reading is measured', () => {
    expect(learnProfile(point({ objectType: 2, name: 'Limit' }), times, times.map((_, i) => (i > 400 ? 22 : 21)), 900_000).signal).toBe('setting')
    expect(learnProfile(point(), times, times.map((_, i) => 20 + Math.sin(i)), 900_000).signal).toBe('measured')
  })

  it('finds resolution, typical step and longest still time, without the ends of its range', () => {
    const values = times.map((_, i) => (i < 20 ? 5 : i < 32 ? 7 : 6 + 0.5 * (i % 3)))
    const learnt = learnProfile(point(), times, values, 900_000)
    expect(learnt).toMatchObject({ quantum: 0.5, lowest: 5, highest: 7, longestFlatMs: 0 })
    expect(learnProfile(point(), times, values.with(0, 4).with(999, 9), 900_000).longestFlatMs).toBe(18 * 300_000)
  })
})
