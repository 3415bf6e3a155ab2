/** The judgement of one point of a site for the last day that is over: reference, deviation, type, and since when. */
import { LEAST_COMMON_DAYS, type ChosenPeer } from './choose-peers.ts'
import { medianOf, quantileOf } from './day-statistics.ts'
import type { DaySummary } from './day-summary.ts'
import { NOTHING, type DriftJudgement, type FaultType } from './drift-types.ts'
import { findShape } from './fault-shape.ts'
import { fitMeter, indexed, judgeMeter, meterDay, type MeterDay, type MeterModel } from './meter-drift.ts'
import { findPair, judgePair, ratiosOf, type MeterPair, type PairCandidate } from './meter-pair.ts'
import { isSetSo, type SetpointDays } from './setpoint-move.ts'
import { fitSensor, fitToSetpoint, judgeSensor, residualOf, WINDOW_DAYS, type SensorModel, type SensorResidual } from './sensor-drift.ts'

/** What a point was like when it counted as good; kept as JSON. */
export type Reference = SensorReference | MeterReference

export interface SensorReference {
  readonly kind: 'sensor'
  readonly untilDay: number
  /** Common days it was learnt from. */
  readonly days: number
  readonly peers: readonly { readonly pointId: number; readonly model: SensorModel }[]
  /** Learnt from the time alone in which its plant ran. */
  readonly onlyRunning?: boolean
  /** What stands for a peer is its own set-point. */
  readonly bySetpoint?: boolean
}

export interface MeterReference {
  readonly kind: 'meter'
  readonly untilDay: number
  readonly floor: number
  /** null while there are less than eighteen weeks, or where it counts nothing half of the time. */
  readonly model: MeterModel | null
  /** Another point of the same meter. */
  readonly pair?: MeterPair | null
}

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
  readonly byDay: ReadonlyMap<number, DaySummary>
  /** Of its own set-point, where it has one. */
  readonly setpoint?: SetpointDays
}

const SENSOR_REFERENCE_DAYS = 90
const METER_REFERENCE_DAYS = 200
export const LEAST_METER_DAYS = 126
/** Of a history that is still short so much is the reference. */
const SENSOR_REFERENCE_SHARE = 2 / 3
/** Enough for days in common, with some that were not observed. */
const LEAST_CHOOSING_DAYS = 56
const METER_REFERENCE_SHARE = 0.5
/** Less than this share of a meter's usual use is nothing. */
const FLOOR_SHARE = 0.01
/** Below this share of its limit a deviation is over. */
export const OVER = 0.7
/** What is no alarm stays below one. */
const ALMOST = 0.99
const UNKNOWABLE = ['level', 'noise', 'stuck'] as const
/** A peer that does not go up and down with a sensor is one all the same where what it leaves unexplained stays below this many least errors: both are held where they are. */
const MOST_LOOSE = 1.5

/**
 * Judges a sensor by its peers; two of them must say that it deviates, so that a peer's own fault is not taken for its (of two peers both, of one that one). null where none of the reference's peers is among them.
 * @param setpoint of the point itself: what was set so is no fault
 */
export const judgeSensorPoint = (own: readonly DaySummary[], peers: readonly PeerDays[], reference: SensorReference, setpoint: SetpointDays = null): PointJudgement | null => {
  const today = own.at(-1)?.day ?? 0
  const judged = reference.peers.flatMap(({ pointId, model }) => {
    const peer = peers.find((each) => each.pointId === pointId)
    if (peer === undefined) return []
    const judgement = judgeSensor(model, residualsOf(model, own.slice(-WINDOW_DAYS), peer), (level) => reference.bySetpoint !== true && isSetSo(level, setpoint, peer.setpoint, reference.untilDay, today))
    return [{ pointId, model, peer, judgement }]
  })
  // The second surest: one peer alone proves nothing where there are more. Jagged is only what is so beside all of them.
  const ranked = judged.sort((a, b) => b.judgement.score - a.judgement.score)
  const second = ranked[Math.min(1, ranked.length - 1)]
  const chosen = second?.judgement.leading === 'noise' ? ranked.at(-1) : second
  if (chosen === undefined) return null
  const { judgement, peer, model } = chosen
  const agreed = judged.filter((each) => each.judgement.leading === judgement.leading && Math.sign(each.judgement.size) === Math.sign(judgement.size)).length >= Math.min(2, judged.length)
  const doubted = agreed ? judgement : { ...judgement, alarm: false, score: Math.min(judgement.score, ALMOST) }
  // What two told is not over because a third one is jagged as well by now.
  const told = chosen !== second && !doubted.alarm ? { ...doubted, score: Math.max(doubted.score, Math.min(second?.judgement.score ?? 0, ALMOST)) } : doubted
  return {
    ...told, unknown: unknownOf(judged.map((each) => each.judgement)), ...(told.alarm ? sensorFault(told, residualsOf(model, own, peer), model, reference.untilDay) : { type: null, fromDay: null }),
    peers: judged.map(({ pointId }) => pointId), latest: medianOf(own.at(-1)?.blocks ?? []), reference,
    settled: told.alarm || reference.days >= SENSOR_REFERENCE_DAYS,
  }
}

/** Nothing is over before all peers but one say so, or the only one; those of which nothing is known today do not. */
const unknownOf = (judgements: readonly DriftJudgement[]): NonNullable<DriftJudgement['unknown']> => {
  const least = Math.max(1, judgements.length - 1)
  return UNKNOWABLE.filter((kind) => {
    const blind = judgements.filter(({ unknown }) => unknown?.includes(kind) === true)
    return blind.length > 0 && judgements.filter((each) => !blind.includes(each) && each.score < OVER).length < least
  })
}

const known = new WeakMap<SensorModel, Map<number, SensorResidual>>()

/** A day's residual depends on the model and the day alone: days that were judged before are not worked out again. */
const residualsOf = (model: SensorModel, own: readonly DaySummary[], peer: PeerDays): SensorResidual[] => {
  const before = known.get(model) ?? new Map<number, SensorResidual>()
  known.set(model, before)
  return own.map((each) => {
    const residual = before.get(each.day) ?? residualOf(model, { own: each, peers: [peer.byDay.get(each.day) ?? null] })
    before.set(each.day, residual)
    return residual
  })
}

/** The last of the days by which the peers of a sensor are chosen. */
export const goodUntil = (days: readonly DaySummary[]): number => {
  const count = Math.max(LEAST_CHOOSING_DAYS, Math.min(SENSOR_REFERENCE_DAYS, Math.floor(days.length * SENSOR_REFERENCE_SHARE)))
  return days[Math.min(count, days.length) - 1]?.day ?? 0
}

/** Learns a reference from days that count as good; null without enough common days. */
export const learnSensor = (own: readonly DaySummary[], peers: readonly ChosenPeer<PeerDays>[], leastError: number): SensorReference | null => {
  const days = own.map(({ day }) => day).filter((day) => peers.every(({ candidate }) => candidate.byDay.has(day)))
  if (peers.length === 0 || days.length < LEAST_COMMON_DAYS) return null
  const count = Math.min(SENSOR_REFERENCE_DAYS, Math.floor(days.length * SENSOR_REFERENCE_SHARE))
  const untilDay = days[count - 1] as number
  const learnt = peers.flatMap(({ candidate: { pointId, byDay }, follows }) => {
    const model = fitSensor(own.filter(({ day }) => day <= untilDay).map((each) => ({ own: each, peers: [byDay.get(each.day) ?? null] })), leastError)
    return model === null || (!follows && model.levelLimit > MOST_LOOSE * leastError) ? [] : [{ pointId, model }]
  })
  return learnt.length === 0 ? null : { kind: 'sensor', untilDay, days: count, peers: learnt }
}

/** Learns how a sensor is held at its set-point; null without enough common days, or where it is not held there. */
export const learnSetpoint = (own: readonly DaySummary[], setpoint: PeerDays, leastError: number): SensorReference | null => {
  const days = own.filter(({ day }) => setpoint.byDay.has(day))
  if (days.length < LEAST_COMMON_DAYS) return null
  const good = days.slice(0, Math.min(SENSOR_REFERENCE_DAYS, Math.floor(days.length * SENSOR_REFERENCE_SHARE)))
  const model = fitToSetpoint(good.map((each) => ({ own: each, peers: [setpoint.byDay.get(each.day) ?? null] })), leastError)
  if (model === null || model.levelLimit > MOST_LOOSE * leastError) return null
  return { kind: 'sensor', untilDay: good.at(-1)?.day ?? 0, days: good.length, peers: [{ pointId: setpoint.pointId, model }], bySetpoint: true }
}

const sensorFault = (judgement: DriftJudgement, residuals: readonly SensorResidual[], model: SensorModel, untilDay: number): Pick<PointJudgement, 'type' | 'fromDay'> => {
  const today = residuals.at(-1)?.day ?? 0
  if (judgement.leading === 'stuck') return { type: 'stuck', fromDay: firstStill(residuals) }
  if (judgement.leading === 'noise') return { type: 'noise', fromDay: firstOf(residuals, untilDay, ({ roughness }) => roughness - model.roughness > model.roughnessLimit / 2) }
  const shape = findShape(residuals, [untilDay, today], false)
  const type = shape?.shape === 'ramp' ? 'drift' : shape?.shape === 'accelerating' ? 'polydrift' : 'bias'
  const from = firstOf(residuals, untilDay, ({ level }) => (level - model.level) * Math.sign(judgement.size) > model.levelLimit / 2)
  return { type, fromDay: shape === null ? from : shape.fromDay }
}

/** The day since which it stands still. */
const firstStill = (residuals: readonly SensorResidual[]): number => {
  const moved = residuals.findLastIndex(({ still }) => !still)
  return residuals[moved + 1]?.day ?? residuals.at(-1)?.day ?? 0
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

/**
 * Judges a meter by its own past, and by another point of the same meter where there is one; the last of `own` is judged.
 * @param beside other meters of its device: of it and the other point they tell which one is wrong
 */
export const judgeMeterPoint = (own: readonly DaySummary[], reference: MeterReference, pair: PairCandidate | null, beside: readonly PairCandidate[] = []): PointJudgement | null => {
  const today = own.at(-1)?.day
  if (today === undefined) return null
  const facts = { peers: [], latest: medianOf(own.at(-1)?.blocks ?? []), reference }
  const byPair = pair === null || !reference.pair ? null : judgePair(reference.pair, own, pair.byDay, beside.filter(({ pointId }) => pointId !== pair.pointId).map(({ byDay }) => byDay))
  if (reference.pair && pair !== null && byPair?.alarm === true) return { ...facts, ...byPair, ...factorFault(ratiosOf(own, pair.byDay), reference.pair.untilDay, today), peers: [pair.pointId], settled: true }
  if (reference.model === null) return { ...facts, ...(byPair ?? NOTHING), type: null, fromDay: null, settled: false }
  const days = own.map((each) => meterDayOf(reference, each))
  const alone = judgeMeter(reference.model, indexed(days), today)
  // Two that say the same are not both wrong: their use has changed.
  const judgement = byPair !== null && (alone.leading === 'level' || (!alone.alarm && byPair.score > alone.score)) ? byPair : alone
  const unknown = [...(byPair?.unknown ?? []), ...(alone.unknown ?? [])]
  return {
    ...facts, ...judgement, ...(unknown.length === 0 ? {} : { unknown }), ...(judgement.alarm ? meterFault(judgement, days, reference.untilDay, today) : { type: null, fromDay: null }),
    settled: judgement.alarm || own.filter(({ day }) => day <= reference.untilDay).length >= METER_REFERENCE_DAYS,
  }
}

const knownDays = new WeakMap<MeterReference, Map<number, MeterDay>>()

/** A day's levels depend on the reference and the day alone. */
const meterDayOf = (reference: MeterReference, summary: DaySummary): MeterDay => {
  const before = knownDays.get(reference) ?? new Map<number, MeterDay>()
  knownDays.set(reference, before)
  const day = before.get(summary.day) ?? meterDay(summary, reference.floor)
  before.set(summary.day, day)
  return day
}

/**
 * Learns a reference from days that count as good; null where there is neither another point of the same meter nor eighteen weeks.
 * @param onlyPair by itself nothing is said of it
 */
export const learnMeter = (own: readonly DaySummary[], others: readonly PairCandidate[], onlyPair = false): MeterReference | null => {
  const pair = findPair(own, others)
  const good = own.slice(0, Math.min(METER_REFERENCE_DAYS, Math.floor(own.length * METER_REFERENCE_SHARE)))
  const floor = FLOOR_SHARE * quantileOf(good.flatMap(({ blocks }) => blocks), 0.5)
  // A meter that counts nothing half of the time has no level to compare.
  const model = !onlyPair && own.length >= LEAST_METER_DAYS && floor > 0 ? fitMeter(good.map((each) => meterDay(each, floor))) : null
  return pair === null && model === null ? null : { kind: 'meter', untilDay: good.at(-1)?.day ?? 0, floor, model, pair }
}

const meterFault = (judgement: DriftJudgement, days: readonly { readonly day: number; readonly logs: readonly number[] }[], untilDay: number, today: number): Pick<PointJudgement, 'type' | 'fromDay'> => {
  if (judgement.leading === 'stuck') return { type: 'stuck', fromDay: today - judgement.size + 1 }
  if (judgement.leading !== 'level') return { type: 'intermittent', fromDay: today - 6 }
  return factorFault(days.map(({ day, logs }) => ({ day, level: medianOf(logs, 4) })), untilDay, today)
}

const factorFault = (levels: readonly { readonly day: number; readonly level: number }[], untilDay: number, today: number): Pick<PointJudgement, 'type' | 'fromDay'> => {
  const shape = findShape(levels, [untilDay, today], true)
  return { type: shape === null || shape.shape === 'step' ? 'gain' : 'gaindrift', fromDay: shape?.fromDay ?? today }
}
