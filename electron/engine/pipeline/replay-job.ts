/** Replays of many points one after another, in turns: what the replay worker does, without the thread. */
import type { DetectionTuning, WouldFire } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { createCalendar } from '../analysis/calendar.ts'
import type { ReplayQueries } from '../store/replay-queries.ts'
import { createBackTestSummer, type BackTestSum } from './back-test-sum.ts'
import { fitTimes } from './learning-pace.ts'
import { modelsFromRows } from './point-models.ts'
import { createMonitoredPoint, useModels, type MonitoredPoint } from './point-monitor.ts'
import { replayPoint, WARM_UP_MS, type PointReplay } from './replay.ts'
import { createPlantSwitches, type PlantSwitches } from './replay-switches.ts'
import { createTuningBook, type DetectionRules, type PointTuning } from './tuning.ts'

/** What is replayed. Survives structured cloning. */
export interface ReplayTask {
  /** Empty = all points. */
  readonly pointIds: readonly number[]
  readonly fromMs: number
  readonly toMs: number
  readonly settings: Settings
  /** Local days that are like Sundays, of the period and the 60 days before it; absent = none. */
  readonly holidays?: readonly number[]
  /** As set now: judged first. */
  readonly rules: DetectionRules
  /** Judged after it, each: rules and changes under trial. Empty = only what is set now. */
  readonly trials: readonly ReplayTrial[]
}

export interface ReplayTrial {
  readonly rules: DetectionRules
  readonly tuning: DetectionTuning
  /** Empty = all detectors. */
  readonly only: readonly string[]
}

export interface ReplayTurn {
  readonly done: boolean
  /** 0..1 */
  readonly share: number
  readonly points: number
  /** Of the points finished in this turn, by tuning: what is set now, then each trial. */
  readonly fires: readonly (readonly WouldFire[])[]
}

export interface ReplayJob {
  /** Works for about so long, at least one part of one point. */
  turn(budgetMs: number): ReplayTurn
  /** Of the points done so far. */
  sum(): BackTestSum
}

/** Plant whose switching is looked at, of the replayed points' own devices first: reading more would take longer than the replay. */
const MOST_SWITCHING = 200
const SWITCHING_A_POINT = 8
const MOST_CHANGES = 20_000

/** `elapsedMs` is a clock for the turns' budget only. */
export const createReplayJob = (task: ReplayTask, queries: ReplayQueries, elapsedMs: () => number): ReplayJob => {
  const { fromMs, toMs, settings } = task
  const all = queries.points()
  const wanted = new Set(task.pointIds)
  const points = wanted.size === 0 ? all : all.filter(({ id }) => wanted.has(id))
  const books = [createTuningBook(settings, task.rules), ...task.trials.map(({ rules, tuning, only }) => createTuningBook(settings, rules, tuning, only))]
  const summer = createBackTestSummer(createCalendar(settings.timeZone), fromMs, toMs)
  const gaps = queries.gaps(fromMs - WARM_UP_MS, toMs)
  const switches = switchesFor(points, all, queries, fromMs - WARM_UP_MS, toMs)
  let next = 0
  let current: Generator<number, PointReplay> | null = null
  let share = 0

  const begin = (point: Point): Generator<number, PointReplay> => {
    const firstMs = queries.firstReadingMs(point.id)
    return replayPoint(point, (from, to) => queries.readings(point.id, from, to), {
      fromMs, toMs, timeZone: settings.timeZone, holidays: task.holidays ?? [], fitsAtMs: firstMs === undefined ? [] : fitTimes(firstMs, fromMs - WARM_UP_MS, toMs), tunings: books.map((book): PointTuning => book.of(point)),
      gaps: gaps.filter(({ deviceId }) => deviceId === null || deviceId === point.deviceId), switches,
    })
  }

  return {
    turn: (budgetMs) => {
      const startMs = elapsedMs()
      const fires: WouldFire[][] = books.map(() => [])
      while (next < points.length) {
        current ??= begin(points[next] as Point)
        const step = current.next()
        if (step.done === true) {
          summer.add(step.value)
          for (const [i, own] of step.value.fires.entries()) fires[i]?.push(...own)
          current = null
          next += 1
          share = 0
        } else share = step.value
        if (elapsedMs() - startMs >= budgetMs) break
      }
      return { done: next >= points.length, share: points.length === 0 ? 1 : Math.min(1, (next + share) / points.length), points: points.length, fires }
    },
    sum: () => summer.sum(),
  }
}

const switchesFor = (points: readonly Point[], all: readonly Point[], queries: ReplayQueries, fromMs: number, toMs: number): PlantSwitches => {
  const devices = new Set(points.map(({ deviceId }) => deviceId))
  const most = Math.min(MOST_SWITCHING, points.length * SWITCHING_A_POINT)
  const candidates = all.filter(({ kind }) => kind === 'binary').sort((a, b) => Number(devices.has(b.deviceId)) - Number(devices.has(a.deviceId)) || a.id - b.id)
  const switching = new Map<number, MonitoredPoint>()
  const rows: { readonly pointId: number; readonly timeMs: number; readonly value: number }[] = []
  for (const point of candidates) {
    if (switching.size >= most) break
    const models = modelsFromRows(queries.models(point.id))
    if (models === null || models.fitted.size === 0) continue
    const monitored = createMonitoredPoint(point, 0)
    useModels(monitored, models)
    switching.set(point.id, monitored)
    for (const change of queries.changes(point.id, fromMs, toMs, MOST_CHANGES)) rows.push({ pointId: point.id, ...change })
  }
  rows.sort((a, b) => a.timeMs - b.timeMs)
  return createPlantSwitches(switching, {
    pointIds: Int32Array.from(rows, ({ pointId }) => pointId), timesMs: Float64Array.from(rows, ({ timeMs }) => timeMs), values: Float64Array.from(rows, ({ value }) => value),
  })
}
