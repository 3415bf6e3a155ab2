import { describe, expect, it } from 'vitest'
import { hasAddress } from '../../../shared/domain/device.ts'
import { analogInput, deviceFacts, openSite, START_MS, temporaryFolder } from './sample-site.ts'

const AHU = { name: 'AHU-1', description: 'Roof' }

describe('a device known from a file only', () => {
  it('is kept without an address and unseen, with its points, and takes better words while it was not heard', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = store.prepareDevice(1_001, AHU, START_MS)
    expect(store.prepareObjects(deviceId, [analogInput(1), analogInput(2)], true, () => 10_000)).toBe(2)
    expect(store.prepareDevice(1_001, { name: '', description: 'Cellar' }, START_MS)).toEqual({ deviceId, added: false, heard: false })
    expect(store.prepareObjects(deviceId, [analogInput(2, { name: 'Return' }), analogInput(3)], true, () => 10_000)).toBe(1)
    const [device] = store.devices()
    expect(device).toMatchObject({ instance: 1_001, name: 'AHU-1', description: 'Cellar', lastSeenMs: null })
    expect(hasAddress(device!.address)).toBe(false)
    expect(store.points().map(({ name, pollIntervalMs }) => [name, pollIntervalMs])).toEqual([['SupplyTemp_1', 10_000], ['Return', 10_000], ['SupplyTemp_3', 10_000]])
  })

  it('is taken over by discovery with its points: ids stay, what the device does not have is gone', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = store.prepareDevice(1_001, AHU, START_MS)
    store.prepareObjects(deviceId, [analogInput(1, { name: 'planned' }), analogInput(2)], true, () => 10_000)
    const [first] = store.points()
    expect(store.saveDevice(deviceFacts(1_001), [analogInput(1)], START_MS + 5, () => 10_000)).toEqual({ deviceId })
    expect(store.devices()).toEqual([expect.objectContaining({ name: 'AHU-1001', address: { ip: '127.0.0.1', port: 47_808 }, lastSeenMs: START_MS + 5, maxApdu: 1_476 })])
    expect(store.points()).toEqual([expect.objectContaining({ id: first!.id, name: 'SupplyTemp_1' })])
  })

  it('once heard, knows itself better than a file: only what it does not have is taken in, and names it could not tell', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = store.saveDevice(deviceFacts(1_001), [analogInput(1), analogInput(2, { name: '' })], START_MS, () => 10_000)
    expect(store.prepareDevice(1_001, AHU, START_MS)).toEqual({ deviceId, added: false, heard: true })
    expect(store.prepareObjects(deviceId, [analogInput(1, { name: 'x' }), analogInput(2, { name: 'y' }), analogInput(3, { name: 'z' })], false, () => 10_000)).toBe(1)
    expect(store.devices()[0]).toMatchObject({ name: 'AHU-1001', description: 'Air handling unit' })
    expect(store.points().map(({ name }) => name)).toEqual(['SupplyTemp_1', 'y', 'z'])
  })

  it('takes readings like any other', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = store.prepareDevice(1_001, AHU, START_MS)
    store.prepareObjects(deviceId, [analogInput(1)], true, () => 10_000)
    const [point] = store.points()
    const readings = { count: 1, pointIds: Int32Array.of(point!.id), timesMs: Float64Array.of(START_MS), values: Float64Array.of(21), qualities: Uint16Array.of(0) }
    expect(store.writeBatch({ readings, outcomes: [] })).toBe(1)
  })
})
