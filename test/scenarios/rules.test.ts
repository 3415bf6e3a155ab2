/** Stories of a whole building under fault rules: the simulator's plant breaks, and the right rule says so. */
import { describe, expect, it, vi } from 'vitest'
import { NO_RULES } from '../../electron/engine/pipeline/tuning.ts'
import { isOpen } from '../../shared/domain/alert.ts'
import type { DetectionTuning } from '../../shared/domain/detection.ts'
import { simulatedSite, type SimulatedSite } from '../engine/pipeline/rules/simulated-site.ts'

// Hours of a building take a second or two, more on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const WINTER_MORNING = Date.UTC(2026, 0, 14, 7)
const SPRING_MORNING = Date.UTC(2026, 3, 15, 7)
const SUMMER_MORNING = Date.UTC(2026, 5, 10, 7)
const SUMMER_NIGHT = Date.UTC(2026, 5, 10, 20)

/** Two sound hours, then the trouble. */
const story = (startMs: number, trouble: (site: SimulatedSite) => void, minutes: number): SimulatedSite => {
  const site = simulatedSite(startMs)
  site.pass(120)
  expect(site.alerts()).toEqual([])
  trouble(site)
  site.pass(minutes)
  return site
}

describe('the plant breaks', () => {
  it('a cooling valve leaks in spring: air is cooled through a closed valve', () => {
    const site = story(SPRING_MORNING, ({ simulator }) => simulator.faults.inject({ kind: 'leakingValve', valve: 'cooling', index: 0, share: 0.5 }), 300)
    expect(site.alerts().map((alert) => alert.replace(' cleared', ''))).toContain('AHU-1 ahu.fc14')
    expect(site.alerts().filter((alert) => !alert.startsWith('AHU-1'))).toEqual([])
  })

  it('a cooling valve leaks in winter: supply air is too cold though the valve is closed', () => {
    const site = story(WINTER_MORNING, ({ simulator }) => simulator.faults.inject({ kind: 'leakingValve', valve: 'cooling', index: 0, share: 0.5 }), 240)
    expect(site.alerts()).toContain('AHU-1 ahu.supplyCold')
  })

  it('a reheat valve leaks: the box heats though its valve is closed, and no other box is blamed', () => {
    const site = story(SUMMER_MORNING, ({ simulator }) => simulator.faults.inject({ kind: 'leakingValve', valve: 'reheat', index: 4, share: 0.8 }), 120)
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak'])
  })

  it('a fan is left running at night: it runs without being commanded', () => {
    const site = story(SUMMER_NIGHT, ({ simulator }) => simulator.faults.inject({ kind: 'fanLeftRunning', index: 1 }), 60)
    expect(site.alerts()).toEqual(['AHU2.SF motor.noCommand'])
  })

  it('a chiller trips: it is commanded and does not run', () => {
    const site = story(SUMMER_MORNING, ({ simulator }) => simulator.faults.inject({ kind: 'chillerTrip', index: 0 }), 20)
    expect(site.alerts()).toContain('CHW_PLANT.CH1 motor.noStatus')
  })

  it('the damper of a box is held nearly shut: less air flows than asked for', () => {
    const site = story(SUMMER_MORNING, ({ simulator }) => simulator.operate(2001, 1, 1, 5, 8), 60)
    expect(site.alerts()).toEqual(['VAV-1-01 vav.flowLow'])
  })

  it('a mixed air sensor reads 12 K too much: mixed air is warmer than both airs it is mixed of', () => {
    const site = story(WINTER_MORNING, ({ simulator }) => simulator.faults.inject({ kind: 'sensorBias', device: 1001, objectType: 0, objectInstance: 2, bias: 12 }), 120)
    expect(site.alerts()).toContain('AHU-1 ahu.fc3')
  })
})

describe('an alert of a rule', () => {
  const leak = ({ simulator }: SimulatedSite): string => simulator.faults.inject({ kind: 'leakingValve', valve: 'reheat', index: 4, share: 0.8 })

  it('names equipment, numbers, source, causes and checks, and ends when the fault does', () => {
    const site = story(SUMMER_MORNING, leak, 90)
    const [alert] = [...site.memory.alerts.values()].filter(({ evidence }) => evidence[0]?.detector === 'rule.vav.reheatLeak')
    expect(alert).toMatchObject({ kind: 'equipment', severity: 'medium', deviceId: 3, pointId: null, title: { key: 'rule.vav.reheatLeak.title', params: { equipment: 'VAV-1-05' } } })
    expect(alert?.evidence[0]?.modelVersion).toBe('rule-1')
    const seen = alert?.explanation[0]
    expect(seen?.key).toBe('rule.vav.reheatLeak.seen')
    const { discharge, supply } = (seen?.params ?? {}) as Record<string, { value: number; units: number }>
    expect(discharge?.units).toBe(62)
    expect(discharge?.value).toBeGreaterThan((supply?.value ?? Number.NaN) + 3)
    expect(alert?.explanation.map(({ key }) => key)).toContain('rule.cause.reheatValveLeaks')
    expect(alert?.checks[0]?.key).toBe('rule.check.reheatValveLeaks')
    site.simulator.faults.endAll()
    site.pass(40)
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak cleared'])
  })

  it('stays the same alert over a restart', () => {
    const site = story(SUMMER_MORNING, leak, 90)
    site.restart()
    site.pass(60)
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak'])
    site.simulator.faults.endAll()
    site.pass(60)
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak cleared'])
  })

  it('is not raised while an input of its rule is not read, or reads what cannot be', () => {
    for (const spoilt of [null, 400]) {
      const site = simulatedSite(SUMMER_MORNING)
      site.pass(120)
      leak(site)
      site.pass(90, ({ name }, value) => (name === 'VAV-1-05 DA-T' ? spoilt : value))
      expect(site.alerts()).toEqual([])
      site.pass(70)
      expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak'])
    }
  })
})

describe('the list of equipment', () => {
  it('shows what was formed of the points, which rules judge it, and what others lack', () => {
    const site = simulatedSite(SUMMER_MORNING)
    site.pass(60)
    const equipment = site.pipeline.equipment()
    expect(equipment.filter(({ kind }) => kind === 'ahu').map(({ name }) => name)).toEqual(['AHU-1', 'AHU-2'])
    expect(equipment.filter(({ kind }) => kind === 'vav').map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, i) => `VAV-${i < 6 ? 1 : 2}-0${(i % 6) + 1}`))
    expect(equipment.filter(({ kind }) => kind === 'motor').map(({ name }) => name)).toContain('CHW_PLANT.CHWP1')
    const plant = equipment.find(({ kind }) => kind === 'hotPlant')
    expect(plant?.rules.map(({ ruleId }) => ruleId)).toContain('hw.supplyOff')
    const ahu = equipment.find(({ name }) => name === 'AHU-1')
    expect(ahu?.rules.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(Array.from({ length: 15 }, (_, i) => `ahu.fc${i + 1}`)))
    expect(ahu?.rules.every(({ state, sinceMs }) => state === 'ok' || state === 'notApplicable' ? sinceMs !== null : false)).toBe(true)
  })

  it('is not raised where the rule is switched off or the device is silent; what is active ends and says so, and comes back when it is switched on', () => {
    const site = simulatedSite(SUMMER_MORNING)
    const valve = site.points.find(({ name }) => name === 'VAV-1-05 RHT-VLV')
    const deviceId = valve?.deviceId ?? 0
    const tune = (device: DetectionTuning): void => site.pipeline.tune({ ...NO_RULES, devices: new Map([[deviceId, device]]) })
    site.pass(30)
    site.simulator.faults.inject({ kind: 'leakingValve', valve: 'reheat', index: 4, share: 0.8 })
    site.pass(120)
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak'])
    tune({ off: ['rule.vav.reheatLeak'] })
    site.pass(2)
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak cleared'])
    tune({})
    site.pass(2)
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak cleared', 'VAV-1-05 vav.reheatLeak'])
    tune({ silent: true })
    site.pass(2)
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak cleared', 'VAV-1-05 vav.reheatLeak cleared'])
    expect(site.pipeline.equipment().find(({ name }) => name === 'VAV-1-05')?.rules.find(({ ruleId }) => ruleId === 'vav.reheatLeak')).toMatchObject({ state: 'fault', alertId: null })
  })

  it('follows the roles: a rule without its point is listed with the missing role, and its alert ends', () => {
    const site = story(SUMMER_MORNING, ({ simulator }) => simulator.faults.inject({ kind: 'leakingValve', valve: 'reheat', index: 4, share: 0.8 }), 90)
    const valve = site.points.find(({ name }) => name === 'VAV-1-05 RHT-VLV')
    site.unrole(valve?.id ?? 0)
    site.pass(2)
    const box = site.pipeline.equipment().find(({ name }) => name === 'VAV-1-05')
    expect(box?.unbound.find(({ ruleId }) => ruleId === 'vav.reheatLeak')?.missing).toEqual([['heating_valve']])
    expect(site.alerts()).toEqual(['VAV-1-05 vav.reheatLeak cleared'])
    expect([...site.memory.alerts.values()].filter(isOpen)).toHaveLength(1)
  })
})
