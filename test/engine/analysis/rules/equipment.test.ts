/** Equipment out of points, and what binds a rule to it. */
import { describe, expect, it } from 'vitest'
import { bindRules, siteInputsOf } from '../../../../electron/engine/analysis/rules/bind.ts'
import { equipmentOfDevice, type RolePoint } from '../../../../electron/engine/analysis/rules/equipment.ts'
import { commonStem, nameTokens } from '../../../../electron/engine/analysis/rules/name-tokens.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'

const STATE_ROLES = /status|cmd|occupancy/
const points = (own: Readonly<Record<string, PointRole>>, units = 62): RolePoint[] =>
  Object.entries(own).map(([name, role], i) => ({
    pointId: i + 1, deviceId: 1, name, role, kind: STATE_ROLES.test(role) ? 'binary' : 'analog', units: STATE_ROLES.test(role) ? null : /valve|damper|speed/.test(role) ? 98 : /air_flow/.test(role) ? 87 : units, stateTexts: [],
  }))

const AHU: Readonly<Record<string, PointRole>> = {
  'Supply Air Temp': 'supply_air_temp', 'Mixed Air Temp': 'mixed_air_temp', 'Return Air Temp': 'return_air_temp', 'OA Temp': 'outside_air_temp', 'Supply Fan Status': 'fan_status', 'Return Fan Status': 'fan_status',
  'Supply Fan Speed': 'motor_speed', 'Cooling Valve': 'cooling_valve', 'OA Damper': 'outside_damper_position', 'Supply Air Temp Setpoint': 'supply_air_temp_sp',
}

const prefixed = (prefix: string, own: Readonly<Record<string, PointRole>>): Record<string, PointRole> => Object.fromEntries(Object.entries(own).map(([name, role]) => [`${prefix}${name}`, role]))

const names = (own: Readonly<Record<string, PointRole>>, device = 'Controller 7'): string[] => equipmentOfDevice(1, device, points(own)).map(({ kind, name }) => `${kind} ${name}`)

const bound = (own: readonly RolePoint[]) => {
  const formed = equipmentOfDevice(1, 'AHU-1', own)
  const [first] = formed
  if (first === undefined) throw new Error('nothing was formed')
  return bindRules(first, siteInputsOf(formed, own))
}

describe('equipment', () => {
  it('is the device where it is one', () => {
    expect(names(AHU)).toEqual(['ahu Controller 7'])
  })

  it('is parted by the words of the names where a device has several', () => {
    const box: Readonly<Record<string, PointRole>> = { ' ZN-T': 'zone_air_temp', ' FLOW': 'air_flow', ' RHT': 'heating_valve' }
    expect(names({ ...prefixed('VAV-1-01', box), ...prefixed('VAV-1-02', box), ...prefixed('VAV-2-01', box) })).toEqual(['vav VAV-1-01', 'vav VAV-1-02', 'vav VAV-2-01'])
    expect(names({ ...prefixed('AHU1.', AHU), ...prefixed('AHU2.', AHU), 'Site Mode': 'operating_mode' })).toEqual(['ahu AHU1', 'ahu AHU2'])
  })

  it('of two kinds on one device is parted too', () => {
    expect(names({ 'CHW.Supply': 'chilled_water_supply_temp', 'CHW.Return': 'chilled_water_return_temp', 'HHW.Supply': 'hot_water_supply_temp', 'HHW.Return': 'hot_water_return_temp' })).toEqual(['chilledPlant CHW', 'hotPlant HHW'])
  })

  it('pairs a command with the one status that is named like it', () => {
    expect(names({ 'EF-1 CMD': 'fan_cmd', 'EF-1 STS': 'fan_status', 'EF-2 CMD': 'fan_cmd', 'P1_Start': 'pump_cmd', 'P1_Run': 'pump_status', 'P2_Run': 'pump_status' })).toEqual(['motor EF-1', 'motor P1'])
  })

  it('has names of words, whatever parts them', () => {
    expect(nameTokens('AHU1.SF_STS').map(({ text }) => text)).toEqual(['ahu1', 'sf', 'sts'])
    expect(nameTokens('ZulufttempIst 2').map(({ text }) => text)).toEqual(['zulufttemp', 'ist', '2'])
    expect(commonStem(['VAV-1-01 ZN-T', 'VAV-1-01 FLOW'])).toBe('VAV-1-01')
    expect(commonStem(['AHU10.SAT', 'AHU1.SAT'])).toBe('')
    expect(nameTokens('x'.repeat(100_000))).toHaveLength(1)
  })
})

describe('a rule', () => {
  it('is bound where all its points are there, and told what it lacks where not', () => {
    const { rules, unbound } = bound(points(AHU))
    expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining(['ahu.fc2', 'ahu.fc3', 'ahu.fc12', 'ahu.fc13', 'ahu.damperNotOpen']))
    expect(unbound.find(({ rule }) => rule.id === 'ahu.fc7')).toMatchObject({ missing: [['heating_valve']], unusable: [] })
  })

  it('is not bound by a unit that does not measure the quantity', () => {
    const { unbound } = bound(points(AHU).map((point) => (point.role === 'mixed_air_temp' ? { ...point, units: 98 } : point)))
    expect(unbound.find(({ rule }) => rule.id === 'ahu.fc3')).toMatchObject({ missing: [], unusable: [{ pointIds: [2], why: 'units' }] })
  })

  it('is not bound by points that cannot be told apart, and by the right one where names tell', () => {
    const { inputs } = bound(points(AHU))
    expect(inputs.get('fanStatus')?.points.map(({ pointId }) => pointId)).toEqual([5])
    expect(inputs.get('returnFanStatus')?.points.map(({ pointId }) => pointId)).toEqual([6])
    const two = bound(points({ ...AHU, 'Cooling Valve 2': 'cooling_valve' }))
    expect(two.unbound.find(({ rule }) => rule.id === 'ahu.fc13')?.unusable).toEqual([{ pointIds: [8, 11], why: 'ambiguous' }])
  })

  it('reads multi-state points by their texts', () => {
    const states = points({ ...AHU, Occupancy: 'occupancy_mode' }).map((point) => (point.role === 'occupancy_mode' ? { ...point, kind: 'multiState' as const, stateTexts: ['Occupied', 'Unoccupied', 'Standby', 'Occupied override'] } : point))
    expect(bound(states).inputs.get('occupied')?.points[0]?.onStates).toEqual([1, 4])
    expect(bound(states.map((point) => ({ ...point, stateTexts: ['1', '2'] }))).inputs.has('occupied')).toBe(false)
  })

  it('takes outdoor air from the site where the equipment has none', () => {
    const { 'OA Temp': _, ...rest } = AHU
    const own = points(rest)
    const weather: RolePoint = { pointId: 99, deviceId: 2, name: 'SITE OAT', role: 'outside_air_temp', kind: 'analog', units: 62, stateTexts: [] }
    const formed = equipmentOfDevice(1, 'AHU-1', own)
    const binding = bindRules(formed[0] as NonNullable<(typeof formed)[0]>, siteInputsOf(formed, [...own, weather]))
    expect(binding.inputs.get('outdoorAir')?.points[0]?.pointId).toBe(99)
    expect(binding.rules.map(({ id }) => id)).toContain('ahu.fc3')
  })
})
