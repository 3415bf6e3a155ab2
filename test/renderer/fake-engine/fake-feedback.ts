/** Feedback on alerts of the made-up building: a preview that follows the effect, what was given, and undo. */
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import type { Alert, TransitionKind } from '../../../shared/domain/alert.ts'
import type { Feedback, FeedbackEffect, FeedbackVerdict, WouldFire } from '../../../shared/domain/detection.ts'
import { failure, ok } from '../../../shared/result.ts'

type Calls = 'previewFeedback' | 'giveFeedback' | 'listFeedback' | 'undoFeedback'

export interface FakeFeedbackParts {
  readonly alerts: () => readonly Alert[]
  readonly noted: (alertId: number, what: TransitionKind, note: string) => void
  readonly push: (name: 'detectionChanged', payload: EngineEvents['detectionChanged']) => void
}

const DAY_MS = 86_400_000
const DAYS = 14

const proposed = (verdict: FeedbackVerdict, { worstValue, value, expected }: Alert): FeedbackEffect => {
  if (verdict === 'useful') return { what: 'none' }
  if (verdict === 'notUseful') return { what: 'sensitivity', bandWidth: 1.5 }
  const seen = worstValue ?? value ?? 0
  return { what: 'exception', exception: { weekdays: [0, 1, 2, 3, 4], fromMinute: 360, toMinute: 540, low: Math.min(seen, expected ?? seen) - 1, high: Math.max(seen, expected ?? seen) + 1, reason: '', untilMs: null } }
}

const marksOf = (alert: Alert, toMs: number): readonly WouldFire[] =>
  Array.from({ length: 11 }, (_, index): WouldFire => {
    const startedAtMs = toMs - (0.4 + index * 1.2) * DAY_MS
    return { pointId: alert.pointId ?? 0, startedAtMs, raisedAtMs: startedAtMs + 300_000, clearedAtMs: startedAtMs + (1 + (index % 3)) * 3_600_000, severity: alert.severity, score: 1.1 + (index % 5) * 0.4, worstValue: alert.worstValue ?? 0, expected: alert.expected, detector: 'zScore' }
  })

/** Which alerts stay: those whose score is above the wider band; outside of the exception every third. */
const remaining = (marks: readonly WouldFire[], effect: FeedbackEffect): readonly WouldFire[] => {
  if (effect.what === 'none') return marks
  if (effect.what === 'sensitivity') return marks.filter(({ score }) => score >= effect.bandWidth)
  return marks.filter((_, index) => index % 3 === 0)
}

export const fakeFeedback = ({ alerts, noted, push }: FakeFeedbackParts): Pick<Handlers, Calls> => {
  let given: readonly Feedback[] = []
  return {
    previewFeedback: ({ alertId, verdict, effect }) => {
      const alert = alerts().find(({ id }) => id === alertId)
      if (alert === undefined) return failure('alert-unknown', `There is no alert ${alertId}.`, { alertId })
      const toMs = Date.now()
      const chosen = effect ?? proposed(verdict, alert)
      const marksNow = marksOf(alert, toMs)
      const marksThen = remaining(marksNow, chosen)
      return ok({ alertId, effect: chosen, fromMs: toMs - DAYS * DAY_MS, toMs, firesNow: marksNow.length, firesThen: marksThen.length, marksNow, marksThen })
    },
    giveFeedback: ({ alertId, verdict, because, effect }) => {
      const pointId = alerts().find(({ id }) => id === alertId)?.pointId ?? null
      const feedback: Feedback = { id: given.length + 1, alertId, pointId, verdict, because, effect, givenAtMs: Date.now(), undoneAtMs: null }
      given = [feedback, ...given]
      noted(alertId, 'feedback', because)
      push('detectionChanged', null)
      return ok(feedback)
    },
    listFeedback: ({ alertId, pointId }) => ok(given.filter((one) => (alertId === undefined || one.alertId === alertId) && (pointId === undefined || one.pointId === pointId))),
    undoFeedback: ({ feedbackId }) => {
      const old = given.find(({ id }) => id === feedbackId)
      if (old === undefined) return failure('feedback-unknown', `There is no feedback ${feedbackId}.`, { feedbackId })
      const undone = { ...old, undoneAtMs: Date.now() }
      given = given.map((one) => (one === old ? undone : one))
      push('detectionChanged', null)
      return ok(undone)
    },
  }
}
