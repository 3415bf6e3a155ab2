/** What is to be compared, and what comes of it. Survives structured cloning. */
import type { CorrelationBasis, CorrelationMatrix, CorrelationOptions, CorrelationPair, LeftOut, MovedWith } from '../../../../shared/domain/correlation.ts'
import type { KindBenchmark } from '../../../../shared/domain/kind-benchmark.ts'
import type { KindMember } from './compare-kind.ts'

/** A matrix, a pair, one point with candidates, or equipment of one kind. */
export type CorrelationWhat =
  | { readonly what: 'matrix' }
  | { readonly what: 'pair'; readonly mostLagMs: number }
  | { readonly what: 'movedWith'; readonly mostLagMs: number; readonly eventFromMs: number; readonly eventToMs: number }
  | { readonly what: 'benchmark'; readonly members: readonly KindMember[] }

export interface CorrelationTask {
  readonly what: CorrelationWhat
  /** Of a pair two; of `movedWith` the point first, then the candidates. */
  readonly pointIds: readonly number[]
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
  readonly options: CorrelationOptions
  /** Whose temperature may be held fixed. */
  readonly outdoorPointId: number | null
  readonly timeZone: string
  /** Local days of the period that are like Sundays. */
  readonly holidays: readonly number[]
}

type Own<A, K extends string> = Omit<A, keyof CorrelationBasis | K>

/** Without what the asker knows already. */
export type CorrelationFound =
  | Pick<KindBenchmark, 'what' | 'figures'>
  | Own<CorrelationMatrix, never>
  | (Own<CorrelationPair, 'firstId' | 'secondId'> & { readonly leftOut: readonly LeftOut[] })
  | (Own<MovedWith, 'moved' | 'pointId' | 'eventFromMs' | 'eventToMs'> & { readonly moved: readonly Omit<MovedWith['moved'][number], 'relation' | 'proposed'>[] })

export interface CorrelationTurn {
  readonly done: boolean
  /** 0..1 */
  readonly share: number
}
