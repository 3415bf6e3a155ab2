/** How much is learnt: each point that can be in one age. */
import { describe, expect, it } from 'vitest'
import { learntOf, sumOfLearnt } from '../../../electron/engine/pipeline/learnt-sum.ts'
import type { PointModels } from '../../../electron/engine/pipeline/point-models.ts'
import type { MonitoredPoint } from '../../../electron/engine/pipeline/point-monitor.ts'

type Known = Pick<MonitoredPoint, 'signal' | 'models' | 'awaitsModels'>

const HOUR_MS = 3_600_000
const known = (hours: number | null, change: Partial<Known> = {}): Known => ({
  signal: 'measured', awaitsModels: false, models: hours === null ? null : ({ trainedFromMs: 0, trainedToMs: hours * HOUR_MS } as PointModels), ...change,
})

describe('how much is learnt', () => {
  it('counts hours, days, weeks and a month', () => {
    const all = [known(1), known(19), known(21), known(96), known(7 * 24 - 1), known(8 * 24), known(28 * 24), known(35 * 24), known(null)]
    expect(sumOfLearnt(all)).toEqual({ points: 9, loading: 0, ages: { hours: 2, day: 2, week: 2, month: 2 } })
  })

  it('leaves out what cannot be learnt, and tells what is being loaded', () => {
    const all = [known(96, { signal: 'counter' }), known(96, { signal: 'setting' }), known(null, { signal: 'none' }), known(null, { awaitsModels: true }), known(96, { signal: 'state' }), known(96, { signal: 'mode' })]
    expect(sumOfLearnt(all)).toEqual({ points: 3, loading: 1, ages: { hours: 0, day: 2, week: 0, month: 0 } })
  })

  it('is told of one point: its days and how much of them was observed, or why there is no model', () => {
    expect(learntOf(known(96, { models: { trainedFromMs: 0, trainedToMs: 96 * HOUR_MS, coverage: 0.9 } as PointModels }), false)).toEqual({ state: 'learnt', age: 'day', fromMs: 0, toMs: 96 * HOUR_MS, coverage: 0.9 })
    expect([undefined, known(96, { signal: 'counter' }), known(null, { awaitsModels: true }), known(null)].map((each) => learntOf(each, false).state)).toEqual(['unread', 'never', 'loading', 'young'])
    expect(learntOf(known(null), true)).toEqual({ state: 'kept' })
  })
})
