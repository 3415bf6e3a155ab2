/**
 * What each method of detection says by itself of one series, and what the combination says without it: for finding out what each is worth.
 * The detectors of the live path are taken as they judged; those that are kept for explanation are fitted and followed beside them.
 */
import type { Point } from '../../shared/domain/point.ts'
import type { Series } from '../../shared/domain/series.ts'
import type { Calendar } from '../engine/analysis/calendar.ts'
import { OFF, type ScoredReading, type Verdict } from '../engine/analysis/detect/detector.ts'
import { combine, type AnyDetector } from '../engine/analysis/detect/detectors.ts'
import { prepareHistory } from '../engine/analysis/detect/fit-history.ts'
import { leastHalfWidthOf } from '../engine/analysis/detect/fit-point.ts'
import { isolationForest } from '../engine/analysis/detect/isolation-forest.ts'
import { levelShift } from '../engine/analysis/detect/level-shift.ts'
import { oneClassSvm } from '../engine/analysis/detect/one-class-svm.ts'
import { seasonalRest } from '../engine/analysis/detect/seasonal-rest.ts'
import { spreadShift } from '../engine/analysis/detect/spread-shift.ts'
import type { MonitoredPoint } from '../engine/pipeline/point-monitor.ts'

/** Built and measured, not part of the live combination. */
const BESIDE = [isolationForest, oneClassSvm, seasonalRest, levelShift, spreadShift] as unknown as readonly AnyDetector[]
const MOST_READINGS = 21_600

/** Score by name: `alone-ID` for each method, `without-ID` for the combination without it. */
export type MemberScores = ReadonlyMap<string, number>

export interface MemberJudge {
  fit(history: Series): void
  /** Of a reading that no detector sees. */
  unseen(data: number): MemberScores
  /** After `scorePoint` of the same reading. @param data score of the data problem, 0 = none */
  judge(timeMs: number, value: number, data: number): MemberScores
}

export const createMemberJudge = (point: Point, monitored: MonitoredPoint, calendar: Calendar): MemberJudge => {
  const members = BESIDE.map((detector) => ({ detector, model: null as object | null, state: detector.start(null, { leastHalfWidth: leastHalfWidthOf(point, null, null), newAlarmContact: false }) }))
  return {
    fit: (series) => {
      const history = prepareHistory(series, calendar, MOST_READINGS)
      const context = { leastHalfWidth: leastHalfWidthOf(point, monitored.profile, history), alarmContact: false }
      for (const member of members) {
        const model = member.detector.fit(history, context)
        if (model === null) continue
        if (member.model === null) member.state = member.detector.start(model, { leastHalfWidth: context.leastHalfWidth, newAlarmContact: false })
        member.model = model
      }
    },
    unseen: (data) => new Map([['alone-gate', data], ...monitored.detectors.map(({ id }) => [`without-${id}`, data] as const)]),
    judge: (timeMs, value, data) => {
      const scores = new Map([['alone-gate', data]])
      const { detectors, verdicts, signal } = monitored
      const slot = calendar.slotOf(timeMs)
      const reading: ScoredReading = { timeMs, value, slot, context: slot >> 2, bandWidth: 1 }
      for (const { detector, model, state } of members) scores.set(`alone-${detector.id}`, model === null ? 0 : detector.score(model, state, reading).score)
      const together = (each: readonly Verdict[]): number => Math.max(combine(signal, each), ...each.filter(({ vote }) => vote !== undefined).map(({ score }) => score))
      detectors.forEach(({ id }, i) => {
        scores.set(`alone-${id}`, verdicts[i]?.score ?? 0)
        scores.set(`without-${id}`, Math.max(data, together(verdicts.map((verdict, k) => (k === i ? OFF : verdict)))))
      })
      scores.set('without-gate', verdicts.length > 0 ? together(verdicts) : 0)
      for (const { method, score } of verdicts.at(-1)?.shares ?? []) scores.set(`alone-habit.${method}`, score)
      return scores
    },
  }
}
