/** The pipeline's door: live values, counts, learning, bands, acknowledgement. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../electron/engine/log.ts'
import { createInlineLearner } from '../../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../../electron/engine/pipeline/pipeline.ts'
import { NEW_ALERT, type Alert } from '../../../shared/domain/alert.ts'
import { LIVE_STATES, type LiveValues, type Point } from '../../../shared/domain/point.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/domain/settings.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createMemoryStore } from './memory-store.ts'

const pointOf = (id: number, facts: Partial<Point> = {}): Point => ({
  id, deviceId: 1, objectType: 0, objectInstance: id, name: `P${id}`, description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs: 5_000, ...facts,
})

const setUp = (settings: Partial<Settings> = {}, points: readonly Point[] = [pointOf(1), pointOf(2)]) => {
  const memory = createMemoryStore(settings)
  const clock = createFakeClock()
  const live: LiveValues[] = []
  const pushed: (readonly Alert[])[] = []
  const pipeline = createPipeline({
    clock, store: memory.store, learner: createInlineLearner(memory.readers), log: silentLog,
    listener: { liveValues: (values) => live.push(values), alertsChanged: (alerts) => pushed.push(alerts), storeTrouble: () => {} },
  })
  pipeline.setPoints(points)
  const take = (values: Readonly<Record<number, number>>, statusFlags = 0): void => {
    const ids = Object.keys(values).map(Number)
    pipeline.take({
      deviceId: 1, pointIds: Int32Array.from(ids), timesMs: new Float64Array(ids.length).fill(clock.nowMs()), values: Float64Array.from(ids, (id) => values[id] ?? 0),
      statusFlags: new Uint8Array(ids.length).fill(statusFlags),
    })
  }
  const history = (days: number, valueAt: (timeMs: number) => number): void => {
    const count = days * 288
    const timesMs = Float64Array.from({ length: count }, (_, i) => clock.nowMs() - (count - i) * 300_000)
    pipeline.takeHistory({ count, pointIds: new Int32Array(count).fill(1), timesMs, values: timesMs.map(valueAt), qualities: new Uint16Array(count) })
  }
  return { memory, clock, live, pushed, pipeline, take, history }
}

const statesOf = ({ states }: LiveValues): string[] => Array.from(states, (state) => LIVE_STATES[state] ?? '?')

describe('live values', () => {
  it('are told at most twice a second, each point once, with what changed only', () => {
    const { clock, live, take } = setUp()
    for (let i = 0; i < 10; i++) {
      take({ 1: 20 + i })
      clock.advance(100)
    }
    expect(live.map(({ pointIds }) => [...pointIds])).toEqual([[1], [1]])
    expect(live[1]?.values[0]).toBe(29)
  })

  it('say never, good, overridden, data problem and stale', () => {
    const { clock, pipeline, take } = setUp()
    expect(statesOf(pipeline.liveValues())).toEqual(['never', 'never'])
    take({ 1: 20 })
    expect(statesOf(pipeline.liveValues())).toEqual(['good', 'never'])
    clock.advance(5_000)
    take({ 1: 20 }, QUALITY.overridden)
    take({ 2: -300 })
    expect(statesOf(pipeline.liveValues())).toEqual(['overridden', 'dataProblem'])
    expect(pipeline.counts()).toMatchObject({ overridden: 1, dataProblem: 1, stale: 0 })
    clock.advance(32_000)
    expect(statesOf(pipeline.liveValues())).toEqual(['stale', 'stale'])
  })

  it('of a device that goes offline are stale at once', () => {
    const { clock, pipeline, take } = setUp({}, [pointOf(1), pointOf(2, { deviceId: 2 })])
    take({ 1: 20, 2: 20 })
    pipeline.deviceState(1, 'offline', clock.nowMs())
    expect(statesOf(pipeline.liveValues())).toEqual(['stale', 'good'])
  })

  it('known from the store are there at once, as stale', () => {
    const first = setUp()
    first.take({ 1: 21 })
    first.pipeline.stop()
    const again = createPipeline({
      clock: first.clock, store: first.memory.store, learner: createInlineLearner(first.memory.readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} },
    })
    again.setPoints([pointOf(1), pointOf(2)])
    expect(again.liveValues().values[0]).toBe(21)
    expect(statesOf(again.liveValues())).toEqual(['stale', 'never'])
  })

  it('of points that stay survive a new list of points', () => {
    const { pipeline, take, clock } = setUp()
    take({ 1: 20, 2: 22 })
    pipeline.setPoints([pointOf(3), pointOf(2)])
    clock.advance(1_000)
    expect([...pipeline.liveValues().pointIds]).toEqual([3, 2])
    expect(statesOf(pipeline.liveValues())).toEqual(['never', 'good'])
  })
})

describe('readings', () => {
  it('are on disk within a second, and those of unknown points are left out', () => {
    const { clock, memory, take, pipeline } = setUp()
    take({ 1: 20, 99: 5 })
    clock.advance(1_000)
    expect(memory.readings(1)).toEqual([{ timeMs: clock.nowMs() - 1_000, value: 20, quality: 0 }])
    expect(memory.readings(99)).toEqual([])
    expect(pipeline.counts().readingsKept).toBe(1)
  })

  it('that arrive late are kept and change nothing else', () => {
    const { clock, memory, pipeline } = setUp()
    const take = (timeMs: number, value: number): void => pipeline.take({ deviceId: 1, pointIds: Int32Array.of(1), timesMs: Float64Array.of(timeMs), values: Float64Array.of(value), statusFlags: Uint8Array.of(0) })
    take(clock.nowMs(), 20)
    take(clock.nowMs() - 60_000, 90)
    clock.advance(1_000)
    expect(memory.readings(1).map(({ value }) => value)).toEqual([90, 20])
    expect(pipeline.openAlerts()).toEqual([])
  })

  it('of history are marked as imported and raise nothing, not even when they are out of range', () => {
    const { memory, history, pipeline } = setUp()
    history(1, () => 999)
    expect(memory.readings(1)).toHaveLength(288)
    expect(memory.readings(1).every(({ quality }) => quality === (QUALITY.imported | QUALITY.outOfRange))).toBe(true)
    expect(pipeline.openAlerts()).toEqual([])
  })

  it('of stop() are flushed', () => {
    const { memory, take, pipeline } = setUp()
    take({ 1: 20 })
    pipeline.stop()
    expect(memory.readings(1)).toHaveLength(1)
  })
})

describe('learning', () => {
  it('gives an expected band by hour, saves models, and a new pipeline takes them up', async () => {
    const { memory, pipeline, history, clock } = setUp()
    history(20, (timeMs) => (new Date(timeMs).getUTCHours() < 12 ? 10 : 20) + ((timeMs / 300_000) % 3) * 0.1)
    const shares: number[] = []
    await pipeline.learn([1, 2], (share) => shares.push(share), new AbortController().signal)
    expect(shares).toEqual([1])
    const fromMs = Date.UTC(2026, 0, 6)
    const band = await pipeline.expectedBand(1, fromMs, fromMs + 18 * 3_600_000, 4)
    expect([...band.timesMs]).toEqual([0, 6, 12, 18].map((hour) => fromMs + hour * 3_600_000))
    expect(Array.from(band.expected, Math.round)).toEqual([10, 10, 20, 20])
    expect(band.low[3]).toBeLessThan(20)
    expect(band.high[3]).toBeGreaterThan(20.2)
    expect(memory.models.every(({ coverage, seed, trainedToMs }) => coverage === 1 && seed === 0 && trainedToMs < clock.nowMs())).toBe(true)
    const again = createPipeline({ clock, store: memory.store, learner: createInlineLearner(memory.readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} } })
    again.setPoints([pointOf(1)])
    expect(await again.expectedBand(1, fromMs, fromMs + 18 * 3_600_000, 4)).toEqual(band)
  })

  it('stops when it is told to', async () => {
    const { memory, pipeline, history } = setUp()
    history(3, () => 20)
    const stop = new AbortController()
    stop.abort()
    await pipeline.learn([1], () => {}, stop.signal)
    expect(memory.models).toEqual([])
  })

  it('nothing learnt is a band of nothing', async () => {
    const { pipeline } = setUp()
    expect((await pipeline.expectedBand(1, 0, 1_000, 2)).expected.every(Number.isNaN)).toBe(true)
  })
})

describe('stored models of many points', () => {
  const MANY = 200
  const points = Array.from({ length: MANY }, (_, i) => pointOf(i + 1))
  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  /** A new pipeline on the models that one point learnt, given to every point. */
  const restarted = async () => {
    const first = setUp({ alertOnDelayMs: 10_000, timeZone: 'UTC' })
    first.history(20, (timeMs) => 20 + ((timeMs / 300_000) % 3) * 0.1)
    await first.pipeline.learn([1], () => {}, new AbortController().signal)
    first.pipeline.stop()
    const { memory, clock } = first
    const learnt = [...memory.models]
    for (const { id } of points.slice(1)) memory.models.push(...learnt.map((row) => ({ ...row, pointId: id })))
    const pipeline = createPipeline({
      clock, store: memory.store, learner: createInlineLearner(memory.readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} },
    })
    pipeline.setPoints(points)
    const takeLast = (value: number): void => {
      clock.advance(5_000)
      pipeline.take({ deviceId: 1, pointIds: Int32Array.of(1, MANY), timesMs: Float64Array.of(clock.nowMs(), clock.nowMs()), values: Float64Array.of(value, value), statusFlags: new Uint8Array(2) })
    }
    const alarmed = (): number[] => pipeline.openAlerts().map(({ pointId }) => pointId ?? 0).sort((a, b) => a - b)
    return { pipeline, takeLast, alarmed }
  }

  it('arrive bit by bit; until then a point shows its value and raises no equipment alert', async () => {
    const { pipeline, takeLast, alarmed } = await restarted()
    for (let reading = 0; reading < 6; reading++) takeLast(60)
    expect(alarmed()).toEqual([1])
    expect(statesOf(pipeline.liveValues()).filter((state) => state === 'good')).toHaveLength(2)
    await turns(20)
    for (let reading = 0; reading < 6; reading++) takeLast(60)
    expect(alarmed()).toEqual([1, MANY])
  })

  it('do not keep a trend waiting: the band asked for is there at once', async () => {
    const { pipeline } = await restarted()
    const band = await pipeline.expectedBand(MANY, Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 6), 2)
    expect(Array.from(band.expected, Math.round)).toEqual([20, 20])
  })
})

describe('points of one device', () => {
  it('change without those of other devices', () => {
    const { pipeline, take } = setUp({}, [pointOf(1), pointOf(2, { deviceId: 2 })])
    take({ 1: 20, 2: 22 })
    pipeline.setDevicePoints(2, [pointOf(3, { deviceId: 2 }), pointOf(4, { deviceId: 2 })])
    expect(Object.fromEntries([...pipeline.liveValues().pointIds].map((id, i) => [id, statesOf(pipeline.liveValues())[i]]))).toEqual({ 1: 'good', 3: 'never', 4: 'never' })
    pipeline.setDevicePoints(2, [])
    expect([...pipeline.liveValues().pointIds]).toEqual([1])
  })

  it('may be more than there was room for', () => {
    const { pipeline, take } = setUp()
    take({ 1: 20 })
    pipeline.setDevicePoints(2, Array.from({ length: 1_000 }, (_, i) => pointOf(100 + i, { deviceId: 2 })))
    take({ 1_099: 7 })
    const { pointIds, values } = pipeline.liveValues()
    expect(pointIds).toHaveLength(1_002)
    expect([values[0], values[1_001]]).toEqual([20, 7])
  })
})

describe('alerts', () => {
  const raised = async () => {
    const parts = setUp({ ...DEFAULT_SETTINGS, alertOnDelayMs: 0 })
    parts.take({ 1: -300 })
    return parts
  }

  it('are pushed at once, within the call that brought the reading', async () => {
    const { pushed, pipeline } = await raised()
    expect(pushed).toHaveLength(1)
    expect(pipeline.openAlerts()).toHaveLength(1)
  })

  it('are acknowledged with a note, and noted', async () => {
    const { pipeline, memory, pushed } = await raised()
    expect(pipeline.act([1], { event: 'acknowledge', note: 'wire cut' })).toMatchObject({ ok: true, value: [{ id: 1, acknowledgeNote: 'wire cut' }] })
    expect(pipeline.act([1], { event: 'note', note: 'ordered a new one' })).toMatchObject({ ok: true })
    expect(memory.transitions.get(1)?.map(({ what, note }) => `${what} ${note}`)).toEqual(['raised ', 'acknowledged wire cut', 'noted ordered a new one'])
    expect(pushed).toHaveLength(3)
  })

  it('that do not exist are a failure, and nothing is changed', async () => {
    const { pipeline, memory } = await raised()
    expect(pipeline.act([1, 77], { event: 'acknowledge', note: '' })).toMatchObject({ ok: false, error: { code: 'alert-unknown', detail: { id: 77 } } })
    expect(pipeline.act([77], { event: 'note', note: '' })).toMatchObject({ ok: false })
    expect(memory.alerts.get(1)?.acknowledgedAtMs).toBeNull()
  })

  it('of points that are gone are gone', async () => {
    const { pipeline } = await raised()
    pipeline.setPoints([pointOf(2)])
    expect(pipeline.openAlerts()).toEqual([])
  })
})

describe('an open alert of a slow fault', () => {
  it('is left alone by the gate, which has its own alert of the point', () => {
    const memory = createMemoryStore()
    memory.store.insertAlert({
      kind: 'data', severity: 'medium', deviceId: 1, pointId: 1, title: { key: 'drift.level.above' }, explanation: [], checks: [], value: 20, expected: 18, low: null, high: null, worstValue: null,
      evidence: [{ detector: 'drift.bias', modelVersion: 'drift-1', score: 1.2, expected: 18, low: null, high: null }], startedAtMs: 0, raisedAtMs: 0, ...NEW_ALERT,
    })
    const clock = createFakeClock()
    const pipeline = createPipeline({
      clock, store: memory.store, learner: createInlineLearner(memory.readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} },
    })
    pipeline.setPoints([pointOf(1)])
    const OUT_OF_SERVICE = QUALITY.outOfService
    const readFor = (minutes: number, statusFlags: number): void => {
      for (let i = 0; i < minutes * 12; i++) {
        clock.advance(5_000)
        pipeline.take({ deviceId: 1, pointIds: Int32Array.of(1), timesMs: Float64Array.of(clock.nowMs()), values: Float64Array.of(20 + (i % 3) / 10), statusFlags: Uint8Array.of(statusFlags) })
      }
    }
    const standing = () => pipeline.openAlerts().filter(({ clearedAtMs }) => clearedAtMs === null).map(({ title }) => title.key).sort()
    readFor(30, 0)
    expect(standing()).toEqual(['drift.level.above'])
    readFor(30, OUT_OF_SERVICE)
    expect(standing()).toEqual(['data.outOfService', 'drift.level.above'])
    readFor(30, 0)
    expect(standing()).toEqual(['drift.level.above'])
  })
})
