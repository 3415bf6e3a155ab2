/** The sensor part: drift and bias against peers and weather, readings that cannot be right, noise and standstill against the sensor's own past, and physics between neighbouring sensors. */
import { message } from '../../../../shared/message.ts'
import { clamp, deductFor, percent, rounded, type Affected, type PartDeduction } from './deduction.ts'
import type { AlertSeen, HealthFacts, SensorFacts } from './health-facts.ts'

const LEAST_READINGS = 48
const LEAST_DAYS = 3
const LEAST_DAYS_BEFORE = 7

const DRIFT_MOST = 60
const BAD = { most: 40, from: 0.01, worst: 0.25 }
const NOISE = { most: 30, factor: 2, worst: 6, ofLeastDifference: 0.1 }
const FLAT = { most: 35, days: 2, usual: 0.5, worstDays: 5 }
const DATA_MOST = 30
const MIXING = { most: 35, share: 0.3, blocks: 8, distance: 1, worst: 5 }
const WEATHER = { most: 30, blocks: 24, distance: 3, worst: 8 }

const GRADES: Readonly<Record<AlertSeen['severity'], number>> = { critical: 1, high: 1, medium: 0.7, low: 0.4 }

const enough = ({ readings, days }: SensorFacts): boolean => readings >= LEAST_READINGS || days >= LEAST_DAYS

/** Enough was read of at least one sensor. */
export const sensorsKnown = ({ sensors }: HealthFacts): boolean => sensors.some(enough)

export const judgeSensors = (facts: HealthFacts): readonly PartDeduction[] => {
  const known = facts.sensors.filter(enough)
  const total = facts.sensors.length
  const drifting = facts.alerts.filter(({ kind }) => kind === 'drift')
  const told = new Set(drifting.flatMap(({ pointId }) => pointId ?? []))
  // A fault that the judgement of slow faults tells is not told again.
  const quiet = known.filter(({ pointId }) => !told.has(pointId))
  return [
    ...deductFor('drift', DRIFT_MOST, drifting.map(alertOf), total, (count) => message('health.drift', { count })),
    ...deductFor('data', DATA_MOST, facts.alerts.filter(({ kind }) => kind === 'data').map(alertOf), total, (count) => message('health.data', { count })),
    ...deductFor('bad', BAD.most, known.flatMap(badOf), total, (count) => message('health.bad', { count })),
    ...deductFor('noise', NOISE.most, quiet.flatMap(noiseOf), total, (count) => message('health.noise', { count })),
    ...deductFor('flat', FLAT.most, quiet.flatMap(flatOf), total, (count) => message('health.flat', { count })),
    ...mixing(facts, total),
    ...weather(facts, told, total),
  ]
}

const alertOf = ({ alertId, pointId, severity, title, fromMs, toMs }: AlertSeen): Affected => ({ grade: GRADES[severity], evidence: { pointId, alertId, text: title, fromMs, toMs } })

const badOf = ({ pointId, name, readings, bad, fromMs, toMs }: SensorFacts): readonly Affected[] => {
  const share = bad / Math.max(1, readings)
  if (readings < LEAST_READINGS || share <= BAD.from) return []
  return [{ grade: Math.max(0.1, clamp(share / BAD.worst)), evidence: { pointId, alertId: null, text: message('health.bad.seen', { point: name, bad, readings, percent: percent(share) }), fromMs, toMs } }]
}

/** A loose terminal or a failing sensor is jagged on calm days as well; what is jagged on busy days alone follows its loop or the weather. */
const noiseOf = ({ pointId, name, units, roughness, roughnessBefore, daysBefore, leastDifference, fromMs, toMs }: SensorFacts): readonly Affected[] => {
  const grown = (now: number, before: number): boolean => now > NOISE.ofLeastDifference * leastDifference && now >= NOISE.factor * before
  if (daysBefore < LEAST_DAYS_BEFORE || !grown(roughness.usual, roughnessBefore.usual) || !grown(roughness.calm, roughnessBefore.calm)) return []
  const factor = roughnessBefore.usual > 0 ? roughness.usual / roughnessBefore.usual : NOISE.worst
  const text = message('health.noise.seen', { point: name, times: rounded(Math.min(factor, 99)), jumps: { value: roughness.usual, units } })
  return [{ grade: Math.max(0.3, clamp(factor / NOISE.worst)), evidence: { pointId, alertId: null, text, fromMs, toMs } }]
}

const flatOf = ({ pointId, name, stillDays, stillBefore, daysBefore, fromMs, toMs }: SensorFacts): readonly Affected[] => {
  if (daysBefore < LEAST_DAYS_BEFORE || stillDays < FLAT.days || !(stillBefore < FLAT.usual)) return []
  return [{ grade: Math.max(0.4, clamp(stillDays / FLAT.worstDays)), evidence: { pointId, alertId: null, text: message('health.flat.seen', { point: name, days: stillDays }), fromMs, toMs } }]
}

/** Mixed air lies between the airs it is mixed of. */
const mixing = ({ equipment: { mixing: all } }: HealthFacts, total: number): readonly PartDeduction[] =>
  deductFor(
    'mixing', MIXING.most,
    all.flatMap(({ pointId, name, units, blocks, outside, distance, fromMs, toMs }): readonly Affected[] => {
      if (blocks < MIXING.blocks || outside / blocks < MIXING.share || Math.abs(distance) < MIXING.distance) return []
      const params = { point: name, percent: percent(outside / blocks), difference: { value: Math.abs(distance), units } }
      return [{ grade: Math.max(0.3, clamp(Math.abs(distance) / MIXING.worst)), evidence: { pointId, alertId: null, text: distance > 0 ? message('health.mixing.above', params) : message('health.mixing.below', params), fromMs, toMs } }]
    }),
    total, () => message('health.mixing'),
  )

const weather = ({ equipment: { weather: all } }: HealthFacts, told: ReadonlySet<number>, total: number): readonly PartDeduction[] =>
  deductFor(
    'weather', WEATHER.most,
    all.flatMap(({ pointId, name, units, blocks, distance, fromMs, toMs }): readonly Affected[] => {
      if (told.has(pointId) || blocks < WEATHER.blocks || Math.abs(distance) < WEATHER.distance) return []
      const params = { point: name, difference: { value: Math.abs(distance), units } }
      return [{ grade: Math.max(0.3, clamp(Math.abs(distance) / WEATHER.worst)), evidence: { pointId, alertId: null, text: distance > 0 ? message('health.weather.above', params) : message('health.weather.below', params), fromMs, toMs } }]
    }),
    total, () => message('health.weather'),
  )
