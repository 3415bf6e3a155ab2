/** Periods of a chart: zoom, shift, undo, and the period around an alert. */
import { describe, expect, it } from 'vitest'
import { episodeRange } from '../../../renderer/charts/episode-range.ts'
import { HOUR_MS } from '../../../renderer/charts/site-clock.ts'
import { clampRange, MAX_SPAN_MS, MIN_SPAN_MS, presetOf, shiftRange, spanMs, zoomRange } from '../../../renderer/charts/time-range.ts'
import { EMPTY_HISTORY, rememberRange, undoRange } from '../../../renderer/charts/zoom-history.ts'

const range = { fromMs: 1_000_000, toMs: 5_000_000 }
const at = (fromMs: number) => ({ fromMs, toMs: fromMs + 1_000 })

describe('a range', () => {
  it('zooms about an instant that stays where it is', () => {
    expect(zoomRange(range, 0.5, 2_000_000)).toEqual({ fromMs: 1_500_000, toMs: 3_500_000 })
  })
  it('is neither too short nor too long nor before 1970', () => {
    expect(spanMs(zoomRange(range, 1e-9, 2_000_000))).toBe(MIN_SPAN_MS)
    expect(spanMs(zoomRange(range, 1e9, 2_000_000))).toBe(MAX_SPAN_MS)
    expect(clampRange({ fromMs: 100, toMs: 50 })).toEqual({ fromMs: 0, toMs: MIN_SPAN_MS })
    expect(shiftRange({ fromMs: 1_000, toMs: 61_000 }, -1).fromMs).toBe(0)
  })
  it('shifts by shares of its length', () => {
    expect(shiftRange(range, -0.25)).toEqual({ fromMs: 0, toMs: 4_000_000 })
  })
  it('knows which preset it is', () => {
    expect([presetOf({ fromMs: 0, toMs: 8 * HOUR_MS }), presetOf({ fromMs: 0, toMs: 9 * HOUR_MS })]).toEqual(['8h', null])
  })
})

describe('zoom history', () => {
  it('goes back step by step', () => {
    let history = rememberRange(EMPTY_HISTORY, at(1), 0, false)
    history = rememberRange(history, at(2), 10, false)
    const first = undoRange(history)
    expect(first?.range).toEqual(at(2))
    expect(undoRange(first?.history ?? EMPTY_HISTORY)?.range).toEqual(at(1))
  })
  it('counts the turns of a wheel as one step until it rests', () => {
    let history = rememberRange(EMPTY_HISTORY, at(1), 0, true)
    history = rememberRange(history, at(2), 300, true)
    history = rememberRange(history, at(3), 600, true)
    expect(history.past).toEqual([at(1)])
    expect(rememberRange(history, at(4), 5_000, true).past).toEqual([at(1), at(4)])
  })
  it('has nothing to undo at first', () => {
    expect(undoRange(EMPTY_HISTORY)).toBeNull()
  })
})

describe('the period of an episode', () => {
  it('shows an active alert until now, with an hour before it at least', () => {
    expect(episodeRange({ startedAtMs: 10 * HOUR_MS, clearedAtMs: null }, 10.25 * HOUR_MS)).toEqual({ fromMs: 9 * HOUR_MS, toMs: 10.25 * HOUR_MS })
  })
  it('shows a cleared alert with some time after it, but nothing beyond now', () => {
    expect(episodeRange({ startedAtMs: 10 * HOUR_MS, clearedAtMs: 14 * HOUR_MS }, 50 * HOUR_MS)).toEqual({ fromMs: 2 * HOUR_MS, toMs: 16 * HOUR_MS })
    expect(episodeRange({ startedAtMs: 10 * HOUR_MS, clearedAtMs: 14 * HOUR_MS }, 15 * HOUR_MS).toMs).toBe(15 * HOUR_MS)
  })
})
