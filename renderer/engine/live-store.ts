/** Latest values of all points, outside React: one subscription a point, so that a new value draws one cell and nothing else. */
import { LIVE_STATES, type LiveState, type LiveValues } from '../../shared/domain/point.ts'

export interface LiveValue {
  /** NaN where there never was one. */
  readonly value: number
  /** When it was read; ms since the epoch. */
  readonly timeMs: number
  /** Bits of `shared/domain/quality.ts`. */
  readonly quality: number
  readonly state: LiveState
}

export interface LiveStore {
  /** The same object until the point's value changes; undefined where nothing is known. */
  get(pointId: number): LiveValue | undefined
  /** Runs when this point has a new value. */
  subscribe(pointId: number, changed: () => void): () => void
  /** Runs once for each batch of new values, with the points in it. */
  subscribeAll(changed: (pointIds: Int32Array) => void): () => void
  /** Takes in new values; `whole` forgets all others. */
  apply(values: LiveValues, whole?: boolean): void
  /** Forgets everything: another site was opened. */
  clear(): void
  /** How many points are in each state. */
  countByState(): Readonly<Record<LiveState, number>>
}

interface Columns {
  values: Float64Array
  timesMs: Float64Array
  qualities: Uint16Array
  states: Uint8Array
}

const columns = (size: number): Columns => ({
  values: new Float64Array(size),
  timesMs: new Float64Array(size),
  qualities: new Uint16Array(size),
  states: new Uint8Array(size),
})

const grown = (old: Columns, size: number): Columns => {
  const next = columns(size)
  next.values.set(old.values)
  next.timesMs.set(old.timesMs)
  next.qualities.set(old.qualities)
  next.states.set(old.states)
  return next
}

export const createLiveStore = (): LiveStore => {
  const slots = new Map<number, number>()
  let data = columns(1_024)
  // Objects are made only for points that something on the screen asks for.
  const made = new Map<number, LiveValue>()
  const perPoint = new Map<number, Set<() => void>>()
  const forAll = new Set<(pointIds: Int32Array) => void>()

  const slotOf = (pointId: number): number => {
    const known = slots.get(pointId)
    if (known !== undefined) return known
    const slot = slots.size
    if (slot >= data.states.length) data = grown(data, data.states.length * 2)
    slots.set(pointId, slot)
    return slot
  }

  const put = (values: LiveValues, index: number): void => {
    const slot = slotOf(values.pointIds[index] ?? 0)
    data.values[slot] = values.values[index] ?? Number.NaN
    data.timesMs[slot] = values.timesMs[index] ?? 0
    data.qualities[slot] = values.qualities[index] ?? 0
    data.states[slot] = values.states[index] ?? 0
  }

  const read = (slot: number): LiveValue => ({
    value: data.values[slot] ?? Number.NaN,
    timeMs: data.timesMs[slot] ?? 0,
    quality: data.qualities[slot] ?? 0,
    state: LIVE_STATES[data.states[slot] ?? 0] ?? 'never',
  })

  const notify = (pointIds: Iterable<number>): void => {
    for (const pointId of pointIds) for (const changed of perPoint.get(pointId) ?? []) changed()
  }

  return {
    get: (pointId) => {
      const known = made.get(pointId)
      if (known !== undefined) return known
      const slot = slots.get(pointId)
      if (slot === undefined) return undefined
      const value = read(slot)
      made.set(pointId, value)
      return value
    },
    subscribe: (pointId, changed) => {
      const listeners = perPoint.get(pointId) ?? new Set()
      perPoint.set(pointId, listeners)
      listeners.add(changed)
      return () => {
        listeners.delete(changed)
        if (listeners.size > 0) return
        perPoint.delete(pointId)
        made.delete(pointId)
      }
    },
    subscribeAll: (changed) => {
      forAll.add(changed)
      return () => void forAll.delete(changed)
    },
    apply: (values, whole = false) => {
      if (whole) {
        slots.clear()
        made.clear()
      }
      for (let index = 0; index < values.pointIds.length; index += 1) put(values, index)
      for (const pointId of values.pointIds) made.delete(pointId)
      notify(whole ? [...perPoint.keys()] : values.pointIds)
      for (const changed of forAll) changed(values.pointIds)
    },
    clear: () => {
      slots.clear()
      made.clear()
      notify([...perPoint.keys()])
      for (const changed of forAll) changed(new Int32Array())
    },
    countByState: () => {
      const counts: Record<LiveState, number> = { never: 0, good: 0, stale: 0, dataProblem: 0, overridden: 0 }
      for (const slot of slots.values()) counts[LIVE_STATES[data.states[slot] ?? 0] ?? 'never'] += 1
      return counts
    },
  }
}
