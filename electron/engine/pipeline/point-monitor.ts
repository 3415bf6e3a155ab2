/** One point under watch: its gate, its detectors with models and states, and its episodes. */
import { QUALITY, isTrusted, type QualityFlag } from '../../../shared/domain/quality.ts'
import { staleAfterMs } from '../../../shared/domain/freshness.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Calendar } from '../analysis/calendar.ts'
import { ALARM_HISTORY_MS, isPlainAlarmContact } from '../analysis/detect/alarm-contact.ts'
import { OFF, UNKNOWN, type ScoredReading, type Verdict } from '../analysis/detect/detector.ts'
import { combine, detectorsOf, highest, levelScore, LEVEL_DETECTORS, type AnyDetector } from '../analysis/detect/detectors.ts'
import { leastHalfWidthOf } from '../analysis/detect/fit-point.ts'
import { breakFirstHours } from '../analysis/detect/first-hours.ts'
import { RESTART_MS, TAU_MS } from '../analysis/detect/moving-average.ts'
import { breakGate, startGate, type GateRules, type GateState } from '../analysis/quality/gate.ts'
import { gateRulesOf } from '../analysis/quality/gate-rules.ts'
import { signalByType, type PointProfile, type SignalKind } from '../analysis/quality/point-profile.ts'
import { breakEpisode, startEpisode, type Episode } from './episode.ts'
import { endEarly, judgeEarly, startEarly, type EarlyWatch } from './judge-early.ts'
import { nothingRelated, withRelated, type RelatedJudgement } from './judge-related.ts'
import type { PointModels } from './point-models.ts'
import type { RelatedView } from './related-watch.ts'
import { hasVote, PLAIN_TUNING, type PointTuning } from './tuning.ts'

/** After a longer silence an open alert is judged from scratch. */
const HOLD_LEVEL_MS = 12 * 3_600_000

export type DataCause = 'fault' | 'outOfService' | 'notANumber' | 'outOfRange' | 'zero' | 'flat'

export interface MonitoredPoint {
  readonly point: Point
  readonly slot: number
  patienceMs: number
  readonly gate: GateState
  readonly equipment: Episode
  readonly data: Episode
  /** Open equipment alert of the point; 0 = none. */
  alertId: number
  /** Why the data episode under way began. */
  dataCause: DataCause
  lastJudgedMs: number
  firstJudgedMs: number
  lastQuality: number
  lastValue: number
  models: PointModels | null
  /** The store's models are not loaded yet: gate and live value work, equipment is not judged. */
  awaitsModels: boolean
  profile: PointProfile | null
  rules: GateRules
  signal: SignalKind
  detectors: readonly AnyDetector[]
  /** Parallel to `detectors`. */
  fitted: readonly (object | null)[]
  states: object[]
  readonly verdicts: Verdict[]
  /** What people set for it; see tuning.ts. */
  tuning: PointTuning
  /** Its related points; null where there are none, or none are loaded. */
  related: RelatedView | null
  /** What they say of the last reading. */
  readonly relatedJudgement: RelatedJudgement
  /** Until it has a model of its own. */
  readonly early: EarlyWatch
  /** What the fixed limits say of the last reading. */
  limits: Verdict
}

export const createMonitoredPoint = (point: Point, slot: number): MonitoredPoint => {
  const monitored: MonitoredPoint = {
    point, slot, patienceMs: staleAfterMs(point), gate: startGate(), equipment: startEpisode(), data: startEpisode(), alertId: 0, dataCause: 'fault',
    lastJudgedMs: Number.NaN, firstJudgedMs: Number.NaN, lastQuality: 0, lastValue: Number.NaN, models: null, awaitsModels: false, profile: null, rules: gateRulesOf(point, null), signal: signalByType(point),
    detectors: [], fitted: [], states: [], verdicts: [], tuning: PLAIN_TUNING, limits: UNKNOWN, related: null, relatedJudgement: nothingRelated(), early: startEarly(point.units),
  }
  useModels(monitored, null)
  return monitored
}

/** Puts learnt models to work. What the detectors follow of the present (levels, runs) goes on. */
export const useModels = (monitored: MonitoredPoint, models: PointModels | null): void => {
  const { point } = monitored
  const before = new Map(monitored.detectors.map((detector, i) => [detector.id, monitored.states[i] as object]))
  monitored.models = models
  monitored.profile = models?.profile ?? null
  monitored.rules = gateRulesOf(point, monitored.profile)
  monitored.signal = monitored.profile?.signal ?? signalByType(point)
  monitored.detectors = detectorsOf(monitored.signal)
  monitored.fitted = monitored.detectors.map(({ id }) => models?.fitted.get(id) ?? null)
  const context = { leastHalfWidth: leastHalfWidthOf(point, null, null), newAlarmContact: monitored.signal === 'state' && isShortlyKnown(models) && isPlainAlarmContact(point.name, point.stateTexts) }
  monitored.states = monitored.detectors.map((detector, i) => {
    const fresh = detector.start(monitored.fitted[i] as object | null, context)
    const old = before.get(detector.id)
    if (old === undefined) return fresh
    return 'cold' in fresh && fresh.cold === null ? { ...fresh, ...old, cold: null } : old
  })
  monitored.verdicts.length = 0
  if (hasOwnModel(monitored)) endEarly(monitored.early)
}

/** Too short for what never happened to be unusual. */
const isShortlyKnown = (models: PointModels | null): boolean => models === null || models.trainedToMs - models.trainedFromMs < ALARM_HISTORY_MS

/** Whether its level is judged by what was learnt of it. */
export const hasOwnModel = ({ signal, fitted }: MonitoredPoint): boolean => signal === 'measured' && ((fitted[0] ?? null) !== null || (fitted[1] ?? null) !== null)

/** So many least half-widths beyond what the role makes plausible (10 K, 50 % of humidity, 750 ppm) no unusual room is, but a wrong unit, scale or sensor. */
const GROSSLY = 10

/**
 * What its role makes grossly implausible stands from the first readings on, and there is no model yet: it is not learnt from, or the fault would be the usual after a day. It ends with the alert; who wants it learnt
 * switches the check off.
 */
export const isKeptFromLearning = (monitored: MonitoredPoint): boolean => !hasOwnModel(monitored) && monitored.alertId !== 0 && monitored.early.range.score >= 1 + GROSSLY

/** The score of the first hours; 0 once there is a model of its own, and for what is not measured. */
export const scoreEarly = (monitored: MonitoredPoint, timeMs: number, value: number): number => {
  const { signal, early, point, rules, tuning } = monitored
  if (signal !== 'measured' || hasOwnModel(monitored)) return 0
  return judgeEarly(early, timeMs, value, point.units, rules.limits.leastHalfWidth, tuning)
}

/** Scores a trusted reading with all detectors of the point; verdicts are left in `monitored.verdicts`. 1 and above is abnormal. @param explain shares of all methods are wanted */
export const scorePoint = (monitored: MonitoredPoint, timeMs: number, value: number, calendar: Calendar, bandWidth: number, explain = false): number => {
  const { detectors, fitted, states, verdicts, tuning } = monitored
  const allVote = tuning.off.size === 0 && tuning.only.size === 0
  if (detectors.length === 0) return 0
  if (monitored.alertId !== 0) holdLevel(monitored, timeMs)
  const slot = calendar.slotOf(timeMs)
  let reading: ScoredReading = { timeMs, value, context: slot >> 2, slot, bandWidth, levelAbnormal: false, explain }
  for (let i = 0; i < detectors.length; i++) {
    if (i === LEVEL_DETECTORS && monitored.signal === 'measured' && levelScore(verdicts) >= 1) reading = { ...reading, levelAbnormal: true }
    const detector = detectors[i] as AnyDetector
    const verdict = detector.score(fitted[i] as object | null, states[i] as object, reading)
    verdicts[i] = allVote || hasVote(tuning, detector.id) ? verdict : OFF
  }
  if (Number.isNaN(monitored.firstJudgedMs)) monitored.firstJudgedMs = timeMs
  monitored.lastJudgedMs = timeMs
  const own = tuning.only.size > 0 ? highest(verdicts) : combine(monitored.signal, verdicts)
  return monitored.related === null || monitored.signal !== 'measured' ? own : withRelated(own, monitored.related, monitored.relatedJudgement, value, timeMs, slot >> 2, verdicts[0], tuning)
}

/** True when the reading comes after a silence in which anything may have happened. */
export const isAfterSilence = (monitored: MonitoredPoint, timeMs: number): boolean => timeMs - monitored.lastJudgedMs > monitored.patienceMs

/** Delays under way start anew. */
export const breakEpisodes = (monitored: MonitoredPoint): void => {
  breakEpisode(monitored.equipment)
  breakEpisode(monitored.data)
}

/** Nothing was observed: neither gate nor detectors nor delays look across. */
export const breakPoint = (monitored: MonitoredPoint): void => {
  breakEpisodes(monitored)
  breakGate(monitored.gate)
  if (monitored.early.seen !== null) breakFirstHours(monitored.early.seen)
  if (monitored.alertId !== 0) return
  for (const state of monitored.states) if ('lastMs' in state) state.lastMs = Number.NaN
}

/** The wall clock went back: times of before mean nothing any more. */
export const rebasePoint = (monitored: MonitoredPoint): void => {
  breakPoint(monitored)
  monitored.lastJudgedMs = Number.NaN
  for (const state of monitored.states) if ('lastMs' in state) state.lastMs = Number.NaN
}

/** A level from before the silence is what an open alert is about: it is kept for some hours instead of starting at the abnormal value. */
const holdLevel = ({ states, equipment }: MonitoredPoint, timeMs: number): void => {
  if (equipment.phase === 'idle') return
  for (const state of states) {
    if (!isLevelState(state)) continue
    const silenceMs = timeMs - state.lastMs
    if (silenceMs > RESTART_MS && silenceMs <= HOLD_LEVEL_MS) {
      state.lastMs = timeMs - 1_000
      state.sinceMs = Math.min(state.sinceMs, timeMs - TAU_MS)
    }
  }
}

export interface LevelState {
  level: number
  lastMs: number
  sinceMs: number
}

export const isLevelState = (state: object): state is LevelState => 'level' in state && 'sinceMs' in state

const CAUSE_BITS: readonly QualityFlag[] = ['fault', 'outOfService', 'outOfRange', 'flat']

/** The data problem a quality stands for, most telling first; null for trusted readings and for single odd ones (spike, rate). */
export const dataCauseOf = (quality: number, value: number): DataCause | null => {
  if (isTrusted(quality)) return null
  const flag = CAUSE_BITS.find((name) => (quality & QUALITY[name]) !== 0)
  if (flag === 'outOfRange') return Number.isFinite(value) ? 'outOfRange' : 'notANumber'
  if (flag === 'flat') return value === 0 ? 'zero' : 'flat'
  return flag === 'fault' || flag === 'outOfService' ? flag : null
}
