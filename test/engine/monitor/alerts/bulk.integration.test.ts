/** Thousands of alerts at once, on a real store: done in slices with turns between them, and kept whole. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../electron/engine/log.ts'
import { actOnAlerts, shelveAlerts } from '../../../../electron/engine/monitor/alert-acts.ts'
import { siteAlarmLoad } from '../../../../electron/engine/monitor/alerts/site-alarm-load.ts'
import { createInlineLearner } from '../../../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../../../electron/engine/pipeline/pipeline.ts'
import { openWriter } from '../../../../electron/engine/store/connection.ts'
import { createStoreReaders } from '../../../../electron/engine/store/store-readers.ts'
import { NEW_ALERT, type Alert } from '../../../../shared/domain/alert.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { valueOf } from '../../../support/inline-engine.ts'
import { sourceWorker } from '../../../support/source-worker.ts'
import { createMemoryStore } from '../../pipeline/memory-store.ts'
import { alertOf, databaseOf, openSite, saveDevice, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const HOUR_MS = 3_600_000

/** How many turns of the event loop there were until the returned function is called. */
const countTurns = (): (() => number) => {
  let turns = 0
  let on = true
  const turn = (): void => {
    turns += 1
    if (on) setImmediate(turn)
  }
  setImmediate(turn)
  return () => {
    on = false
    return turns
  }
}

/** Copies the first alert, one transaction for all: `stepMs` apart, acknowledged five minutes later where `closed`. */
const copyAlerts = (folder: string, count: number, stepMs: number, closed: boolean): void => {
  const db = openWriter(databaseOf(folder))
  const columns = db.prepare<[], string>(`SELECT name FROM pragma_table_info('alerts') WHERE name NOT IN ('id', 'point_id', 'raised_at_ms', 'announced_at_ms', 'cleared_at_ms', 'acknowledged_at_ms')`).pluck().all().join(', ')
  db.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1)
     INSERT INTO alerts (point_id, raised_at_ms, announced_at_ms, cleared_at_ms, acknowledged_at_ms, ${columns})
     SELECT 1 + i % 5000, :startMs + i * :stepMs, :startMs + i * :stepMs, iif(:closed, :startMs + i * :stepMs, NULL), iif(:closed, :startMs + i * :stepMs + 300000, NULL), ${columns} FROM n, alerts WHERE id = 1`,
  ).run({ count, startMs: START_MS, stepMs, closed: closed ? 1 : 0 })
  db.close()
}

const siteWith = (count: number, { stepMs = 0, closed = false } = {}) => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { deviceId } = saveDevice(store, 1_001, 1)
  const atMs = START_MS
  const own: Partial<Alert> = closed ? { clearedAtMs: atMs, acknowledgedAtMs: atMs + 300_000 } : {}
  store.insertAlert({ ...alertOf(deviceId, null), ...NEW_ALERT, raisedAtMs: atMs, announcedAtMs: atMs, ...own }, { atMs, what: 'raised', note: '' })
  if (count > 1) copyAlerts(folder, count, stepMs, closed)
  const clock = createFakeClock(START_MS + 1_000)
  const open = () => createPipeline({ clock, store, learner: createInlineLearner(createMemoryStore().readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} } })
  return { folder, store, clock, open }
}

describe('five thousand alerts', () => {
  it('are acknowledged, confirmed and shelved in slices with turns between them', async () => {
    const { store, clock, open } = siteWith(5_000)
    const context = { clock, store, pipeline: open() }
    const ids = Array.from({ length: 5_000 }, (_, i) => i + 1)
    for (const act of [
      () => actOnAlerts(context, ids, { event: 'acknowledge', note: 'seen' }),
      () => actOnAlerts(context, ids, { event: 'confirm', note: 'fixed' }),
      () => shelveAlerts(context, ids, { reason: 'known', untilMs: clock.nowMs() + HOUR_MS, oneShot: false }),
      () => actOnAlerts(context, ids, { event: 'unshelve', note: '' }),
    ]) {
      const stop = countTurns()
      expect(valueOf(await act())).toHaveLength(5_000)
      expect(stop()).toBeGreaterThan(20)
    }
    expect(store.alertHistory(5_000).map(({ what }) => what)).toEqual(['acknowledged', 'confirmed', 'shelved', 'unshelved'])
  })

  it('that do not all exist are left as they are', async () => {
    const { store, clock, open } = siteWith(3)
    expect(await actOnAlerts({ clock, store, pipeline: open() }, [1, 2, 99], { event: 'acknowledge', note: '' })).toMatchObject({ ok: false, error: { code: 'alert-unknown', detail: { id: 99 } } })
    expect(store.alert(1)?.acknowledgedAtMs).toBeNull()
  })

  it('go under a maintenance window within moments, in slices', () => {
    const { store, clock, open } = siteWith(1_000)
    const pipeline = open()
    store.insertMaintenanceWindow({ scope: { what: 'site' }, fromMs: START_MS, toMs: START_MS + HOUR_MS, reason: 'test', createdAtMs: START_MS, endedAtMs: null })
    pipeline.maintenanceChanged()
    expect(store.alerts({ which: 'live', limit: 5_000 }).length).toBe(750)
    clock.advance(100)
    expect(store.alerts({ which: 'live', limit: 5_000 })).toEqual([])
    expect(pipeline.counts().alertsSetAside).toBe(1_000)
  })
})

describe('a shelf is refused', () => {
  it('in the past, for more than 30 days, without an end, and for what has cleared', async () => {
    const { store, clock, open } = siteWith(2)
    const second = store.alert(2)
    if (second !== undefined) store.updateAlert({ ...second, clearedAtMs: START_MS })
    const context = { clock, store, pipeline: open() }
    const code = async (ids: readonly number[], wish: { untilMs?: number; oneShot: boolean }) => {
      const result = await shelveAlerts(context, ids, { reason: 'r', ...wish })
      return result.ok ? 'ok' : result.error.code
    }
    expect(await code([1], { untilMs: clock.nowMs(), oneShot: true })).toBe('shelf-past')
    expect(await code([1], { untilMs: clock.nowMs() + 30 * 24 * HOUR_MS + 1, oneShot: true })).toBe('shelf-too-long')
    expect(await code([1], { oneShot: false })).toBe('shelf-endless')
    expect(await code([2], { oneShot: true })).toBe('alerts-not-active')
    expect(await code([1, 2], { oneShot: true })).toBe('ok')
    expect(store.alerts({ which: 'shelved', limit: 5 }).map(({ id }) => id)).toEqual([1])
  })
})

describe('the load of a month with many alerts', () => {
  it('is worked out from a reader’s thread, and is complete', async () => {
    const COUNT = 100_000
    const { folder, store, clock, open } = siteWith(COUNT, { stepMs: 27_000, closed: true })
    const readers = createStoreReaders(databaseOf(folder), sourceWorker('reader'))
    clock.jump(32 * 24 * HOUR_MS)
    const pipeline = open()
    const stop = countTurns()
    const load = valueOf(await siteAlarmLoad({ clock, store, readers, pipeline }, START_MS, START_MS + 32 * 24 * HOUR_MS))
    expect(stop()).toBeGreaterThan(20)
    await readers.close()
    expect(load).toMatchObject({ raised: COUNT, observed: 1, mostPerHour: 134, unacknowledged: 0, acknowledgeP50Ms: 300_000, level: 'flood', standing: [] })
  })
})
