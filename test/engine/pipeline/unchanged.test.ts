/** Points whose device reports changes by itself: silence means that the value stands, and the pipeline goes on as if it had been read again. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../electron/engine/log.ts'
import { createInlineLearner } from '../../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../../electron/engine/pipeline/pipeline.ts'
import { LIVE_STATES, type Point } from '../../../shared/domain/point.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createMemoryStore } from './memory-store.ts'

const POINT: Point = { id: 1, deviceId: 1, objectType: 0, objectInstance: 1, name: 'P1', description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs: 5_000 }
const VERIFY_MS = 50_000

const setUp = () => {
  const memory = createMemoryStore({ alertOnDelayMs: 30_000, alertOffDelayMs: 60_000 })
  const clock = createFakeClock()
  const pipeline = createPipeline({
    clock, store: memory.store, learner: createInlineLearner(memory.readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} },
  })
  pipeline.setPoints([POINT])
  const take = (value: number, flags = 0): void =>
    pipeline.take({ deviceId: 1, pointIds: Int32Array.of(1), timesMs: Float64Array.of(clock.nowMs()), values: Float64Array.of(value), statusFlags: Uint8Array.of(flags) })
  /** What stands is told as of just before. */
  const stand = (): void => pipeline.takeUnchanged(Int32Array.of(1), clock.nowMs() - 1)
  /** Time passes; the device is heard of every five seconds. */
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 5_000) {
      clock.advance(5_000)
      stand()
    }
  }
  const state = (): string => LIVE_STATES[pipeline.liveValues().states[0]!]!
  return { memory, clock, pipeline, take, stand, pass, state }
}

describe('a point that stands unchanged', () => {
  it('stays fresh without a reading, and only readings are kept', () => {
    const { memory, take, pass, state, clock, pipeline } = setUp()
    take(21)
    pass(600_000)
    expect(state()).toBe('good')
    expect(pipeline.liveValues().timesMs[0]).toBe(clock.nowMs() - 1)
    expect(memory.readings(1).map(({ value }) => value)).toEqual([21])
  })

  it('is stale soon after nothing is heard of it any more', () => {
    const { take, pass, state, clock } = setUp()
    take(21)
    pass(600_000)
    clock.advance(40_000)
    expect(state()).toBe('stale')
  })

  it('has no value before its first reading', () => {
    const { pass, state } = setUp()
    pass(20_000)
    expect(state()).toBe('never')
  })

  it('in fault raises its alert when the delay is over, though no second reading comes, and clears it likewise', () => {
    const { take, pass, pipeline, memory } = setUp()
    take(21)
    pass(20_000)
    take(21, QUALITY.fault)
    pass(60_000)
    expect(pipeline.openAlerts()).toMatchObject([{ pointId: 1, kind: 'data', clearedAtMs: null }])
    take(21)
    pass(90_000)
    expect(pipeline.openAlerts()).toMatchObject([{ clearedAtMs: expect.any(Number) }])
    expect(memory.readings(1)).toHaveLength(3)
  })

  it('is not called flat while slow polling shows that it moves below the device’s increment', () => {
    const { memory, take, pass } = setUp()
    for (let round = 0; round < 2 * 24 * 72; round++) {
      take(21 + (round % 7) / 100)
      pass(VERIFY_MS)
    }
    expect(memory.readings(1).filter(({ quality }) => (quality & QUALITY.flat) !== 0)).toEqual([])
  })

  it('does not go on where the clock was set back', () => {
    const { take, pass, pipeline, clock } = setUp()
    take(21)
    pass(60_000)
    pipeline.takeUnchanged(Int32Array.of(1), clock.nowMs() - 3_600_000)
    expect(pipeline.liveValues().timesMs[0]).toBe(clock.nowMs() - 1)
  })
})
