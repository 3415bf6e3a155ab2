/** Live values: each point is told of its own changes only. */
import { describe, expect, it, vi } from 'vitest'
import { LIVE_STATES, type LiveValues } from '../../shared/domain/point.ts'
import { createLiveStore } from '../../renderer/engine/live-store.ts'

const batch = (...entries: readonly (readonly [id: number, value: number])[]): LiveValues => ({
  pointIds: Int32Array.from(entries, ([id]) => id),
  values: Float64Array.from(entries, ([, value]) => value),
  timesMs: Float64Array.from(entries, () => 1_000),
  qualities: new Uint16Array(entries.length),
  states: Uint8Array.from(entries, () => LIVE_STATES.indexOf('good')),
})

describe('live values', () => {
  it('gives the same object until the point changes, and a new one afterwards', () => {
    const store = createLiveStore()
    store.apply(batch([7, 20], [8, 30]))
    const first = store.get(7)
    expect(store.get(7)).toBe(first)
    store.apply(batch([8, 31]))
    expect(store.get(7)).toBe(first)
    store.apply(batch([7, 21]))
    expect(store.get(7)).toEqual({ value: 21, timeMs: 1_000, quality: 0, state: 'good' })
  })

  it('tells only the listeners of points in the batch, and nobody after they left', () => {
    const store = createLiveStore()
    const seven = vi.fn<() => void>()
    const eight = vi.fn<() => void>()
    const leave = store.subscribe(7, seven)
    store.subscribe(8, eight)
    store.apply(batch([7, 1]))
    expect([seven.mock.calls.length, eight.mock.calls.length]).toEqual([1, 0])
    leave()
    store.apply(batch([7, 2]))
    expect(seven).toHaveBeenCalledTimes(1)
  })

  it('forgets points that a whole answer does not name, and tells their listeners', () => {
    const store = createLiveStore()
    store.apply(batch([1, 10], [2, 20]))
    const gone = vi.fn<() => void>()
    store.subscribe(1, gone)
    store.apply(batch([2, 21]), true)
    expect(store.get(1)).toBeUndefined()
    expect(gone).toHaveBeenCalledTimes(1)
    expect(store.countByState().good).toBe(1)
  })

  it('holds twenty thousand points with ids far apart', () => {
    const store = createLiveStore()
    store.apply(batch(...Array.from({ length: 20_000 }, (_, index) => [index * 50 + 3, index] as const)))
    expect(store.get(19_999 * 50 + 3)?.value).toBe(19_999)
    expect(store.countByState().good).toBe(20_000)
  })
})
