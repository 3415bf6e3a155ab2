/** Meters that are worked out of other meters and of points: sums, heat from flow and temperatures, estimates from run-time. */
import { usableReadings, type MeterPeriod, type MeterReadings } from './meter-readings.ts'
import { rhythmOf, type ReadingRhythm } from './reading-rhythm.ts'
import { addEvenly, type SlotSums } from './slot-sums.ts'

const HOUR_MS = 3_600_000
/** Heat that a cubic metre of water takes up for each kelvin, kWh: 4.186 kJ/(kg K) x 1,000 kg / 3,600. */
export const KWH_PER_M3_KELVIN = 1.163

/** Adds other meters' slots, each times its factor. A slot is known as far as all of them are. */
export const addSum = (slots: SlotSums, terms: readonly { readonly slots: SlotSums; readonly factor: number }[]): void => {
  for (let slot = 0; slot < slots.energy.length; slot++) {
    let [energy, measured, known, bits] = [0, Infinity, Infinity, 0]
    for (const { slots: own, factor } of terms) {
      const filled = own.filledMs[slot] as number
      energy += factor * (own.energy[slot] as number)
      measured = Math.min(measured, own.measuredMs[slot] as number)
      known = Math.min(known, (own.measuredMs[slot] as number) + filled)
      bits |= own.quality[slot] as number
    }
    if (terms.length === 0 || !(known > 0)) continue
    slots.energy[slot] = (slots.energy[slot] as number) + energy
    slots.measuredMs[slot] = measured
    slots.filledMs[slot] = Math.max(0, known - measured)
    slots.quality[slot] = bits
  }
}

/** A point's value over time: the last reading until the next, nothing over gaps. */
interface Held {
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly rhythm: ReadingRhythm
  index: number
}

const hold = (readings: MeterReadings, unobserved: readonly MeterPeriod[]): Held => {
  const usable = usableReadings(readings)
  return { ...usable, rhythm: rhythmOf(usable.timesMs, unobserved), index: -1 }
}

/** The value that holds from `timeMs` on; NaN when it is not known. Asked with rising times. */
const valueAt = (held: Held, timeMs: number): number => {
  const { timesMs, values } = held
  while (held.index + 1 < timesMs.length && (timesMs[held.index + 1] as number) <= timeMs) held.index += 1
  if (held.index < 0) return Number.NaN
  const nextMs = timesMs[held.index + 1]
  const sinceMs = timesMs[held.index] as number
  return nextMs === undefined || held.rhythm.isGap(sinceMs, nextMs) ? Number.NaN : (values[held.index] as number)
}

/** Adds `rateOf` the held values, kW, over all times at which it is a number. */
const addHeld = (slots: SlotSums, sources: readonly Held[], rateOf: (values: readonly number[]) => number): void => {
  const edges = Float64Array.from(new Set(sources.flatMap(({ timesMs }) => [...timesMs]))).sort()
  for (let i = 0; i + 1 < edges.length; i++) {
    const [fromMs, toMs] = [edges[i] as number, edges[i + 1] as number]
    const rate = rateOf(sources.map((source) => valueAt(source, fromMs)))
    if (Number.isFinite(rate)) addEvenly(slots, fromMs, toMs, (rate * (toMs - fromMs)) / HOUR_MS, 'measured', 0)
  }
}

export interface SourceReadings {
  readonly readings: MeterReadings
  readonly unobserved: readonly MeterPeriod[]
}

/** Heat given (supply warmer) or, for `cooling`, taken (return warmer): flow in m3/h after `flowScale`, temperatures in kelvin steps after `kelvin`. The other way counts as nothing. */
export const addThermal = (slots: SlotSums, flow: SourceReadings, supply: SourceReadings, back: SourceReadings, facts: { readonly flowScale: number; readonly kelvin: number; readonly cooling: boolean }): void => {
  const sources = [flow, supply, back].map(({ readings, unobserved }) => hold(readings, unobserved))
  addHeld(slots, sources, ([rate = Number.NaN, warm = Number.NaN, cold = Number.NaN]) => {
    const difference = (facts.cooling ? cold - warm : warm - cold) * facts.kelvin
    const kw = KWH_PER_M3_KELVIN * rate * facts.flowScale * difference
    return Number.isNaN(kw) ? kw : Math.max(0, kw)
  })
}

/** Rated power while a point is on; with a speed (0..100 %) times the cube of its share, by the affinity laws of fans and pumps. */
export const addRunTime = (slots: SlotSums, run: SourceReadings, speed: SourceReadings | null, ratedKw: number): void => {
  const sources = [run, ...(speed === null ? [] : [speed])].map(({ readings, unobserved }) => hold(readings, unobserved))
  addHeld(slots, sources, ([on = Number.NaN, percent = 100]) => {
    if (Number.isNaN(on)) return on
    return on >= 0.5 ? ratedKw * (Math.min(100, Math.max(0, percent)) / 100) ** 3 : 0
  })
}
