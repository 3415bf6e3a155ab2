/** A deviation that a change of set-points explains: a room that is set warmer is no sensor that drifts. */
import { medianOf } from './day-statistics.ts'
import type { DaySummary } from './day-summary.ts'
import type { DriftJudgement } from './drift-types.ts'

/** The days over which a level is judged. */
const LATEST_DAYS = 17
const REFERENCE_DAYS = 90
/** A move explains a deviation that is at most twice as large, and no smaller than the half of it. */
const LEAST_SHARE = 0.5
/** Below this share of its limit nothing needs to be explained. */
const WORTH = 0.5

export type SetpointDays = { readonly byDay: ReadonlyMap<number, DaySummary> } | null | undefined

/** How far a set-point has moved since the reference, in its unit; 0 where it is not known. */
const moveOf = (setpoint: SetpointDays, untilDay: number, today: number): number => {
  if (setpoint === null || setpoint === undefined) return 0
  const levelOver = (fromDay: number, toDay: number): number => {
    const levels: number[] = []
    for (let day = fromDay; day <= toDay; day++) levels.push(medianOf(setpoint.byDay.get(day)?.blocks ?? []))
    return medianOf(levels)
  }
  const move = levelOver(today - LATEST_DAYS + 1, today) - levelOver(untilDay - REFERENCE_DAYS + 1, untilDay)
  return Number.isNaN(move) ? 0 : move
}

/** Whether the set-points of a sensor and of a peer moved apart as far as the sensor deviates from it. */
export const isSetSo = ({ score, size }: DriftJudgement, own: SetpointDays, peer: SetpointDays, untilDay: number, today: number): boolean => {
  if (score < WORTH || (!own && !peer)) return false
  const share = (moveOf(own, untilDay, today) - moveOf(peer, untilDay, today)) / size
  return share >= LEAST_SHARE && share <= 1 / LEAST_SHARE
}
