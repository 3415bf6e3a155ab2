/** Slow faults become data alerts here: one a point, raised, kept up to date and cleared once a day. Open ones are found again in the alert book, so nothing is lost by a restart. */
import { NEW_ALERT, SEVERITIES, type Alert, type Evidence } from '../../../shared/domain/alert.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { message, type Message } from '../../../shared/message.ts'
import { unitQuantity } from '../../../shared/units.ts'
import { OVER, type PointJudgement } from '../analysis/drift/judge-point.ts'
import type { AlertBook } from './alert-book.ts'
import { difference, nameOf } from './alert-words.ts'
import { DRIFT_VERSION } from './drift-reference.ts'

const PREFIX = 'drift.'
const DAYS = 70
const PERCENT = 98
const DAY_MS = 86_400_000
const PERCENTS = 100

export const isDriftEvidence = (evidence: readonly Evidence[]): boolean => evidence[0]?.detector.startsWith(PREFIX) === true

export interface DriftFinding {
  readonly point: Point
  readonly judgement: PointJudgement
  readonly peerNames: readonly string[]
  /** The local day after the one that was judged. */
  readonly today: number
}

export interface DriftAlerts {
  /** Raises, changes or clears the alert of a point by its judgement of the last day that is over. False when the store refused. */
  take(finding: DriftFinding, nowMs: number): boolean
  /** Slow faults of a point are not judged any more: its alert ends, and says so. */
  end(pointId: number, nowMs: number): void
}

export const createDriftAlerts = (book: Pick<AlertBook, 'open' | 'raise' | 'change' | 'clear'>): DriftAlerts => {
  const openOf = (pointId: number): Alert | undefined => book.open().find((alert) => alert.kind === 'data' && alert.pointId === pointId && alert.clearedAtMs === null && isDriftEvidence(alert.evidence))

  return {
    take: (finding, nowMs) => {
      const { judgement, point } = finding
      const open = openOf(point.id)
      if (judgement.alarm) {
        if (open === undefined) return book.raise(alertOf(finding, nowMs)) !== null
        const { title, explanation, checks, evidence, severity } = alertOf(finding, nowMs)
        const isGraver = SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(open.severity)
        return book.change(open.id, { title, explanation, checks, evidence, ...(isGraver ? { severity } : {}) })
      }
      return open === undefined || judgement.score >= OVER || isUnknown(open, judgement) || book.clear(open.id, nowMs)
    },
    end: (pointId, nowMs) => {
      const open = openOf(pointId)
      if (open !== undefined) book.clear(open.id, nowMs, message('drift.switchedOff'))
    },
  }
}

/** Whether nothing can be said today of what an alert told. */
const isUnknown = ({ evidence }: Alert, { unknown }: PointJudgement): boolean => {
  const type = evidence[0]?.detector.slice(PREFIX.length) ?? ''
  return unknown?.includes(type === 'noise' || type === 'stuck' ? type : 'level') === true
}

const alertOf = ({ point, judgement, peerNames, today }: DriftFinding, nowMs: number): Omit<Alert, 'id'> => {
  const type = judgement.type ?? 'bias'
  const days = daysOf(judgement, today)
  const isLevel = type === 'bias' || type === 'drift' || type === 'polydrift'
  const expected = isLevel ? judgement.latest - judgement.size : null
  return {
    kind: 'data', severity: judgement.score >= 2 ? 'high' : 'medium', deviceId: point.deviceId, pointId: point.id,
    title: titleOf(point, type, judgement, days), explanation: explain(point, type, judgement, peerNames), checks: checksOf(point, type),
    value: Number.isFinite(judgement.latest) ? judgement.latest : null, expected, low: null, high: null, worstValue: null,
    evidence: [{ detector: `${PREFIX}${type}`, modelVersion: DRIFT_VERSION, score: Math.round(judgement.score * 100) / 100, expected, low: null, high: null }],
    startedAtMs: nowMs - days * DAY_MS, raisedAtMs: nowMs, ...NEW_ALERT,
  }
}

const daysOf = ({ fromDay }: PointJudgement, today: number): number => Math.max(1, fromDay === null ? 1 : today - fromDay)

const titleOf = (point: Point, type: NonNullable<PointJudgement['type']>, judgement: PointJudgement, days: number): Message => {
  const { size } = judgement
  const params = { point: nameOf(point), days: { value: days, units: DAYS } }
  switch (type) {
    case 'bias':
    case 'drift':
    case 'polydrift':
      return message(isBySetpoint(judgement) ? (size > 0 ? 'drift.setpoint.above' : 'drift.setpoint.below') : size > 0 ? 'drift.level.above' : 'drift.level.below', { ...params, difference: difference(point, Math.abs(size)) })
    case 'gain':
    case 'gaindrift':
      return message(size > 0 ? 'drift.factor.above' : 'drift.factor.below', { ...params, share: { value: Math.round(Math.abs(size) * PERCENTS), units: PERCENT } })
    case 'noise':
      return message('drift.noise', { ...params, times: Math.round(size * 10) / 10 })
    case 'stuck':
      return message('drift.stuck', params)
    case 'intermittent':
      return message('drift.intermittent', params)
  }
}

const isBySetpoint = ({ reference }: PointJudgement): boolean => reference.kind === 'sensor' && reference.bySetpoint === true

const explain = (point: Point, type: NonNullable<PointJudgement['type']>, judgement: PointJudgement, peerNames: readonly string[]): Message[] => {
  if (isBySetpoint(judgement)) {
    const doubt = message(judgement.leading === 'level' ? 'drift.orPlant' : 'drift.notEquipment')
    return [message(`drift.type.${type}`), message('drift.atSetpoint', { setpoint: peerNames.join(', ') }), doubt, ...(judgement.leading === 'level' ? [message('drift.limit')] : [])]
  }
  const [other] = peerNames
  if (judgement.reference.kind === 'meter' && other !== undefined) {
    const which = judgement.isDoubtful === true ? message('drift.pairDoubt', { point: nameOf(point), peer: other }) : message('drift.pairSure', { point: nameOf(point), peer: other })
    return [message(`drift.type.${type}`), message('drift.pair', { peer: other }), which, message('drift.notEquipment'), ...(judgement.leading === 'level' ? [message('drift.limit')] : [])]
  }
  const compared =
    peerNames.length > 0
      ? message('drift.peers', { count: peerNames.length, peers: peerNames.join(', ') })
      : message(type === 'stuck' || type === 'intermittent' ? 'drift.ownPast' : 'drift.allHours')
  const alone = peerNames.length === 1 && type !== 'stuck' && type !== 'noise' ? [message('drift.onePeer', { point: nameOf(point), peer: peerNames[0] as string })] : []
  return [message(`drift.type.${type}`), compared, ...alone, message('drift.notEquipment'), ...(judgement.leading === 'level' ? [message('drift.limit')] : [])]
}

const checksOf = (point: Point, type: NonNullable<PointJudgement['type']>): Message[] => {
  if (type === 'gain' || type === 'gaindrift') return [message('check.drift.meterRatio'), message('check.drift.meterCompare'), message('check.drift.use')]
  if (type === 'intermittent' || (type === 'stuck' && unitQuantity(point.units) === 'energy')) return [message('check.drift.meterLink'), message('check.drift.use')]
  const measured = unitQuantity(point.units)
  const compare = measured === 'temperature' || measured === 'relativeHumidity' || measured === 'pressure' ? message(`check.${measured}`) : message('check.drift.compare')
  return type === 'noise' || type === 'stuck' ? [message('check.drift.wiring'), compare] : [compare, message('check.drift.place'), message('check.drift.calibrate')]
}
