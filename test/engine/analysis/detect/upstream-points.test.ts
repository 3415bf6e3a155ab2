/** Which point feeds which, by roles and names. */
import { describe, expect, it } from 'vitest'
import { upstreamCandidates } from '../../../../electron/engine/analysis/detect/upstream-points.ts'
import { equipmentOfDevice, type RolePoint } from '../../../../electron/engine/analysis/rules/equipment.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'

type Listed = readonly [id: number, name: string, role: PointRole, units?: number | null, kind?: RolePoint['kind']]
const device = (deviceId: number, name: string, points: readonly Listed[]) =>
  equipmentOfDevice(deviceId, name, points.map(([pointId, own, role, units = 62, kind = 'analog']) => ({ pointId, deviceId, name: own, role, kind, units, stateTexts: [] })))

const handler = (deviceId: number, first: number, tag: string, valves: readonly Listed[] = [[first + 2, `${tag}.CHWV`, 'cooling_valve', 98], [first + 3, `${tag}.HWV`, 'heating_valve', 98]]) =>
  device(deviceId, tag, [[first, `${tag}.SAT`, 'supply_air_temp'], [first + 1, `${tag}.MAT`, 'mixed_air_temp'], ...valves, [first + 4, `${tag}.SF_STS`, 'fan_status', null, 'binary']])
const box = (deviceId: number, first: number, name: string, valveUnits: number | null = 98) =>
  device(deviceId, name, [[first, `${name} ZN-T`, 'zone_air_temp'], [first + 1, `${name} DA-T`, 'supply_air_temp'], [first + 2, `${name} RHT-VLV`, 'heating_valve', valveUnits], [first + 3, `${name} FLOW`, 'air_flow', 87]])

describe('the air of an air handler', () => {
  it('feeds its supply from its mixed air while the coils are shut and the fan runs', () => {
    expect(upstreamCandidates(handler(1, 10, 'AHU1')).get(10)).toEqual([{ pointId: 11, gates: [{ pointIds: [12, 13], when: 'shut' }, { pointIds: [14], when: 'runs' }] }])
  })

  it('feeds nothing where no valve tells when the coils are shut, or in another unit', () => {
    expect(upstreamCandidates(handler(1, 10, 'AHU1', [])).get(10)).toBeUndefined()
    expect(upstreamCandidates(handler(1, 10, 'AHU1', [[12, 'AHU1.CHWV', 'cooling_valve', null]])).get(10)).toBeUndefined()
    expect(upstreamCandidates(device(1, 'A', [[1, 'SAT', 'supply_air_temp', 64], [2, 'MAT', 'mixed_air_temp'], [3, 'CHWV', 'cooling_valve', 98]])).get(1)).toBeUndefined()
  })
})

describe('a box', () => {
  const found = upstreamCandidates([...handler(1, 10, 'AHU1'), ...handler(2, 20, 'AHU2'), ...box(3, 30, 'VAV-2-07')])

  it('is fed by an air handler while its reheat is shut, the one of its number first', () => {
    expect(found.get(31)).toEqual([
      { pointId: 20, gates: [{ pointIds: [32], when: 'shut' }, { pointIds: [24], when: 'runs' }] },
      { pointId: 10, gates: [{ pointIds: [32], when: 'shut' }, { pointIds: [14], when: 'runs' }] },
    ])
  })

  it('feeds its room, with reheat or without', () => {
    expect(found.get(30)?.map(({ pointId }) => pointId)).toEqual([31, 20, 10])
    expect(found.get(30)?.[0]?.gates).toEqual([{ pointIds: [24], when: 'runs' }])
  })

  it('whose valve has no percent is not compared with the air handler', () => {
    expect(upstreamCandidates([...handler(1, 10, 'AHU1'), ...box(3, 30, 'VAV-1-07', null)]).get(31)).toBeUndefined()
  })
})

describe('water', () => {
  const circuit = (deviceId: number, first: number, name: string, role: PointRole) => device(deviceId, name, [[first, `${name} VL`, role], [first + 1, `${name} Pumpe`, 'pump_status', null, 'binary']])

  it('of a heating circuit comes from the boilers, while the pump of the circuit runs', () => {
    const found = upstreamCandidates([...circuit(1, 10, 'HK1 Radiatoren', 'hot_water_supply_temp'), ...circuit(2, 20, 'Kessel', 'hot_water_supply_temp'), ...circuit(3, 30, 'DHW', 'hot_water_supply_temp')])
    expect(found.get(10)).toEqual([{ pointId: 20, gates: [{ pointIds: [11], when: 'runs' }] }])
    expect([found.has(20), found.has(30)]).toEqual([false, false])
  })

  it('of a chilled loop comes from the chillers', () => {
    const found = upstreamCandidates([...circuit(1, 10, 'Loop East', 'chilled_water_supply_temp'), ...circuit(2, 20, 'Chiller 1', 'chilled_water_supply_temp'), ...circuit(3, 30, 'CH2', 'chilled_water_supply_temp')])
    expect(found.get(10)?.map(({ pointId }) => pointId)).toEqual([20, 30])
  })

  it('has no source where no name says what makes it', () => {
    expect(upstreamCandidates([...circuit(1, 10, 'Loop East', 'hot_water_supply_temp'), ...circuit(2, 20, 'Loop West', 'hot_water_supply_temp')]).size).toBe(0)
  })
})
