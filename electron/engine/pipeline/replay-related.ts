/** Related points of a replay: siblings and outdoor air at each moment of history, and the models that would have been learnt of them until then. */
import type { Point } from '../../../shared/domain/point.ts'
import type { CoverageGap, Series } from '../../../shared/domain/series.ts'
import { saysNothing } from '../analysis/detect/related-model.ts'
import { nameOf } from './alert-words.ts'
import { createRelatedFitter, pointsAskedOf, type RelatedQuestion } from './fit-related.ts'
import { createHeldValue } from './held-values.ts'
import { createHistoryWindow } from './history-window.ts'
import type { LearnWindow } from './learner.ts'
import { createRelatedWatch, type RelatedView } from './related-watch.ts'

/** Whether a value stands is known from the reading after it. */
const LOOK_AHEAD_MS = 3_600_000

export interface RelatedPlan {
  readonly question: RelatedQuestion
  /** The points of the question, by id. */
  readonly points: ReadonlyMap<number, Point>
  readonly read: (pointId: number, fromMs: number, toMs: number) => Series
  /** By their begin. */
  readonly gaps: readonly CoverageGap[]
}

export interface RelatedReplay {
  /** Takes up the readings of all related points over the part of history that follows. */
  take(fromMs: number, toMs: number): void
  forgetBefore(timeMs: number): void
  /** What would have been learnt from this window; `own` is the point's history over it. null = nothing related tells anything. */
  learn(window: LearnWindow, own: Series): RelatedView | null
  /** The moment that is judged next; never goes back. */
  moveTo(timeMs: number): void
}

export const createRelatedReplay = ({ question, points, read, gaps }: RelatedPlan): RelatedReplay => {
  const { point, weather } = question
  const ids = pointsAskedOf(question).filter((id) => points.has(id))
  /** Of these it counts how they were until now, not only what they are. */
  const followed = new Set([...(weather === null ? [] : [weather]), ...question.upstream.flatMap(({ pointId, gates }) => [pointId, ...gates.flatMap(({ pointIds }) => pointIds)])])
  const windows = new Map(ids.map((id) => [id, createHistoryWindow(id)]))
  let nowMs = Number.NEGATIVE_INFINITY
  const held = new Map(ids.map((id) => {
    const own = points.get(id) as Point
    return [id, createHeldValue(own, gaps.filter(({ deviceId, reason }) => reason === 'deviceOffline' && (deviceId === null || deviceId === own.deviceId)), followed.has(id) ? (timeMs, value) => watch.take(id, timeMs, value) : undefined)]
  }))
  /** Points are read in the order of their ids: of one batch, those before had been taken. */
  const valueOf = (id: number): number => held.get(id)?.at(nowMs, id < point.id) ?? Number.NaN
  const watch = createRelatedWatch(valueOf, (id) => {
    const known = points.get(id)
    return known === undefined ? '' : nameOf(known)
  })
  let readMs: number | null = null
  return {
    take: (fromMs, toMs) => {
      const endMs = toMs + LOOK_AHEAD_MS
      for (const id of ids) {
        const part = read(id, readMs ?? fromMs, endMs)
        windows.get(id)?.add(part)
        held.get(id)?.add(part)
      }
      readMs = endMs
    },
    forgetBefore: (timeMs) => {
      for (const window of windows.values()) window.forgetBefore(timeMs)
    },
    learn: (window, own) => {
      const fit = createRelatedFitter(window, (id) => (id === point.id ? own : windows.get(id)?.slice(window.fromMs, window.toMs)))
      const { model } = fit(question)
      return model === null || saysNothing(model) ? null : watch.view(model)
    },
    moveTo: (timeMs) => {
      nowMs = timeMs
      for (const id of followed) valueOf(id)
    },
  }
}
