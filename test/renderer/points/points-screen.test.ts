/** Finding, ordering, grouping and marking points. */
import { describe, expect, it } from 'vitest'
import type { Device } from '../../../shared/domain/device.ts'
import { nameGroups } from '../../../renderer/screens/points/name-groups.ts'
import { dependsOnLive, deviceRanks, filterEntries, NO_FILTER, sortEntries, type LiveLook } from '../../../renderer/screens/points/point-order.ts'
import { bestMatches, folded, pointEntries } from '../../../renderer/screens/points/point-search.ts'
import { findNode, pointTree, treeRows } from '../../../renderer/screens/points/point-tree.ts'
import { parsePointsAddress } from '../../../renderer/screens/points/points-address.ts'
import { selectionAfterKey } from '../../../renderer/screens/points/row-keys.ts'
import { EMPTY_SELECTION, extendTo, keepListed, selectOnly, toggleRow } from '../../../renderer/screens/points/row-selection.ts'
import { countTroubles } from '../../../renderer/screens/points/trouble-counts.ts'
import { pointsDoor } from '../../../renderer/doors.ts'
import { fakeBuilding } from '../fake-engine/building.ts'
import { madePoint } from '../charts/made-series.ts'

const building = fakeBuilding(1, Date.parse('2026-11-23T12:00:00Z'))
const entries = pointEntries(building.points, building.devices)
const names = (list: readonly { readonly point: { readonly name: string } }[]): string[] => list.map((entry) => entry.point.name)
const look = (): LiveLook => ({ state: 'good', value: 1, timeMs: 1 })
const device = (patch: Partial<Device>): Device => ({ ...(building.devices[0] as Device), ...patch })

describe('search', () => {
  it('finds by all words, wherever they stand: name, description, device, object', () => {
    expect(names(bestMatches(entries, 'ahu-1 supply air temp', 9))).toContain('AHU-1.SA-T')
    expect(names(bestMatches(entries, 'BI 1 ahu-2 fan', 1))).toEqual(['AHU-2.SF-S'])
    expect(names(bestMatches(entries, '1005', 20)).every((name) => name.startsWith('MTR.'))).toBe(true)
    expect(bestMatches(entries, 'ahu-1 unicorn', 9)).toEqual([])
  })
  it('puts names before descriptions and beginnings before middles', () => {
    const made = pointEntries([madePoint({ id: 1, name: 'Z', description: 'fan' }), madePoint({ id: 2, name: 'Afan' }), madePoint({ id: 3, name: 'X.Fan' }), madePoint({ id: 4, name: 'Fan' })], [])
    expect(names(bestMatches(made, 'fan', 9))).toEqual(['Fan', 'X.Fan', 'Afan', 'Z'])
  })
  it('does not mind accents or case', () => {
    expect(folded('KÜCHE Zuluft')).toBe('kuche zuluft')
  })
  it('gives the first of the list when nothing is typed', () => {
    expect(bestMatches(entries, '  ', 3).length).toBe(3)
  })
})

describe('the order of points', () => {
  it('is natural by name', () => {
    const made = pointEntries(['VAV-10', 'VAV-2', 'vav-1'].map((name, i) => madePoint({ id: i + 1, name })), [])
    expect(names(made)).toEqual(['vav-1', 'VAV-2', 'VAV-10'])
    expect(names(sortEntries(made, { column: 'name', descending: true }, deviceRanks(made), look))).toEqual(['VAV-10', 'VAV-2', 'vav-1'])
  })
  it('puts points without a value last both ways', () => {
    const made = pointEntries([1, 2, 3].map((id) => madePoint({ id, name: `P${id}` })), [])
    const values = (id: number): LiveLook => ({ state: 'good', value: [Number.NaN, 5, 3][id - 1] ?? 0, timeMs: 1 })
    expect(names(sortEntries(made, { column: 'value', descending: false }, deviceRanks(made), values))).toEqual(['P3', 'P2', 'P1'])
    expect(names(sortEntries(made, { column: 'value', descending: true }, deviceRanks(made), values))).toEqual(['P2', 'P3', 'P1'])
  })
  it('puts trouble first by state, and the youngest first by age', () => {
    const made = pointEntries([1, 2, 3].map((id) => madePoint({ id, name: `P${id}` })), [])
    const looks = (id: number): LiveLook => ({ state: (['good', 'dataProblem', 'stale'] as const)[id - 1] ?? 'good', value: 0, timeMs: id * 100 })
    expect(names(sortEntries(made, { column: 'state', descending: false }, deviceRanks(made), looks))).toEqual(['P2', 'P3', 'P1'])
    expect(names(sortEntries(made, { column: 'age', descending: false }, deviceRanks(made), looks))).toEqual(['P3', 'P2', 'P1'])
  })
  it('goes by device and object', () => {
    const byDevice = sortEntries(entries, { column: 'device', descending: false }, deviceRanks(entries), look)
    expect(byDevice[0]?.deviceName).toBe('AHU-1')
    const byObject = sortEntries(entries, { column: 'object', descending: false }, deviceRanks(entries), look)
    expect(byObject[0]?.object).toBe('AI 1')
  })
  it('moves with live values only where it hangs on them', () => {
    expect(dependsOnLive({ column: 'name', descending: false }, NO_FILTER)).toBe(false)
    expect(dependsOnLive({ column: 'value', descending: false }, NO_FILTER)).toBe(true)
    expect(dependsOnLive({ column: 'name', descending: false }, { ...NO_FILTER, state: 'stale' })).toBe(true)
  })
})

describe('filters', () => {
  it('restrict together', () => {
    const states = (id: number): LiveLook => ({ state: id % 2 === 0 ? 'stale' : 'good', value: 0, timeMs: 0 })
    const found = filterEntries(entries, { text: 'vav-1', kind: 'binary', state: 'stale', deviceState: 'online' }, (id) => (id === 7 ? 'offline' : 'online'), states)
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ point, name }) => point.kind === 'binary' && point.id % 2 === 0 && point.deviceId !== 7 && name.includes('vav-1'))).toBe(true)
  })
})

describe('groups by name', () => {
  const groups = (list: readonly string[]) => {
    const made = nameGroups(pointEntries(list.map((name, i) => madePoint({ id: i + 1, name })), []))
    return made && Object.fromEntries([...made].map(([key, group]) => [key, group.length]))
  }
  it.each([
    [['AHU-1.SA-T', 'AHU-1.RA-T', 'AHU-2.SA-T', 'AHU-2.RA-T'], { 'AHU-1': 2, 'AHU-2': 2 }],
    [['AHU1_SAT', 'AHU1_RAT', 'AHU2_SAT', 'AHU2_RAT'], { AHU1: 2, AHU2: 2 }],
    [['B1/AHU-1/SAT', 'B1/AHU-1/RAT', 'B1/AHU-2/SAT', 'B1/AHU-2/RAT'], { 'B1/AHU-1': 2, 'B1/AHU-2': 2 }],
    [['A.1', 'A.2', 'B.1', 'B.2', 'B.3', 'Lonely'], { A: 2, B: 3, '…': 1 }],
  ])('follow the common separator: %j', (list, expected) => {
    expect(groups(list)).toEqual(expected)
  })
  it.each([[['Temperature', 'Pressure', 'Flow']], [['A.1', 'B.2', 'C.3', 'D.4']], [['Only.1', 'Only.2']], [[]]])('are none where names do not say any: %j', (list) => {
    expect(groups(list)).toBeNull()
  })
})

describe('the tree', () => {
  it('shows devices under their network, with the points found in each', () => {
    const devices = [device({ id: 1 }), device({ id: 2, name: 'Behind', address: { ip: '10.0.0.5', port: 47_808, network: 2_001, mac: '0c' } })]
    const tree = pointTree('network', devices, entries.filter((entry) => entry.point.deviceId <= 2), false)
    expect(tree.map((node) => [node.label, node.detail, node.count])).toEqual([['', '', 17], ['2001', '10.0.0.5:47808', 17]])
    expect(tree[1]?.children[0]?.label).toBe('Behind')
  })
  it('shows a device’s points by name groups, or by object type where names say nothing', () => {
    const tree = pointTree('device', building.devices, entries, false)
    const floor = tree.find((node) => node.label === 'Floor 1 VAVs')
    expect(floor?.children.length).toBe(10)
    expect(floor?.children[0]).toMatchObject({ kind: 'nameGroup', label: 'VAV-1-01', count: 7 })
    const plain = pointTree('device', [device({ id: 1 })], pointEntries([madePoint({ id: 1, name: 'Temp' }), madePoint({ id: 2, name: 'Fan', objectType: 3 })], []), false)
    expect(plain[0]?.children.map((node) => node.label)).toEqual(['analogInput', 'binaryInput'])
  })
  it('leaves out devices in which nothing is found', () => {
    const found = entries.filter((entry) => entry.name.startsWith('mtr'))
    expect(pointTree('device', building.devices, found, true).map((node) => node.label)).toEqual(['Main meter'])
    expect(pointTree('device', building.devices, found, false).length).toBe(building.devices.length)
  })
  it('lists children of open nodes only', () => {
    const tree = pointTree('network', building.devices, entries, false)
    // The IP network and three networks behind routers.
    expect(treeRows(tree, () => false).length).toBe(4)
    expect(treeRows(tree, () => true).map((row) => row.level).slice(0, 2)).toEqual([1, 2])
    expect(findNode(tree, 'device-3')?.pointIds().size).toBe(8)
  })
  it('counts points in trouble by device', () => {
    const counts = countTroubles(building.points, (id) => ({ value: 1, timeMs: 1, quality: 0, state: id === 1 ? 'dataProblem' : id === 2 ? 'stale' : 'good' }))
    expect([...counts]).toEqual([[1, { dataProblem: 1, stale: 1 }]])
  })
})

describe('marking rows', () => {
  const order = [10, 20, 30, 40, 50]
  const press = (key: string, from = EMPTY_SELECTION, more: Partial<KeyboardEvent> = {}) => selectionAfterKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...more }, from, order, 3)

  it('begins at the first row, and moves one by one', () => {
    const first = press('ArrowDown')
    expect(first?.activeId).toBe(10)
    expect([...(press('ArrowDown', first ?? undefined)?.ids ?? [])]).toEqual([20])
    expect(press('ArrowUp', selectOnly(10))?.activeId).toBe(10)
  })
  it('moves by pages and to both ends', () => {
    expect([press('PageDown', selectOnly(10))?.activeId, press('End', selectOnly(10))?.activeId, press('Home', selectOnly(40))?.activeId]).toEqual([40, 50, 10])
  })
  it('marks a stretch with Shift and takes it back', () => {
    const down = press('ArrowDown', press('ArrowDown', selectOnly(20), { shiftKey: true }) ?? undefined, { shiftKey: true })
    expect([...(down?.ids ?? [])]).toEqual([20, 30, 40])
    expect([...(press('ArrowUp', down ?? undefined, { shiftKey: true })?.ids ?? [])]).toEqual([20, 30])
  })
  it('adds and takes single rows with Space', () => {
    const two = toggleRow(selectOnly(10), 30)
    expect([...two.ids]).toEqual([10, 30])
    expect([...(press(' ', two)?.ids ?? [])]).toEqual([10])
  })
  it('marks all with Ctrl+A, and leaves a plain A alone', () => {
    expect(press('a', EMPTY_SELECTION, { ctrlKey: true })?.ids.size).toBe(5)
    expect(press('a')).toBeNull()
  })
  it('reaches back from the anchor', () => {
    expect([...extendTo(selectOnly(40), 20, order).ids]).toEqual([20, 30, 40])
  })
  it('forgets rows that left the list', () => {
    const all = extendTo(selectOnly(10), 50, order)
    expect([...keepListed(all, new Set([20, 30])).ids]).toEqual([20, 30])
    expect(keepListed(all, new Set(order))).toBe(all)
  })
})

describe('the address of the points screen', () => {
  it('reads what doors say', () => {
    const read = (door: string) => parsePointsAddress(door.split('?')[1] ?? '')
    expect(read(pointsDoor({ device: 3, point: 12, state: 'stale', deviceState: 'offline', text: 'sa t' }))).toEqual({ device: 3, point: 12, state: 'stale', deviceState: 'offline', text: 'sa t' })
    expect(read(pointsDoor())).toEqual({ device: null, point: null, state: null, deviceState: null, text: '' })
  })
  it('takes nonsense for no restriction', () => {
    expect(parsePointsAddress('device=-1&point=x&state=purple&deviceState=')).toEqual({ device: null, point: null, state: null, deviceState: null, text: '' })
  })
})
