/** Incidents on a real store: found, grown, over, and there again after a restart. */
import { describe, expect, it } from 'vitest'
import type { Topology } from '../../../../electron/engine/analysis/incidents/topology.ts'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createIncidentKeeper } from '../../../../electron/engine/monitor/incidents/incident-keeper.ts'
import { createInlineLearner } from '../../../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../../../electron/engine/pipeline/pipeline.ts'
import type { StoredIncident } from '../../../../electron/engine/store/store-types.ts'
import type { SqliteStore } from '../../../../electron/engine/store/writable-store.ts'
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { Incident } from '../../../../shared/domain/incident.ts'
import { message } from '../../../../shared/message.ts'
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts'
import { createMemoryStore } from '../../pipeline/memory-store.ts'
import { openSite, saveDevice, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const behindRouter: Topology = {
  placeOf: ({ deviceId }) => ({ deviceName: `D${deviceId}`, router: '10.0.0.7:47808', network: 3, equipment: null, role: null, supply: null }),
  devicesBehind: () => 40,
  localDevices: () => 5,
}

const rig = (store: SqliteStore, clock: FakeClock = createFakeClock(START_MS)) => {
  const told: Incident[] = []
  const keeper: { alertsChanged?: (alerts: readonly Alert[]) => void } = {}
  const pipeline = createPipeline({
    clock, store, learner: createInlineLearner(createMemoryStore().readers), log: silentLog,
    listener: { liveValues: () => {}, alertsChanged: (alerts) => keeper.alertsChanged?.(alerts), storeTrouble: () => {} },
  })
  const made = createIncidentKeeper({ clock, log: silentLog, store, pipeline, topology: () => behindRouter, changed: (incidents) => told.push(...incidents) })
  keeper.alertsChanged = (alerts) => made.alertsChanged(alerts)
  const devices = (state: 'offline' | 'online', ids: readonly number[]): void => ids.forEach((id) => pipeline.deviceState(id, state, clock.nowMs()))
  return { clock, pipeline, told, devices }
}

describe('a router that dies', () => {
  const forty = (store: SqliteStore): number[] => Array.from({ length: 40 }, (_, i) => saveDevice(store, 1_000 + i, 1).deviceId)

  it('is one incident of forty alerts, with the router as its likeliest cause', () => {
    const store = openSite(temporaryFolder())
    const ids = forty(store)
    const { clock, devices, told } = rig(store)
    devices('offline', ids)
    clock.advance(5_000)
    expect(told.at(-1)).toMatchObject({ parent: 'router', parentName: '10.0.0.7:47808', activeAlerts: 40, unacknowledgedAlerts: 40, severity: 'high', endedAtMs: null })
    expect(told.at(-1)?.causes[0]?.title).toMatchObject({ key: 'cause.routerDead' })
    expect(store.incidents({ which: 'open', limit: 10 })).toHaveLength(1)
  })

  it('of which some devices still answer is rather its trunk', () => {
    const store = openSite(temporaryFolder())
    const ids = forty(store)
    const { clock, devices, told } = rig(store)
    devices('offline', ids.slice(0, 12))
    clock.advance(5_000)
    expect(told.at(-1)?.causes[0]?.title).toMatchObject({ key: 'cause.trunkCut' })
  })

  it('takes late devices, ends with the last, and stays open until acknowledged', () => {
    const store = openSite(temporaryFolder())
    const ids = forty(store)
    const { clock, devices, told, pipeline } = rig(store)
    devices('offline', ids.slice(0, 30))
    clock.advance(60_000)
    devices('offline', ids.slice(30))
    clock.advance(5_000)
    expect(told.at(-1)).toMatchObject({ activeAlerts: 40 })
    devices('online', ids.slice(1))
    clock.advance(5_000)
    expect(told.at(-1)).toMatchObject({ activeAlerts: 1, endedAtMs: null })
    devices('online', ids)
    clock.advance(5_000)
    expect(told.at(-1)).toMatchObject({ activeAlerts: 0, endedAtMs: expect.any(Number) as number })
    expect(store.incidents({ which: 'open', limit: 10 })).toHaveLength(1)
    pipeline.act(told.at(-1)?.alertIds ?? [], { event: 'acknowledge', note: 'fuse' })
    clock.advance(5_000)
    expect(store.incidents({ which: 'open', limit: 10 })).toHaveLength(0)
  })

  it('is the same incident after a restart', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const ids = forty(store)
    const before = rig(store)
    before.devices('offline', ids.slice(0, 30))
    before.clock.advance(5_000)
    before.pipeline.stop()
    store.close()
    const again = openSite(folder)
    const after = rig(again, createFakeClock(START_MS + 60_000))
    after.devices('offline', ids)
    after.clock.advance(5_000)
    expect(again.incidents({ which: 'all', limit: 10 })).toMatchObject([{ activeAlerts: 40 }])
  })

  it('whose devices are removed leaves no empty incident', () => {
    const store = openSite(temporaryFolder())
    const ids = forty(store).slice(0, 3)
    const { clock, devices } = rig(store)
    devices('offline', ids)
    clock.advance(5_000)
    for (const id of ids) store.removeDevice(id)
    expect(store.incidents({ which: 'all', limit: 10 })).toEqual([])
  })
})

describe('an incident that another takes over', () => {
  const stored = (parentKey: string, startedAtMs: number): Omit<StoredIncident, 'id'> => ({
    parent: 'equipment', parentKey, parentName: parentKey, deviceId: 1, title: message('incident.equipment', { name: parentKey, count: 2 }), severity: 'low', causes: [], startedAtMs, lastAlertAtMs: startedAtMs, endedAtMs: null,
  })

  it('leads to it, over several steps, and stands in no list; the other names it', () => {
    const store = openSite(temporaryFolder())
    const [box, handler, plant] = ['box', 'handler', 'plant'].map((key, i) => store.insertIncident(stored(key, START_MS + i))) as [number, number, number]
    store.mergeIncident(box, handler, START_MS + 1_000)
    store.mergeIncident(handler, plant, START_MS + 2_000)
    expect(store.incident(box)?.id).toBe(plant)
    expect(store.incident(plant)?.adopted).toEqual([
      { id: box, title: message('incident.equipment', { name: 'box', count: 2 }), startedAtMs: START_MS, adoptedAtMs: START_MS + 1_000 },
      { id: handler, title: message('incident.equipment', { name: 'handler', count: 2 }), startedAtMs: START_MS + 1, adoptedAtMs: START_MS + 2_000 },
    ])
    expect(store.incidents({ which: 'all', limit: 10 }).map(({ id }) => id)).toEqual([plant])
  })

  it('is gone with the one it leads to', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1_000, 1)
    const [box, handler] = ['box', 'handler'].map((key, i) => store.insertIncident(stored(key, START_MS + i))) as [number, number]
    store.mergeIncident(box, handler, START_MS + 1_000)
    store.removeDevice(deviceId)
    expect(store.incident(box)).toBeUndefined()
    expect(store.incident(handler)).toBeUndefined()
  })
})
