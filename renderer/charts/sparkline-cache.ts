/**
 * History for sparklines, asked in small batches so that a fast scroll through thousands of rows does not flood the engine:
 * one request under way, 16 points each, newest wish first, forgotten wishes dropped, answers kept for a few minutes.
 */
import type { EngineClient } from '../../shared/contract.ts'
import type { Series } from '../../shared/domain/series.ts'

export interface SparklineSeries {
  readonly series: Series
  readonly fromMs: number
  readonly toMs: number
}

export interface SparklineCache {
  /** What is known now; undefined while nothing is. */
  get(pointId: number, hours: number): SparklineSeries | undefined
  /** Wishes for a point's history and runs `changed` when it is there; the returned function takes the wish back. */
  want(pointId: number, hours: number, changed: () => void): () => void
}

interface CacheDeps {
  readonly getSeries: EngineClient['getSeries']
  readonly nowMs: () => number
  /** Runs after a delay in ms. */
  readonly later: (delayMs: number, run: () => void) => void
}

const BATCH = 16
const READINGS = 120
/** Rows that fly by in a scroll are taken back within this time and never asked for. */
const SETTLE_MS = 120
const FRESH_MS = 120_000
const RETRY_MS = 5_000
const MOST_KEPT = 800

interface Wish {
  readonly pointId: number
  readonly hours: number
  readonly listeners: Set<() => void>
}

const keyOf = (pointId: number, hours: number): string => `${hours}/${pointId}`

export const createSparklineCache = ({ getSeries, nowMs, later }: CacheDeps): SparklineCache => {
  const kept = new Map<string, SparklineSeries>()
  const wishes = new Map<string, Wish>()
  let waiting = false
  let busy = false

  const isFresh = (key: string): boolean => {
    const known = kept.get(key)
    return known !== undefined && nowMs() - known.toMs < FRESH_MS
  }
  const keep = (key: string, value: SparklineSeries): void => {
    kept.delete(key)
    kept.set(key, value)
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break
      kept.delete(oldest)
    }
  }
  /** The newest wishes of one length, at most a batch. */
  const nextBatch = (): Wish[] => {
    const open = [...wishes].filter(([key]) => !isFresh(key)).map(([, wish]) => wish).toReversed()
    const hours = open[0]?.hours
    return open.filter((wish) => wish.hours === hours).slice(0, BATCH)
  }
  const schedule = (delayMs: number): void => {
    if (waiting || busy) return
    waiting = true
    later(delayMs, () => {
      waiting = false
      void ask()
    })
  }
  const ask = async (): Promise<void> => {
    const batch = nextBatch()
    const first = batch[0]
    if (busy || first === undefined) return
    busy = true
    const toMs = nowMs()
    const fromMs = Math.max(0, toMs - first.hours * 3_600_000)
    const answer = await getSeries({ pointIds: batch.map((wish) => wish.pointId), fromMs, toMs, maxPoints: READINGS })
    busy = false
    if (!answer.ok) {
      schedule(RETRY_MS)
      return
    }
    const answered = new Map(answer.value.map((series) => [series.pointId, series]))
    for (const { pointId, hours, listeners } of batch) {
      const series = answered.get(pointId) ?? { pointId, timesMs: new Float64Array(), values: new Float64Array(), qualities: new Uint16Array(), thinned: false }
      keep(keyOf(pointId, hours), { series, fromMs, toMs })
      for (const changed of listeners) changed()
    }
    if (nextBatch().length > 0) schedule(0)
  }

  return {
    get: (pointId, hours) => kept.get(keyOf(pointId, hours)),
    want: (pointId, hours, changed) => {
      const key = keyOf(pointId, hours)
      const wish = wishes.get(key) ?? { pointId, hours, listeners: new Set() }
      wish.listeners.add(changed)
      // Set again, so that the newest wish stands last.
      wishes.delete(key)
      wishes.set(key, wish)
      if (!isFresh(key)) schedule(SETTLE_MS)
      return () => {
        wish.listeners.delete(changed)
        if (wish.listeners.size === 0 && wishes.get(key) === wish) wishes.delete(key)
      }
    },
  }
}
