/** What the health of a device is judged by on one day: plain facts of the week that ends with it and of the four weeks before. Times in ms, shares 0..1. */
import type { Message } from '../../../../shared/message.ts'

/** A period and what was asked and heard in it. */
export interface ReachFacts {
  readonly observedMs: number
  /** Of the observed time. */
  readonly offlineMs: number
  /** Of hours in which the device was there. */
  readonly requests: number
  /** Of these: no usable answer. */
  readonly lost: number
  readonly retries: number
  readonly asked: number
  readonly answered: number
  readonly answers: number
  readonly latencyP50Ms: number | null
  readonly latencyP95Ms: number | null
}

export interface CommunicationFacts {
  readonly week: ReachFacts
  /** The four weeks before. */
  readonly before: ReachFacts
  readonly restartsMs: readonly number[]
  /** Sensors that told something before and have been silent for days while the device answered. */
  readonly silent: readonly PointSeen[]
  /** Sensors in all. */
  readonly sensors: number
}

/** A point in a period. */
export interface PointSeen {
  readonly pointId: number
  readonly name: string
  readonly units: number | null
  readonly fromMs: number
  readonly toMs: number
}

/** How jagged the days of a period were: on the median day, and on the calm ones (one of six is calmer), in the point's unit. */
export interface Roughness {
  readonly usual: number
  readonly calm: number
}

/** A sensor's week beside the four weeks before; NaN = not known. */
export interface SensorFacts extends PointSeen {
  /** Days with a summary in the week and before. */
  readonly days: number
  readonly daysBefore: number
  readonly readings: number
  /** Of the readings: fault, out of range, spikes, too fast. */
  readonly bad: number
  readonly roughness: Roughness
  readonly roughnessBefore: Roughness
  /** Days in a row, up to the newest, on which it stood still; how still a usual day was before. */
  readonly stillDays: number
  readonly stillBefore: number
  /** Least difference worth telling, in the point's unit. */
  readonly leastDifference: number
}

/** An alert that stood in the week. */
export interface AlertSeen {
  readonly alertId: number
  readonly pointId: number | null
  readonly kind: 'drift' | 'data' | 'rule' | 'abnormal'
  readonly severity: 'critical' | 'high' | 'medium' | 'low'
  readonly title: Message
  readonly fromMs: number
  readonly toMs: number
}

/** Mixed air beside the two airs it is mixed of, in blocks of three hours in which the fan ran. */
export interface MixingFacts extends PointSeen {
  readonly blocks: number
  /** Blocks in which it lay outside of both by more than the tolerance. */
  readonly outside: number
  /** Median distance of those, K; signed. */
  readonly distance: number
}

/** An outdoor sensor beside the weather as the site knows it otherwise. */
export interface WeatherFacts extends PointSeen {
  readonly blocks: number
  readonly distance: number
}

export interface HuntingFacts extends PointSeen {
  /** Reversals of 5 % and more an hour, median of the days. */
  readonly reversalsPerHour: number
  readonly days: number
}

export interface CyclingFacts extends PointSeen {
  readonly starts: number
  readonly runMs: number
  readonly days: number
}

/** Hours in which equipment ran although nobody was there, a day. */
export interface ScheduleFacts extends PointSeen {
  readonly hoursADay: number
  readonly days: number
}

/** How far a controlled temperature stays from its setpoint while equipment runs, K. */
export interface ApproachFacts extends PointSeen {
  readonly distance: number
  readonly before: number
  readonly blocks: number
}

/** Approach of a cooling tower to the wet bulb, of evaporator, condenser and coils to the other side; spread between supply and return of water. */
export type ExchangeKind = 'tower' | 'evaporator' | 'condenser' | 'coolingCoil' | 'heatingCoil' | 'chilledSpread' | 'hotSpread'

/** An approach or a spread, K, in blocks of three hours of operation that have blocks at like load in the four weeks before. */
export interface ExchangeFacts extends PointSeen {
  readonly kind: ExchangeKind
  readonly blocks: number
  /** Median of these; NaN without one. */
  readonly value: number
  /** Median of the differences from before at like load. */
  readonly grown: number
}

export interface EquipmentFacts {
  /** Fault rules watch equipment of the device. */
  readonly ruled: boolean
  readonly mixing: readonly MixingFacts[]
  readonly weather: readonly WeatherFacts[]
  readonly hunting: readonly HuntingFacts[]
  readonly cycling: readonly CyclingFacts[]
  readonly schedule: readonly ScheduleFacts[]
  readonly approach: readonly ApproachFacts[]
  readonly exchange: readonly ExchangeFacts[]
  /** Measured against expected, kWh; only where something is expected. */
  readonly energy: readonly { readonly meterId: number; readonly name: string; readonly measuredKwh: number; readonly expectedKwh: number }[]
}

export interface ConfigurationFacts {
  readonly points: number
  /** Other addresses that claim its instance number, as a sentence; null = none, or not known of that day. */
  readonly duplicate: Message | null
  /** Points that stood overridden, or out of service, for days up to the judged one. */
  readonly overridden: readonly (PointSeen & { readonly days: number })[]
  readonly outOfService: readonly (PointSeen & { readonly days: number })[]
  /** Values written from this laptop that stand longer than a day. */
  readonly standing: readonly (PointSeen & { readonly days: number })[]
  /** Analog points without a unit. */
  readonly unitless: readonly PointSeen[]
}

export interface HealthFacts {
  readonly fromMs: number
  readonly toMs: number
  readonly communication: CommunicationFacts
  readonly sensors: readonly SensorFacts[]
  readonly equipment: EquipmentFacts
  readonly configuration: ConfigurationFacts
  readonly alerts: readonly AlertSeen[]
}
