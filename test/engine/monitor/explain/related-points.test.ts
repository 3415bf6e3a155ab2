/** What is listed beside an abnormal point as feeding it. */
import { describe, expect, it } from 'vitest'
import { supplyTreeOf } from '../../../../electron/engine/analysis/rules/supply-tree.ts'
import { equipmentOfDevice } from '../../../../electron/engine/analysis/rules/equipment.ts'
import { relatedPoints } from '../../../../electron/engine/monitor/explain/related-points.ts'
import { feedingPoints } from '../../../../electron/engine/monitor/incidents/feeding-points.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Point } from '../../../../shared/domain/point.ts'

const ROLES: Readonly<Record<string, PointRole>> = {
  'AHU-A SAT': 'supply_air_temp', 'AHU-A FAN': 'fan_status', 'AHU-B SAT': 'supply_air_temp', 'AHU-B FAN': 'fan_status',
  'Room ZN-T': 'zone_air_temp', 'Room FLOW': 'air_flow', 'Boiler HWS': 'hot_water_supply_temp',
}
const points = Object.keys(ROLES).map((name, i): Point => ({
  id: i + 1, deviceId: Math.floor(i / 2) + 1, objectType: 0, objectInstance: i, name, description: '', kind: name.endsWith('FAN') ? 'binary' : 'analog', units: 62, stateTexts: [], pollIntervalMs: 60_000,
}))
const roleOf = (id: number): PointRole | null => ROLES[points[id - 1]?.name ?? ''] ?? null
const tree = supplyTreeOf([1, 2, 3, 4].flatMap((deviceId) =>
  equipmentOfDevice(deviceId, '', points.filter((point) => point.deviceId === deviceId).map(({ id, ...point }) => ({ ...point, pointId: id, role: roleOf(id) as PointRole })))))

const feedingOf = (name: string, learnt: (id: number) => number | null): readonly string[] => {
  const point = points.find((each) => each.name === name) as Point
  const feedersOf = (id: number): readonly number[] => feedingPoints({ supplyTree: () => tree, learntFeeder: learnt }, id)
  return relatedPoints(point, { points, roleOf, equipmentOf: () => null, feedersOf }).filter(({ relation }) => relation.key === 'relation.upstream').map((each) => each.point.name)
}

describe('what feeds a room', () => {
  it('is every supply of the site while nothing tells which', () => {
    expect(feedingOf('Room ZN-T', () => null)).toEqual(['AHU-A SAT', 'AHU-B SAT', 'Boiler HWS'])
  })
  it('is the air handler it was learnt to follow, and no other; water stays', () => {
    expect(feedingOf('Room ZN-T', (id) => (id === 5 ? 3 : null))).toEqual(['AHU-B SAT', 'AHU-B FAN', 'Boiler HWS'])
  })
  it('is known of its other points too', () => {
    expect(feedingOf('Room FLOW', (id) => (id === 5 ? 3 : null))).toEqual(['AHU-B SAT', 'AHU-B FAN', 'Boiler HWS'])
  })
})

describe('a plant', () => {
  it('is fed by no air: the air handlers are what it feeds', () => {
    const boiler = points.find(({ name }) => name === 'Boiler HWS') as Point
    const related = relatedPoints(boiler, { points, roleOf, equipmentOf: () => null, feedersOf: () => [] })
    expect(related.filter(({ relation }) => relation.key === 'relation.upstream')).toEqual([])
    expect(related.filter(({ relation }) => relation.key === 'relation.downstream').map(({ point }) => point.name)).toEqual(['AHU-A SAT', 'AHU-B SAT'])
  })
})
