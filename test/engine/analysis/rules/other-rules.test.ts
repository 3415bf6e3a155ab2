/** Rules beyond Guideline 36's fifteen: just inside and just outside limits worked out by hand, and when they hold their tongue. */
import { describe, expect, it } from 'vitest'
import type { InputValues } from '../../../../electron/engine/analysis/rules/inputs.ts'
import { ruleOf, trial } from './rule-trial.ts'

const AIR: InputValues = { fanStatus: 1, returnAir: 22, outdoorAir: 8, mixedAir: 16, supplyAir: 15, supplySetpoint: 15, coolingValve: 0, heatingValve: 0, outdoorDamper: 20 }
const BOX: InputValues = {
  airSupplied: 1, warmestSupplyAir: 14, zoneAir: 22, zoneCoolingSetpoint: 23, zoneHeatingSetpoint: 21, boxDamper: 50, airFlow: 100, airFlowSetpoint: 100, heatingValve: 0, supplyAir: 14.5,
}
const CHILLED: InputValues = { pumpRuns: 1, chilledSupply: 7, chilledReturn: 12, waterSetpoint: 7, waterFlow: 20 }
const HOT: InputValues = { pumpRuns: 1, hotSupply: 60, hotReturn: 50, waterSetpoint: 60, outdoorAir: 5, chilledSupply: 7, chilledReturn: 9, waterFlow: 20 }

/** The last column, where there is one, makes the rule not apply. */
const CASES: readonly (readonly [rule: string, sound: InputValues, given: InputValues, inside: InputValues, outside: InputValues, silenced?: InputValues])[] = [
  ['ahu.simultaneous', AIR, { coolingValve: 40 }, { heatingValve: 4.9 }, { heatingValve: 5.1 }, { fanStatus: 0 }],
  ['ahu.missedFreeCooling', AIR, { coolingValve: 60 }, { outdoorAir: 14.1 }, { outdoorAir: 13.9 }, { heatingValve: 10 }],
  // return 22, outdoor 2: 0.5335 + sqrt(9 + 0.4665² + 0.5335²) / 20 = 0.7 - 0.0 at mixed 22 - 20 f; f 0.546 at the limit.
  ['ahu.damperNotOpen', AIR, { outdoorDamper: 100, outdoorAir: 2 }, { mixedAir: 10.9 }, { mixedAir: 11.3 }, { outdoorAir: 18 }],
  // f - sqrt(9 + (1 - f)² + f²) / 20 = 0.3: f 0.4542, mixed 12.92.
  ['ahu.damperNotClosed', AIR, { outdoorDamper: 0, outdoorAir: 2 }, { mixedAir: 13.1 }, { mixedAir: 12.7 }, { outdoorAir: 18 }],
  ['ahu.supplyCold', AIR, {}, { supplyAir: 12.6 }, { supplyAir: 12.4 }, { coolingValve: Number.NaN }],
  ['ahu.supplyOff', AIR, {}, { supplyAir: 17.4 }, { supplyAir: 17.6 }, { fanStatus: 0 }],
  ['ahu.coolingNoEffect', AIR, { coolingValve: 95, mixedAir: 24 }, { supplyAir: 21.9 }, { supplyAir: 22.1 }, { heatingValve: 30 }],
  ['ahu.coolingNoEffect', AIR, { mixedAir: 24, supplyAir: 24 }, { coolingValve: 89 }, { coolingValve: 91 }],
  ['ahu.heatingNoEffect', AIR, { heatingValve: 95, mixedAir: 15 }, { supplyAir: 19.1 }, { supplyAir: 18.9 }, { coolingValve: 30 }],
  ['ahu.warmCoil', AIR, { fanStatus: 0 }, { mixedAir: 25.9 }, { mixedAir: 26.1 }, { heatingValve: 10 }],
  ['ahu.returnFan', AIR, { returnFanSpeed: 60 }, { returnFanStatus: 1 }, { returnFanStatus: 0 }, { fanStatus: 0 }],
  ['vav.tooWarm', BOX, { boxDamper: 100 }, { zoneAir: 24.9 }, { zoneAir: 25.1 }, { airSupplied: 0 }],
  ['vav.tooWarm', BOX, { zoneAir: 28 }, { boxDamper: 94 }, { boxDamper: 96 }],
  ['vav.tooCold', BOX, { heatingValve: 100 }, { zoneAir: 19.1 }, { zoneAir: 18.9 }, { airSupplied: 0 }],
  ['vav.flowLow', BOX, {}, { airFlow: 71 }, { airFlow: 69 }, { airSupplied: 0 }],
  ['vav.flowHigh', BOX, {}, { airFlow: 129 }, { airFlow: 131 }, { airFlowSetpoint: 0 }],
  ['vav.reheatLeak', BOX, {}, { supplyAir: 16.9 }, { supplyAir: 17.1 }, { heatingValve: 20 }],
  ['vav.reheatLeak', BOX, { supplyAir: 20 }, { warmestSupplyAir: 17.1 }, { warmestSupplyAir: 16.9 }, { airFlowSetpoint: 0 }],
  ['vav.reheatNoHeat', BOX, { heatingValve: 100 }, { supplyAir: 22.1 }, { supplyAir: 21.9 }, { airFlow: 10 }],
  ['vav.reheatWhileWarm', BOX, { heatingValve: 20 }, { zoneAir: 23.9 }, { zoneAir: 24.1 }, { zoneAir: Number.NaN }],
  ['chw.supplyOff', CHILLED, {}, { chilledSupply: 8.9 }, { chilledSupply: 9.1 }, { pumpRuns: 0 }],
  ['hw.supplyOff', HOT, {}, { hotSupply: 55.1 }, { hotSupply: 54.9 }, { pumpRuns: 0 }],
  ['chw.smallDelta', CHILLED, {}, { chilledReturn: 9.1 }, { chilledReturn: 8.9 }, { pumpRuns: 0 }],
  ['hw.smallDelta', HOT, {}, { hotReturn: 57.4 }, { hotReturn: 57.6 }, { outdoorAir: 25 }],
  ['hw.backwards', HOT, {}, { hotReturn: 61.9 }, { hotReturn: 62.1 }, { pumpRuns: 0 }],
  ['chw.backwards', CHILLED, {}, { chilledReturn: 5.1 }, { chilledReturn: 4.9 }, { pumpRuns: 0 }],
  ['plant.noPressure', { ...HOT, waterPressure: 150_000 }, {}, { waterPressure: 1_001 }, { waterPressure: 999 }, { pumpRuns: 0 }],
  ['plant.noPressure', { ...HOT, waterPressure: 150_000 }, {}, { waterPressure: -20_000 }, { waterPressure: -3 }],
  ['hw.warmWeather', HOT, { hotReturn: 58 }, { outdoorAir: 21.9 }, { outdoorAir: 22.1 }, { pumpRuns: 0 }],
  ['plant.together', HOT, { hotReturn: 50 }, { chilledReturn: 11.4 }, { chilledReturn: 11.6 }, { chilledReturn: Number.NaN }],
  ['motor.noStatus', { motorCommand: 0, motorStatus: 0 }, { motorCommand: 1 }, { motorStatus: 1 }, { motorStatus: 0 }, { motorStatus: Number.NaN }],
  ['motor.noCommand', { motorCommand: 0, motorStatus: 0 }, { motorCommand: 0 }, { motorStatus: 0 }, { motorStatus: 1 }, { motorCommand: Number.NaN }],
]

const judge = (rule: string, sound: InputValues, values: InputValues): string => {
  const unit = trial(rule)
  unit.hold(60, sound)
  return unit.hold(60 + (ruleOf(rule).modeDelayMs + ruleOf(rule).onDelayMs) / 60_000, { ...sound, ...values }).state
}

describe('a rule beyond the fifteen', () => {
  for (const [rule, sound, given, inside, outside, silenced] of CASES) {
    const what = `${rule} by ${JSON.stringify({ ...given, ...outside })}`
    it(`${what}: sound just inside the limit, a fault just outside`, () => {
      expect(judge(rule, sound, { ...given, ...inside })).toBe('ok')
      expect(judge(rule, sound, { ...given, ...outside })).toBe('fault')
    })
    if (silenced !== undefined) {
      it(`${what}: is not judged with ${JSON.stringify(silenced)}`, () => {
        expect(judge(rule, sound, { ...given, ...outside, ...silenced })).toBe('notApplicable')
      })
    }
  }

  it('compares flow with the highest seen once a day is known', () => {
    const leak = trial('vav.damperLeaks')
    expect(leak.hold(24 * 60, BOX).state).toBe('notApplicable')
    leak.hold(10, BOX)
    expect(leak.hold(40, { ...BOX, boxDamper: 0, airFlow: 7.5 }).state).toBe('ok')
    expect(leak.hold(40, { ...BOX, boxDamper: 0, airFlow: 10.5 }).state).toBe('fault')
    const sensor = trial('vav.flowSensor')
    sensor.hold(24 * 60 + 10, BOX)
    expect(sensor.hold(60, { ...BOX, airSupplied: 0, airFlow: 7.5 }).state).toBe('ok')
    expect(sensor.hold(60, { ...BOX, airSupplied: 0, airFlow: 10.5 }).state).toBe('fault')
    const pump = trial('plant.noFlow')
    pump.hold(24 * 60 + 10, CHILLED)
    expect(pump.hold(30, { ...CHILLED, waterFlow: 0.7 }).state).toBe('ok')
    expect(pump.hold(30, { ...CHILLED, waterFlow: 0.3 }).state).toBe('fault')
    const young = trial('plant.noFlow')
    expect(young.hold(30, { ...CHILLED, waterFlow: 0.3 }).state).not.toBe('fault')
    expect(young.hold(30, { ...CHILLED, waterFlow: 0 }).state).toBe('fault')
  })

  it('waits four hours before it says that a fan runs unoccupied', () => {
    const unit = trial('ahu.runsUnoccupied')
    expect(unit.hold(240, { ...AIR, occupied: 0 }).state).toBe('pending')
    expect(unit.hold(2, { ...AIR, occupied: 0 }).state).toBe('fault')
    expect(unit.hold(20, { ...AIR, occupied: 1 }).state).toBe('ok')
  })

  it('counts turns of a valve that swings by more than a tenth, and no small ones', () => {
    const swing = (low: number, high: number): string => {
      const unit = trial('ahu.hunting')
      unit.hold(60, AIR)
      let last = ''
      for (let i = 0; i < 30; i++) {
        unit.hold(2, { ...AIR, coolingValve: low })
        last = unit.hold(2, { ...AIR, coolingValve: high }).state
      }
      return last
    }
    expect(swing(30, 39)).toBe('ok')
    expect(swing(30, 45)).toBe('fault')
  })
})
