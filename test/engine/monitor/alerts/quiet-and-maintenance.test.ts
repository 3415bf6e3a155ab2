/** Quiet and maintenance windows: what is refused, what ends by itself, what a restart finds. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../electron/engine/log.ts'
import { endMaintenanceWindow, saveMaintenanceWindow, type WindowWish } from '../../../../electron/engine/monitor/alerts/maintenance-windows.ts'
import { createMuteKeeper } from '../../../../electron/engine/monitor/alerts/mute-keeper.ts'
import { createInlineLearner } from '../../../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../../../electron/engine/pipeline/pipeline.ts'
import type { Mute } from '../../../../shared/domain/maintenance.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createMemoryStore } from '../../pipeline/memory-store.ts'
import { openSite, saveDevice, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const HOUR_MS = 3_600_000

describe('quiet', () => {
  const rig = () => {
    const store = openSite(temporaryFolder())
    const clock = createFakeClock(START_MS)
    const told: Mute[] = []
    const open = () => createMuteKeeper({ clock, store, changed: (mute) => told.push(mute) })
    return { clock, told, open, mute: open() }
  }
  it('ends by itself and tells so', () => {
    const { clock, told, mute } = rig()
    mute.set(START_MS + HOUR_MS, 'lunch')
    expect(mute.current()).toEqual({ untilMs: START_MS + HOUR_MS, reason: 'lunch' })
    clock.advance(HOUR_MS + 1_000)
    expect(mute.current().untilMs).toBeNull()
    expect(told).toEqual([{ untilMs: START_MS + HOUR_MS, reason: 'lunch' }, { untilMs: null, reason: '' }])
  })
  it('goes on after a restart, unless its time is over', () => {
    const { clock, mute, open } = rig()
    mute.set(START_MS + HOUR_MS, '')
    mute.stop()
    expect(open().current().untilMs).toBe(START_MS + HOUR_MS)
    clock.advance(2 * HOUR_MS)
    expect(open().current().untilMs).toBeNull()
  })
  it('is refused for the past and for more than a day', () => {
    const { mute } = rig()
    expect(mute.set(START_MS, '')).toMatchObject({ error: { code: 'mute-past' } })
    expect(mute.set(START_MS + 25 * HOUR_MS, '')).toMatchObject({ error: { code: 'mute-too-long' } })
  })
  it('does not last for ever when the clock is set back', () => {
    const { clock, mute } = rig()
    mute.set(START_MS + HOUR_MS, '')
    clock.jump(-48 * HOUR_MS)
    expect(mute.current().untilMs).toBeNull()
  })
})

describe('a maintenance window', () => {
  const rig = () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1_001, 1)
    const other = saveDevice(store, 1_002, 1).deviceId
    const clock = createFakeClock(START_MS)
    const pipeline = createPipeline({ clock, store, learner: createInlineLearner(createMemoryStore().readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} } })
    const context = { clock, store, pipeline }
    const save = (wish: Partial<WindowWish>) => saveMaintenanceWindow(context, { scope: { what: 'devices', deviceIds: [deviceId] }, fromMs: START_MS, toMs: START_MS + HOUR_MS, reason: 'filters', ...wish })
    const live = (): number[] => store.alerts({ which: 'live', limit: 10 }).map((alert) => alert.deviceId)
    return { context, store, clock, pipeline, deviceId, other, save, live }
  }
  it('sets the alerts of its scope aside and lets them ask for someone when it ends', () => {
    const { clock, pipeline, deviceId, other, save, live, store } = rig()
    save({})
    pipeline.deviceState(deviceId, 'offline', clock.nowMs())
    pipeline.deviceState(other, 'offline', clock.nowMs())
    expect(live()).toEqual([other])
    clock.advance(HOUR_MS + 2_000)
    expect(new Set(live())).toEqual(new Set([deviceId, other]))
    const [first] = store.alerts({ which: 'all', deviceId, limit: 1 })
    expect(store.alertHistory(first?.id ?? 0).map(({ what }) => what)).toEqual(['raised', 'suppressed', 'unsuppressed'])
  })
  it('ended by hand ends at once, and cannot be changed any more', () => {
    const { context, clock, pipeline, deviceId, save, live } = rig()
    save({})
    pipeline.deviceState(deviceId, 'offline', clock.nowMs())
    clock.advance(2_000)
    expect(live()).toEqual([])
    expect(endMaintenanceWindow(context, 1)).toMatchObject({ ok: true, value: [{ endedAtMs: START_MS + 2_000 }] })
    clock.advance(2_000)
    expect(live()).toEqual([deviceId])
    expect(save({ windowId: 1 })).toMatchObject({ error: { code: 'maintenance-over' } })
  })
  it('can be planned, moved and widened while it lasts', () => {
    const { clock, pipeline, other, save, live } = rig()
    save({ fromMs: START_MS + HOUR_MS, toMs: START_MS + 2 * HOUR_MS })
    pipeline.deviceState(other, 'offline', clock.nowMs())
    clock.advance(2_000)
    expect(live()).toEqual([other])
    save({ windowId: 1, fromMs: START_MS, scope: { what: 'site' } })
    clock.advance(2_000)
    expect(live()).toEqual([])
  })
  it('is refused without an end ahead, for a quarter of a year and more, and when it does not exist', () => {
    const { save, context } = rig()
    expect(save({ toMs: START_MS })).toMatchObject({ error: { code: 'maintenance-period' } })
    expect(save({ fromMs: START_MS - HOUR_MS, toMs: START_MS - 1 })).toMatchObject({ error: { code: 'maintenance-past' } })
    expect(save({ toMs: START_MS + 93 * 24 * HOUR_MS })).toMatchObject({ error: { code: 'maintenance-too-long' } })
    expect(endMaintenanceWindow(context, 9)).toMatchObject({ error: { code: 'maintenance-unknown' } })
    expect(save({ scope: { what: 'devices', deviceIds: [99] } })).toMatchObject({ error: { code: 'device-unknown', detail: { id: 99 } } })
    expect(save({ scope: { what: 'points', pointIds: [99] } })).toMatchObject({ error: { code: 'point-unknown', detail: { id: 99 } } })
    expect(context.store.maintenanceWindows()).toEqual([])
  })
})
