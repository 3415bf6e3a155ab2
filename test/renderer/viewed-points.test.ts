/** Which points are on the screen is told after a moment's rest, again while they stay, and taken back when the window is hidden. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchViewed } from '../../renderer/engine/watch-viewed.ts'

describe('points on the screen', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const setUp = () => {
    const told: (readonly number[])[] = []
    let hidden = false
    const listeners = new Set<() => void>()
    const page = {
      hidden: () => hidden,
      onChange: (listen: () => void) => {
        listeners.add(listen)
        return () => listeners.delete(listen)
      },
    }
    return {
      told,
      start: (ids: readonly number[]) => watchViewed(ids, page, (pointIds) => told.push(pointIds)),
      hide: (now: boolean) => {
        hidden = now
        for (const listen of listeners) listen()
      },
      listening: () => listeners.size,
    }
  }

  it('are told once the list rests, not while it scrolls', () => {
    const { told, start } = setUp()
    const stop = start([1, 2])
    vi.advanceTimersByTime(500)
    stop()
    start([3])
    vi.advanceTimersByTime(1_100)
    expect(told).toEqual([[3]])
  })

  it('are told again while they stay, because the engine forgets', () => {
    const { told, start } = setUp()
    start([1])
    vi.advanceTimersByTime(31_000)
    expect(told.length).toBeGreaterThanOrEqual(3)
  })

  it('are none while the window is hidden', () => {
    const { told, start, hide } = setUp()
    start([1])
    vi.advanceTimersByTime(1_100)
    hide(true)
    hide(false)
    expect(told).toEqual([[1], [], [1]])
  })

  it('are watched no more after the end', () => {
    const { told, start, listening } = setUp()
    start([1])()
    vi.advanceTimersByTime(60_000)
    expect([told, listening()]).toEqual([[], 0])
  })
})
