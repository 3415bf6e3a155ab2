/** Alerts with their history, and fitted models. */
import { describe, expect, it } from 'vitest'
import type { AlertFilter } from '../../../electron/engine/store/store-types.ts'
import type { AlertTransition } from '../../../shared/domain/alert.ts'
import { alertOf, openSite, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

const raised: AlertTransition = { atMs: START_MS + 30_000, what: 'raised', note: '' }

describe('an alert', () => {
  it('is given back as it was inserted, with its history, after a restart', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const id = store.insertAlert(alertOf(1, 2), raised)
    store.close()
    const again = openSite(folder)
    expect(again.alert(id)).toEqual({ id, ...alertOf(1, 2) })
    expect(again.alertHistory(id)).toEqual([raised])
    expect(again.alert(id + 1)).toBeUndefined()
    expect(again.alertHistory(id + 1)).toEqual([])
  })

  it('keeps every step of its life in order', () => {
    const store = openSite(temporaryFolder())
    const id = store.insertAlert(alertOf(1, 2), raised)
    const acknowledged = { id, ...alertOf(1, 2, { acknowledgedAtMs: START_MS + 60_000, acknowledgeNote: 'valve stuck, ordered' }) }
    store.updateAlert(acknowledged, { atMs: START_MS + 60_000, what: 'acknowledged', note: 'valve stuck, ordered' })
    store.updateAlert({ ...acknowledged, worstValue: 25 })
    store.updateAlert({ ...acknowledged, worstValue: 25, clearedAtMs: START_MS + 90_000 }, { atMs: START_MS + 90_000, what: 'cleared', note: '' })
    expect(store.alert(id)).toMatchObject({ worstValue: 25, clearedAtMs: START_MS + 90_000, acknowledgeNote: 'valve stuck, ordered' })
    expect(store.alertHistory(id).map((step) => step.what)).toEqual(['raised', 'acknowledged', 'cleared'])
  })

  it('of a removed device can be updated without effect', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1, 1)
    const id = store.insertAlert(alertOf(deviceId, null), raised)
    store.removeDevice(deviceId)
    store.updateAlert({ id, ...alertOf(deviceId, null) }, { atMs: START_MS, what: 'cleared', note: '' })
    expect(store.alert(id)).toBeUndefined()
    expect(store.alertHistory(id)).toEqual([])
  })
})

describe('the list of alerts', () => {
  const minute = (count: number): number => START_MS + count * 60_000
  const filled = () => {
    const store = openSite(temporaryFolder())
    const add = (deviceId: number, pointId: number | null, at: number, cleared: number | null, acknowledged: number | null): number =>
      store.insertAlert(
        alertOf(deviceId, pointId, { startedAtMs: minute(at), raisedAtMs: minute(at + 1), clearedAtMs: cleared === null ? null : minute(cleared), acknowledgedAtMs: acknowledged === null ? null : minute(acknowledged) }),
        raised,
      )
    const ids = { active: add(1, 10, 30, null, null), acknowledged: add(1, 11, 20, null, 25), cleared: add(2, 20, 10, 15, null), closed: add(2, 20, 0, 5, 6), device: add(2, null, 40, null, null) }
    const list = (filter: Omit<AlertFilter, 'limit'> & { limit?: number }): number[] => store.alerts({ limit: 100, ...filter }).map((alert) => alert.id)
    return { ids, list }
  }

  it('holds as open what is active or not acknowledged, newest first', () => {
    const { ids, list } = filled()
    expect(list({ which: 'open' })).toEqual([ids.device, ids.active, ids.acknowledged, ids.cleared])
    expect(list({ which: 'all' })).toEqual([ids.device, ids.active, ids.acknowledged, ids.cleared, ids.closed])
  })

  it('is restricted by point, device, and number', () => {
    const { ids, list } = filled()
    expect(list({ which: 'all', pointId: 20 })).toEqual([ids.cleared, ids.closed])
    expect(list({ which: 'open', pointId: 20 })).toEqual([ids.cleared])
    expect(list({ which: 'all', deviceId: 1 })).toEqual([ids.active, ids.acknowledged])
    expect(list({ which: 'all', deviceId: 1, pointId: 20 })).toEqual([])
    expect(list({ which: 'all', limit: 2 })).toEqual([ids.device, ids.active])
  })

  it('of a period holds every alert that was active at a moment of it', () => {
    const { ids, list } = filled()
    expect(list({ which: 'all', fromMs: minute(12), toMs: minute(14) })).toEqual([ids.cleared])
    expect(list({ which: 'all', fromMs: minute(5), toMs: minute(11) })).toEqual([ids.cleared, ids.closed])
    expect(list({ which: 'all', fromMs: minute(35) })).toEqual([ids.device, ids.active, ids.acknowledged])
    expect(list({ which: 'all', toMs: minute(0) })).toEqual([])
  })
})

describe('models', () => {
  it('are the newest per point and detector', () => {
    const store = openSite(temporaryFolder())
    const [first = 0, second = 0] = saveDevice(store, 1, 2).pointIds
    const model = (pointId: number, detector: string, seed: number) => ({
      pointId, detector, version: `v${seed}`, fittedAtMs: START_MS, trainedFromMs: START_MS - 1_000, trainedToMs: START_MS, coverage: 0.97, seed, body: `{"seed":${seed}}`,
    })
    store.saveModels([model(first, 'z-score', 1), model(first, 'iqr', 2), model(second, 'iqr', 3)])
    store.saveModels([model(first, 'iqr', 4)])
    expect(store.models()).toEqual([model(first, 'iqr', 4), model(first, 'z-score', 1), model(second, 'iqr', 3)])
    expect(store.models(second)).toEqual([model(second, 'iqr', 3)])
  })
})
