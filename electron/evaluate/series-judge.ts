/** One series on the product's live path: gate, detectors, episodes, and learning from its own past. Pure: the same readings give the same verdicts. */
import { QUALITY, isTrusted } from '../../shared/domain/quality.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Series } from '../../shared/domain/series.ts'
import type { Calendar } from '../engine/analysis/calendar.ts'
import { judgeQuality, LATE_SPIKE, startGate } from '../engine/analysis/quality/gate.ts'
import { fitPoint } from '../engine/analysis/detect/fit-point.ts'
import { createMemberJudge, type MemberScores } from './member-judge.ts'
import { confirmCleared, confirmRaised, stepEpisode, type Delays, type Episode } from '../engine/pipeline/episode.ts'
import { LEARN_WINDOW_MS } from '../engine/pipeline/learn.ts'
import { refitAfterMs } from '../engine/pipeline/learning-pace.ts'
import { modelRowsOf, modelsFromRows } from '../engine/pipeline/point-models.ts'
import { createMonitoredPoint, dataCauseOf, scorePoint, useModels } from '../engine/pipeline/point-monitor.ts'
import { PLAIN_TUNING } from '../engine/pipeline/tuning.ts'

/** A data problem counts like a score of so much. */
const DATA_SCORE = 2
/** What is left of a score at the next reading: the surroundings of an anomaly are doubtful too. Alarms do not depend on it. */
const FADING = 0.75

export interface SeriesVerdict {
  readonly score: number
  readonly alarm: boolean
  /** Where asked for. */
  readonly members: MemberScores | null
}

export interface SeriesJudge {
  /** History to begin with. */
  learn(history: Series): void
  take(timeMs: number, value: number): SeriesVerdict
}

/** Grows by doubling. */
interface Kept {
  count: number
  timesMs: Float64Array
  values: Float64Array
  qualities: Uint16Array
}

/** @param withMembers each method is also judged by itself */
export const createSeriesJudge = (point: Point, calendar: Calendar, withMembers = false): SeriesJudge => {
  const monitored = createMonitoredPoint(point, 0)
  const kept: Kept = { count: 0, timesMs: new Float64Array(4_096), values: new Float64Array(4_096), qualities: new Uint16Array(4_096) }
  const memberJudge = withMembers ? createMemberJudge(point, monitored, calendar) : null
  const historyGate = startGate()
  let fitAtMs = -Infinity
  let doubt = 0

  const keep = (timeMs: number, value: number, quality: number): void => {
    if (kept.count === kept.timesMs.length) {
      const grow = <A extends Float64Array | Uint16Array>(from: A, to: A): A => {
        to.set(from)
        return to
      }
      kept.timesMs = grow(kept.timesMs, new Float64Array(2 * kept.count))
      kept.values = grow(kept.values, new Float64Array(2 * kept.count))
      kept.qualities = grow(kept.qualities, new Uint16Array(2 * kept.count))
    }
    kept.timesMs[kept.count] = timeMs
    kept.values[kept.count] = value
    kept.qualities[kept.count++] = quality
  }

  const fit = (nowMs: number): void => {
    const from = kept.timesMs.subarray(0, kept.count).findIndex((timeMs) => timeMs >= nowMs - LEARN_WINDOW_MS)
    const cut = <A extends Float64Array | Uint16Array>(all: A): A => all.subarray(from, kept.count) as A
    const series = { pointId: point.id, timesMs: cut(kept.timesMs), values: cut(kept.values), qualities: cut(kept.qualities), thinned: false }
    const fitted = fitPoint(point, series, calendar)
    if (fitted !== null) useModels(monitored, modelsFromRows(modelRowsOf(point.id, fitted, nowMs)))
    if (fitted !== null) memberJudge?.fit(series)
    fitAtMs = nowMs + refitAfterMs(nowMs - (kept.timesMs[0] ?? nowMs))
  }

  return {
    learn: ({ timesMs, values }) => {
      for (let i = 0; i < timesMs.length; i++) {
        const timeMs = timesMs[i] as number
        const value = values[i] as number
        keep(timeMs, value, judgeQuality(monitored.rules, historyGate, timeMs, value, 0) & ~LATE_SPIKE)
      }
      if (kept.count > 0) fit(kept.timesMs[kept.count - 1] as number)
    },
    take: (timeMs, value) => {
      if (timeMs >= fitAtMs) fit(timeMs)
      const judged = judgeQuality(monitored.rules, monitored.gate, timeMs, value, 0)
      const quality = judged & ~LATE_SPIKE
      keep(timeMs, value, quality)
      const cause = dataCauseOf(quality, value)
      const delays = monitored.gate.intervalMs >= 300_000 ? { ...PLAIN_TUNING.delays, onMs: 0 } : PLAIN_TUNING.delays
      stepOn(monitored.data, timeMs, cause === null ? 0 : DATA_SCORE, delays)
      let score = cause === null ? 0 : DATA_SCORE
      let members = memberJudge?.unseen(score) ?? null
      if (isTrusted(quality) || (quality & (QUALITY.rate | QUALITY.flat | QUALITY.outOfRange)) !== 0 && Number.isFinite(value)) {
        const own = scorePoint(monitored, timeMs, value, calendar, 1, withMembers)
        stepOn(monitored.equipment, timeMs, own, delays)
        members = memberJudge?.judge(timeMs, value, score) ?? null
        score = Math.max(score, own, ...monitored.verdicts.filter(({ vote }) => vote !== undefined).map((verdict) => verdict.score))
      }
      doubt = Math.max(score, FADING * doubt)
      return { score: doubt, alarm: isFiring(monitored.data) || isFiring(monitored.equipment), members }
    },
  }
}

const isFiring = ({ phase }: Episode): boolean => phase === 'firing' || phase === 'clearing'

const stepOn = (episode: Episode, timeMs: number, score: number, delays: Delays): void => {
  const step = stepEpisode(episode, timeMs, score, delays)
  if (step === 'raise') confirmRaised(episode)
  if (step === 'clear') confirmCleared(episode)
}
