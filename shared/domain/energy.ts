/** Meters, what was corrected of their readings, and the energy and demand worked out of them. Energy in kWh, volumes in m3, demand in kW or m3/h. */
import type { Message } from '../message.ts'

export const MEDIA = ['electricity', 'gas', 'heat', 'cooling', 'steam', 'water'] as const
export type Medium = (typeof MEDIA)[number]

/** What a meter is counted in: energy in kWh with demand in kW, or volume in m3 with flow in m3/h. */
export type Measure = 'energy' | 'volume'

/** How the readings of the source are to be understood. `counter`: a total that only rises; `rate`: power or flow of the moment; `pulse`: a total of pulses. */
export type MeterSignal = 'counter' | 'rate' | 'pulse'

/** Where a meter's numbers come from. */
export type MeterSource =
  | { readonly what: 'point'; readonly pointId: number; readonly signal: MeterSignal }
  /** Interval data of an imported file. */
  | { readonly what: 'imported' }
  /** Sum of other meters, each times its factor (-1 = difference). */
  | { readonly what: 'sum'; readonly terms: readonly { readonly meterId: number; readonly factor: number }[] }
  /** Thermal energy from a water flow and two temperatures: 1.163 kWh per m3 and K. Points. */
  | { readonly what: 'thermal'; readonly flowPointId: number; readonly supplyPointId: number; readonly returnPointId: number }
  /** Estimated from run-time: rated power while on; with `speedPointId` (0..100 %) times the cube of speed. */
  | { readonly what: 'runTime'; readonly pointId: number; readonly ratedKw: number; readonly speedPointId: number | null }

/** Whether a meter was found by the roles of points, found and looked at by a person, or made by one. */
export type MeterOrigin = 'found' | 'confirmed' | 'made'

/** Whether a meter counts as energy delivered to the site; `auto`: by its place in the order, its medium and its name. */
export const DELIVERED = ['auto', 'yes', 'no'] as const
export type Delivered = (typeof DELIVERED)[number]

export interface Meter {
  readonly id: number
  readonly name: string
  readonly medium: Medium
  readonly measure: Measure
  readonly source: MeterSource
  readonly origin: MeterOrigin
  /** How sure the finder is, 0..1; 1 where a person decided. */
  readonly confidence: number
  /** BACnet unit of the readings as they are taken, null = none. A person may say it is another one than the device says. */
  readonly units: number | null
  /** One unit of the readings is so many kWh or m3 (counter, pulse) or kW or m3/h (rate). */
  readonly scale: number
  /** The value after which a counter begins anew at 0; null = not known. In the unit of the readings. */
  readonly rolloverAt: number | null
  readonly deviceId: number | null
  /** Building, floor or zone it measures; free words, empty = not said. */
  readonly area: string
  readonly floorAreaM2: number | null
  /** The meter that measures this one too; null = a main meter. */
  readonly parentId: number | null
  /** Demand above which money or trouble begins, kW; null = none. */
  readonly demandLimitKw: number | null
  readonly delivered: Delivered
  /** Numbers are estimated, not measured. */
  readonly estimated: boolean
  /** Not used: kept and not counted. */
  readonly ignored: boolean
  /** Wrong unit, standing still, negative ... each a message. */
  readonly problems: readonly Message[]
  /** Hours worked out so far: from, to (exclusive); null = none yet. */
  readonly known: { readonly fromMs: number; readonly toMs: number } | null
}

/** What a person may change of a meter; what is absent stays. */
export interface MeterPatch {
  readonly name?: string | undefined
  readonly medium?: Medium | undefined
  readonly signal?: MeterSignal | undefined
  readonly units?: number | null | undefined
  readonly scale?: number | undefined
  readonly rolloverAt?: number | null | undefined
  readonly area?: string | undefined
  readonly floorAreaM2?: number | null | undefined
  readonly parentId?: number | null | undefined
  readonly demandLimitKw?: number | null | undefined
  readonly delivered?: Delivered | undefined
  readonly ignored?: boolean | undefined
}

/** A meter that a person makes. */
export interface NewMeter {
  readonly name: string
  readonly medium: Medium
  readonly measure: Measure
  readonly source: MeterSource
  readonly area: string
}

/** What was wrong with a meter's readings and put right. */
export type CorrectionKind = 'reset' | 'rollover' | 'replacement' | 'gap' | 'spike' | 'backwards' | 'late' | 'wrongUnit'

export interface MeterCorrection {
  readonly id: number
  readonly meterId: number
  readonly kind: CorrectionKind
  readonly fromMs: number
  readonly toMs: number
  /** Readings before and after, in the unit of the readings; null where there is none. */
  readonly before: number | null
  readonly after: number | null
  /** What the period counts with the rule, and what it would count without, kWh or m3. */
  readonly counted: number
  readonly uncorrected: number
  /** The rule in words. */
  readonly why: Message
  /** null = in force. */
  readonly undoneAtMs: number | null
}

/** A change of meters kept for good. */
export interface MeterChange {
  readonly id: number
  readonly atMs: number
  readonly who: string
  readonly meterId: number
  readonly what: 'made' | 'changed' | 'confirmed' | 'removed' | 'correctionUndone' | 'correctionRedone'
  readonly before: Meter | null
  readonly after: Meter | null
  readonly undone: boolean
}

export type EnergyStep = 'hour' | 'day' | 'month'

/** One meter's periods as parallel arrays; NaN = not known. Days and months begin at local midnight: a day has 23, 24 or 25 hours. */
export interface EnergySeries {
  readonly meterId: number
  readonly step: EnergyStep
  readonly startsMs: Float64Array
  /** kWh or m3. */
  readonly energy: Float64Array
  /** Highest mean of a demand window (15 min unless set otherwise), kW or m3/h, and when it began. */
  readonly peak: Float64Array
  readonly peakAtMs: Float64Array
  /** Share of the period that was measured, 0..1; the rest is filled by rule or not known. */
  readonly coverage: Float64Array
  /** Bits: 1 corrected, 2 filled over a gap, 4 estimated, 8 provisional (not over yet). */
  readonly quality: Uint8Array
}

export const ENERGY_QUALITY = { corrected: 1, filled: 2, estimated: 4, provisional: 8 } as const

/** Figures of one meter over a period. */
export interface EnergyFigures {
  readonly meterId: number
  readonly fromMs: number
  readonly toMs: number
  /** kWh or m3. */
  readonly energy: number
  readonly peak: number | null
  readonly peakAtMs: number | null
  /** Mean demand / peak demand, 0..1. */
  readonly loadFactor: number | null
  /** What is drawn at the quietest times, kW or m3/h. */
  readonly baseLoad: number | null
  readonly coverage: number
  readonly corrections: number
  /** In the currency and factors of the tariff in force; null without one. */
  readonly cost: number | null
  readonly currency: string | null
  readonly co2Kg: number | null
  /** Expected of the period by the meter's own past; null while not known. */
  readonly expected: number | null
  /** Kelvin days over the period; null without an outdoor temperature. */
  readonly heatingDegreeDays: number | null
  readonly coolingDegreeDays: number | null
}

/** Days by hours of one meter for a carpet: `values[day * 25 + hour]`, kW; NaN = not known. Hour 24 exists on the day clocks go back. */
export interface EnergyCarpet {
  readonly meterId: number
  /** Local dates at 00:00 UTC. */
  readonly daysMs: Float64Array
  readonly values: Float64Array
}

/** What the energy screen opens with. */
export interface EnergyOverview {
  readonly atMs: number
  readonly meters: readonly EnergyOverviewMeter[]
  /** Main meters of each medium together. */
  readonly site: readonly EnergyOverviewSite[]
  /** What a main meter measures beyond its sub-meters, this week. */
  readonly unaccounted: readonly { readonly meterId: number; readonly energy: number; readonly share: number }[]
}

export interface EnergyOverviewMeter {
  readonly meterId: number
  /** Local midnight until now. */
  readonly today: { readonly energy: number; readonly peak: number | null; readonly peakAtMs: number | null }
  /** Monday 00:00 until now. */
  readonly week: { readonly energy: number }
  /** kW or m3/h of the last demand window; null = not known. */
  readonly now: number | null
  /** Probability that today's peak goes over the demand limit, 0..1; null without limit or forecast. */
  readonly peakRisk: number | null
}

export interface EnergyOverviewSite {
  readonly medium: Medium
  readonly measure: Measure
  readonly today: number
  readonly todayExpected: number | null
  readonly week: number
  readonly weekExpected: number | null
  readonly costWeek: number | null
  readonly currency: string | null
  readonly co2KgWeek: number | null
  readonly coverage: number
}

/** Hours that HVAC equipment ran, by day. */
export interface RunHours {
  readonly pointId: number
  /** Starts of local days, ms. */
  readonly daysMs: Float64Array
  readonly hours: Float64Array
  readonly starts: Float64Array
  readonly coverage: Float64Array
}
