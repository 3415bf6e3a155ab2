/** What one run learnt of a device spares the next one to find it out again; over real UDP on loopback. */
import { afterEach, describe, expect, it } from 'vitest'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import { openRig, points, until, watchedDevice } from './recorder.ts'
import { ABORT, REJECT, ScriptedPeer } from './scripted-peer.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

const POINTS = 60
const MULTIPLE = 14

const device = async (onRequest: ScriptedPeer['onRequest']): Promise<ScriptedPeer> => {
  const made = new ScriptedPeer({ instance: 1 })
  made.addAnalogs(POINTS)
  made.onRequest = onRequest
  await made.open()
  opened.push(made)
  return made
}

/** Reads every point once or more with what is known, and gives what is known afterwards. */
const run = async (one: ScriptedPeer, learnt?: LearntProfile, firmware = '1.2'): Promise<LearntProfile> => {
  one.requests.length = 0
  const { acquisition, recorder } = await openRig()
  opened.push(acquisition)
  acquisition.watch([{ ...watchedDevice(5, one, points(POINTS, 500)), firmware, learnt }])
  await until('every point twice', () => Array.from({ length: POINTS }, (_, at) => recorder.valuesOf(at + 1).length).every((count) => count >= 2))
  await acquisition.close()
  return recorder.profiles.get(5) ?? learnt!
}

const asked = (one: ScriptedPeer): number[] => one.requests.filter(({ service }) => service === MULTIPLE).map(({ specs }) => specs.length)

describe('a device that refuses batches of a size', () => {
  it('is not asked for such batches by the next run, but by one that meets a new firmware', async () => {
    const one = await device((request) => (request.service === MULTIPLE && request.specs.length > 10 ? [ABORT(request.invokeId, 4)] : undefined))
    const first = await run(one)
    expect(Math.max(...asked(one))).toBeGreaterThan(10)
    expect(first).toMatchObject({ multiple: true, firmware: '1.2' })
    expect(first.batchCap).toBeLessThanOrEqual(10)
    expect(first.workingMaxApdu).toBeLessThan(1_476)
    const second = await run(one, first)
    expect(Math.max(...asked(one))).toBeLessThanOrEqual(10)
    expect(second.batchCap).toBe(first.batchCap)
    await run(one, second, '2.0')
    expect(Math.max(...asked(one))).toBeGreaterThan(10)
  })
})

describe('a device that reads one property at a time', () => {
  it('is read so from the first request of the next run on', async () => {
    const one = await device((request) => (request.service === MULTIPLE ? [REJECT(request.invokeId, 9)] : undefined))
    const first = await run(one)
    expect(asked(one).length).toBeGreaterThan(0)
    expect(first.multiple).toBe(false)
    await run(one, first)
    expect(asked(one)).toEqual([])
  })
})
