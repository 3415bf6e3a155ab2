/** Slow faults, seeded over the points and days of a year, and what they make of the readings. */
import { gauss } from '../../electron/simulator/physics/noise.ts'
import { seededRandom } from '../../shared/random.ts'
import { unitQuantity } from '../../shared/units.ts'
import { meterOf, type Campus, type CampusPoint } from './campus.ts'
import { STEPS_A_DAY } from './year-time.ts'

export type SeededType = 'bias' | 'drift' | 'polydrift' | 'noise' | 'stuck' | 'gain' | 'gaindrift'

export interface SeededFault {
  readonly type: SeededType
  /** Points that show it: one sensor, one counter, or all points of a meter. */
  readonly pointIds: readonly number[]
  /** Days since the begin of the year. */
  readonly day: number
  /** Days until it is complete; 0 = at once. */
  readonly rampDays: number
  /** When complete: the point's unit for bias and drift, share for gain, standard deviation for noise, 0 for stuck. */
  readonly size: number
}

/** Of 40 faults. */
const MIX: readonly (readonly [SeededType, number])[] = [['bias', 11], ['drift', 9], ['polydrift', 3], ['noise', 6], ['stuck', 5], ['gain', 4], ['gaindrift', 2]]
/** Sizes, smallest and largest, by quantity: offsets in the unit, noise as standard deviation. Pressures and irradiance: shares of the usual reading. */
const SIZES: Readonly<Record<string, { readonly bias: readonly [number, number]; readonly drift: readonly [number, number]; readonly noise: readonly [number, number]; readonly relative?: true }>> = {
  temperature: { bias: [1.7, 3.5], drift: [2, 4.5], noise: [0.7, 1.5] },
  relativeHumidity: { bias: [9, 18], drift: [10, 22], noise: [4, 9] },
  concentration: { bias: [130, 300], drift: [150, 400], noise: [50, 120] },
  pressure: { bias: [0.15, 0.35], drift: [0.2, 0.45], noise: [0.08, 0.2], relative: true },
}
const PASCALS = 53
/** Shares of air pressures are of at least this: a filter's few pascals are no matter. */
const LEAST_PASCALS = 150
/** Of a meter's faults. */
const SHARED_SHARE = 0.25
const GAIN: readonly [number, number] = [0.2, 0.45]
const RAMP_DAYS: readonly [number, number] = [30, 120]
/** Onsets lie in this part of the year: a site must have been seen for some weeks, and a fault must have some weeks to be found in. */
const ONSETS: readonly [number, number] = [0.17, 0.9]

export const isMeter = ({ spec }: Pick<CampusPoint, 'spec'>): boolean => {
  const quantity = unitQuantity(spec.units)
  return quantity === 'power' || quantity === 'energy' || quantity === 'volume'
}

/** Seeds `count` faults on points that are drawn without preference; a meter's or sensor's type is drawn from the mix. */
export const seedFaults = ({ size, points }: Campus, count: number): SeededFault[] => {
  const random = seededRandom(size.seed * 7_907 + 13)
  const between = ([low, high]: readonly [number, number]): number => low + random() * (high - low)
  const free = points.filter(({ judged, spec }) => judged && (isMeter({ spec }) || SIZES[unitQuantity(spec.units)] !== undefined))
  const types = typesFor(count)
  const taken = new Set<number>()
  return types.map((type) => {
    const wanted = free.filter((each) => !taken.has(each.point.id) && fits(type, each))
    const chosen = wanted[Math.floor(random() * wanted.length)] as CampusPoint
    // A fault of its transformers shows in the power and the count of a meter, one of its pulses or of its scale in one of them.
    const shared = type.startsWith('gain') && random() < SHARED_SHARE ? points.filter((each) => each.judged && isMeter(each) && meterOf(each) === meterOf(chosen)) : [chosen]
    for (const { point } of shared) taken.add(point.id)
    const sign = random() < 0.5 ? -1 : 1
    const rampDays = type.endsWith('drift') ? Math.round(between(RAMP_DAYS)) : 0
    return { type, pointIds: shared.map(({ point }) => point.id), day: Math.round(between(ONSETS) * size.days), rampDays, size: sizeOf(type, chosen, sign, between) }
  })
}

const typesFor = (count: number): SeededType[] => {
  const whole = MIX.reduce((sum, [, share]) => sum + share, 0)
  return Array.from({ length: count }, (_, i) => {
    let at = ((i + 0.5) * whole) / count
    for (const [type, share] of MIX) if ((at -= share) < 0) return type
    return 'bias' as const
  })
}

const fits = (type: SeededType, point: CampusPoint): boolean => {
  if (type === 'stuck') return true
  return type.startsWith('gain') ? isMeter(point) && unitQuantity(point.spec.units) !== 'power' : !isMeter(point)
}

const sizeOf = (type: SeededType, { spec, values }: CampusPoint, sign: number, between: (range: readonly [number, number]) => number): number => {
  if (type === 'stuck') return 0
  if (type === 'gain' || type === 'gaindrift') return sign * between(GAIN)
  const sizes = SIZES[unitQuantity(spec.units)] as (typeof SIZES)[string]
  const unit = sizes.relative ? Math.max(usual(values), spec.units === PASCALS ? LEAST_PASCALS : 0) : 1
  if (type === 'noise') return unit * between(sizes.noise)
  return sign * unit * between(type === 'bias' ? sizes.bias : sizes.drift)
}

/** Median of what is not nothing. */
const usual = (values: Float32Array): number => {
  const moving = values.filter((value) => value > 0).sort()
  return moving[moving.length >> 1] ?? 0
}

/** Share of a fault's size on a day since the begin of the year, 0..1. */
export const shareOf = ({ type, day, rampDays }: SeededFault, atDay: number): number => {
  if (atDay < day) return 0
  const share = rampDays === 0 ? 1 : Math.min(1, (atDay - day) / rampDays)
  return type === 'polydrift' ? share * share : share
}

/** Bends the readings of the faulty points. */
export const applyFaults = (campus: Campus, faults: readonly SeededFault[]): void => {
  const byId = new Map(campus.points.map((each) => [each.point.id, each]))
  for (const fault of faults) for (const id of fault.pointIds) bend(byId.get(id) as CampusPoint, fault, campus.size.seed)
}

const bend = ({ spec, values, point }: CampusPoint, fault: SeededFault, seed: number): void => {
  const quantity = unitQuantity(spec.units)
  const isCounter = quantity === 'energy' || quantity === 'volume'
  const round = (value: number): number => Math.round(Math.min(spec.high, Math.max(spec.low, value)) / spec.resolution) * spec.resolution
  const held = values.subarray(0, fault.day * STEPS_A_DAY).findLast((each) => !Number.isNaN(each)) ?? 0
  let last = Number.NaN
  let shown = Number.NaN
  for (let step = 0; step < values.length; step++) {
    const value = values[step] as number
    if (Number.isNaN(value)) continue
    const share = shareOf(fault, step / STEPS_A_DAY)
    const counted = Number.isNaN(last) || value < last ? 0 : value - last
    shown = Number.isNaN(shown) || value < last ? value : shown + counted * (1 + fault.size * share)
    last = value
    if (share === 0 && step < fault.day * STEPS_A_DAY) continue
    if (fault.type === 'stuck') values[step] = held
    else if (isCounter) values[step] = round(shown)
    else if (fault.type === 'gain' || fault.type === 'gaindrift') values[step] = round(value * (1 + fault.size * share))
    else if (fault.type === 'noise') values[step] = round(value + fault.size * gauss(seed, 800_000 + point.id, step))
    else values[step] = round(value + fault.size * share)
  }
}
