/** Related points live: the models of each point, the latest trusted values of its siblings, the outdoor air as it is smoothed, and what feeds it. */
import { WEATHER_TAU_MS, type RelatedModel } from '../analysis/detect/related-model.ts'
import { RUNS_FROM, SETTLE_MS, SHUT_UP_TO, UPSTREAM_TAU_MS, type UpstreamNow } from '../analysis/detect/upstream-model.ts'
import type { Gate } from '../analysis/detect/upstream-points.ts'
import type { ModelRow } from '../store/store-types.ts'

const DETECTOR = 'related'
export const RELATED_VERSION = 'related-2'
/** Rows of these are read too: they tell nothing of what feeds the point. */
const READABLE = [RELATED_VERSION, 'related-1']

/** What a point sees of its related points at this moment. */
export interface RelatedView {
  readonly model: RelatedModel
  /** Latest trusted values of the siblings, parallel to the model's; NaN where stale, untrusted or gone. Filled anew by each call. */
  siblings(): Float64Array
  /** Smoothed outdoor air, °C; NaN where it is not known. */
  outdoor(timeMs: number): number
  /** What feeds the point; NaN where it is not known, or the relation does not hold at the moment. Filled anew by each call. */
  upstream(timeMs: number): Readonly<UpstreamNow>
  /** Names of the siblings that are observed. */
  names(): readonly string[]
  /** Name of what feeds the point. */
  upstreamName(): string
}

/** A point that others follow: how it was lately. */
interface Followed {
  readonly tauMs: number
  level: number
  sinceMs: number
  lastMs: number
  /** Since when it has been so; NaN where it is not. */
  shutSinceMs: number
  runsSinceMs: number
}

interface WatchedGate {
  readonly when: Gate['when']
  readonly points: readonly { readonly id: number; readonly own: Followed }[]
}

export interface RelatedWatch {
  view(model: RelatedModel): RelatedView
  /** One trusted reading; of points that nobody follows nothing happens. */
  take(pointId: number, timeMs: number, value: number): void
}

/** `trusted` gives the latest value of a point, NaN where there is none to trust. */
export const createRelatedWatch = (trusted: (pointId: number) => number, nameOf: (pointId: number) => string): RelatedWatch => {
  const followed = new Map<number, Followed>()
  const follow = (pointId: number, tauMs: number): Followed => {
    const before = followed.get(pointId)
    if (before !== undefined) return before
    const made = { tauMs, level: Number.NaN, sinceMs: Number.NaN, lastMs: -Infinity, shutSinceMs: Number.NaN, runsSinceMs: Number.NaN }
    followed.set(pointId, made)
    return made
  }
  const levelOf = (pointId: number, own: Followed, timeMs: number): number =>
    timeMs - own.lastMs > own.tauMs || !(timeMs - own.sinceMs >= own.tauMs) || Number.isNaN(trusted(pointId)) ? Number.NaN : own.level
  const isSettled = (id: number, own: Followed, when: Gate['when'], timeMs: number): boolean =>
    timeMs - (when === 'shut' ? own.shutSinceMs : own.runsSinceMs) >= SETTLE_MS && !Number.isNaN(trusted(id))
  /** All that must be shut is; of what must run, one does. */
  const isOpen = ({ when, points }: WatchedGate, timeMs: number): boolean => {
    for (const { id, own } of points) if (isSettled(id, own, when, timeMs) !== (when === 'shut')) return when === 'runs'
    return when === 'shut'
  }
  return {
    view: (model) => {
      const ids = model.siblings?.pointIds ?? []
      const values = new Float64Array(ids.length)
      const weatherId = model.weather?.pointId
      const air = weatherId === undefined ? undefined : follow(weatherId, WEATHER_TAU_MS)
      const upstream = model.upstream ?? null
      const feeding = upstream === null ? undefined : follow(upstream.pointId, UPSTREAM_TAU_MS)
      const gates = upstream?.gates.map(({ pointIds, when }): WatchedGate => ({ when, points: pointIds.map((id) => ({ id, own: follow(id, UPSTREAM_TAU_MS) })) })) ?? []
      const seen: UpstreamNow = { now: Number.NaN, felt: Number.NaN }
      return {
        model,
        siblings: () => {
          for (let i = 0; i < ids.length; i++) values[i] = trusted(ids[i] as number)
          return values
        },
        outdoor: (timeMs) => (air === undefined || weatherId === undefined ? Number.NaN : levelOf(weatherId, air, timeMs)),
        upstream: (timeMs) => {
          seen.now = Number.NaN
          seen.felt = Number.NaN
          if (upstream === null || feeding === undefined) return seen
          for (const gate of gates) if (!isOpen(gate, timeMs)) return seen
          seen.now = trusted(upstream.pointId)
          seen.felt = levelOf(upstream.pointId, feeding, timeMs)
          return seen
        },
        names: () => ids.filter((id) => !Number.isNaN(trusted(id))).map(nameOf),
        upstreamName: () => (upstream === null ? '' : nameOf(upstream.pointId)),
      }
    },
    take: (pointId, timeMs, value) => {
      const own = followed.get(pointId)
      if (own === undefined || timeMs <= own.lastMs) return
      const elapsedMs = timeMs - own.lastMs
      const isAnew = elapsedMs > own.tauMs
      if (isAnew) Object.assign(own, { level: value, sinceMs: timeMs })
      else own.level += (1 - Math.exp(-elapsedMs / own.tauMs)) * (value - own.level)
      own.lastMs = timeMs
      own.shutSinceMs = sinceOf(value <= SHUT_UP_TO, isAnew ? Number.NaN : own.shutSinceMs, timeMs)
      own.runsSinceMs = sinceOf(value > RUNS_FROM, isAnew ? Number.NaN : own.runsSinceMs, timeMs)
    },
  }
}

const sinceOf = (is: boolean, beforeMs: number, timeMs: number): number => {
  if (!is) return Number.NaN
  return Number.isNaN(beforeMs) ? timeMs : beforeMs
}

export const relatedRow = (pointId: number, model: RelatedModel, fromMs: number, toMs: number): ModelRow => ({
  pointId, detector: DETECTOR, version: RELATED_VERSION, fittedAtMs: toMs, trainedFromMs: fromMs, trainedToMs: toMs, coverage: 1, seed: 0, body: JSON.stringify(model),
})

/** The model among the rows of a point; null without one, or where it cannot be read. */
export const relatedOfRows = (rows: readonly ModelRow[]): RelatedModel | null => {
  const row = READABLE.flatMap((each) => rows.find(({ detector, version }) => detector === DETECTOR && version === each) ?? [])[0]
  if (row === undefined) return null
  try {
    return JSON.parse(row.body) as RelatedModel
  } catch {
    return null
  }
}
