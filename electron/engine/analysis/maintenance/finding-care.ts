/** What the findings of a device's health ask for, where no alert does: what to do about each, how urgent it is, and which part of the score tells whether it helped. Pure. */
import type { Severity } from '../../../../shared/domain/alert.ts'
import type { HealthDeduction } from '../../../../shared/domain/health.ts'
import type { Recommendation, Task, TaskSubject, TaskUrgency } from '../../../../shared/domain/task.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { whatToBring } from './what-to-bring.ts'

const DAY_MS = 86_400_000
/** Of the 100 points of its part; less is not worth a way. */
const LEAST_OF_PART = 5
/** Points of the score from which it is graver than something for the next visit. */
const HIGH_POINTS = 10
const MEDIUM_POINTS = 4
const MOST_WHY = 5
/** A score is of the week before: so long after the work it still tells of the time before it. */
const SCORE_LAG_MS = 8 * DAY_MS
/** What people decided not to do is asked again after so long. */
const DROPPED_MS = 90 * DAY_MS

/** Deductions that stand for alerts have no entry: the alert asks itself. */
const DO: Readonly<Record<string, Message>> = {
  offline: message('care.do.offline'), loss: message('care.do.loss'), retries: message('care.do.retries'), values: message('care.do.values'), slow: message('care.do.slow'), slower: message('care.do.slower'),
  restarts: message('care.do.restarts'), silent: message('care.do.silent'),
  bad: message('care.do.bad'), noise: message('care.do.noise'), flat: message('care.do.flat'), mixing: message('care.do.mixing'), weather: message('care.do.weather'),
  hunting: message('care.do.hunting'), cycling: message('care.do.cycling'), schedule: message('care.do.schedule'), approach: message('care.do.approach'), exchange: message('care.do.exchange'), energy: message('care.do.energy'),
  duplicate: message('care.do.duplicate'), overridden: message('care.do.overridden'), outOfService: message('care.do.outOfService'), standing: message('care.do.standing'), unitless: message('care.do.unitless'),
}

const severityOf = ({ points }: HealthDeduction): Severity => (points >= HIGH_POINTS ? 'high' : points >= MEDIUM_POINTS ? 'medium' : 'low')
const URGENCY: Readonly<Record<Severity, TaskUrgency>> = { critical: 'now', high: 'soon', medium: 'soon', low: 'nextVisit' }

/** The one point it is about, or the device. */
const subjectOf = (deviceId: number, { evidence: [first, second], affected }: HealthDeduction): TaskSubject =>
  affected === 1 && second === undefined && first !== undefined && first.pointId !== null ? { what: 'point', pointId: first.pointId } : { what: 'device', deviceId }

/** Work of people that answers the finding, so that it is not asked for again: open; done too short ago for the score to know; dropped within three months. */
const isAnswered = (tasks: readonly Task[], deviceId: number, kind: string, nowMs: number): boolean =>
  tasks.some(({ finding, state, endedAtMs }) => finding !== null && finding.deviceId === deviceId && finding.kind === kind && (state === 'open' || nowMs - (endedAtMs ?? 0) < (state === 'done' ? SCORE_LAG_MS : DROPPED_MS)))

export interface DeviceFindings {
  readonly deviceId: number
  /** Of the newest day that was judged. */
  readonly deductions: readonly HealthDeduction[]
  /** An alert says that the device is silent now. */
  readonly silentNow: boolean
}

/** What the findings of one device ask for. @param tasks those that answer a finding */
export const findingCare = ({ deviceId, deductions, silentNow }: DeviceFindings, tasks: readonly Task[], nowMs: number): readonly Recommendation[] =>
  deductions.flatMap((deduction): readonly Recommendation[] => {
    const { kind, ofPart, text, evidence } = deduction
    const advice = DO[kind]
    if (advice === undefined || ofPart < LEAST_OF_PART || (kind === 'offline' && silentNow) || isAnswered(tasks, deviceId, kind, nowMs)) return []
    const about = subjectOf(deviceId, deduction)
    const severity = severityOf(deduction)
    return [{
      alertId: null, finding: { deviceId, kind, part: deduction.part }, about, deviceId, severity, urgency: URGENCY[severity],
      title: about.what === 'point' ? (evidence[0]?.text ?? text) : text, why: [text, ...evidence.slice(0, MOST_WHY).map((one) => one.text)], checks: [advice], bring: whatToBring([advice]),
      sinceMs: evidence.reduce((first, { fromMs }) => Math.min(first, fromMs), nowMs),
    }]
  })
