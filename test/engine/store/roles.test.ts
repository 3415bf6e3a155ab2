/** Roles of points: what was found gives way to what was found later, what a person decided stays. */
import { describe, expect, it } from 'vitest'
import type { FoundRole, RoleDecision } from '../../../shared/domain/roles.ts'
import { message } from '../../../shared/message.ts'
import { analogInput, deviceFacts, openSite, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

const found = (change: Partial<FoundRole> = {}): FoundRole => ({
  role: 'supply_air_temp',
  confidence: 0.93,
  pattern: 'supply temp #',
  reasons: [message('role.reason.words', { words: 'supply' })],
  problems: [],
  ...change,
})

const corrected = (role: RoleDecision['role'], atMs = START_MS): RoleDecision => ({ source: 'corrected', role, atMs })

const siteWithRoles = () => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { deviceId, pointIds } = saveDevice(store, 1, 3)
  const [first = 0, second = 0, third = 0] = pointIds
  store.saveFoundRoles(new Map([first, second].map((id) => [id, found()])))
  return { folder, store, deviceId, first, second, third }
}

describe('the role of a point', () => {
  it('is there again after a restart as it was found; points that were never looked at have none', () => {
    const { folder, store, first, second } = siteWithRoles()
    const before = store.roles()
    store.close()
    const again = openSite(folder)
    expect(again.roles()).toEqual(before)
    expect(before.map(({ pointId }) => pointId)).toEqual([first, second])
    expect(before[0]).toEqual({ pointId: first, ...found(), source: 'found', foundRole: 'supply_air_temp', foundConfidence: 0.93, decidedAtMs: null })
  })

  it('that a person corrected stays when the point is found anew under another name and the finder says something else', () => {
    const { store, deviceId, first } = siteWithRoles()
    expect(store.decideRoles(new Map([[first, corrected('return_air_temp')]]), START_MS)).toBe(1)
    store.saveDevice(deviceFacts(1), [analogInput(1, { name: 'Renamed' }), analogInput(2), analogInput(3)], START_MS + 1, () => 10_000)
    store.saveFoundRoles(new Map([[first, found({ role: 'zone_air_temp', confidence: 0.5, pattern: 'renamed' })]]))
    expect(store.points(deviceId)[0]).toMatchObject({ id: first, name: 'Renamed' })
    expect(store.roles(deviceId)[0]).toMatchObject({ role: 'return_air_temp', confidence: 1, source: 'corrected', foundRole: 'zone_air_temp', foundConfidence: 0.5, pattern: 'renamed', decidedAtMs: START_MS })
  })

  it('stays while its object is away, and is not listed then', () => {
    const { store, deviceId, first, second } = siteWithRoles()
    store.decideRoles(new Map([[first, corrected(null)]]), START_MS)
    store.saveDevice(deviceFacts(1), [analogInput(2), analogInput(3)], START_MS + 1, () => 10_000)
    expect(store.roles(deviceId).map(({ pointId }) => pointId)).toEqual([second])
    store.saveDevice(deviceFacts(1), [analogInput(1), analogInput(2), analogInput(3)], START_MS + 2, () => 10_000)
    expect(store.roles(deviceId)[0]).toMatchObject({ pointId: first, role: null, source: 'corrected' })
  })

  it('goes with its device', () => {
    const { store, deviceId, first } = siteWithRoles()
    store.decideRoles(new Map([[first, corrected('alarm')]]), START_MS)
    store.removeDevice(deviceId)
    store.saveFoundRoles(new Map([[first, found()]]))
    expect(store.roles()).toEqual([])
  })
})

describe('a decision about roles', () => {
  it('is undone as a whole: what stood before stands again', () => {
    const { store, first, second } = siteWithRoles()
    const one = store.decideRoles(new Map([[first, corrected('return_air_temp')]]), START_MS)
    const both = store.decideRoles(new Map([[first, corrected('mixed_air_temp', START_MS + 5)], [second, corrected('mixed_air_temp', START_MS + 5)]]), START_MS + 5)
    expect(new Set(store.undoRoles(both))).toEqual(new Set([first, second]))
    expect(store.roles()).toMatchObject([{ role: 'return_air_temp', source: 'corrected', decidedAtMs: START_MS }, { role: 'supply_air_temp', source: 'found', decidedAtMs: null }])
    expect(store.undoRoles(both)).toEqual([])
    expect(store.undoRoles(one)).toEqual([first])
    expect(store.roles()[0]).toMatchObject({ role: 'supply_air_temp', source: 'found' })
  })

  it('does not sweep away what was decided later, and can be taken back', () => {
    const { store, first, second } = siteWithRoles()
    const both = store.decideRoles(new Map([first, second].map((id) => [id, corrected('alarm')])), START_MS)
    store.decideRoles(new Map([[first, null]]), START_MS + 1)
    expect(store.roles()[0]).toMatchObject({ role: 'supply_air_temp', source: 'found' })
    expect(store.undoRoles(both)).toEqual([second])
  })

  it('that changes nothing, or is about points nobody looked at, leaves no trace', () => {
    const { store, first, third } = siteWithRoles()
    store.decideRoles(new Map([[first, corrected('alarm')]]), START_MS)
    expect(store.decideRoles(new Map([[first, corrected('alarm')], [third, corrected('alarm')]]), START_MS + 1)).toBe(0)
  })
})
