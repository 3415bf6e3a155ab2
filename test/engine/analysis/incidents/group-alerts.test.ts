/** Which alerts belong together, and which do not. */
import { describe, expect, it } from 'vitest'
import { groupAlerts, type OpenIncident } from '../../../../electron/engine/analysis/incidents/group-alerts.ts'
import { equipmentByName } from '../../../../electron/engine/analysis/incidents/name-equipment.ts'
import type { Place, Topology } from '../../../../electron/engine/analysis/incidents/topology.ts'
import { NEW_ALERT, type Alert } from '../../../../shared/domain/alert.ts'
import { message } from '../../../../shared/message.ts'

const START_MS = Date.UTC(2026, 1, 2, 10, 7)
const MINUTE_MS = 60_000

const alertOf = (id: number, deviceId: number, atMinutes: number, over: Partial<Alert> = {}): Alert => ({
  id, kind: 'equipment', severity: 'medium', deviceId, pointId: id, title: message('alert.analog.above'), explanation: [], checks: [], value: 30, expected: 20, low: 18, high: 22,
  worstValue: 30, evidence: [{ detector: 'zScore', modelVersion: '1', score: 2, expected: 20, low: 18, high: 22 }], startedAtMs: START_MS + atMinutes * MINUTE_MS,
  raisedAtMs: START_MS + atMinutes * MINUTE_MS, ...NEW_ALERT, ...over,
})

const offline = (id: number, deviceId: number, atMinutes: number): Alert =>
  alertOf(id, deviceId, atMinutes, { kind: 'device', pointId: null, evidence: [{ detector: 'reachability', modelVersion: '1', score: 1, expected: null, low: null, high: null }] })

/** Devices 1 to 9 are on the laptop's own network; 10 to 19 behind router A, 20 to 29 behind router B. */
const site = (over: Partial<Place> = {}): Topology => ({
  placeOf: ({ deviceId }) => ({
    deviceName: `D${deviceId}`, router: deviceId < 10 ? null : deviceId < 20 ? 'A' : 'B', network: deviceId < 10 ? null : deviceId < 20 ? 3 : 4, equipment: null, role: null, supply: null, ...over,
  }),
  devicesBehind: () => 10,
  localDevices: () => 9,
})

const summary = (alerts: readonly Alert[], open: readonly OpenIncident[] = [], topology = site()) => {
  const { joins, founded } = groupAlerts(alerts, open, topology)
  return { joins: joins.map(({ alertId, incidentId }) => `${alertId}>${incidentId}`), founded: founded.map(({ parent, alertIds }) => `${parent.key}: ${alertIds.join(' ')}`) }
}

describe('silent devices', () => {
  it('behind one router are one incident of the router', () => {
    expect(summary([10, 11, 12, 13, 14].map((device, i) => offline(i + 1, device, i * 0.2)))).toEqual({ joins: [], founded: ['router:A: 1 2 3 4 5'] })
  })
  it('behind two routers are an incident each', () => {
    const { founded } = summary([10, 11, 12, 20, 21, 22].map((device, i) => offline(i + 1, device, 0)))
    expect(founded).toEqual(['router:A: 1 2 3', 'router:B: 4 5 6'])
  })
  it('on the own network are an incident of it when most of them are silent', () => {
    expect(summary([1, 2, 3, 4, 5].map((device) => offline(device, device, 0))).founded).toEqual(['network:own: 1 2 3 4 5'])
  })
  it('that are few among many are single alerts', () => {
    expect(summary([offline(1, 1, 0), offline(2, 2, 0), offline(3, 3, 0)])).toEqual({ joins: [], founded: [] })
    expect(summary([offline(1, 10, 0)])).toEqual({ joins: [], founded: [] })
  })
  it('hours apart do not belong together', () => {
    expect(summary([offline(1, 10, 0), offline(2, 11, 60), offline(3, 12, 120)]).founded).toEqual([])
  })
  it('that follow join the incident while it is young, and found no second one', () => {
    const open = [{ id: 7, parentKey: 'router:A', kind: 'router' as const, lastAlertAtMs: START_MS }]
    expect(summary([offline(9, 15, 10)], open)).toEqual({ joins: ['9>7'], founded: [] })
    expect(summary([offline(9, 15, 40)], open)).toEqual({ joins: [], founded: [] })
  })
})

describe('alerts of points', () => {
  it('of one equipment within an hour are one incident', () => {
    const equipment = { key: '1/AHU-1', name: 'AHU-1' }
    expect(summary([alertOf(1, 1, 0), alertOf(2, 1, 30)], [], site({ equipment })).founded).toEqual(['equipment:1/AHU-1: 1 2'])
    expect(summary([alertOf(1, 1, 0), alertOf(2, 1, 90)], [], site({ equipment })).founded).toEqual([])
  })
  it('that come again and again from one point are no incident; with another point of the equipment all of them are', () => {
    const equipment = { key: '1/AHU-1', name: 'AHU-1' }
    const again = [alertOf(1, 1, 0), alertOf(2, 1, 4, { pointId: 1 }), alertOf(3, 1, 8, { pointId: 1 }), alertOf(4, 1, 12, { pointId: 1 })]
    expect(summary(again, [], site({ equipment })).founded).toEqual([])
    expect(summary([...again, alertOf(5, 1, 14)], [], site({ equipment })).founded).toEqual(['equipment:1/AHU-1: 1 2 3 4 5'])
  })
  it('of two fault rules of one equipment are two signs', () => {
    const rule = (id: number, name: string): Alert => alertOf(id, 1, id, { pointId: null, title: message(`rule.${name}.title`, { equipment: 'AHU-1' }) })
    const topology = site({ equipment: { key: '1/AHU-1', name: 'AHU-1' } })
    expect(summary([rule(1, 'ahu.fc1'), rule(2, 'ahu.fc1')], [], topology).founded).toEqual([])
    expect(summary([rule(1, 'ahu.fc1'), rule(2, 'ahu.fc2')], [], topology).founded).toEqual(['equipment:1/AHU-1: 1 2'])
  })
  it('of a fault rule that waited join the incident of the equipment that still stands, and none that is over or has stood for half a day', () => {
    const topology = site({ equipment: { key: '1/AHU-1', name: 'AHU-1' } })
    const late = (startMinutes: number): Alert => alertOf(9, 1, startMinutes, { pointId: null, raisedAtMs: START_MS + (startMinutes + 150) * MINUTE_MS, evidence: [{ detector: 'rule.ahu.fc9', modelVersion: '1', score: 1, expected: null, low: null, high: null }] })
    const open = (clearedAtMs: number | null): OpenIncident[] => [{ id: 7, parentKey: 'equipment:1/AHU-1', kind: 'equipment', lastAlertAtMs: START_MS, members: [alertOf(1, 1, 0), alertOf(2, 1, 0)].map((alert) => ({ ...alert, clearedAtMs })) }]
    expect(summary([late(90)], open(null), topology).joins).toEqual(['9>7'])
    expect(summary([late(90)], open(START_MS + 20 * MINUTE_MS), topology).joins).toEqual([])
    expect(summary([late(750)], open(null), topology).joins).toEqual([])
    expect(summary([alertOf(9, 1, 240)], open(null), topology).joins).toEqual([])
    // Its condition began ten minutes after the point's alert.
    expect(summary([alertOf(1, 1, 0), late(10)], [], topology).founded).toEqual(['equipment:1/AHU-1: 1 9'])
  })
  it('of one device need three within a quarter of an hour', () => {
    expect(summary([alertOf(1, 1, 0), alertOf(2, 1, 2)]).founded).toEqual([])
    expect(summary([alertOf(1, 1, 0), alertOf(2, 1, 2), alertOf(3, 1, 5, { kind: 'data' })]).founded).toEqual(['device:1: 1 2 3'])
  })
  it('of many devices whose roles follow the weather are the weather', () => {
    const alerts = [1, 2, 3, 4, 5].map((device) => alertOf(device, device, device * 20 + 5))
    expect(summary(alerts, [], site({ role: 'zone_air_temp' })).founded).toEqual(['weather: 1 2 3 4 5'])
    expect(summary(alerts, [], site({ role: 'filter' })).founded).toEqual([])
  })
  it('of many devices at one quarter of an hour are a schedule', () => {
    const atQuarter = [1, 2, 3, 4, 5].map((device) => alertOf(device, device, 8.5))
    expect(summary(atQuarter).founded).toEqual([`time:${START_MS + 8 * MINUTE_MS}: 1 2 3 4 5`])
  })
  it('are grouped the same whatever their order', () => {
    const alerts = [10, 11, 12, 20, 21, 1, 2].map((device, i) => offline(i + 1, device, i * 0.1))
    expect(summary(alerts.toReversed())).toEqual(summary(alerts))
  })
})

describe('alerts of what an air handler feeds', () => {
  const feeds = { side: 'feeds', key: '1/AHU-1', name: 'AHU-1', deviceId: 1, learnt: false } as const
  /** Device 1 is the air handler, device 2 a box with a learnt supply, all others boxes without. */
  const fed = (roles: Readonly<Record<number, Place['role']>> = {}): Topology => ({
    ...site(),
    placeOf: ({ deviceId }) => ({
      deviceName: `D${deviceId}`, router: null, network: null, equipment: null, role: roles[deviceId] ?? (deviceId === 1 ? 'supply_air_temp' : 'zone_air_temp'),
      supply: deviceId === 1 ? feeds : { ...feeds, side: 'fed', learnt: deviceId === 2 },
    }),
  })
  const cold = { value: 15, expected: 20 }
  it('join the alert of the air handler', () => {
    expect(summary([alertOf(1, 1, 0), alertOf(3, 3, 30), alertOf(4, 4, 90)], [], fed()).founded).toEqual(['equipment:1/AHU-1: 1 3 4'])
  })
  it('are single alerts while the air handler has none, or before it had one', () => {
    expect(summary([alertOf(3, 3, 0), alertOf(4, 4, 5)], [], fed()).founded).toEqual([])
    expect(summary([alertOf(3, 3, 0), alertOf(1, 1, 40)], [], fed()).founded).toEqual([])
  })
  it('do not come from an air handler that was well again an hour before', () => {
    expect(summary([alertOf(1, 1, 0, { clearedAtMs: START_MS + 10 * MINUTE_MS }), alertOf(3, 3, 60)], [], fed()).founded).toEqual(['equipment:1/AHU-1: 1 3'])
    expect(summary([alertOf(1, 1, 0, { clearedAtMs: START_MS + 10 * MINUTE_MS }), alertOf(3, 3, 80)], [], fed()).founded).toEqual([])
  })
  it('stay out when they left to the other side; a valve or flow has no side', () => {
    expect(summary([alertOf(1, 1, 0), alertOf(3, 3, 5, cold)], [], fed()).founded).toEqual([])
    expect(summary([alertOf(1, 1, 0), alertOf(3, 3, 5, cold)], [], fed({ 3: 'air_flow' })).founded).toEqual(['equipment:1/AHU-1: 1 3'])
  })
  it('stay out when they say that the box differs from its supply, or when what was learnt of it explains little', () => {
    const own = alertOf(3, 3, 5, { title: message('alert.upstream.above') })
    expect(summary([alertOf(1, 1, 0), own], [], fed()).founded).toEqual([])
    expect(summary([alertOf(1, 1, 0), alertOf(2, 2, 5)], [], fed()).founded).toEqual([])
    expect(summary([alertOf(1, 1, 0), alertOf(2, 2, 5, { explanation: [message('alert.fed.above')] })], [], fed()).founded).toEqual(['equipment:1/AHU-1: 1 2'])
  })
  it('stay out when the data or a rule of the box alone is at fault', () => {
    expect(summary([alertOf(1, 1, 0), alertOf(3, 3, 5, { kind: 'data' })], [], fed()).founded).toEqual([])
    const rule = (id: string) => alertOf(3, 3, 5, { pointId: null, evidence: [{ detector: `rule.vav.${id}`, modelVersion: '1', score: 1, expected: null, low: null, high: null }] })
    expect(summary([alertOf(1, 1, 0), rule('reheatLeak')], [], fed()).founded).toEqual([])
    expect(summary([alertOf(1, 1, 0), rule('tooWarm')], [], fed()).founded).toEqual(['equipment:1/AHU-1: 1 3'])
  })
  it('join its incident while a cause stands in it', () => {
    const open = (members: readonly Alert[]): OpenIncident[] => [{ id: 7, parentKey: 'equipment:1/AHU-1', kind: 'equipment', lastAlertAtMs: START_MS, members }]
    expect(summary([alertOf(3, 3, 300)], open([alertOf(1, 1, 0)]), fed()).joins).toEqual(['3>7'])
    expect(summary([alertOf(3, 3, 300)], open([alertOf(1, 1, 0, { clearedAtMs: START_MS })]), fed()).joins).toEqual([])
    expect(summary([alertOf(3, 3, 30)], open([alertOf(5, 5, 0)]), fed()).joins).toEqual([])
  })
})

describe('alerts of air handlers that a plant feeds', () => {
  const plant = (medium: 'hot' | 'chilled') => ({ medium, key: `${medium === 'hot' ? 8 : 9}/plant`, name: `${medium} plant`, deviceId: medium === 'hot' ? 8 : 9 })
  const handler = { side: 'feeds', key: '1/AHU-1', name: 'AHU-1', deviceId: 1, learnt: false, above: [plant('hot'), plant('chilled')] } as const
  /** Device 1 is the air handler, 3 and 4 its boxes, 8 the hot water plant, 9 the chilled water plant. */
  const topology = (roles: Readonly<Record<number, Place['role']>> = {}): Topology => ({
    ...site(),
    placeOf: ({ id, deviceId }) => ({
      deviceName: `D${deviceId}`, router: null, network: null, equipment: null,
      role: roles[id] ?? (deviceId === 1 ? 'supply_air_temp' : deviceId === 8 ? 'hot_water_supply_temp' : deviceId === 9 ? 'chilled_water_supply_temp' : 'zone_air_temp'),
      supply: deviceId === 1 ? handler : deviceId === 8 ? { ...plant('hot'), side: 'feeds', learnt: false } : deviceId === 9 ? { ...plant('chilled'), side: 'feeds', learnt: false } : { ...handler, side: 'fed' },
    }),
  })
  const cold = { value: 15, expected: 20 }
  const handlersOwn = (members: readonly Alert[]): OpenIncident[] => [{ id: 7, parentKey: 'equipment:1/AHU-1', kind: 'supply', lastAlertAtMs: START_MS, members }]
  const adoptedBy = (loose: readonly Alert[], members: readonly Alert[], roles = {}) => groupAlerts(loose, handlersOwn(members), topology(roles)).founded.map(({ parent, adopts }) => `${parent.name} adopts ${adopts.join(' ')}`)

  it('that lack heat are one incident of the hot water plant, with the boxes that follow', () => {
    expect(summary([alertOf(8, 8, 0, cold), alertOf(1, 1, 5, cold), alertOf(3, 3, 40, cold)], [], topology()).founded).toEqual(['equipment:8/plant: 8 1 3'])
    expect(summary([alertOf(8, 8, 0, cold), alertOf(1, 1, 5)], [], topology({ 1: 'heating_valve' })).founded).toEqual(['equipment:8/plant: 8 1'])
    expect(summary([alertOf(8, 8, 0, cold), alertOf(1, 1, 5, cold)], [], topology({ 1: 'heating_valve' })).founded).toEqual([])
    expect(summary([alertOf(8, 8, 0, cold), alertOf(1, 1, 5, cold)], [], topology({ 1: 'cooling_valve' })).founded).toEqual(['equipment:8/plant: 8 1'])
  })
  it('that are too warm come from the chilled water plant only, too cold ones from that of hot water only', () => {
    expect(summary([alertOf(9, 9, 0), alertOf(1, 1, 5)], [], topology()).founded).toEqual(['equipment:9/plant: 9 1'])
    expect(summary([alertOf(9, 9, 0), alertOf(1, 1, 5, cold)], [], topology()).founded).toEqual([])
    expect(summary([alertOf(8, 8, 0, cold), alertOf(1, 1, 5)], [], topology()).founded).toEqual([])
  })
  it('do not come from a plant whose water left to the other side, nor from one that went wrong later', () => {
    expect(summary([alertOf(8, 8, 0), alertOf(1, 1, 5, cold)], [], topology()).founded).toEqual([])
    expect(summary([alertOf(8, 8, 40, cold), alertOf(1, 1, 5, cold)], [], topology()).founded).toEqual([])
  })
  it('are found together with what else the plant shows at the same time', () => {
    const places = topology({ 18: 'hot_water_return_temp', 28: 'hot_water_return_temp' })
    const named: Topology = { ...places, placeOf: (alert) => ({ ...places.placeOf(alert) as Place, equipment: alert.deviceId === 8 ? { key: '8/plant', name: 'hot plant' } : null }) }
    expect(summary([alertOf(8, 8, 0, cold), alertOf(18, 8, 2, cold), alertOf(1, 1, 5, cold), alertOf(28, 8, 90, cold)], [], named).founded).toEqual(['equipment:8/plant: 8 1 18'])
  })
  it('of boxes alone do not come from a plant: their air handler would have one', () => {
    expect(summary([alertOf(8, 8, 0, cold), alertOf(3, 3, 5, cold)], [], topology()).founded).toEqual([])
  })
  it('break the rules of a coil without water', () => {
    const rule = (name: string): Alert => alertOf(1, 1, 20, { pointId: null, evidence: [{ detector: `rule.ahu.${name}`, modelVersion: '1', score: 1, expected: null, low: null, high: null }] })
    expect(summary([alertOf(8, 8, 0, cold), rule('fc7')], [], topology()).founded).toEqual(['equipment:8/plant: 8 1'])
    expect(summary([alertOf(8, 8, 0, cold), rule('fc13')], [], topology()).founded).toEqual([])
  })
  it('are taken over with the boxes by a plant that has its alert soon after, and not with what is the handler\'s own', () => {
    const members = [alertOf(1, 1, 0, cold), alertOf(3, 3, 5, cold)]
    expect(adoptedBy([alertOf(8, 8, 10, cold)], members)).toEqual(['hot plant adopts 7'])
    expect(adoptedBy([alertOf(9, 9, 10)], members)).toEqual([])
    expect(adoptedBy([alertOf(8, 8, 30, cold)], members)).toEqual([])
    expect(adoptedBy([alertOf(8, 8, 10, cold)], [...members, alertOf(2, 1, 2)], { 2: 'fan_status' })).toEqual([])
  })
  it('join the incident of the plant, boxes by way of their air handler, also when both come at once', () => {
    const open: OpenIncident[] = [{ id: 7, parentKey: 'equipment:8/plant', kind: 'equipment', lastAlertAtMs: START_MS, members: [alertOf(8, 8, 0, cold), alertOf(18, 8, 1, cold)] }]
    expect(summary([alertOf(1, 1, 20, cold), alertOf(3, 3, 30, cold)], open, topology()).joins).toEqual(['1>7', '3>7'])
    expect(summary([alertOf(3, 3, 30, cold)], open, topology()).joins).toEqual([])
  })
})

describe('equipment by name', () => {
  const named = (...names: string[]) => Object.fromEntries([...equipmentByName(names.map((name, id) => ({ id, deviceId: 1, name })))].map(([id, { name }]) => [names[id], name]))
  it('is the longest beginning that three points share', () => {
    expect(named('AHU-1.SAT', 'AHU-1.RAT', 'AHU-1.Fan', 'AHU-2.SAT', 'AHU-2.RAT', 'AHU-2.Fan', 'OAT')).toEqual({
      'AHU-1.SAT': 'AHU-1', 'AHU-1.RAT': 'AHU-1', 'AHU-1.Fan': 'AHU-1', 'AHU-2.SAT': 'AHU-2', 'AHU-2.RAT': 'AHU-2', 'AHU-2.Fan': 'AHU-2',
    })
  })
  it('is the air handler for its parts too, however they write it', () => {
    const parts = ['AHU-1.SAT', 'AHU-1.RAT', 'AHU-1 supply fan status', 'AHU-1 supply fan speed', 'AHU-1 supply fan fault', 'AHU 01 / Heating coil / valve', 'AHU1.SF.Run', 'AHU1.SF.Cmd', 'AHU1.SF.Hz']
    expect(named(...parts, 'OAT')).toEqual(Object.fromEntries(parts.map((part) => [part, 'AHU-1'])))
    expect(named(...parts)).toEqual(Object.fromEntries(parts.map((part) => [part, 'AHU-1'])))
  })
  it('is the box where its name begins with that of its air handler, and the air handler where it begins with that of its floor', () => {
    const boxes = ['AHU-1 VAV-1-02 flow', 'AHU-1 VAV-1-02 damper', 'AHU-1 VAV-1-02 temp']
    expect(named(...boxes, 'AHU-1.SAT', 'AHU-1.RAT', 'AHU-1.MAT')).toMatchObject({ ...Object.fromEntries(boxes.map((box) => [box, 'AHU-1 VAV-1-02'])), 'AHU-1.SAT': 'AHU-1' })
    const floor = ['F2.AHU-1.SAT', 'F2.AHU-1.RAT', 'F2.AHU-1.MAT', 'F2.AHU-2.SAT', 'F2.AHU-2.RAT', 'F2.AHU-2.MAT']
    expect(named(...floor, 'F2.a', 'F2.b', 'F2.c', 'x')).toMatchObject(Object.fromEntries(floor.map((name) => [name, name.slice(0, 8)])))
  })
  it('is the plant and not its part where no word says it, if the plant has points of its own', () => {
    expect(named('LZ3.SAT', 'LZ3.RAT', 'LZ3.MAT', 'LZ3.SF.Run', 'LZ3.SF.Cmd', 'LZ3.SF.Hz', 'OAT')).toMatchObject({ 'LZ3.SAT': 'LZ3', 'LZ3.SF.Run': 'LZ3' })
    expect(named('F2.LZ3.SAT', 'F2.LZ3.RAT', 'F2.LZ3.MAT', 'F2.LZ4.SAT', 'F2.LZ4.RAT', 'F2.LZ4.MAT', 'OAT')).toMatchObject({ 'F2.LZ3.SAT': 'F2.LZ3', 'F2.LZ4.SAT': 'F2.LZ4' })
  })
  it('is none where all names begin alike, or too few do', () => {
    expect(named('B1/SAT', 'B1/RAT', 'B1/Fan')).toEqual({})
    expect(named('A.x', 'A.y', 'B.x', 'C.x')).toEqual({})
  })
})
