/** Everything that is learnt of one point from its stored history: profile and models. Pure: the same history gives the same models. */
import type { Point } from '../../../../shared/domain/point.ts'
import type { Series } from '../../../../shared/domain/series.ts'
import type { Calendar } from '../calendar.ts'
import { quantileSorted } from '../order-statistics.ts'
import { limitsOf } from '../quality/limits.ts'
import { learnProfile, type PointProfile } from '../quality/point-profile.ts'
import { isAlarmContact } from './alarm-contact.ts'
import { detectorsOf } from './detectors.ts'
import { prepareHistory, type FitHistory } from './fit-history.ts'
import { holdImported } from './hold-imported.ts'

/** More readings do not sharpen a model; they only cost time. About 30 days at 2 minutes. */
const MOST_READINGS = 21_600
const LEAST_GAP_MS = 15 * 60_000
const GAP_INTERVALS = 4
/** Quanta and shares that make the least half-width of a band. */
const LEAST_QUANTA = 3
const LEAST_RANGE_SHARE = 0.1
const LEAST_LEVEL_SHARE = 0.01

export interface FittedModel {
  readonly detector: string
  readonly version: string
  readonly model: object
}

export interface FittedPoint {
  readonly profile: PointProfile
  readonly models: readonly FittedModel[]
  readonly trainedFromMs: number
  readonly trainedToMs: number
  /** Share of the time between first and last reading that was observed, 0..1. */
  readonly coverage: number
}

/** null when there is no trusted reading. */
export const fitPoint = (point: Point, stored: Series, calendar: Calendar): FittedPoint | null => {
  const series = point.kind === 'binary' || point.kind === 'multiState' ? holdImported(stored) : stored
  const full = prepareHistory(series, calendar)
  if (full.count === 0) return null
  const gapMs = gapOf(full)
  const profile = learnProfile(point, full.timesMs, full.values, gapMs)
  const history = full.count > MOST_READINGS && profile.signal === 'measured' ? prepareHistory(series, calendar, MOST_READINGS) : full
  const context = { leastHalfWidth: leastHalfWidthOf(point, profile, history), alarmContact: isAlarmContact(point.name, point.stateTexts) }
  const models: FittedModel[] = []
  for (const detector of detectorsOf(profile.signal)) {
    const model = detector.fit(history, context)
    if (model !== null) models.push({ detector: detector.id, version: detector.version, model })
  }
  return { profile, models, trainedFromMs: profile.fromMs, trainedToMs: profile.toMs, coverage: coverageOf(full, gapMs) }
}

/** Least half-width of a point's bands: by its unit, its resolution, its range and its size. Without history: by its unit, or 5 % of the value. */
export const leastHalfWidthOf = (point: Point, profile: PointProfile | null, history: FitHistory | null): number => {
  const byUnit = limitsOf(point.units).leastHalfWidth
  if (profile === null || history === null || history.count === 0) return byUnit
  const sorted = history.values.slice().sort()
  const range = quantileSorted(sorted, 0.99) - quantileSorted(sorted, 0.01)
  const level = Math.abs(quantileSorted(sorted, 0.5))
  return Math.max(byUnit, LEAST_QUANTA * profile.quantum, LEAST_RANGE_SHARE * range, LEAST_LEVEL_SHARE * level)
}

/** A pause between readings that counts as not observed: four usual intervals, at least a quarter of an hour. */
const gapOf = ({ count, timesMs }: FitHistory): number => {
  const pauses = new Float64Array(Math.max(0, count - 1))
  for (let i = 1; i < count; i++) pauses[i - 1] = (timesMs[i] as number) - (timesMs[i - 1] as number)
  return Math.max(LEAST_GAP_MS, GAP_INTERVALS * (pauses.sort()[pauses.length >> 1] ?? 0))
}

const coverageOf = ({ count, timesMs }: FitHistory, gapMs: number): number => {
  const spanMs = (timesMs[count - 1] as number) - (timesMs[0] as number)
  if (spanMs <= 0) return 0
  let missedMs = 0
  for (let i = 1; i < count; i++) {
    const pauseMs = (timesMs[i] as number) - (timesMs[i - 1] as number)
    if (pauseMs > gapMs) missedMs += pauseMs
  }
  return 1 - missedMs / spanMs
}
