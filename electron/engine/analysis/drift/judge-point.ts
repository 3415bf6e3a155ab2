/** The judgement of one point of a site for the last day that is over: reference, deviation, type, and since when. */
import { LEAST_COMMON_DAYS } from './choose-peers.ts'
import { medianOf, quantileOf } from './day-statistics.ts'
import type { DaySummary } from './day-summary.ts'
import type { DriftJudgement, FaultType } from './drift-types.ts'
import { findShape } from './fault-shape.ts'
import { fitMeter, indexed, judgeMeter, meterDay, type MeterModel } from './meter-drift.ts'
import { fitSensor, judgeSensor, residualOf, withPeers, WINDOW_DAYS, type SensorModel, type SensorResidual } from './sensor-drift.ts'

/** What a point was like when it counted as good; kept as JSON. */
export type Reference =
  | { readonly kind: 'sensor'; readonly untilDay: number; readonly peers: readonly { readonly pointId: number; readonly model: SensorModel }[] }
  | { readonly kind: 'meter'; readonly untilDay: number; readonly floor: number; readonly model: MeterModel }

export interface PointJudgement extends DriftJudgement {
  readonly type: FaultType | null
  /** First day of the deviation; null without an alarm. */
  readonly fromDay: number | null
  /** Related points it was compared with. */
  readonly peers: readonly number[]
  /** Median of the last day's blocks, in the point's unit. */
  readonly latest: number
  readonly reference: Reference
  /** The reference is long enough, or a fault stands: it is not learnt anew. */
  readonly settled: boolean
}

export interface PeerDays {
  readonly pointId: number
  readonly days: readonly DaySummary[]
}

const SENSOR_REFERENCE_DAYS = 90
const METER_REFERENCE_DAYS = 200
export const LEAST_METER_DAYS = 126
/** Of a history that is still short so much is the reference. */
const SENSOR_REFERENCE_SHARE = 2 / 3
const METER_REFERENCE_SHARE = 0.5
/** Less than this share of a meter's usual use is nothing. */
const FLOOR_SHARE = 0.01

/** Judges a sensor by its peers; every one of them must say that it deviates, so that a peer's own fault is not taken for its. null without enough common days. */
export const judgeSensorPoint = (own: readonly DaySummary[], peers: readonly PeerDays[], kept: Reference | null, leastError: number): PointJudgement | null => {
  const reference = kept?.kind === 'sensor' && kept.peers.some(({ pointId }) => peers.some((peer) => peer.pointId === pointId)) ? kept : learnSensor(own, peers, leastError)
  if (reference === null) return null
  const judged = reference.peers.flatMap(({ pointId, model }) => {
    const peer = peers.find((each) => each.pointId === pointId)
    if (peer === undefined) return []
    const residuals = withPeers(own, [peer.days]).map((day) => residualOf(model, day))
    return [{ pointId, model, residuals, judgement: judgeSensor(model, residuals.slice(-WINDOW_DAYS)) }]
  })
  const [mildest] = judged.sort((a, b) => a.judgement.score - b.judgement.score)
  if (mildest === undefined) return null
  const { judgement, residuals, model } = mildest
  const agreed = judged.every((each) => each.judgement.leading === judgement.leading && Math.sign(each.judgement.size) === Math.sign(judgement.size))
  const told = agreed ? judgement : { ...judgement, alarm: false, score: Math.min(judgement.score, 0.99) }
  return {
    ...told, ...(told.alarm ? sensorFault(told, residuals, model, reference.untilDay) : { type: null, fromDay: null }),
    peers: judged.map(({ pointId }) => pointId), latest: medianOf(own.at(-1)?.blocks ?? []), reference,
    settled: told.alarm || residuals.filter(({ day }) => day <= reference.untilDay).length >= SENSOR_REFERENCE_DAYS,
  }
}

const learnSensor = (own: readonly DaySummary[], peers: readonly PeerDays[], leastError: number): Extract<Reference, { kind: 'sensor' }> | null => {
  const days = own.map(({ day }) => day).filter((day) => peers.every((peer) => peer.days.some((each) => each.day === day)))
  if (peers.length === 0 || days.length < LEAST_COMMON_DAYS) return null
  const untilDay = days[Math.min(SENSOR_REFERENCE_DAYS, Math.floor(days.length * SENSOR_REFERENCE_SHARE)) - 1] as number
  const known = peers.flatMap(({ pointId, days: peerDays }) => {
    const model = fitSensor(withPeers(own.filter(({ day }) => day <= untilDay), [peerDays]), leastError)
    return model === null ? [] : [{ pointId, model }]
  })
  return known.length === 0 ? null : { kind: 'sensor', untilDay, peers: known }
}

const sensorFault = (judgement: DriftJudgement, residuals: readonly SensorResidual[], model: SensorModel, untilDay: number): Pick<PointJudgement, 'type' | 'fromDay'> => {
  const today = residuals.at(-1)?.day ?? 0
  if (judgement.leading === 'stuck') return { type: 'stuck', fromDay: today - judgement.size + 1 }
  if (judgement.leading === 'noise') return { type: 'noise', fromDay: firstOf(residuals, untilDay, ({ roughness }) => roughness - model.roughness > model.roughnessLimit / 2) }
  const shape = findShape(residuals, [untilDay, today], false)
  const type = shape?.shape === 'ramp' ? 'drift' : shape?.shape === 'accelerating' ? 'polydrift' : 'bias'
  const from = firstOf(residuals, untilDay, ({ level }) => (level - model.level) * Math.sign(judgement.size) > model.levelLimit / 2)
  return { type, fromDay: shape === null ? from : shape.fromDay }
}

/** The first day after the reference from which on most days are as the last ones are. */
const firstOf = (residuals: readonly SensorResidual[], untilDay: number, isOff: (residual: SensorResidual) => boolean): number => {
  const after = residuals.filter(({ day }) => day > untilDay)
  let first = after.at(-1)?.day ?? untilDay
  let good = 0
  for (const residual of after.toReversed()) {
    if (isOff(residual)) {
      first = residual.day
      good = 0
    } else if ((good += 1) > 3) break
  }
  return first
}

/** Judges a meter by its own past. null with less than eighteen weeks. */
export const judgeMeterPoint = (own: readonly DaySummary[], kept: Reference | null): PointJudgement | null => {
  const reference = kept?.kind === 'meter' ? kept : learnMeter(own)
  const today = own.at(-1)?.day
  if (reference === null || today === undefined) return null
  const days = own.map((each) => meterDay(each, reference.floor))
  const judgement = judgeMeter(reference.model, indexed(days), today)
  return {
    ...judgement, ...(judgement.alarm ? meterFault(judgement, days, reference.untilDay, today) : { type: null, fromDay: null }),
    peers: [], latest: medianOf(own.at(-1)?.blocks ?? []), reference,
    settled: judgement.alarm || own.filter(({ day }) => day <= reference.untilDay).length >= METER_REFERENCE_DAYS,
  }
}

const learnMeter = (own: readonly DaySummary[]): Extract<Reference, { kind: 'meter' }> | null => {
  if (own.length < LEAST_METER_DAYS) return null
  const good = own.slice(0, Math.min(METER_REFERENCE_DAYS, Math.floor(own.length * METER_REFERENCE_SHARE)))
  const floor = FLOOR_SHARE * quantileOf(good.flatMap(({ blocks }) => blocks), 0.5)
  // A meter that counts nothing half of the time has no level to compare.
  return floor > 0 ? { kind: 'meter', untilDay: good.at(-1)?.day ?? 0, floor, model: fitMeter(good.map((each) => meterDay(each, floor))) } : null
}

const meterFault = (judgement: DriftJudgement, days: readonly { readonly day: number; readonly logs: readonly number[] }[], untilDay: number, today: number): Pick<PointJudgement, 'type' | 'fromDay'> => {
  if (judgement.leading === 'stuck') return { type: 'stuck', fromDay: today - judgement.size + 1 }
  if (judgement.leading !== 'level') return { type: 'intermittent', fromDay: today - 6 }
  const shape = findShape(days.map(({ day, logs }) => ({ day, level: medianOf(logs, 4) })), [untilDay, today], true)
  return { type: shape === null || shape.shape === 'step' ? 'gain' : 'gaindrift', fromDay: shape?.fromDay ?? today }
}

