/** What was learnt of devices: kept over a restart, forgotten where it does not hold any more. */
import { describe, expect, it } from 'vitest'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import { deviceFacts, openSite, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

const PROFILE: LearntProfile = {
  firmware: '4.2.1',
  declaredMaxApdu: 1_476,
  workingMaxApdu: 480,
  segmented: false,
  multiple: true,
  batchSize: 10,
  batchCap: 19,
  inFlight: 1,
  latencyMs: 182.5,
  limitedAtMs: START_MS,
  learntAtMs: START_MS + 1,
}

describe('what was learnt of a device', () => {
  it('is there again after a restart, the newest of it', () => {
    const folder = temporaryFolder()
    const first = openSite(folder)
    const { deviceId } = saveDevice(first, 1, 2)
    const other = saveDevice(first, 2, 2).deviceId
    first.saveLearntProfile(deviceId, { ...PROFILE, batchSize: 5 })
    first.saveLearntProfile(deviceId, PROFILE)
    first.saveLearntProfile(other, { ...PROFILE, segmented: null, inFlight: null, latencyMs: null, limitedAtMs: null, multiple: false })
    first.close()
    const profiles = openSite(folder).learntProfiles()
    expect(profiles.get(deviceId)).toEqual(PROFILE)
    expect(profiles.get(other)).toEqual({ ...PROFILE, segmented: null, inFlight: null, latencyMs: null, limitedAtMs: null, multiple: false })
  })

  it('is forgotten when it comes back with another firmware or another max-APDU, and only then', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1, 1)
    for (const [change, kept] of [[{ name: 'Renamed', modelName: 'VC-201' }, true], [{ firmware: '5.0' }, false], [{ maxApdu: 480 }, false]] as const) {
      store.saveLearntProfile(deviceId, PROFILE)
      store.saveDevice(deviceFacts(1, change), [], START_MS, () => 10_000)
      expect(store.learntProfiles().has(deviceId), JSON.stringify(change)).toBe(kept)
    }
  })

  it('goes with a removed device, and does not come back when it is told late', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1, 1)
    store.saveLearntProfile(deviceId, PROFILE)
    store.removeDevice(deviceId)
    store.saveLearntProfile(deviceId, PROFILE)
    expect(store.learntProfiles().size).toBe(0)
  })
})
