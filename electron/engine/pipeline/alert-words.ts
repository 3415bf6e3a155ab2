/** What an alert says: title, explanation and checks, from the verdicts of its detectors. Sentences stand in `shared/locales`. */
import type { Evidence, Severity } from '../../../shared/domain/alert.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { message, type Message, type Quantity } from '../../../shared/message.ts'
import { unitQuantity } from '../../../shared/units.ts'
import { OFF, type Verdict } from '../analysis/detect/detector.ts'
import { earlyEvidence, earlyWords } from './early-words.ts'
import { limitEvidence, limitWords } from './limit-words.ts'
import { leadOfRelated, relatedEvidence, relatedWords, titleOfRelated } from './related-words.ts'
import type { DataCause, MonitoredPoint } from './point-monitor.ts'

const HOURS = 71
const DAYS = 70
const PERCENT = 98
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** A method within a combined detector is told from this share of its limit on. */
const TELLING_SHARE = 0.5
const HIGH_SCORE = 2
const MEDIUM_SCORE = 1.2

/** The unit of a difference: degrees of a temperature difference must not be converted like a temperature. */
const DIFFERENCE_UNITS: Readonly<Record<number, number>> = { 62: 121, 63: 121, 64: 120 }

export interface AlertWords {
  readonly title: Message
  readonly explanation: readonly Message[]
  readonly checks: readonly Message[]
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
  readonly evidence: readonly Evidence[]
}

/** How urgent an abnormal score is: 1.2 limits medium, 2 limits high. Critical is kept for what endangers plant or people. */
export const severityOf = (score: number): Severity => {
  if (score >= HIGH_SCORE) return 'high'
  return score >= MEDIUM_SCORE ? 'medium' : 'low'
}

export const nameOf = (point: Point): string => point.name || `${point.objectType}:${point.objectInstance}`

/** Words of an equipment alert from the verdicts of the reading that raised it. The band shown is that of the first detector that is exceeded: the z-score's, as in the trend, where it is. */
export const equipmentWords = (monitored: MonitoredPoint, value: number, timeMs: number): AlertWords => {
  const { detectors, verdicts } = monitored
  if (monitored.limits.score >= 1) return wordsOfLimit(monitored, value, timeMs)
  const early = wordsOfEarly(monitored, value, timeMs)
  if (early !== null) return early
  const lead = leadOfRelated(monitored)
  if (lead !== null) return wordsOfRelated(monitored, lead, value, timeMs)
  const leading = monitored.signal === 'measured' ? leadingOf(verdicts) : indexOfHighest(verdicts)
  const verdict = verdicts[leading] as Verdict
  const id = detectors[leading]?.id ?? ''
  const own = monitored.signal === 'measured' ? analogWords(monitored, verdict, value) : stateWords(monitored, id, verdict, value)
  return { ...own, explanation: [...own.explanation, ...relatedWords(monitored, value, (each) => difference(monitored.point, each)), knowledge(monitored, timeMs)], evidence: evidenceOf(monitored) }
}

/** Before it has a model of its own: what its role makes plausible, what was seen in this run. */
const wordsOfEarly = (monitored: MonitoredPoint, value: number, timeMs: number): AlertWords | null => {
  const { point, early } = monitored
  const words = earlyWords(early, value, { point: nameOf(point), quantity: (each) => quantity(point, each), difference: (each) => difference(point, each) })
  if (words === null) return null
  const { title, explanation, checks, verdict } = words
  return { title, explanation: [...explanation, knowledge(monitored, timeMs)], checks: [...checks, ...analogChecks(point)], expected: known(verdict.expected), low: known(verdict.low), high: known(verdict.high), evidence: evidenceOf(monitored) }
}

/** The point's own past finds nothing wrong; its siblings, or what feeds it, do. */
const wordsOfRelated = (monitored: MonitoredPoint, lead: 'related' | 'upstream', value: number, timeMs: number): AlertWords => {
  const { point } = monitored
  const apart = (each: number): Quantity => difference(point, each)
  const { title, check, verdict: { expected, low, high } } = titleOfRelated(monitored, lead, value, { name: nameOf(point), difference: apart })
  return {
    title, explanation: [...relatedWords(monitored, value, apart), message('alert.related.own'), knowledge(monitored, timeMs)], checks: [check, ...analogChecks(point)],
    expected, low, high, evidence: evidenceOf(monitored),
  }
}

/** The first that is exceeded, else the highest: a detector that is switched off leads nothing. */
const leadingOf = (verdicts: readonly Verdict[]): number => {
  const exceeded = verdicts.findIndex(({ score }) => score >= 1)
  return exceeded >= 0 ? exceeded : indexOfHighest(verdicts)
}

/** A limit that a person set is the plainest reason; what the learnt detectors say stands below it. */
const wordsOfLimit = (monitored: MonitoredPoint, value: number, timeMs: number): AlertWords => {
  const { point, limits } = monitored
  const { title, explanation } = limitWords(nameOf(point), value, limits, (each) => quantity(point, each), (each) => difference(point, each))
  const agreeing = monitored.signal === 'measured' ? agreeingOf(monitored, value) : []
  return {
    title, explanation: [...explanation, ...agreeing, ...(agreeing.length > 0 ? [knowledge(monitored, timeMs)] : [])], checks: analogChecks(point),
    expected: null, low: Number.isNaN(limits.low) ? null : limits.low, high: Number.isNaN(limits.high) ? null : limits.high, evidence: [...limitEvidence(limits), ...evidenceOf(monitored)],
  }
}

const indexOfHighest = (verdicts: readonly Verdict[]): number => {
  let highest = 0
  for (let i = 1; i < verdicts.length; i++) if ((verdicts[i] as Verdict).score > (verdicts[highest] as Verdict).score) highest = i
  return highest
}

type OwnWords = Omit<AlertWords, 'evidence'>

const quantity = (point: Point, value: number): Quantity => ({ value, units: point.units })

export const difference = (point: Point, value: number): Quantity => ({ value, units: point.units === null ? null : (DIFFERENCE_UNITS[point.units] ?? point.units) })

const analogWords = (monitored: MonitoredPoint, verdict: Verdict, value: number): OwnWords => {
  const { point } = monitored
  const { expected, low, high } = verdict
  const above = value > expected
  const explanation = [
    message('alert.analog.band', { value: quantity(point, value), expected: quantity(point, expected), low: quantity(point, low), high: quantity(point, high) }),
    ...agreeingOf(monitored, value),
  ]
  return {
    title: message(above ? 'alert.analog.above' : 'alert.analog.below', { point: nameOf(point), difference: difference(point, Math.abs(value - expected)) }),
    explanation,
    checks: analogChecks(point),
    expected, low, high,
  }
}

const agreeingOf = ({ point, detectors, verdicts }: MonitoredPoint, value: number): Message[] =>
  detectors.flatMap(({ id }, i) => {
    const own = verdicts[i]
    if (own === undefined || own.score < 1) return []
    if (own.shares !== undefined) return own.shares.filter(({ score }) => score >= TELLING_SHARE).map(({ method, score }) => message(`alert.by.${id}.${method}`, { times: Math.round(score * 10) / 10 }))
    return [message(`alert.by.${id}`, { times: Math.round(own.score * 10) / 10, difference: difference(point, Math.abs(value - own.expected)) })]
  })

const analogChecks = (point: Point): Message[] => {
  const measured = unitQuantity(point.units)
  const first = measured === 'temperature' || measured === 'relativeHumidity' || measured === 'pressure' ? [message(`check.${measured}`)] : []
  return [...first, message('check.controls'), message('check.neighbours')]
}

/** The text of a state of a multi-state point, whose states count from 1; its number where it has none. */
const stateText = ({ stateTexts }: Point, value: number): string => stateTexts[value - 1] || String(value)

const stateWords = ({ point, fitted, detectors }: MonitoredPoint, id: string, verdict: Verdict, value: number): OwnWords => {
  const params = { point: nameOf(point), state: point.stateTexts[1] ?? 'on' }
  const nothing = { expected: null, low: null, high: null }
  switch (id) {
    case 'runTime': {
      const onHours = { value: verdict.score * verdict.high, units: HOURS }
      const explanation = [message('alert.by.runTime', { longest: { value: verdict.expected, units: HOURS }, limit: { value: verdict.high, units: HOURS } })]
      return { title: message('alert.runTime', { ...params, onHours }), explanation, checks: [message('check.schedule'), message('check.override')], ...nothing }
    }
    case 'stateStay': {
      const hours = { value: verdict.score * verdict.high, units: HOURS }
      const explanation = [message('alert.by.stateStay', { longest: { value: verdict.expected, units: HOURS }, limit: { value: verdict.high, units: HOURS } })]
      return { title: message('alert.stateStay', { ...params, state: stateText(point, value), hours }), explanation, checks: [message('check.schedule'), message('check.override')], ...nothing }
    }
    case 'stateShare': {
      const hours = { value: verdict.score * verdict.high, units: HOURS }
      const explanation = [message('alert.by.stateShare', { most: { value: verdict.expected, units: HOURS }, limit: { value: verdict.high, units: HOURS } })]
      return { title: message('alert.stateShare', { ...params, state: stateText(point, value), hours }), explanation, checks: [message('check.schedule'), message('check.override')], ...nothing }
    }
    case 'unusualState': {
      const explanation = [message('alert.by.unusualState', { rest: stateText(point, verdict.expected) })]
      return { title: message('alert.unusualState', { ...params, state: stateText(point, value) }), explanation, checks: [message('check.schedule'), message('check.override')], ...nothing, expected: Number.isNaN(verdict.expected) ? null : verdict.expected }
    }
    case 'unusualHour':
      return { title: message('alert.unusualHour', params), explanation: [message('alert.by.unusualHour')], checks: [message('check.schedule'), message('check.override')], ...nothing, expected: 0 }
    case 'toggling': {
      const starts = Math.round(verdict.score * verdict.high)
      const usual = Number.isNaN(verdict.expected) ? message('alert.by.togglingCold', { limit: verdict.high }) : message('alert.by.toggling', { usual: verdict.expected, limit: verdict.high })
      return { title: message('alert.toggling', { ...params, starts }), explanation: [usual], checks: [message('check.cycling'), message('check.controls')], ...nothing }
    }
    default: {
      const isLearnt = (fitted[detectors.findIndex((detector) => detector.id === id)] ?? null) !== null
      const isStanding = !isLearnt && verdict.score < HIGH_SCORE
      const why = isLearnt ? 'alert.by.alarmContact' : isStanding ? 'alert.by.alarmContact.standing' : 'alert.by.alarmContact.new'
      return { title: message(isStanding ? 'alert.alarmContact.standing' : 'alert.alarmContact', params), explanation: [message(why)], checks: [message('check.alarmContact')], ...nothing, expected: 0 }
    }
  }
}

/** How much is known of the point, and since when. */
const knowledge = ({ models, firstJudgedMs }: MonitoredPoint, timeMs: number): Message =>
  models === null || models.fitted.size === 0
    ? message('alert.known.cold', { hours: { value: (timeMs - firstJudgedMs) / HOUR_MS, units: HOURS } })
    : message('alert.known.learnt', {
        days: { value: Math.max(1, Math.round((models.trainedToMs - models.trainedFromMs) / DAY_MS)), units: DAYS },
        coverage: { value: Math.round(models.coverage * 100), units: PERCENT },
      })

const evidenceOf = (monitored: MonitoredPoint): Evidence[] => [...earlyEvidence(monitored.early), ...ownEvidence(monitored), ...relatedEvidence(monitored)]

const ownEvidence = ({ detectors, verdicts, fitted }: MonitoredPoint): Evidence[] =>
  detectors.flatMap(({ id, version }, i) => {
    const verdict = verdicts[i]
    if (verdict === undefined || verdict === OFF) return []
    const modelVersion = fitted[i] === null ? `${version} cold` : version
    const own = { modelVersion, expected: known(verdict.expected), low: known(verdict.low), high: known(verdict.high) }
    const shares = (verdict.shares ?? []).map(({ method, score }) => ({ ...own, detector: `${id}${method.charAt(0).toUpperCase()}${method.slice(1)}`, score: rounded(score) }))
    return [{ ...own, detector: id, score: rounded(verdict.score) }, ...shares]
  })

const rounded = (score: number): number => Math.round(score * 100) / 100

const known = (value: number): number | null => (Number.isNaN(value) ? null : value)

const DATA_SEVERITY: Readonly<Record<DataCause, Severity>> = { fault: 'medium', outOfService: 'low', notANumber: 'medium', outOfRange: 'medium', zero: 'low', flat: 'medium' }

export const dataSeverity = (cause: DataCause): Severity => DATA_SEVERITY[cause]

/** Words of a data alert of one point. */
export const dataWords = ({ point, rules, profile }: MonitoredPoint, cause: DataCause, value: number): AlertWords => {
  const { low, high } = rules.limits
  const isRange = cause === 'outOfRange' && low !== -Infinity && high !== Infinity
  const params = {
    point: nameOf(point), value: Number.isFinite(value) ? quantity(point, value) : '?',
    ...(isRange ? { low: quantity(point, low), high: quantity(point, high) } : {}),
    ...(cause === 'flat' && profile !== null ? { longest: { value: profile.longestFlatMs / HOUR_MS, units: HOURS } } : {}),
  }
  const detail = cause === 'flat' && profile !== null ? 'data.flatLearnt' : cause === 'outOfRange' && !isRange ? 'data.outOfStates' : `data.${cause}.why`
  return {
    title: message(`data.${cause}`, params),
    explanation: [message(detail, params), message('data.notEquipment')],
    checks: [message(`check.data.${cause}`)],
    expected: null, low: isRange ? low : null, high: isRange ? high : null,
    evidence: [gateEvidence(cause)],
  }
}

/** Words of a data alert of many points of one device. */
export const groupWords = (device: string, cause: DataCause, points: readonly string[]): AlertWords => {
  const params = { device, count: points.length, examples: points.slice(0, 5).join(', ') }
  return {
    title: message(`data.${cause}.group`, params),
    explanation: [message('data.group.examples', params), message('data.notEquipment')],
    checks: [message(`check.data.${cause}`)],
    expected: null, low: null, high: null,
    evidence: [gateEvidence(cause)],
  }
}

const GATE_PREFIX = 'gate.'

const gateEvidence = (cause: DataCause): Evidence => ({ detector: `${GATE_PREFIX}${cause}`, modelVersion: 'gate-1', score: 1, expected: null, low: null, high: null })

/** The cause a stored data alert is about; null for other alerts. */
export const causeOfEvidence = (evidence: readonly Evidence[]): DataCause | null => {
  const cause = evidence[0]?.detector.startsWith(GATE_PREFIX) ? evidence[0].detector.slice(GATE_PREFIX.length) : ''
  return cause in DATA_SEVERITY ? (cause as DataCause) : null
}
