/** Roles of a site on its real store: found soon after points changed, decided by people, taught to others, undone. */
import { describe, expect, it } from 'vitest'
import { createRoleKeeper, type RoleKeeper } from '../../../../electron/engine/monitor/roles/role-keeper.ts'
import { createSitePoints } from '../../../../electron/engine/monitor/site-points.ts'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import { silentLog } from '../../../../electron/engine/log.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { analogInput, deviceFacts, openSite, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const NAMES = ['AHU1 Supply Air Temp', 'VAV_01_XKT', 'VAV_02_XKT', 'VAV_03_XKT']

const openRoles = async (folder = temporaryFolder(), names: readonly string[] = NAMES) => {
  const store = openSite(folder)
  const clock = createFakeClock(START_MS)
  const { deviceId } = store.saveDevice(deviceFacts(1), names.map((name, i) => analogInput(i + 1, { name })), START_MS, () => 10_000)
  const points = createSitePoints(store)
  points.load(deviceId)
  const hub = createEventHub(silentLog)
  const told: number[][] = []
  hub.subscribe((name, payload) => void (name === 'rolesChanged' && told.push([...(payload as readonly number[])])))
  const roles = createRoleKeeper({ clock, store, points, hub, log: silentLog })
  const find = async (): Promise<void> => {
    clock.advance(2_000)
    await roles.settled()
  }
  await find()
  const ids = points.all().map(({ id }) => id)
  return { store, clock, points, roles, told, find, ids, deviceId, rolesNow: () => ids.map((id) => roles.of(id)?.role) }
}

const correct = (roles: RoleKeeper, pointId: number, role: PointRole | null, atMs = START_MS) => roles.decide(new Map([[pointId, { source: 'corrected', role, atMs }]]))

describe('the roles of a site', () => {
  it('are found soon after its points are known, kept, and told by device', async () => {
    const folder = temporaryFolder()
    const { roles, told, ids, deviceId, store } = await openRoles(folder)
    expect(roles.roleOf(ids[0] ?? 0)).toBe('supply_air_temp')
    expect(told).toEqual([[deviceId]])
    expect(store.roles()).toEqual(roles.list())
  })

  it('are relied upon only when sure, confirmed or corrected', async () => {
    const { roles, ids } = await openRoles()
    const [, unsure = 0] = ids
    expect(roles.of(unsure)?.confidence).toBeLessThan(0.8)
    expect(roles.roleOf(unsure)).toBeNull()
    correct(roles, unsure, 'zone_air_temp')
    expect(roles.roleOf(unsure)).toBe('zone_air_temp')
  })

  it('a correction is proposed for all points of the same pattern, marked with the point it was made on', async () => {
    const { roles, ids, rolesNow } = await openRoles()
    const change = correct(roles, ids[1] ?? 0, 'return_air_temp')
    expect(change.changed).toMatchObject([{ role: 'return_air_temp', source: 'corrected' }])
    await roles.settled()
    expect(rolesNow()).toEqual(['supply_air_temp', 'return_air_temp', 'return_air_temp', 'return_air_temp'])
    const proposed = roles.of(ids[2] ?? 0)
    expect(proposed?.source).toBe('found')
    expect(proposed?.reasons[0]).toEqual({ key: 'role.reason.likeCorrected', params: { name: 'VAV_01_XKT' } })
    expect(roles.of(ids[1] ?? 0)).toMatchObject({ source: 'corrected', foundRole: 'zone_air_temp' })
  })

  it('an undone correction teaches nobody any more', async () => {
    const { roles, ids, rolesNow } = await openRoles()
    const before = rolesNow()
    const { changeId } = correct(roles, ids[1] ?? 0, 'return_air_temp')
    await roles.settled()
    roles.undo(changeId)
    await roles.settled()
    expect(rolesNow()).toEqual(before)
  })

  it('people who disagree about a pattern make no sure proposal', async () => {
    const { roles, ids } = await openRoles()
    correct(roles, ids[1] ?? 0, 'return_air_temp')
    correct(roles, ids[2] ?? 0, 'zone_air_temp', START_MS + 1)
    await roles.settled()
    expect(roles.of(ids[3] ?? 0)).toMatchObject({ role: 'zone_air_temp', confidence: 0.5 })
  })

  it('a correction survives a new name, and teaches points that come later', async () => {
    const { roles, ids, find, points, store, deviceId } = await openRoles()
    correct(roles, ids[1] ?? 0, 'return_air_temp')
    store.saveDevice(deviceFacts(1), ['AHU1 Supply Air Temp', 'Old Name', 'VAV_02_XKT', 'VAV_09_XKT', 'VAV_10_QQT'].map((name, i) => analogInput(i + 1, { name })), START_MS, () => 10_000)
    points.load(deviceId)
    roles.pointsChanged()
    await find()
    expect(roles.of(ids[1] ?? 0)).toMatchObject({ role: 'return_air_temp', source: 'corrected' })
    expect(points.all().length).toBe(5)
    expect(roles.list().length).toBe(5)
  })
})
