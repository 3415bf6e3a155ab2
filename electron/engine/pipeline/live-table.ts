/** The latest value of every point as parallel arrays, with its state, and what changed since it was last told. */
import type { Point, LiveState, LiveValues } from '../../../shared/domain/point.ts'
import { LIVE_STATES } from '../../../shared/domain/point.ts'
import { isTrusted, QUALITY } from '../../../shared/domain/quality.ts'
import type { ReadingRows } from '../store/store-types.ts'

const NEVER = LIVE_STATES.indexOf('never')
const GOOD = LIVE_STATES.indexOf('good')
const STALE = LIVE_STATES.indexOf('stale')
const DATA_PROBLEM = LIVE_STATES.indexOf('dataProblem')
const OVERRIDDEN = LIVE_STATES.indexOf('overridden')

const STALE_INTERVALS = 3
const STALE_LEAST_MS = 30_000

/** A value is stale without a reading for this long. */
export const staleAfterMs = (point: Point): number => (point.pollIntervalMs === 0 ? Infinity : Math.max(STALE_INTERVALS * point.pollIntervalMs, STALE_LEAST_MS))

export interface LiveTable {
  /** Takes a reading of the point in `slot`. `monotonicMs` is when it arrived. */
  take(slot: number, timeMs: number, value: number, quality: number, monotonicMs: number): void
  /** Marks what has not been read for too long; calls `gone` for each point that became stale. */
  markStale(monotonicMs: number, gone: (slot: number) => void): void
  /** Makes one point stale now. True when it was not. */
  makeStale(slot: number): boolean
  /** Everything. */
  all(): LiveValues
  /** What changed since the last call; null when nothing did. */
  changes(): LiveValues | null
  count(state: LiveState): number
}

/** Values known from the store are shown as stale until they are read again; those of the table this one replaces keep their state. */
export const createLiveTable = (points: readonly Point[], lastReadings: ReadingRows | null, before: LiveValues | null, monotonicMs: number): LiveTable => {
  const size = points.length
  const pointIds = Int32Array.from(points, (point) => point.id)
  const values = new Float64Array(size).fill(Number.NaN)
  const timesMs = new Float64Array(size)
  const qualities = new Uint16Array(size)
  const states = new Uint8Array(size)
  const seenMonotonicMs = new Float64Array(size).fill(-Infinity)
  const patienceMs = Float64Array.from(points, staleAfterMs)
  const isChanged = new Uint8Array(size)
  let changed: number[] = []

  const slotById = new Map(points.map((point, slot) => [point.id, slot]))
  const restore = (id: number, timeMs: number, value: number, quality: number, state: number): void => {
    const slot = slotById.get(id)
    if (slot === undefined) return
    values[slot] = value
    timesMs[slot] = timeMs
    qualities[slot] = quality
    states[slot] = state
    seenMonotonicMs[slot] = monotonicMs
  }
  if (lastReadings !== null) {
    for (let i = 0; i < lastReadings.count; i++) {
      restore(lastReadings.pointIds[i] as number, lastReadings.timesMs[i] as number, lastReadings.values[i] as number, lastReadings.qualities[i] as number, STALE)
    }
  }
  if (before !== null) {
    for (let i = 0; i < before.pointIds.length; i++) {
      restore(before.pointIds[i] as number, before.timesMs[i] as number, before.values[i] as number, before.qualities[i] as number, before.states[i] as number)
    }
  }

  const touch = (slot: number): void => {
    if (isChanged[slot] === 1) return
    isChanged[slot] = 1
    changed.push(slot)
  }

  const makeStale = (slot: number): boolean => {
    if (states[slot] === STALE || states[slot] === NEVER) return false
    states[slot] = STALE
    touch(slot)
    return true
  }

  return {
    take: (slot, timeMs, value, quality, monotonicMs) => {
      values[slot] = value
      timesMs[slot] = timeMs
      qualities[slot] = quality
      states[slot] = stateOf(quality)
      seenMonotonicMs[slot] = monotonicMs
      touch(slot)
    },
    markStale: (monotonicMs, gone) => {
      for (let slot = 0; slot < size; slot++) {
        if (monotonicMs - (seenMonotonicMs[slot] as number) > (patienceMs[slot] as number) && makeStale(slot)) gone(slot)
      }
    },
    makeStale,
    all: () => ({ pointIds: pointIds.slice(), values: values.slice(), timesMs: timesMs.slice(), qualities: qualities.slice(), states: states.slice() }),
    changes: () => {
      if (changed.length === 0) return null
      const slots = changed
      changed = []
      for (const slot of slots) isChanged[slot] = 0
      return {
        pointIds: Int32Array.from(slots, (slot) => pointIds[slot] as number),
        values: Float64Array.from(slots, (slot) => values[slot] as number),
        timesMs: Float64Array.from(slots, (slot) => timesMs[slot] as number),
        qualities: Uint16Array.from(slots, (slot) => qualities[slot] as number),
        states: Uint8Array.from(slots, (slot) => states[slot] as number),
      }
    },
    count: (state) => {
      const code = LIVE_STATES.indexOf(state)
      let count = 0
      for (const each of states) if (each === code) count++
      return count
    },
  }
}

const stateOf = (quality: number): number => {
  if (!isTrusted(quality)) return DATA_PROBLEM
  return (quality & QUALITY.overridden) !== 0 ? OVERRIDDEN : GOOD
}
