/** Devices and points: what re-discovery may change and what it must keep. */
import { describe, expect, it } from 'vitest'
import { analogInput, deviceFacts, openSite, saveDevice, START_MS, temporaryFolder, writeReadings } from './sample-site.ts'

const LATER_MS = START_MS + 86_400_000

describe('a device', () => {
  it('is given back as it was saved, with when it was first and last seen', () => {
    const store = openSite(temporaryFolder())
    const routed = deviceFacts(1001, { address: { ip: '127.0.0.9', port: 47_809, network: 5, mac: '0c' }, interfaceName: 'eth0', segmentation: 'none' })
    const { deviceId } = store.saveDevice(routed, [analogInput(1)], START_MS, () => 10_000)
    expect(store.devices()).toEqual([{ ...routed, id: deviceId, firstSeenMs: START_MS, lastSeenMs: START_MS }])
  })

  it('found again keeps its id and first sighting, and takes the new facts', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 7, 2)
    const changed = deviceFacts(7, { name: 'AHU-7 roof', firmware: '5.0', address: { ip: '127.0.0.77', port: 47_808 } })
    expect(store.saveDevice(changed, [analogInput(1)], LATER_MS, () => 10_000)).toEqual({ deviceId })
    expect(store.devices()).toEqual([{ ...changed, id: deviceId, firstSeenMs: START_MS, lastSeenMs: LATER_MS }])
  })

  it('loses its network when it moves from behind a router', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = store.saveDevice(deviceFacts(1, { address: { ip: '127.0.0.9', port: 1, network: 5, mac: '0c' } }), [], START_MS, () => 10_000)
    store.setDeviceAddress(deviceId, { ip: '127.0.0.10', port: 47_808 })
    expect(store.devices()[0]?.address).toEqual({ ip: '127.0.0.10', port: 47_808 })
  })

  it('is marked seen without being discovered again', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1, 1)
    store.touchDevice(deviceId, LATER_MS + 0.5)
    expect(store.devices()[0]?.lastSeenMs).toBe(LATER_MS + 1)
  })
})

describe('points', () => {
  it('carry every fact of their object', () => {
    const store = openSite(temporaryFolder())
    const valve = analogInput(3, { name: 'Heizventil Süd', description: 'Stellsignal', units: 98 })
    const mode = { objectType: 19, objectInstance: 2, name: 'Mode', description: '', units: null, stateTexts: ['Off', 'Day', 'Night'] }
    const { deviceId } = store.saveDevice(deviceFacts(1), [mode, valve], START_MS, () => 10_000)
    expect(store.points(deviceId)).toMatchObject([
      { deviceId, ...valve, kind: 'analog', pollIntervalMs: 10_000 },
      { deviceId, ...mode, kind: 'multiState', pollIntervalMs: 10_000 },
    ])
  })

  it('new ones are polled as often as is said for each of them', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = store.saveDevice(deviceFacts(1), [analogInput(1), analogInput(2), analogInput(3)], START_MS, ({ objectInstance }) => (objectInstance - 1) * 60_000)
    expect(store.points(deviceId).map(({ pollIntervalMs }) => pollIntervalMs)).toEqual([0, 60_000, 120_000])
  })

  it('keep id and poll interval when discovery finds them again, and take new names and units', () => {
    const store = openSite(temporaryFolder())
    const { pointIds } = saveDevice(store, 1, 2)
    const [first = 0] = pointIds
    store.setPollInterval([first], 60_000)
    store.saveDevice(deviceFacts(1), [analogInput(1, { name: 'Renamed', units: 64 }), analogInput(2)], LATER_MS, () => 5_000)
    expect(store.points().map((point) => point.id)).toEqual(pointIds)
    expect(store.points()[0]).toMatchObject({ name: 'Renamed', units: 64, pollIntervalMs: 60_000 })
    expect(store.points()[1]).toMatchObject({ pollIntervalMs: 10_000 })
  })

  it('keep what was known when an object could not be read this time', () => {
    const store = openSite(temporaryFolder())
    saveDevice(store, 1, 1)
    store.saveDevice(deviceFacts(1), [analogInput(1, { name: '', units: null })], LATER_MS, () => 10_000)
    expect(store.points()[0]).toMatchObject({ name: 'SupplyTemp_1', units: 62 })
  })

  it('that vanished are hidden but keep their history, and return under the same id', () => {
    const store = openSite(temporaryFolder())
    const [first = 0, second = 0] = saveDevice(store, 1, 2).pointIds
    writeReadings(store, [[first, START_MS, 1], [second, START_MS, 2]])
    store.saveDevice(deviceFacts(1), [analogInput(1)], LATER_MS, () => 10_000)
    expect(store.points().map((point) => point.id)).toEqual([first])
    expect([...store.lastReadings().pointIds]).toEqual([first])
    expect(store.readingCount()).toBe(2)
    // A poll that was under way still lands.
    expect(writeReadings(store, [[second, START_MS + 1, 3]])).toBe(1)
    store.saveDevice(deviceFacts(1), [analogInput(1), analogInput(2)], LATER_MS + 1, () => 10_000)
    expect(store.points().map((point) => point.id)).toEqual([first, second])
    expect([...store.lastReadings().values]).toEqual([1, 3])
  })

  it('do not vanish because a list of objects was empty', () => {
    const store = openSite(temporaryFolder())
    const { pointIds } = saveDevice(store, 1, 3)
    store.saveDevice(deviceFacts(1), [], LATER_MS, () => 10_000)
    expect(store.points().map((point) => point.id)).toEqual(pointIds)
  })

  it('of other devices are not touched', () => {
    const store = openSite(temporaryFolder())
    saveDevice(store, 1, 2)
    const other = saveDevice(store, 2, 2)
    store.saveDevice(deviceFacts(1), [analogInput(9)], LATER_MS, () => 10_000)
    expect(store.points(other.deviceId)).toHaveLength(2)
    expect(store.points()).toHaveLength(3)
  })
})
