/**
 * Replay: stored readings of a point once more through gate, detectors and episode, by the very functions that judge live readings. Pure: the same readings,
 * models and tuning give the same alerts. Back-tests, reprocessing and evaluation run through here.
 *
 * Models are as they would have been: fitted only from readings before each moment, at the pace of the product's learning (`learning-pace.ts`). Several tunings
 * are judged side by side from one reading of the history and one fit.
 */
import type { WouldFire } from '../../../shared/domain/detection.ts'
import { staleAfterMs, STALE_INTERVALS, STANDING_INTERVALS } from '../../../shared/domain/freshness.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import { QUALITY, STATUS_FLAGS_MASK } from '../../../shared/domain/quality.ts'
import type { CoverageGap, Series } from '../../../shared/domain/series.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { createDelayTrials, type DelayTrials } from './delay-trial.ts'
import { createEquipmentAlerts } from './equipment-alerts.ts'
import { createHistoryWindow, type HistoryWindow, type ReadHistory } from './history-window.ts'
import { takeReading, takeUnchanged, type IntakeParts, type Judging } from './intake.ts'
import { LEARN_WINDOW_MS } from './learn.ts'
import { createPointLearner, type LearnWindow } from './learner.ts'
import { modelsFromRows, type PointModels } from './point-models.ts'
import { breakEpisodes, breakPoint, createMonitoredPoint, isKeptFromLearning, useModels, type MonitoredPoint } from './point-monitor.ts'
import { heedRole } from './judge-early.ts'
import { createFireBook, type FireBook } from './replay-fires.ts'
import type { HolidayView } from './replay-holidays.ts'
import { createRelatedReplay, type RelatedPlan, type RelatedReplay } from './replay-related.ts'
import type { PlantSwitches } from './replay-switches.ts'
import { createSettling, type Settling } from './settling.ts'
import type { PointTuning } from './tuning.ts'

/** States of gate, levels and runs are taken up so long before the period; alerts raised then do not count. */
export const WARM_UP_MS = 24 * 3_600_000
/** Readings are taken in parts of so long. */
const PART_MS = 7 * 24 * 3_600_000

export interface ReplayPlan {
  readonly fromMs: number
  /** Exclusive. */
  readonly toMs: number
  /** IANA name. */
  readonly timeZone: string
  /** Local days that are like Sundays, as they were known at each moment; absent = none. */
  readonly holidays?: HolidayView
  /** The role of the point, where it is sure; absent = none. */
  readonly role?: PointRole | null
  /** Points that are related to this one; absent = none. */
  readonly related?: RelatedPlan
  /** When models are fitted anew, ascending; `fitTimes` gives the product's pace. */
  readonly fitsAtMs: readonly number[]
  /** Judged side by side; of the last one other on-delays are tried too. */
  readonly tunings: readonly PointTuning[]
  /** What was not observed, of all devices and the point's own, by their begin. */
  readonly gaps: readonly CoverageGap[]
  /** When plant was switched. */
  readonly switches: PlantSwitches
}

export interface PointReplay {
  readonly pointId: number
  readonly readings: number
  /** How much of the period was observed, ms. */
  readonly observedMs: number
  /** Alerts raised in the period, parallel to the plan's tunings. */
  readonly fires: readonly (readonly WouldFire[])[]
  /** Alerts of the last tuning with each of `TRIED_DELAYS_MS`. */
  readonly byDelay: readonly number[]
}

/** Replays a point; yields the share done (0..1) after each part, so that others may have their turn. */
export function* replayPoint(point: Point, read: ReadHistory, plan: ReplayPlan): Generator<number, PointReplay> {
  const run = createRun(point, plan)
  const beginMs = plan.fromMs - WARM_UP_MS
  const learnFromMs = Math.min(beginMs, plan.fitsAtMs[0] ?? beginMs) - LEARN_WINDOW_MS
  if (plan.fitsAtMs.length > 0) for (let fromMs = learnFromMs; fromMs < beginMs; fromMs += PART_MS) {
    const toMs = Math.min(beginMs, fromMs + PART_MS)
    run.window.add(read(fromMs, toMs))
    run.related?.take(fromMs, toMs)
  }
  for (let fromMs = beginMs; fromMs < plan.toMs; fromMs += PART_MS) {
    const part = read(fromMs, Math.min(plan.toMs, fromMs + PART_MS))
    run.window.add(part)
    run.related?.take(fromMs, Math.min(plan.toMs, fromMs + PART_MS))
    run.take(part)
    run.window.forgetBefore(fromMs - LEARN_WINDOW_MS)
    run.related?.forgetBefore(fromMs - LEARN_WINDOW_MS)
    yield Math.min(1, (fromMs + PART_MS - beginMs) / (plan.toMs - beginMs))
  }
  return run.end()
}

/** One tuning under trial. */
interface Trial {
  readonly monitored: MonitoredPoint
  readonly book: FireBook
  readonly parts: IntakeParts
}

interface Run {
  readonly window: HistoryWindow
  readonly related: RelatedReplay | null
  take(part: Series): void
  end(): PointReplay
}

const createRun = (point: Point, plan: ReplayPlan): Run => {
  const { fromMs, toMs, timeZone, tunings } = plan
  const window = createHistoryWindow(point.id)
  const settling = createSettling()
  const delayTrials = createDelayTrials(settling, fromMs)
  const trials = tunings.map((tuning, i) => createTrial(point, tuning, settling, i === tunings.length - 1 ? delayTrials : null))
  for (const { monitored } of trials) heedRole(monitored.early, plan.role ?? null, point.units)
  const related = plan.related === undefined ? null : createRelatedReplay(plan.related)
  let nowMs = Number.NEGATIVE_INFINITY
  const { holidays } = plan
  const calendar = createCalendar(timeZone, holidays === undefined ? undefined : (day) => holidays.isHoliday(day, nowMs))
  const judging = { calendar, delays: { onMs: 0, offMs: 0 }, collect: false }
  const fits = plan.fitsAtMs.values()
  const gaps = plan.gaps.values()
  const feedSwitches = plan.switches.feed(settling, point.id)
  const seen = { readings: 0, observedMs: 0, lastMs: Number.NaN }
  let fit = fits.next()
  let gap = gaps.next()

  const learnUntil = (timeMs: number): void => {
    for (; fit.done !== true && fit.value <= timeMs; fit = fits.next()) {
      const learning: LearnWindow = { timeZone, fromMs: fit.value - LEARN_WINDOW_MS, toMs: fit.value, holidays: holidays?.knownAt(fit.value) ?? [] }
      const own = window.slice(learning.fromMs, learning.toMs)
      const models = modelsAt(point, own, learning)
      if (models !== null) for (const { monitored } of trials) if (!isKeptFromLearning(monitored)) useModels(monitored, models)
      if (related === null) continue
      const view = related.learn(learning, own)
      for (const { monitored } of trials) monitored.related = view
    }
  }
  const breakUntil = (timeMs: number): boolean => {
    let isBroken = false
    for (; gap.done !== true && gap.value.fromMs < timeMs; gap = gaps.next()) {
      isBroken = true
      for (const { monitored } of trials) {
        if (gap.value.reason === 'deviceOffline') breakEpisodes(monitored)
        else breakPoint(monitored)
      }
      delayTrials.broken()
    }
    return isBroken
  }

  const takeOne = (timeMs: number, value: number, quality: number): void => {
    nowMs = timeMs
    const isBroken = breakUntil(timeMs)
    const [{ monitored }] = trials as [Trial]
    const patienceMs = patienceOf(monitored, point, quality)
    const silenceMs = timeMs - seen.lastMs
    if (!isBroken && silenceMs > patienceMs && (quality & QUALITY.imported) === 0) standUntil(trials, point, seen.lastMs, timeMs, judging)
    learnUntil(timeMs)
    feedSwitches(timeMs)
    related?.moveTo(timeMs)
    for (const trial of trials) {
      trial.monitored.patienceMs = patienceMs
      takeReading(trial.monitored, timeMs, value, quality & STATUS_FLAGS_MASK, judging, trial.parts, ignore)
    }
    if (timeMs >= fromMs) {
      seen.readings += 1
      const standingMs = Math.max(patienceMs, STANDING_INTERVALS * point.pollIntervalMs)
      if (!isBroken && silenceMs <= standingMs) seen.observedMs += Math.min(silenceMs, timeMs - fromMs)
    }
    seen.lastMs = timeMs
  }

  return {
    window, related,
    take: ({ timesMs, values, qualities }) => {
      for (let i = 0; i < timesMs.length; i++) takeOne(timesMs[i] as number, values[i] as number, qualities[i] as number)
    },
    end: () => ({
      pointId: point.id, readings: seen.readings, observedMs: Math.min(seen.observedMs, toMs - fromMs), fires: trials.map(({ book }) => book.fires(fromMs)), byDelay: delayTrials.counts(),
    }),
  }
}

const ignore = (): void => {}

const createTrial = (point: Point, tuning: PointTuning, settling: Settling, listener: DelayTrials | null): Trial => {
  const monitored = createMonitoredPoint(point, 0)
  monitored.tuning = tuning
  const book = createFireBook(() => monitored)
  return {
    monitored, book,
    parts: {
      writer: { add: ignore }, equipment: createEquipmentAlerts(book), dataAlerts: { open: ignore, close: () => true }, settling,
      ...(listener === null ? {} : { listener }),
    },
  }
}

/** What would have been learnt at this moment; through the same rows as live, which round a little. */
const modelsAt = (point: Point, own: Series, window: LearnWindow): PointModels | null => modelsFromRows(createPointLearner(window)(point, own).rows)

const patienceOf = ({ gate }: MonitoredPoint, point: Point, quality: number): number => {
  const own = staleAfterMs(point)
  return (quality & QUALITY.imported) === 0 ? own : Math.max(own, STALE_INTERVALS * gate.intervalMs)
}

/** The value stands between two readings of a point that reports its changes: delays run on as they did live. */
const standUntil = (trials: readonly Trial[], { pollIntervalMs }: Point, lastMs: number, timeMs: number, judging: Judging): void => {
  if (pollIntervalMs === 0 || timeMs - lastMs > STANDING_INTERVALS * pollIntervalMs) return
  for (let atMs = lastMs + pollIntervalMs; atMs < timeMs; atMs += pollIntervalMs) {
    for (const { monitored, parts } of trials) takeUnchanged(monitored, atMs, judging, parts, ignore)
  }
}
