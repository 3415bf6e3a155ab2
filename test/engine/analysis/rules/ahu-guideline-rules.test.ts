/** The fifteen fault conditions against limits worked out by hand: just inside, just outside, in every operating state. */
import { describe, expect, it } from 'vitest'
import type { InputValues } from '../../../../electron/engine/analysis/rules/inputs.ts'
import { trial } from './rule-trial.ts'

/** Temperatures in °C with nothing wrong: return 22, outdoor 10, mixed 18, supply 16 at its set-point. */
const SOUND: InputValues = {
  fanStatus: 1, fanSpeed: 60, returnAir: 22, outdoorAir: 10, mixedAir: 18, supplyAir: 16, supplySetpoint: 16, heatingValve: 0, coolingValve: 0, outdoorDamper: 20, ductPressure: 250, ductPressureSetpoint: 250,
}

/** What makes each operating state; the damper's minimum, 20 %, is shown to the rules before. */
const STATES: Readonly<Record<string, InputValues>> = {
  'OS1, heating': { heatingValve: 50 },
  'OS2, free cooling': { outdoorDamper: 60 },
  'OS3, cooling with full outdoor air': { coolingValve: 50, outdoorDamper: 100 },
  'OS4, cooling with minimum outdoor air': { coolingValve: 50 },
  'OS5, both valves open': { coolingValve: 50, heatingValve: 50 },
}
const ALL = Object.keys(STATES)
const [OS1, OS2, OS3, OS4, OS5] = ALL as [string, string, string, string, string]

interface Case {
  readonly rule: string
  readonly states: readonly string[]
  readonly others?: readonly string[]
  readonly given?: InputValues
  readonly inside: InputValues
  readonly outside: InputValues
}

const CASES: readonly Case[] = [
  // 250 - 25 Pa, at 99 - 5 % speed.
  { rule: 'ahu.fc1', states: ALL, given: { fanSpeed: 94.5 }, inside: { ductPressure: 226 }, outside: { ductPressure: 224 } },
  { rule: 'ahu.fc1', states: ALL, given: { ductPressure: 100 }, inside: { fanSpeed: 93.5 }, outside: { fanSpeed: 94.5 } },
  // min(22 - 1, 10 - 1) - 3 = 6 and max(22 + 1, 10 + 1) + 3 = 26.
  { rule: 'ahu.fc2', states: ALL, inside: { mixedAir: 6.1 }, outside: { mixedAir: 5.9 } },
  { rule: 'ahu.fc3', states: ALL, inside: { mixedAir: 25.9 }, outside: { mixedAir: 26.1 } },
  // supply + 1 < mixed - 3 + 1: below 18 - 3 = 15.
  { rule: 'ahu.fc5', states: [OS1], others: [OS2, OS3, OS4, OS5], inside: { supplyAir: 15.1 }, outside: { supplyAir: 14.9 } },
  // return 22, outdoor 2: fraction 0.6545 = 0.2 + 0.3 + sqrt(9 + 0.3455² + 0.6545²) / 20 at mixed 8.91.
  { rule: 'ahu.fc6', states: [OS1, OS4], others: [OS2, OS3, OS5], given: { outdoorAir: 2 }, inside: { mixedAir: 9 }, outside: { mixedAir: 8.8 } },
  { rule: 'ahu.fc7', states: [OS1], given: { heatingValve: 100 }, inside: { supplyAir: 15.1 }, outside: { supplyAir: 14.9 } },
  { rule: 'ahu.fc7', states: [OS1], given: { supplyAir: 12 }, inside: { heatingValve: 98.9 }, outside: { heatingValve: 99.1 } },
  // |supply - 1 - mixed| against sqrt(1 + 9) = 3.162.
  { rule: 'ahu.fc8', states: [OS2], others: [OS1, OS3, OS4, OS5], inside: { supplyAir: 22.1 }, outside: { supplyAir: 22.2 } },
  { rule: 'ahu.fc8', states: [OS2], inside: { supplyAir: 15.9 }, outside: { supplyAir: 15.8 } },
  // outdoor - 1 > 16 - 1 + 1.
  { rule: 'ahu.fc9', states: [OS2], others: [OS1, OS3, OS4, OS5], inside: { outdoorAir: 16.9 }, outside: { outdoorAir: 17.1 } },
  // |mixed - outdoor| against sqrt(9 + 1) = 3.162.
  { rule: 'ahu.fc10', states: [OS3], others: [OS1, OS2, OS4, OS5], inside: { mixedAir: 13.1 }, outside: { mixedAir: 13.2 } },
  // outdoor + 1 < 16 - 1 - 1.
  { rule: 'ahu.fc11', states: [OS3], others: [OS1, OS2, OS4, OS5], inside: { outdoorAir: 13.1 }, outside: { outdoorAir: 12.9 } },
  // supply - 1 - 1 > 18 + 3.
  { rule: 'ahu.fc12', states: [OS3, OS4], others: [OS1, OS2, OS5], inside: { supplyAir: 22.9 }, outside: { supplyAir: 23.1 } },
  { rule: 'ahu.fc13', states: [OS3, OS4], others: [OS1, OS2], given: { coolingValve: 100 }, inside: { supplyAir: 16.9 }, outside: { supplyAir: 17.1 } },
  { rule: 'ahu.fc13', states: [OS3, OS4], given: { supplyAir: 20 }, inside: { coolingValve: 98.9 }, outside: { coolingValve: 99.1 } },
  // mixed - supply against 3.162; supply - mixed against 3.162 + 1.
  { rule: 'ahu.fc14', states: [OS2], others: [OS1, OS3, OS4, OS5], inside: { supplyAir: 14.9 }, outside: { supplyAir: 14.8 } },
  { rule: 'ahu.fc15', states: [OS2], others: [OS1, OS3, OS4, OS5], inside: { supplyAir: 22.1 }, outside: { supplyAir: 22.2 } },
]

/** The damper at its minimum for an hour, then the state for as long as mode delay and alarm delay ask. */
const judge = (rule: string, state: string, values: InputValues) => {
  const unit = trial(rule)
  unit.hold(60, SOUND)
  return unit.hold(75, { ...SOUND, ...STATES[state], ...values })
}

const without = (values: InputValues, state: InputValues): InputValues => Object.fromEntries(Object.entries(values).filter(([name]) => !(name in state)))

describe('a fault condition of Guideline 36', () => {
  for (const { rule, states, others = [], given = {}, inside, outside } of CASES) {
    const what = `${rule} by ${Object.entries(outside).map(([name, value]) => `${name} ${value}`).join(', ')}`
    for (const state of states) {
      it(`${what}: sound just inside the limit, a fault just outside, in ${state}`, () => {
        expect(judge(rule, state, { ...given, ...inside }).state).toBe('ok')
        expect(judge(rule, state, { ...given, ...outside }).state).toBe('fault')
      })
    }
    for (const state of others) {
      it(`${what}: is not judged in ${state}`, () => {
        expect(judge(rule, state, without({ ...given, ...outside }, STATES[state] as InputValues)).state).toBe('notApplicable')
      })
    }
  }

  it('names the numbers it was judged by, with their units', () => {
    const { finding } = judge('ahu.fc3', OS1, { mixedAir: 28 })
    expect(finding?.excess).toBeCloseTo(2, 6)
    expect(finding?.numbers).toEqual({ mixed: { value: 28, units: 62 }, return: { value: 22, units: 62 }, outdoor: { value: 10, units: 62 } })
  })

  it('uses the cooling set-point of units that have two', () => {
    const two = { ...SOUND, supplySetpoint: undefined, supplyCoolingSetpoint: 18, supplyHeatingSetpoint: 14, coolingValve: 100 }
    const unit = trial('ahu.fc13')
    unit.hold(60, two)
    expect(unit.hold(75, { ...two, supplyAir: 18.9 }).state).toBe('ok')
    expect(unit.hold(75, { ...two, supplyAir: 19.1 }).state).toBe('fault')
  })

  it('counts more than seven changes of state within an hour', () => {
    const flip = (changes: number): string => {
      const unit = trial('ahu.fc4')
      unit.hold(90, SOUND)
      for (let i = 0; i < changes; i++) unit.hold(6, { ...SOUND, ...(i % 2 === 0 ? { coolingValve: 50 } : {}) })
      return unit.hold(1, { ...SOUND, ...(changes % 2 === 0 ? {} : { coolingValve: 50 }) }).state
    }
    expect(flip(7)).toBe('ok')
    expect(flip(8)).toBe('fault')
  })
})
