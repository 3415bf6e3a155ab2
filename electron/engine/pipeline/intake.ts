/** One reading's way through gate, detectors and episodes. No timers, no store: what it finds goes to the parts it is given. */
import type { Settings } from '../../../shared/domain/settings.ts'
import { QUALITY, isTrusted, STATUS_FLAGS_MASK } from '../../../shared/domain/quality.ts'
import type { Calendar } from '../analysis/calendar.ts'
import { OFF } from '../analysis/detect/detector.ts'
import { FIXED_LIMIT, judgeLimits } from '../analysis/detect/fixed-limit.ts'
import { judgeQuality, LATE_SPIKE } from '../analysis/quality/gate.ts'
import type { DataAlerts } from './data-alerts.ts'
import { breakEpisode, confirmCleared, confirmRaised, DEAD_BAND, stepEpisode, type Delays } from './episode.ts'
import type { EquipmentAlerts } from './equipment-alerts.ts'
import { breakEpisodes, dataCauseOf, isAfterSilence, scoreEarly, scorePoint, type MonitoredPoint } from './point-monitor.ts'
import type { ReadingWriter } from './reading-writer.ts'
import type { Settling } from './settling.ts'
import { hasVote, isExpected } from './tuning.ts'

export interface IntakeParts {
  readonly writer: Pick<ReadingWriter, 'add'>
  readonly equipment: EquipmentAlerts
  readonly dataAlerts: Pick<DataAlerts, 'open' | 'close'>
  readonly settling: Settling
  /** Hears of every score and of every break of a point's episode; for replays that try other delays. */
  readonly listener?: JudgementListener
}

export interface JudgementListener {
  scored(monitored: MonitoredPoint, timeMs: number, score: number): void
  broken(): void
}

/** What the judgement depends on and the user may change. */
export interface Judging {
  readonly calendar: Calendar
  /** Of data problems; equipment is judged by the tuning of its point. */
  readonly delays: Delays
  /** Data problems wait a moment to be grouped, unless alerts are wanted without any delay. */
  readonly collect: boolean
}

export const judgingOf = (settings: Settings, calendar: Calendar): Judging => ({
  calendar,
  delays: { onMs: settings.alertOnDelayMs, offMs: settings.alertOffDelayMs },
  collect: settings.alertOnDelayMs > 0,
})

/** Takes one live reading. Returns its quality; `raised` is told of an equipment alert. */
export const takeReading = (monitored: MonitoredPoint, timeMs: number, value: number, statusFlags: number, judging: Judging, parts: IntakeParts, raised: () => void): number => {
  const quality = judgeReading(monitored, timeMs, value, statusFlags, judging, parts, raised, true)
  monitored.lastValue = value
  return quality
}

/**
 * The point stands as it was read last: a device that reports changes reported none. It is judged as if it had been read again, so that delays run
 * and stillness shows, but only readings are kept. Returns its quality; null before the first reading, and where a later one is known.
 */
export const takeUnchanged = (monitored: MonitoredPoint, timeMs: number, judging: Judging, parts: IntakeParts, raised: () => void): number | null => {
  const { lastValue, lastQuality, lastJudgedMs } = monitored
  if (Number.isNaN(lastJudgedMs) || timeMs <= lastJudgedMs) return null
  return judgeReading(monitored, timeMs, lastValue, lastQuality & STATUS_FLAGS_MASK, judging, parts, raised, false)
}

const judgeReading = (monitored: MonitoredPoint, timeMs: number, value: number, statusFlags: number, judging: Judging, parts: IntakeParts, raised: () => void, keep: boolean): number => {
  const { gate } = monitored
  const isOld = timeMs <= gate.lastMs
  const judged = judgeQuality(monitored.rules, gate, timeMs, value, statusFlags)
  const quality = judged & ~LATE_SPIKE
  const { point, lastQuality } = monitored
  if (keep) parts.writer.add(point.id, timeMs, value, quality)
  if (isOld) return quality
  if (judged !== quality) parts.writer.add(point.id, gate.beforeMs, gate.before, lastQuality | QUALITY.spike)
  monitored.lastQuality = quality
  if (isAfterSilence(monitored, timeMs)) {
    breakEpisodes(monitored)
    parts.listener?.broken()
  }
  monitored.lastJudgedMs = timeMs
  judgeData(monitored, timeMs, value, quality, judging, parts)
  if (!isTrusted(quality)) {
    breakEpisode(monitored.equipment)
    parts.listener?.broken()
    return quality
  }
  parts.settling.watch(monitored, timeMs, value)
  // By the rules of the first day a known point would be judged too mildly, or against the level of this very moment.
  if (monitored.awaitsModels) return quality
  const score = scoreTuned(monitored, timeMs, value, judging.calendar)
  parts.listener?.scored(monitored, timeMs, score)
  if (score < DEAD_BAND && monitored.equipment.phase === 'idle') return quality
  const delays = parts.settling.delaysFor(monitored, timeMs, score, monitored.tuning.delays)
  if (parts.equipment.judged(monitored, timeMs, value, score, delays)) raised()
  return quality
}

/** The score of learnt habits, of the first hours and of fixed limits together; 0 where the point is silent or the value is expected, which ends what is open. */
const scoreTuned = (monitored: MonitoredPoint, timeMs: number, value: number, calendar: Calendar): number => {
  const { tuning } = monitored
  const learnt = scorePoint(monitored, timeMs, value, calendar, tuning.bandWidth)
  monitored.limits = hasVote(tuning, FIXED_LIMIT) ? judgeLimits(value, tuning.lowLimit, tuning.highLimit, monitored.rules.limits.leastHalfWidth) : OFF
  const early = scoreEarly(monitored, timeMs, value)
  if (tuning.silent || isExpected(tuning, calendar, timeMs, value)) return 0
  return Math.max(learnt, early, monitored.limits.score)
}

const BAD = 2

const judgeData = (monitored: MonitoredPoint, timeMs: number, value: number, quality: number, { delays, collect }: Judging, { dataAlerts }: IntakeParts): void => {
  const episode = monitored.data
  const cause = dataCauseOf(quality, value)
  if (cause === null && episode.phase === 'idle') return
  if (cause !== null && episode.phase === 'idle') monitored.dataCause = cause
  switch (stepEpisode(episode, timeMs, cause === null ? 0 : BAD, delays)) {
    case 'nothing':
    case 'worse':
      return
    case 'raise':
      confirmRaised(episode)
      dataAlerts.open(monitored, monitored.dataCause, episode.sinceMs, timeMs, value, collect)
      return
    case 'clear':
      if (dataAlerts.close(monitored, timeMs)) confirmCleared(episode)
  }
}
