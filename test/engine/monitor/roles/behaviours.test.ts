/** Readings of the last week told to the role finder: what can be read, once a day, and a wrong name is no longer relied upon. */
import { expect, it } from 'vitest'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import { createBehaviours } from '../../../../electron/engine/monitor/roles/behaviours.ts'
import { createRoleKeeper } from '../../../../electron/engine/monitor/roles/role-keeper.ts'
import { createSitePoints } from '../../../../electron/engine/monitor/site-points.ts'
import { silentLog } from '../../../../electron/engine/log.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import type { Series } from '../../../../shared/domain/series.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { analogInput, deviceFacts, openSite, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const MINUTE_MS = 60_000
const DAY = 144

it('a name that the readings contradict is no longer relied upon, one that they leave alone is, and wrong readings are not heard', async () => {
  const store = openSite(temporaryFolder())
  const clock = createFakeClock(START_MS)
  const names = ['AHU1 Supply Air Temp', 'Zone 3 Temperature', 'Main meter']
  const units = [62, 62, 19]
  const { deviceId } = store.saveDevice(deviceFacts(1), names.map((name, i) => analogInput(i + 1, { name, units: units[i] ?? null })), START_MS, () => 10_000)
  const points = createSitePoints(store)
  points.load(deviceId)
  const [supply = 0, zone = 0, meter = 0] = points.all().map(({ id }) => id)
  const asked: number[] = []
  const readers = {
    series: (pointId: number, fromMs: number): Promise<Series> => {
      asked.push(pointId)
      const values = Float64Array.from({ length: 7 * DAY }, (_, i) => (pointId === meter ? 1_000 + i : pointId === supply ? 18 + 3 * Math.sin((2 * Math.PI * i) / DAY) : 400 + 100 * Math.sin(i)))
      const qualities = new Uint16Array(values.length)
      // Of the supply air a fifth are nonsense, and marked so.
      if (pointId === supply) for (let i = 0; i < values.length; i += 5) [values[i], qualities[i]] = [900, QUALITY.outOfRange]
      return Promise.resolve({ pointId, timesMs: Float64Array.from(values, (_, i) => fromMs + i * 10 * MINUTE_MS), values, qualities, thinned: false })
    },
  }
  const roles = createRoleKeeper({ clock, store, points, hub: createEventHub(silentLog), log: silentLog, behaviourOf: (pointId) => behaviours.of(pointId) })
  const behaviours = createBehaviours({ clock, log: silentLog, points, readers }, (pointId) => roles.roleOf(pointId), () => roles.pointsChanged())
  const find = async (): Promise<void> => {
    clock.advance(2_000)
    await roles.settled()
  }
  await find()
  expect([roles.roleOf(supply), roles.roleOf(zone)]).toEqual(['supply_air_temp', 'zone_air_temp'])
  const before = roles.of(meter)!.confidence

  clock.advance(5 * MINUTE_MS)
  await behaviours.look()
  await find()
  expect(roles.roleOf(supply)).toBe('supply_air_temp')
  expect(roles.roleOf(zone)).toBeNull()
  expect(roles.of(zone)).toMatchObject({ role: 'zone_air_temp', confidence: 0.6 })
  expect(roles.of(zone)!.reasons.map(({ key }) => key)).toContain('role.reason.behaviour.range')
  expect(roles.of(meter)!.role).toBe('elec_energy')
  expect(roles.of(meter)!.confidence).toBeGreaterThan(before)
  // One round for both who asked.
  expect(asked).toHaveLength(3)
  await behaviours.stop()
  roles.stop()
})
