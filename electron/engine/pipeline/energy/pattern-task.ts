/** What patterns are to be worked out of. Survives structured cloning. */
import type { Measure } from '../../../../shared/domain/energy.ts'

export interface PatternTask {
  readonly meterId: number
  readonly measure: Measure
  readonly fromMs: number
  readonly toMs: number
  readonly nowMs: number
  readonly timeZone: string
  /** Whole local days since the epoch that are like Sundays, of the two years before `toMs`. */
  readonly holidays: readonly number[]
  /** Meters of cooling for one of heat, and the other way round. */
  readonly opposite: readonly number[]
}
