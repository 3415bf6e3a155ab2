/** When a rule judges, when it holds its tongue, and how long it waits. */
import { describe, expect, it } from 'vitest'
import { conversionOf, shown } from '../../../../electron/engine/analysis/rules/rule-units.ts'
import type { InputValues } from '../../../../electron/engine/analysis/rules/inputs.ts'
import { outdoorFraction } from '../../../../electron/engine/analysis/rules/outdoor-fraction.ts'
import { RULES } from '../../../../electron/engine/analysis/rules/rule-list.ts'
import { trial } from './rule-trial.ts'

const SOUND: InputValues = { fanStatus: 1, returnAir: 22, outdoorAir: 10, mixedAir: 18 }
const WRONG: InputValues = { ...SOUND, mixedAir: 30 }

describe('a rule', () => {
  it('waits half an hour after the fan starts, then for its condition to hold half an hour', () => {
    const unit = trial('ahu.fc3')
    expect(unit.hold(30, WRONG).state).toBe('notApplicable')
    expect(unit.hold(30, WRONG).state).toBe('pending')
    expect(unit.hold(1, WRONG).state).toBe('fault')
  })

  it('judges averages of five minutes, so that a single odd minute is none', () => {
    const unit = trial('ahu.fc3')
    unit.hold(60, SOUND)
    expect(unit.hold(1, { ...SOUND, mixedAir: 45 }).state).toBe('ok')
  })

  it('clears after ten minutes well inside the limit, and not within the dead band', () => {
    const unit = trial('ahu.fc3')
    unit.hold(90, WRONG)
    expect(unit.hold(60, { ...SOUND, mixedAir: 25.8 }).state).toBe('fault')
    expect(unit.hold(10, SOUND).state).toBe('fault')
    expect(unit.hold(10, SOUND).state).toBe('ok')
  })

  it.each([
    ['the fan stands', { ...WRONG, fanStatus: 0 }],
    ['nothing tells whether the fan runs', { ...WRONG, fanStatus: undefined }],
    ['the fan status is not trusted', { ...WRONG, fanStatus: Number.NaN }],
    ['the fan crawls, so that duct sensors tell nothing', { ...WRONG, fanSpeed: 10 }],
    ['an input is not trusted', { ...WRONG, outdoorAir: Number.NaN }],
    ['an input does not exist', { ...WRONG, outdoorAir: undefined }],
  ])('does not judge while %s', (_why, values) => {
    expect(trial('ahu.fc3').hold(120, values).state).toBe('notApplicable')
  })

  it('is suspended by a data problem of an input that it need not have, but has', () => {
    const unit = trial('ahu.fc5')
    const heating: InputValues = { fanStatus: 1, supplyAir: 10, mixedAir: 20, heatingValve: 60 }
    expect(unit.hold(100, heating).state).toBe('fault')
    expect(trial('ahu.fc5').hold(100, { ...heating, coolingValve: Number.NaN }).state).toBe('notApplicable')
  })

  it('begins its delay anew after an input was not trusted for a moment', () => {
    const unit = trial('ahu.fc3')
    unit.hold(55, WRONG)
    unit.hold(1, { ...WRONG, mixedAir: Number.NaN })
    expect(unit.hold(30, WRONG).state).toBe('pending')
    expect(unit.hold(1, WRONG).state).toBe('fault')
  })

  it('begins its delays anew after silence, and never judges across it', () => {
    const unit = trial('ahu.fc3')
    unit.hold(55, WRONG)
    unit.silence(60)
    expect(unit.hold(30, WRONG).state).toBe('notApplicable')
    expect(unit.hold(31, WRONG).state).toBe('fault')
  })

  it('stays in fault while the fan stands and through a silence: what stands still is not repaired', () => {
    const unit = trial('ahu.fc3')
    unit.hold(90, WRONG)
    expect(unit.hold(300, { ...SOUND, fanStatus: 0 }).state).toBe('fault')
    unit.silence(600)
    expect(unit.hold(20, SOUND).state).toBe('fault')
    expect(unit.hold(60, SOUND).state).toBe('ok')
  })

  it('goes on where it was after its state went through JSON', () => {
    const unit = trial('ahu.fc3')
    unit.hold(50, WRONG)
    unit.restart()
    expect(unit.hold(11, WRONG).state).toBe('fault')
  })

  it('says since when', () => {
    const unit = trial('ahu.fc3')
    unit.hold(60, SOUND)
    const { startedMs } = unit.hold(40, WRONG)
    const again = trial('ahu.fc3')
    again.hold(60, SOUND)
    expect(startedMs).toBe(again.hold(4, WRONG).startedMs)
  })
})

describe('the rules', () => {
  it('have an id each, a source, and causes to look for', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
    expect(RULES.filter(({ source, causes }) => source === '' || causes.length === 0)).toEqual([])
    expect(Array.from({ length: 15 }, (_, i) => `ahu.fc${i + 1}`).filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([])
  })
})

describe('units', () => {
  it.each([
    [64, 'temperature', 55, 12.7778],
    [62, 'temperature', 12.5, 12.5],
    [63, 'temperature', 293.15, 20],
    [58, 'pressure', 1.5, 373.63],
    [54, 'pressure', 0.25, 250],
    [84, 'flow', 1000, 471.947],
    [135, 'flow', 3600, 1000],
    [98, 'percent', 40, 40],
  ] as const)('unit %i of %s: %f is %f', (units, quantity, value, expected) => {
    const { scale, offset } = conversionOf(units, quantity) ?? { scale: Number.NaN, offset: 0 }
    expect(value * scale + offset).toBeCloseTo(expected, 2)
  })

  it('refuses units that do not measure the quantity', () => {
    expect(conversionOf(98, 'temperature')).toBeNull()
    expect(conversionOf(null, 'percent')).toBeNull()
    expect(conversionOf(95, 'percent')).toBeNull()
    expect(conversionOf(62, 'flow')).toBeNull()
  })

  it('are those of the site when numbers are shown', () => {
    expect(shown(20, 62, true)).toEqual({ value: 68, units: 64 })
    expect(shown(5, 121, true)).toEqual({ value: 9, units: 120 })
    expect(shown(5, 121, false)).toEqual({ value: 5, units: 121 })
    expect(shown(249.089, 53, true).value).toBeCloseTo(1, 6)
    expect(shown(0.4719474, 87, true)).toEqual({ value: 1, units: 84 })
    expect(shown(40, 98, true)).toEqual({ value: 40, units: 98 })
  })
})

describe('the share of outdoor air', () => {
  it('is told with its error, which grows as return and outdoor air come together', () => {
    // D = -20 K: (18 - 22) / -20; sqrt(3² + (0.8 * 1)² + (0.2 * 1)²) / 20.
    const far = outdoorFraction({ mixedAir: 18, returnAir: 22, outdoorAir: 2 })
    expect(far?.fraction).toBeCloseTo(0.2, 10)
    expect(far?.error).toBeCloseTo(Math.sqrt(9 + 0.64 + 0.04) / 20, 10)
    expect(outdoorFraction({ mixedAir: 21, returnAir: 22, outdoorAir: 16.1 })).toBeNull()
    expect(outdoorFraction({ mixedAir: 21, returnAir: 22, outdoorAir: 15.9 })?.error).toBeGreaterThan(0.45)
  })
})
