/** What is to be worked out of meters, run-time and weather, and what comes of it. Survives structured cloning. */
import type { Meter } from '../../../../shared/domain/energy.ts'
import type { FoundCorrection } from '../../analysis/energy/meters/meter-readings.ts'
import type { DayRows, PeriodRows } from '../../analysis/energy/meters/roll-up.ts'
import type { RunDay } from '../../analysis/energy/meters/run-time.ts'

export interface EnergyPoint {
  readonly id: number
  readonly deviceId: number
  readonly units: number | null
}

export interface EnergyTask {
  readonly nowMs: number
  readonly timeZone: string
  /** Length of a demand window: 5, 15, 30 or 60 min. */
  readonly windowMinutes: number
  /** All meters: sums need those they are made of. */
  readonly meters: readonly Meter[]
  /** Points that meters, run-time and weather are read from. */
  readonly points: readonly EnergyPoint[]
  /** Meters to be worked out, in this order, each from a moment on. `late`: because of readings that came late; `marks`: as in the store, 0 = was not marked. */
  readonly due: readonly { readonly meterId: number; readonly fromMs: number; readonly late: boolean; readonly marks: number }[]
  /** Corrections that a person took back, by meter. */
  readonly undone: readonly { readonly meterId: number; readonly key: string }[]
  /** Equipment whose run-time is to be worked out, from a moment on. */
  readonly run: readonly { readonly pointId: number; readonly fromMs: number }[]
  /** Outdoor temperature from a moment on; the point is null where only imported weather is there. null = not now. */
  readonly weather: { readonly pointId: number | null; readonly fromMs: number } | null
}

/** What one part of a meter's time came to: replaces all that was there of [fromMs, toMs). */
export interface MeterPart {
  readonly meterId: number
  readonly fromMs: number
  readonly toMs: number
  readonly hours: PeriodRows
  readonly days: DayRows
  readonly corrections: readonly FoundCorrection[]
  /** The meter is worked out to now. */
  readonly last: boolean
}

export interface WeatherPart {
  readonly startsMs: Float64Array
  readonly temperature: Float64Array
  readonly coverage: Float64Array
}

export interface EnergyTurn {
  readonly done: boolean
  /** 0..1 */
  readonly share: number
  readonly meters: readonly MeterPart[]
  /** Meters that have no data at all. */
  readonly empty: readonly number[]
  readonly runDays: readonly { readonly pointId: number; readonly days: readonly RunDay[] }[]
  readonly weather: readonly WeatherPart[]
}
