/** The latest value of every point as parallel arrays, with its state, and what changed since it was last told. */
import type { Point, LiveState, LiveValues } from '../../../shared/domain/point.ts'
import { LIVE_STATES } from '../../../shared/domain/point.ts'
import { staleAfterMs, stateOfQuality } from '../../../shared/domain/freshness.ts'

const NEVER = LIVE_STATES.indexOf('never')
const GOOD = LIVE_STATES.indexOf('good')
const STALE = LIVE_STATES.indexOf('stale')
const OVERRIDDEN = LIVE_STATES.indexOf('overridden')

export interface LiveTable {
  /** A slot for a point; slots of dropped points are used again. */
  put(point: Point): number
  /** The point in `slot` has other facts now; its value and state stay. */
  renew(slot: number, point: Point): void
  drop(slot: number): void
  /** Shows what the store knows of a point as stale, until it is read again. */
  restore(slot: number, timeMs: number, value: number, quality: number, monotonicMs: number): void
  /** Takes a reading of the point in `slot`. `monotonicMs` is when it arrived. */
  take(slot: number, timeMs: number, value: number, quality: number, monotonicMs: number): void
  /** Marks what has not been read for too long; calls `gone` for each point that became stale. */
  markStale(monotonicMs: number, gone: (slot: number) => void): void
  /** Makes one point stale now. True when it was not. */
  makeStale(slot: number): boolean
  /** The value in `slot`; NaN unless it is fresh and trusted. */
  trusted(slot: number): number
  /** Everything. */
  all(): LiveValues
  /** What changed since the last call; null when nothing did. */
  changes(): LiveValues | null
  count(state: LiveState): number
}

interface Columns {
  /** 0 = a free slot. */
  readonly pointIds: Int32Array
  readonly values: Float64Array
  readonly timesMs: Float64Array
  readonly qualities: Uint16Array
  readonly states: Uint8Array
  readonly seenMonotonicMs: Float64Array
  readonly patienceMs: Float64Array
  readonly isChanged: Uint8Array
}

const FIRST_CAPACITY = 256

const createColumns = (capacity: number): Columns => ({
  pointIds: new Int32Array(capacity), values: new Float64Array(capacity), timesMs: new Float64Array(capacity), qualities: new Uint16Array(capacity), states: new Uint8Array(capacity),
  seenMonotonicMs: new Float64Array(capacity), patienceMs: new Float64Array(capacity), isChanged: new Uint8Array(capacity),
})

const grown = (old: Columns): Columns => {
  const larger = createColumns(old.pointIds.length * 2)
  for (const name of Object.keys(old) as (keyof Columns)[]) larger[name].set(old[name])
  return larger
}

export const createLiveTable = (): LiveTable => {
  let columns = createColumns(FIRST_CAPACITY)
  let size = 0
  const free: number[] = []
  let changed: number[] = []

  const touch = (slot: number): void => {
    if (columns.isChanged[slot] === 1) return
    columns.isChanged[slot] = 1
    changed.push(slot)
  }

  const set = (slot: number, timeMs: number, value: number, quality: number, state: number, monotonicMs: number): void => {
    columns.values[slot] = value
    columns.timesMs[slot] = timeMs
    columns.qualities[slot] = quality
    columns.states[slot] = state
    columns.seenMonotonicMs[slot] = monotonicMs
  }

  const makeStale = (slot: number): boolean => {
    const state = columns.states[slot]
    if (state === STALE || state === NEVER) return false
    columns.states[slot] = STALE
    touch(slot)
    return true
  }

  const nextSlot = (): number => {
    if (size === columns.pointIds.length) columns = grown(columns)
    size += 1
    return size - 1
  }

  const pick = (slots: readonly number[]): LiveValues => ({
    pointIds: Int32Array.from(slots, (slot) => columns.pointIds[slot] as number),
    values: Float64Array.from(slots, (slot) => columns.values[slot] as number),
    timesMs: Float64Array.from(slots, (slot) => columns.timesMs[slot] as number),
    qualities: Uint16Array.from(slots, (slot) => columns.qualities[slot] as number),
    states: Uint8Array.from(slots, (slot) => columns.states[slot] as number),
  })

  const isTaken = (slot: number): boolean => columns.pointIds[slot] !== 0

  return {
    put: (point) => {
      const slot = free.pop() ?? nextSlot()
      columns.pointIds[slot] = point.id
      columns.patienceMs[slot] = staleAfterMs(point)
      set(slot, 0, Number.NaN, 0, NEVER, -Infinity)
      return slot
    },
    renew: (slot, point) => {
      columns.patienceMs[slot] = staleAfterMs(point)
    },
    drop: (slot) => {
      columns.pointIds[slot] = 0
      columns.states[slot] = NEVER
      free.push(slot)
    },
    restore: (slot, timeMs, value, quality, monotonicMs) => set(slot, timeMs, value, quality, STALE, monotonicMs),
    take: (slot, timeMs, value, quality, monotonicMs) => {
      set(slot, timeMs, value, quality, stateOfQuality(quality), monotonicMs)
      touch(slot)
    },
    markStale: (monotonicMs, gone) => {
      const { seenMonotonicMs, patienceMs } = columns
      for (let slot = 0; slot < size; slot++) {
        if (monotonicMs - (seenMonotonicMs[slot] as number) > (patienceMs[slot] as number) && makeStale(slot)) gone(slot)
      }
    },
    makeStale,
    trusted: (slot) => {
      const state = columns.states[slot]
      return state === GOOD || state === OVERRIDDEN ? (columns.values[slot] as number) : Number.NaN
    },
    all: () => {
      if (free.length > 0) return pick(Array.from({ length: size }, (_, slot) => slot).filter(isTaken))
      const { pointIds, values, timesMs, qualities, states } = columns
      return { pointIds: pointIds.slice(0, size), values: values.slice(0, size), timesMs: timesMs.slice(0, size), qualities: qualities.slice(0, size), states: states.slice(0, size) }
    },
    changes: () => {
      if (changed.length === 0) return null
      const slots = changed
      changed = []
      for (const slot of slots) columns.isChanged[slot] = 0
      const told = slots.filter(isTaken)
      return told.length === 0 ? null : pick(told)
    },
    count: (state) => {
      const code = LIVE_STATES.indexOf(state)
      let count = 0
      for (let slot = 0; slot < size; slot++) if (columns.states[slot] === code && isTaken(slot)) count++
      return count
    },
  }
}
