/** What was written to devices stays in the store, with what may still stand in them. */
import { expect, it } from 'vitest'
import type { StandingRow } from '../../../electron/engine/store/store-types.ts'
import type { WriteRecord } from '../../../shared/domain/writing.ts'
import { message } from '../../../shared/message.ts'
import { openSite, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

const record = (deviceId: number, change: Partial<WriteRecord> = {}): Omit<WriteRecord, 'id'> => ({
  atMs: START_MS, deviceId, pointId: 1, device: 'Device 1 “AHU”', object: 'AV 1', action: 'write', priority: 8, before: '20', after: null, slotBefore: 'null', slotAfter: null,
  wanted: '21', reason: 'Too cold', problem: message('write.interrupted'), ...change,
})

const standing = (change: Partial<StandingRow> = {}): StandingRow => ({
  pointId: 1, action: 'write', priority: 8, deviceId: 1, deviceInstance: 1_001, address: { ip: '10.0.0.5', port: 47_808, network: 5, mac: '0c' }, maxApdu: 480, objectType: 2,
  objectInstance: 1, device: 'Device 1', object: 'AV 1', value: 21.5, text: '21.5 °C', atMs: START_MS, ...change,
})

it('writes are listed newest first, with what came of them, and outlive their device', () => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { deviceId } = saveDevice(store, 1_001, 1)
  const first = store.insertWrite(record(deviceId))
  const second = store.insertWrite(record(deviceId + 7, { priority: null, pointId: null, action: 'timeSync' }))
  store.finishWrite(first, { after: '21', slotAfter: '21', problem: null })
  store.removeDevice(deviceId)
  store.close()
  const again = openSite(folder)
  expect(again.writes(10)).toEqual([
    { ...record(deviceId + 7, { priority: null, pointId: null, action: 'timeSync' }), id: second },
    { ...record(deviceId), id: first, after: '21', slotAfter: '21', problem: null },
  ])
  expect(again.writes(10, deviceId).map(({ id }) => id)).toEqual([first])
  expect(again.writes(1).map(({ id }) => id)).toEqual([second])
})

it('what stands is kept once for each point, action and priority, until it is taken back', () => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  store.saveStanding(standing())
  store.saveStanding(standing({ value: 22, text: '22 °C', atMs: START_MS + 1 }))
  store.saveStanding(standing({ priority: 9, atMs: START_MS + 2 }))
  store.saveStanding(standing({ priority: 0, action: 'outOfService', atMs: START_MS + 3 }))
  store.removeStanding({ pointId: 1, action: 'write', priority: 9 })
  store.close()
  expect(openSite(folder).standingWrites()).toEqual([
    standing({ value: 22, text: '22 °C', atMs: START_MS + 1 }),
    standing({ priority: 0, action: 'outOfService', atMs: START_MS + 3 }),
  ])
})
