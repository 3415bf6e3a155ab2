/** The efficiency score with its parts, and what could be saved: simulated buildings with known faults. */
import { describe, expect, it } from 'vitest'
import type { Finding, WorkedEfficiency } from '../../../../../shared/domain/efficiency.ts'
import { createCalendar } from '../../../../../electron/engine/analysis/calendar.ts'
import { scoreOf, scorePartOf } from '../../../../../electron/engine/analysis/energy/patterns/efficiency-score.ts'
import { possibleOf } from '../../../../../electron/engine/analysis/energy/patterns/findings.ts'
import { efficiencyOf } from '../../../../../electron/engine/analysis/energy/patterns/meter-efficiency.ts'
import type { MeterHours } from '../../../../../electron/engine/analysis/energy/patterns/load-days.ts'
import { simulateLoad, simulateWeather, temperatureOf, MONDAY, type SimulatedLoad } from './simulated-load.ts'

const DAY_MS = 86_400_000
const calendar = createCalendar('UTC')

const daysOf = ({ startsMs, energy, coverage }: MeterHours) => {
  const count = startsMs.length / 24
  const of = (day: number): Float64Array => energy.subarray(day * 24, day * 24 + 24)
  return {
    startsMs: Float64Array.from({ length: count }, (_, day) => startsMs[day * 24] as number), coverage: Float64Array.from({ length: count }, (_, day) => coverage.subarray(day * 24, day * 24 + 24).reduce((sum, each) => sum + each, 0) / 24),
    energy: Float64Array.from({ length: count }, (_, day) => of(day).reduce((sum, each) => sum + each, 0)), peak: Float64Array.from({ length: count }, (_, day) => Math.max(...of(day))),
    baseLoad: Float64Array.from({ length: count }, (_, day) => Math.min(...of(day))),
  }
}

/** The last year of two, worked out; loads depend a little on the weather, so that a baseline fits. */
const worked = (load: Partial<SimulatedLoad>, weeks = 104): WorkedEfficiency => {
  const days = weeks * 7
  const all = simulateLoad({ days, night: 20, use: 100, noise: 0.02, ...load })
  const twoYears = daysOf(all)
  const toMs = (MONDAY + days) * DAY_MS
  const from = Math.max(0, days - 365) * 24
  const hours = { startsMs: all.startsMs.subarray(from), energy: all.energy.subarray(from), coverage: all.coverage.subarray(from) }
  return efficiencyOf({ meterId: 1, nowMs: toMs, fromMs: toMs - 365 * DAY_MS, toMs, hours, baseLoad: twoYears, twoYears, weather: simulateWeather(days), opposite: null, calendar, isHoliday: () => false, measure: 'energy' })
}
const partOf = ({ efficiency }: WorkedEfficiency, part: string) => efficiency.parts.find((each) => each.part === part)
const found = ({ efficiency }: WorkedEfficiency, kind: Finding['kind']) => efficiency.findings.find((each) => each.kind === kind)

describe('the efficiency score', () => {
  it('is the weighted mean of what is known', () => {
    const why = { key: 'a' }
    const parts = [scorePartOf('baseline', { value: 1, why }), scorePartOf('schedule', { value: 0.05, why }), scorePartOf('baseLoad', { value: 0.6, why }), scorePartOf('loadFactor', { value: 0.5, why })]
    expect(parts.map(({ score }) => Math.round(score ?? -1))).toEqual([70, 75, 50, 50])
    // (40 * 70 + 30 * 75 + 15 * 50 + 15 * 50) / 100
    expect(scoreOf(parts)).toBe(66)
    expect(scoreOf([parts[1], scorePartOf('baseLoad', { value: 0.1, why })].filter((part) => part !== undefined))).toBe(83)
    expect(scoreOf([scorePartOf('baseLoad', { value: 0.1, why }), scorePartOf('loadFactor', { value: 0.5, why })])).toBeNull()
    expect(scorePartOf('baseline', { value: 9, why }).score).toBe(0)
    expect(scorePartOf('baseline', { value: 0.1, why }).score).toBe(100)
  })

  it('of a building that does as it did is high, with all its parts', () => {
    const good = worked({})
    expect(partOf(good, 'baseline')).toMatchObject({ score: 70, why: { key: 'efficiency.part.baselineSame' } })
    expect(partOf(good, 'schedule')?.score).toBeGreaterThan(97)
    expect(good.efficiency.score).toBeGreaterThan(80)
    expect(good.efficiency.findings).toEqual([])
    expect(good.efficiency.possibleYear).toBe(0)
  })

  it('says in words what is not known of a building measured for ten weeks', () => {
    const short = worked({}, 10)
    expect(partOf(short, 'baseline')).toMatchObject({ score: null, why: { key: 'efficiency.missing.baseline' } })
    expect(short.efficiency.annual).not.toBeNull()
    const tiny = worked({}, 1)
    expect(tiny.efficiency.score).toBeNull()
    expect(tiny.patterns.missing.dayTypes).toMatchObject({ key: 'pattern.missing.days', params: { days: 7 } })
  })

  it('falls where nights are left running, and the saving is what they used', () => {
    const on = (day: number): boolean => day % 14 < 5
    const wasteful = worked({ extra: (day, hour, weekday) => (on(day) && weekday < 5 && (hour < 6 || hour >= 19) ? 30 : 0) })
    const night = found(wasteful, 'night')
    const nights = Array.from({ length: 365 }, (_, i) => 104 * 7 - 365 + i).filter((day) => on(day) && day % 7 < 5).length
    expect((night?.energyYear ?? 0) / (nights * 11 * 30)).toBeGreaterThan(0.95)
    expect((night?.energyYear ?? 0) / (nights * 11 * 30)).toBeLessThan(1.05)
    // Which nights of the two weeks are left on is the same all year: five of ten, in a row.
    expect(night?.uncertaintyYear).toBeGreaterThan(0.03 * (night?.energyYear ?? 0))
    expect(night?.uncertaintyYear).toBeLessThan(0.4 * (night?.energyYear ?? 0))
    expect(night?.evidence).toMatchObject({ key: 'efficiency.found.night', params: { compared: 260, from: '18:00', to: '07:00' } })
    expect(wasteful.efficiency.score).toBeLessThan(worked({}).efficiency.score ?? 0)
  })

  it('asks for nothing that costs less than the way: the same nights of a motor of some watts', () => {
    const on = (day: number): boolean => day % 14 < 5
    const motor = worked({ night: 0.0006, use: 0.003, extra: (day, hour, weekday) => (on(day) && weekday < 5 && (hour < 6 || hour >= 19) ? 0.0009 : 0) })
    expect(motor.patterns.night?.above).toBeGreaterThan(100)
    expect(motor.efficiency.findings).toEqual([])
  })

  it('falls where the last quarter uses a tenth more than the year before, which is found', () => {
    const worse = worked({ extra: (day, hour, weekday) => (day >= 104 * 7 - 91 && weekday < 5 && hour >= 8 && hour < 18 ? 18 : 0) })
    expect(partOf(worse, 'baseline')?.score).toBeLessThan(60)
    expect(partOf(worse, 'baseline')?.why.key).toBe('efficiency.part.baselineAbove')
    expect(found(worse, 'aboveBaseline')?.energyYear).toBeGreaterThan(0.05 * (worse.efficiency.annual?.energy ?? 0))
  })
})

describe('findings', () => {
  it('of a base load that creeps up tell the rise and not the winter', () => {
    const creeping = worked({ extra: (day, _, __, temperature) => (8 * day) / 728 + 0.4 * Math.max(0, 15 - temperature) })
    const drift = found(creeping, 'baseLoadDrift')
    expect((drift?.energyYear ?? 0) / (8 * 8_760)).toBeGreaterThan(0.85)
    expect((drift?.energyYear ?? 0) / (8 * 8_760)).toBeLessThan(1.15)
    expect(drift?.uncertaintyYear).toBeLessThan(0.2 * 8 * 8_760)
    expect(found(worked({ extra: (_, __, ___, temperature) => 0.4 * Math.max(0, 15 - temperature) }), 'baseLoadDrift')).toBeUndefined()
  })

  it('of early mornings tell the usual time and the one that is enough', () => {
    const early = worked({ from: (day, weekday) => (weekday >= 5 ? null : day % 3 === 0 ? 420 : 270) })
    expect(found(early, 'earlyStart')?.evidence).toMatchObject({ params: { at: '04:30', late: '07:00' } })
  })

  it('are not added up twice', () => {
    const finding = (kind: Finding['kind'], energyYear: number): Finding => ({ kind, energyYear, uncertaintyYear: 1, evidence: { key: 'a' }, check: { key: 'b' }, daysMs: [], otherMeterIds: [] })
    expect(possibleOf([finding('night', 10), finding('daysOff', 5), finding('baseLoadDrift', 12), finding('heatingAndCooling', 3)])).toBe(18)
    expect(possibleOf([finding('night', 10), finding('aboveBaseline', 40)])).toBe(40)
  })

  it('know the temperature they were made with', () => {
    expect(temperatureOf(MONDAY + 13)).toBeCloseTo(1, 6)
  })
})
