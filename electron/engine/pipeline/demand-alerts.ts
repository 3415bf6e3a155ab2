/** Demand limits become equipment alerts here: before a meter will probably go over its own, and when it did. One a meter; open ones are found again in the alert book, so nothing is lost by a restart. */
import { NEW_ALERT, SEVERITIES, type Alert, type Severity } from '../../../shared/domain/alert.ts'
import { DEMAND_DETECTORS, demandDetector } from '../../../shared/domain/energy-forecast.ts'
import { message, type Message, type Quantity } from '../../../shared/message.ts'
import type { AlertBook } from './alert-book.ts'

const PERCENT = 98
const DAYS = 70
/** Raised from this probability on, cleared below the other; grave from the third on. */
const RAISE_FROM = 0.5
const CLEAR_BELOW = 0.3
const GRAVE_FROM = 0.8

/** What a day's highest demand may be. */
export interface DemandOutlook {
  /** Expected highest window of the day, in the unit of the meter, and the local time near which it is likeliest. */
  readonly peak: number
  readonly time: string
  /** Probability that it goes over the limit, 0..1. */
  readonly probability: number
}

/** What is known of a meter that has a demand limit. */
export interface DemandJudgement {
  readonly meterId: number
  readonly deviceId: number
  readonly meter: string
  /** BACnet unit of its demand. */
  readonly units: number
  readonly limit: number
  /** The highest window that was measured today, and its local time, where it is over the limit. */
  readonly exceeded: { readonly value: number; readonly time: string } | null
  readonly today: DemandOutlook
  readonly tomorrow: DemandOutlook | null
  /** Days of past that the forecast rests on, and the version of its formulas. */
  readonly days: number
  readonly version: string
}

export interface DemandAlerts {
  /** Raises, changes and clears. Alerts of meters in `undecided` stay as they are; all others that are not judged end, and say so. */
  take(judgements: readonly DemandJudgement[], undecided: ReadonlySet<number>, nowMs: number): void
}

const isDemandAlert = ({ kind, clearedAtMs, evidence }: Alert): boolean => kind === 'equipment' && clearedAtMs === null && evidence[0]?.detector.startsWith(DEMAND_DETECTORS) === true

type Threat = 'exceeded' | 'today' | 'tomorrow'

/** What a meter threatens: an open alert goes on at a lower probability than a new one needs. */
const threatOf = ({ exceeded, today, tomorrow }: DemandJudgement, isOpen: boolean): Threat | null => {
  if (exceeded !== null) return 'exceeded'
  const least = isOpen ? CLEAR_BELOW : RAISE_FROM
  if (today.probability >= least) return 'today'
  return tomorrow !== null && tomorrow.probability >= least ? 'tomorrow' : null
}

export const createDemandAlerts = (book: Pick<AlertBook, 'open' | 'raise' | 'change' | 'clear'>): DemandAlerts => ({
  take: (judgements, undecided, nowMs) => {
    const open = new Map(book.open().filter(isDemandAlert).map((alert) => [alert.evidence[0]?.detector ?? '', alert]))
    for (const judgement of judgements) {
      const detector = demandDetector(judgement.meterId)
      const alert = open.get(detector)
      open.delete(detector)
      const threat = threatOf(judgement, alert !== undefined)
      if (threat !== null && alert === undefined) book.raise(alertOf(judgement, threat, nowMs))
      else if (threat !== null && alert !== undefined) update(book, alert, alertOf(judgement, threat, nowMs))
      else if (alert !== undefined) book.clear(alert.id, nowMs, message('demand.over'))
    }
    for (const [detector, alert] of open) if (!undecided.has(Number(detector.slice(DEMAND_DETECTORS.length)))) book.clear(alert.id, nowMs, message('demand.notJudged'))
  },
})

/** Said anew when the threat is another one, not with every change of a number. */
const update = (book: Pick<AlertBook, 'change'>, before: Alert, { title, explanation, checks, evidence, severity, worstValue }: Omit<Alert, 'id'>): void => {
  const isGraver = SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(before.severity)
  const isWorse = worstValue !== null && worstValue > (before.worstValue ?? -Infinity)
  if (title.key === before.title.key && !isGraver && !isWorse) return
  book.change(before.id, { title, explanation, checks, evidence, worstValue: worstValue ?? before.worstValue, ...(isGraver ? { severity } : {}) })
}

const alertOf = (judgement: DemandJudgement, threat: Threat, nowMs: number): Omit<Alert, 'id'> => {
  const { meterId, deviceId, limit, exceeded, version } = judgement
  const outlook = threat === 'tomorrow' && judgement.tomorrow !== null ? judgement.tomorrow : judgement.today
  const probability = threat === 'exceeded' ? 1 : outlook.probability
  return {
    kind: 'equipment', severity: severityOf(probability), deviceId, pointId: null,
    title: titleOf(judgement, threat), explanation: explain(judgement, threat, outlook), checks: [message('check.demand.shift'), message('check.demand.day'), message('check.demand.limit')],
    value: exceeded?.value ?? null, expected: outlook.peak, low: null, high: limit, worstValue: exceeded?.value ?? null,
    evidence: [{ detector: demandDetector(meterId), modelVersion: version, score: Math.round((probability / RAISE_FROM) * 100) / 100, expected: outlook.peak, low: null, high: limit }],
    startedAtMs: nowMs, raisedAtMs: nowMs, ...NEW_ALERT,
  }
}

const severityOf = (probability: number): Severity => (probability >= GRAVE_FROM ? 'high' : 'medium')

const titleOf = ({ meter, limit, units }: DemandJudgement, threat: Threat): Message => {
  const params = { meter, limit: { value: limit, units } }
  if (threat === 'exceeded') return message('demand.exceeded', params)
  return message(threat === 'today' ? 'demand.today' : 'demand.tomorrow', params)
}

const explain = ({ limit, units, exceeded, days, version }: DemandJudgement, threat: Threat, { peak, time, probability }: DemandOutlook): Message[] => {
  const quantity = (value: number): Quantity => ({ value, units })
  const expected = { peak: quantity(peak), time, share: { value: Math.round(probability * 100), units: PERCENT }, limit: quantity(limit) }
  return [
    ...(exceeded === null ? [] : [message('demand.why.measured', { value: quantity(exceeded.value), time: exceeded.time, limit: quantity(limit) })]),
    ...(threat === 'exceeded' ? [] : [message(threat === 'today' ? 'demand.why.today' : 'demand.why.tomorrow', expected)]),
    message('demand.why.basis', { days: { value: days, units: DAYS }, version }),
  ]
}
