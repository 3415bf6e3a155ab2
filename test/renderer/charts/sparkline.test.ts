/** Sparklines: gentle to the engine, honest about gaps. */
import { describe, expect, it } from 'vitest'
import { createSparklineCache } from '../../../renderer/charts/sparkline-cache.ts'
import { sparklineShape } from '../../../renderer/charts/sparkline-path.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { evenSeries, madeSeries } from './made-series.ts'

const box = { width: 104, height: 24 }

describe('the shape of a sparkline', () => {
  it('uses the whole height for what changes', () => {
    expect(sparklineShape(madeSeries([[0, 0], [100, 10]]), { fromMs: 0, toMs: 100 }, box, 100, 0, false)).toEqual({ path: 'M2.0 22.0h0.1L102.0 2.0', end: { x: 102, y: 2 } })
  })
  it('leaves noise small', () => {
    expect(sparklineShape(madeSeries([[0, 20], [100, 20.1]]), { fromMs: 0, toMs: 100 }, box, 100, 2, false).end?.y).toBeGreaterThan(11)
  })
  it('jumps between states', () => {
    expect(sparklineShape(madeSeries([[0, 0], [100, 1]]), { fromMs: 0, toMs: 100 }, box, 100, 0, true).path).toBe('M2.0 22.0h0.1H102.0V2.0')
  })
  it('is broken where readings are missing', () => {
    const path = sparklineShape(madeSeries([[0, 1], [10, 2], [190, 3], [200, 4]]), { fromMs: 0, toMs: 200 }, box, 10, 0, false).path
    expect(path.match(/M/g)?.length).toBe(2)
  })
  it('is nothing without readings', () => {
    expect(sparklineShape(madeSeries([]), { fromMs: 0, toMs: 100 }, box, 10, 0, false)).toEqual({ path: '', end: null })
  })
})

const makeCache = () => {
  const asked: number[][] = []
  const timers: (() => void)[] = []
  let nowMs = 1_000_000
  let answer: (ids: readonly number[]) => Result<readonly Series[]> = (ids) => ok(ids.map((id) => ({ ...evenSeries(0, 1_000, 3), pointId: id })))
  const cache = createSparklineCache({
    getSeries: ({ pointIds }) => {
      asked.push([...pointIds])
      return Promise.resolve(answer(pointIds))
    },
    nowMs: () => nowMs,
    later: (_, run) => timers.push(run),
  })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn++) {
      timers.splice(0).forEach((run) => run())
      await Promise.resolve()
    }
  }
  return {
    cache,
    asked,
    settle,
    pass: (ms: number) => {
      nowMs += ms
    },
    failNext: () => {
      const usual = answer
      answer = () => {
        answer = usual
        return failure('disconnected', 'no')
      }
    },
  }
}

describe('the history of sparklines', () => {
  it('is asked for in batches of sixteen, the newest wishes first', async () => {
    const { cache, asked, settle } = makeCache()
    for (let id = 1; id <= 40; id++) cache.want(id, 8, () => undefined)
    await settle()
    expect(asked.map((ids) => ids.length)).toEqual([16, 16, 8])
    expect(asked[0]?.[0]).toBe(40)
  })
  it('is never asked for rows that flew by', async () => {
    const { cache, asked, settle } = makeCache()
    for (let id = 1; id <= 500; id++) cache.want(id, 8, () => undefined)()
    cache.want(501, 8, () => undefined)
    await settle()
    expect(asked).toEqual([[501]])
  })
  it('tells who wished for it, and is kept', async () => {
    const { cache, asked, settle } = makeCache()
    let told = 0
    cache.want(7, 8, () => told++)
    await settle()
    expect([told, cache.get(7, 8)?.series.timesMs.length, cache.get(7, 24)]).toEqual([1, 3, undefined])
    cache.want(7, 8, () => undefined)
    await settle()
    expect(asked.length).toBe(1)
  })
  it('is asked for again when it is old, and after a failure', async () => {
    const { cache, asked, settle, pass, failNext } = makeCache()
    failNext()
    cache.want(7, 8, () => undefined)
    await settle()
    expect(asked.length).toBe(2)
    pass(10 * 60_000)
    cache.want(7, 8, () => undefined)
    await settle()
    expect(asked.length).toBe(3)
  })
})
