/** What the load of a meter shows of its building: kinds of days, use, idle waste, mornings, drift. Energy in kWh (or m3), demand in kW (or m3/h). */
import type { Message } from '../message.ts'

/** Parts of the patterns that may be unknown for a reason. */
export type PatternPart = 'dayTypes' | 'occupied' | 'night' | 'daysOff' | 'startUp' | 'baseLoadDrift' | 'heatingAndCooling'

export interface DayKind {
  readonly days: number
  /** Days of it by weekday, Monday first; holidays are not among them. */
  readonly weekdays: readonly number[]
  readonly holidays: number
  /** Mean demand of each local hour, 24 of them. */
  readonly profile: readonly number[]
}

/** Minutes of the local day. */
export interface Occupied {
  readonly fromMinute: number
  readonly toMinute: number
}

/** What nights, or days off, use beyond the best quarter of comparable ones. */
export interface IdleWaste {
  /** Nights, or days off, that could be compared, and those noticeably above the best quarter. */
  readonly compared: number
  readonly above: number
  readonly energy: number
  /** Half of what holds the energy of a year to come nine times of ten. */
  readonly uncertaintyYear: number
  /** Hours that were looked at. */
  readonly hours: number
  /** What the best quarter draws, the median of all. */
  readonly bestLoad: number
  /** The worst first, five at most. Local dates at 00:00 UTC. */
  readonly worst: readonly { readonly dayMs: number; readonly energy: number; readonly load: number }[]
}

export interface StartUp {
  /** Days whose beginning could be seen. */
  readonly days: number
  /** Median minute at which the load leaves the night, and median minutes from there to the day's level; 0 = within the hour. */
  readonly fromMinute: number
  readonly minutesToPlateau: number
  /** What the latest quarter of comparable days shows to be enough. */
  readonly lateMinute: number
  /** Days that began 45 minutes or more before that, and what they used above the night until then. */
  readonly earlyDays: number
  readonly earlyEnergy: number
  /** Half of what holds the energy of a year to come nine times of ten. */
  readonly uncertaintyYear: number
  readonly worst: readonly { readonly dayMs: number; readonly minute: number; readonly energy: number }[]
}

export interface BaseLoadDrift {
  /** Change of what is drawn at the quietest times, kW a year. */
  readonly perYear: number
  /** Half of its 90 % interval. */
  readonly uncertainty: number
  /** Half of what holds the mean of a year's weeks about the line nine times of ten, kW. */
  readonly yearScatter: number
  /** Probability of as much by chance, 0..1. */
  readonly pValue: number
  readonly level: number
  readonly weeks: number
  /** The weather was taken out. */
  readonly weatherTaken: boolean
}

export interface HeatingAndCooling {
  /** Hours in which both are known, and in which both ran. */
  readonly known: number
  readonly hours: number
  /** kWh of the smaller one in these hours. */
  readonly energy: number
  /** Half of what holds the energy of a year to come nine times of ten. */
  readonly uncertaintyYear: number
  /** The meters of the other medium. */
  readonly meterIds: readonly number[]
}

export interface EnergyPatterns {
  readonly meterId: number
  readonly fromMs: number
  readonly toMs: number
  /** Days of which 22 hours or more were measured. */
  readonly measuredDays: number
  /** The most frequent first; empty where too little is known. */
  readonly dayTypes: readonly DayKind[]
  /** Mean silhouette of the kinds, -1..1; null where there is one kind. */
  readonly clarity: number | null
  /** Local dates at 00:00 UTC with the index into `dayTypes`; -1 = too little of it was measured. */
  readonly days: readonly { readonly dayMs: number; readonly dayType: number }[]
  /** By weekday, Monday first; null = in use in no part. null altogether where the load does not show it. */
  readonly occupied: readonly (Occupied | null)[] | null
  readonly night: IdleWaste | null
  readonly daysOff: IdleWaste | null
  readonly startUp: StartUp | null
  readonly baseLoadDrift: BaseLoadDrift | null
  /** Of meters of heat, steam or cooling. */
  readonly heatingAndCooling: HeatingAndCooling | null
  /** Why a part is not known. */
  readonly missing: Readonly<Partial<Record<PatternPart, Message>>>
}
