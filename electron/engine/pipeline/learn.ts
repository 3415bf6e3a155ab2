/** Learning: models of many points from stored history, a slice at a time, so that nothing else waits. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Point } from '../../../shared/domain/point.ts'
import type { Calendar } from '../analysis/calendar.ts'
import { fitPoint } from '../analysis/detect/fit-point.ts'
import type { ModelRow, StoreReaders, WritableStore } from '../store/store-types.ts'
import { modelRowsOf } from './point-models.ts'

/** What is learnt from: long enough for habits, short enough to follow the season. */
export const LEARN_WINDOW_MS = 35 * 86_400_000
/** Points asked for in one question to the store. */
const POINTS_PER_QUESTION = 8
/** Models saved in one transaction. */
const POINTS_PER_SAVE = 32

export interface LearnParts {
  readonly store: Pick<WritableStore, 'saveModels'>
  readonly readers: StoreReaders
  readonly calendar: Calendar
  readonly nowMs: number
  learnt(pointId: number, rows: readonly ModelRow[]): void
}

/** Fits the points one by one; stops early when `signal` aborts, keeping what is done. */
export const learnPoints = async (points: readonly Point[], parts: LearnParts, progress: (share: number) => void, signal: AbortSignal): Promise<void> => {
  let unsaved: { readonly pointId: number; readonly rows: readonly ModelRow[] }[] = []
  const save = (): void => {
    if (unsaved.length === 0) return
    parts.store.saveModels(unsaved.flatMap(({ rows }) => rows))
    for (const { pointId, rows } of unsaved) parts.learnt(pointId, rows)
    unsaved = []
  }
  for (let from = 0; from < points.length && !signal.aborted; from += POINTS_PER_QUESTION) {
    const asked = points.slice(from, from + POINTS_PER_QUESTION)
    const histories = await parts.readers.history(asked.map(({ id }) => id), parts.nowMs - LEARN_WINDOW_MS, parts.nowMs)
    for (const [i, point] of asked.entries()) {
      if (signal.aborted) break
      const series = histories.find(({ pointId }) => pointId === point.id)
      const fitted = series === undefined ? null : fitPoint(point, series, parts.calendar)
      if (fitted !== null) unsaved.push({ pointId: point.id, rows: modelRowsOf(point.id, fitted, parts.nowMs) })
      progress((from + i + 1) / points.length)
      await nextTurn()
    }
    if (unsaved.length >= POINTS_PER_SAVE) save()
  }
  save()
}
