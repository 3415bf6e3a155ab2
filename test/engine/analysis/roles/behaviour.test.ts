/** What readings say of a role: they confirm registers and outdoor air, contradict what cannot be, and make no role of their own. */
import { describe, expect, it } from 'vitest'
import { behaviourOf, hoursTogether, type PointReadings } from '../../../../electron/engine/analysis/roles/behaviour.ts'
import { findRoles } from '../../../../electron/engine/analysis/roles/find-roles.ts'
import { heedBehaviour } from '../../../../electron/engine/analysis/roles/heed-behaviour.ts'
import type { Behaviour, RolePoint } from '../../../../electron/engine/analysis/roles/point-signs.ts'
import { SURE_CONFIDENCE } from '../../../../shared/domain/roles.ts'
import { seededRandom } from '../../../../shared/random.ts'

const MINUTE_MS = 60_000
const [CELSIUS, FAHRENHEIT, PERCENT, KWH] = [62, 64, 98, 19]

/** A week every ten minutes. */
const week = (value: (i: number) => number, count = 1_008): PointReadings => ({ timesMs: Float64Array.from({ length: count }, (_, i) => i * 10 * MINUTE_MS), values: Float64Array.from({ length: count }, (_, i) => value(i)) })
const daily = (i: number): number => Math.sin((2 * Math.PI * i) / 144)
const calm: Behaviour = { minimum: 19, maximum: 24, counts: false, fallShare: 0.4, changesPerHour: 0.1 }

describe('readings', () => {
  it('that only rise are those of a counter, also across a reset', () => {
    expect(behaviourOf(week((i) => 5_000 + i * 0.7))).toMatchObject({ counts: true, fallShare: 0 })
    expect(behaviourOf(week((i) => (i < 500 ? 5_000 + i : i - 500)))).toMatchObject({ counts: true })
    expect(behaviourOf(week(daily))).toMatchObject({ counts: false })
  })

  it('have the range of their middle, whatever single ones say', () => {
    const range = behaviourOf(week((i) => (i === 300 ? 850 : i === 301 ? -200 : 21 + daily(i))))!
    expect(range.minimum).toBeCloseTo(20, 1)
    expect(range.maximum).toBeCloseTo(22, 1)
  })

  it('say nothing when they are few, short or stand still', () => {
    expect(behaviourOf(week(daily, 99))).toBeUndefined()
    expect(behaviourOf(week(daily, 280))).toBeUndefined()
    expect(behaviourOf(week(() => 21))).toBeUndefined()
    expect(behaviourOf(week(() => 21, 0))).toBeUndefined()
  })

  it('move together as their hourly means do', () => {
    // numpy.corrcoef of the hourly means of sin(t) and sin(t - 45 degrees) over whole days: cos(45 degrees).
    expect(hoursTogether(week(daily), week((i) => daily(i - 18)))?.outdoorCorrelation).toBeCloseTo(Math.SQRT1_2, 6)
    expect(hoursTogether(week(daily), week((i) => 10 - 3 * daily(i)))?.outdoorCorrelation).toBeCloseTo(-1, 9)
    expect(hoursTogether(week(daily), week(() => 4))).toBeUndefined()
    expect(hoursTogether(week(daily, 200), week(daily))).toBeUndefined()
    expect(hoursTogether(week(daily), week((i) => daily(i) + 2.5))?.outdoorDistance).toBeCloseTo(2.5, 9)
  })

  it('change so often an hour, whatever was not observed between', () => {
    expect(behaviourOf(week(daily))?.changesPerHour).toBeCloseTo(6, 0)
    const setPoint = week((i) => (i % 144 < 60 ? 19 : 21))
    expect(behaviourOf(setPoint)?.changesPerHour).toBeLessThan(0.2)
    const broken = { ...setPoint, timesMs: setPoint.timesMs.map((timeMs, i) => timeMs + (i > 500 ? 1e11 : 0)) }
    expect(behaviourOf(broken)?.changesPerHour).toBeCloseTo(behaviourOf(setPoint)!.changesPerHour, 2)
  })
})

describe('a role that the name gives', () => {
  const heed = (role: Parameters<typeof heedBehaviour>[0], units: number | null, change: Partial<Behaviour> = {}, confidence = 0.9) => heedBehaviour(role, confidence, { units, behaviour: { ...calm, ...change } })

  it('is confirmed by a register that counts, and by outdoor air that moves with outdoor air', () => {
    expect(heed('elec_energy', KWH, { counts: true, fallShare: 0, minimum: 10, maximum: 900 }, 0.7)).toMatchObject({ confidence: 0.85, reason: { key: 'role.reason.behaviour.counts' } })
    expect(heed('outside_air_temp', CELSIUS, { outdoorCorrelation: 0.97 }, 0.7).confidence).toBeCloseTo(0.85)
  })

  it.each([
    ['a room of -30 to 90 °C', 'zone_air_temp', CELSIUS, { minimum: -30, maximum: 90 }],
    ['chilled water of 70 °C', 'chilled_water_supply_temp', CELSIUS, { minimum: 60, maximum: 72 }],
    ['a room of 150 °F', 'zone_air_temp', FAHRENHEIT, { minimum: 140, maximum: 155 }],
    ['a valve at 4000 %', 'cooling_valve', PERCENT, { minimum: 0, maximum: 4_000 }],
    ['power that only counts up', 'elec_power', 48, { counts: true, fallShare: 0 }],
    ['a register that falls as often as it rises', 'elec_energy', KWH, { fallShare: 0.45 }],
    ['a room that reads as the outdoor air', 'zone_air_temp', CELSIUS, { outdoorCorrelation: 0.99, outdoorDistance: 0.6 }],
    ['hot water that reads as the outdoor air, in °F', 'hot_water_supply_temp', FAHRENHEIT, { minimum: 40, maximum: 60, outdoorCorrelation: 0.99, outdoorDistance: 3 }],
    ['a set-point of a room that moves all the time', 'zone_temp_sp', CELSIUS, { changesPerHour: 5 }],
    ['outdoor air that moves otherwise', 'outside_air_temp', CELSIUS, { outdoorCorrelation: 0.1 }],
  ] as const)('is relied upon by nobody where it is contradicted: %s', (_, role, units, change) => {
    const { confidence, reason } = heed(role, units, change, 0.99)
    expect(confidence).toBeLessThan(SURE_CONFIDENCE)
    expect(reason?.key).toMatch(/^role\.reason\.behaviour\./)
  })

  it('stays as it was where the readings could be anything', () => {
    expect(heed('zone_air_temp', CELSIUS)).toEqual({ confidence: 0.9, reason: null })
    expect(heed('zone_air_temp', FAHRENHEIT, { minimum: 66, maximum: 75 })).toEqual({ confidence: 0.9, reason: null })
    expect(heed('elec_energy', KWH, { fallShare: 0.02 })).toEqual({ confidence: 0.9, reason: null })
    expect(heed('zone_air_temp', CELSIUS, { outdoorCorrelation: 0.97, outdoorDistance: 8 })).toEqual({ confidence: 0.9, reason: null })
    expect(heed('mixed_air_temp', CELSIUS, { outdoorCorrelation: 0.99, outdoorDistance: 0.5 })).toEqual({ confidence: 0.9, reason: null })
    expect(heed('supply_air_temp_sp', CELSIUS, { changesPerHour: 6 })).toEqual({ confidence: 0.9, reason: null })
    expect(heed('co2', 96, { minimum: 400, maximum: 900 })).toEqual({ confidence: 0.9, reason: null })
    expect(heedBehaviour('zone_air_temp', 0.9, { units: CELSIUS })).toEqual({ confidence: 0.9, reason: null })
  })

  it('that is a guess is not made sure, and where there is none none is made', () => {
    expect(heed('elec_energy', KWH, { counts: true }, 0.4).confidence).toBe(0.4)
    expect(heed(null, KWH, { counts: true }, 0)).toEqual({ confidence: 0, reason: null })
  })
})

it('whatever readings say, no role changes and no unsure one becomes sure from below a half', () => {
  const random = seededRandom(5)
  const names = ['Zone Temp', 'Main kWh', 'OAT', 'CHW valve', 'Fan Power kW', 'XKT_7', 'Zulufttemperatur', 'RA Humidity']
  const units = [CELSIUS, KWH, CELSIUS, PERCENT, 48, CELSIUS, FAHRENHEIT, 29]
  const points = (behave: boolean): RolePoint[] =>
    names.map((name, id) => ({
      id, deviceId: 1, objectType: 0, kind: 'analog', units: units[id]!, name, description: '', stateTexts: [],
      ...(behave ? { behaviour: { minimum: random() * 300 - 100, maximum: random() * 2_000, counts: random() < 0.5, fallShare: random(), changesPerHour: random() * 10, outdoorCorrelation: random() * 2 - 1, outdoorDistance: random() * 5 } } : {}),
    }))
  const found = (of: readonly RolePoint[]) => {
    const work = findRoles(of)
    for (;;) {
      const step = work.next()
      if (step.done === true) return step.value
    }
  }
  const plain = found(points(false))
  for (let round = 0; round < 200; round += 1) {
    for (const [id, { role, confidence }] of found(points(true))) {
      expect(role).toBe(plain.get(id)!.role)
      if (plain.get(id)!.confidence < 0.5) expect(confidence).toBeLessThanOrEqual(Math.max(0.6, plain.get(id)!.confidence))
    }
  }
})
