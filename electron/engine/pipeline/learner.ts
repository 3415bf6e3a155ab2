/** Who fits models: a worker thread in the product (worker-learner.ts), the calling thread in tests and benches. */
import type { Point } from '../../../shared/domain/point.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { findSign, type SignOfHistory } from '../analysis/detect/holiday-signs.ts'
import { holdImported } from '../analysis/detect/hold-imported.ts'
import { fitPoint } from '../analysis/detect/fit-point.ts'
import type { ModelRow, StoreReaders } from '../store/store-types.ts'
import { createDriftJudge, type DriftAnswer, type DriftQuestion } from './drift-judge.ts'
import { createHistoryWindow, type HistoryWindow } from './history-window.ts'
import { createRelatedFitter, pointsAskedOf, type RelatedAnswer, type RelatedQuestion } from './fit-related.ts'
import { modelRowsOf } from './point-models.ts'

/** What is learnt from. */
export interface LearnWindow {
  /** IANA name: habits are those of the site's hours. */
  readonly timeZone: string
  readonly fromMs: number
  /** Exclusive; also when the models count as fitted. */
  readonly toMs: number
  /** Local days that are like Sundays; absent = none. */
  readonly holidays?: readonly number[]
}

/** Models of one point; no rows where its history gives none. */
export interface LearntPoint {
  readonly pointId: number
  readonly rows: readonly ModelRow[]
}

export interface LearningRun {
  /** Fits these points from their stored history; calls are answered in their order. Rejects when the store cannot be read or the thread dies. */
  fit(points: readonly Point[]): Promise<readonly LearntPoint[]>
  /** Which of these points tell working days from Sundays, and what they say of the days of the window. Rejects as `fit` does. */
  findSigns(points: readonly Point[]): Promise<readonly SignOfHistory[]>
  /** What related points tell of these; rejects as `fit` does. */
  fitRelated(questions: readonly RelatedQuestion[]): Promise<readonly RelatedAnswer[]>
  /** Reads and summarises points for `judgeDrift`: all of a site first. Rejects as `fit` does. */
  addDrift(questions: readonly DriftQuestion[]): Promise<void>
  /** Judges slow faults of points that were added, by all that were; points with nothing to judge are left out. */
  judgeDrift(pointIds: readonly number[]): Promise<readonly DriftAnswer[]>
  /** Frees what the run holds; what is not answered yet rejects. */
  end(): Promise<void>
}

export interface Learner {
  start(window: LearnWindow): LearningRun
}

/** Fits one point after another from histories over the window. Pure. */
export const createPointLearner = ({ timeZone, toMs, holidays = [] }: LearnWindow): ((point: Point, series: Series | undefined) => LearntPoint) => {
  const resting = new Set(holidays)
  const calendar = createCalendar(timeZone, (day) => resting.has(day))
  return (point, series) => {
    const fitted = series === undefined ? null : fitPoint(point, series, calendar)
    return { pointId: point.id, rows: fitted === null ? [] : modelRowsOf(point.id, fitted, toMs) }
  }
}

/** Says of each point whether it tells working days from Sundays, by its history. Pure. */
export const createSignFinder = ({ timeZone }: LearnWindow): ((point: Point, series: Series | undefined) => readonly SignOfHistory[]) => {
  const calendar = createCalendar(timeZone)
  return (point, series) => {
    const found = series === undefined ? null : findSign(point.kind === 'binary' ? holdImported(series) : series, calendar)
    return found === null ? [] : [found]
  }
}

/** The same models on the calling thread. */
export const createInlineLearner = (readers: Pick<StoreReaders, 'history'>): Learner => ({
  start: (window) => {
    const learnPoint = createPointLearner(window)
    const signOf = createSignFinder(window)
    const windows = new Map<number, HistoryWindow>()
    const drift = createDriftJudge(window, (pointId, fromMs, toMs) => windows.get(pointId)?.slice(fromMs, toMs))
    return {
      fit: async (points) => {
        const histories = await readers.history(points.map(({ id }) => id), window.fromMs, window.toMs)
        return points.map((point) => learnPoint(point, histories.find(({ pointId }) => pointId === point.id)))
      },
      findSigns: async (points) => {
        const histories = await readers.history(points.map(({ id }) => id), window.fromMs, window.toMs)
        return points.flatMap((point) => signOf(point, histories.find(({ pointId }) => pointId === point.id)))
      },
      fitRelated: async (questions) => {
        const asked = new Set(questions.flatMap((question) => [question.point.id, ...pointsAskedOf(question)]))
        const found = new Map((await readers.history([...asked], window.fromMs, window.toMs)).map((series) => [series.pointId, series]))
        return questions.map(createRelatedFitter(window, (pointId) => found.get(pointId)))
      },
      addDrift: async (questions) => {
        for (const id of new Set(questions.flatMap(({ point, guides }) => [point.id, ...guides.running, ...(guides.setpoint === null ? [] : [guides.setpoint.id])]))) {
          const own = createHistoryWindow(id)
          for (const series of await readers.history([id], 0, window.toMs)) own.add(series)
          windows.set(id, own)
        }
        drift.add(questions)
        windows.clear()
      },
      judgeDrift: (pointIds) => Promise.resolve(drift.judge(pointIds)),
      end: () => Promise.resolve(),
    }
  },
})
