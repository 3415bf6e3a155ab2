/** What moved with a point: every candidate at its best shift in time, and how far it was from its usual course in the event. */
import type { MovedWith } from '../../../../shared/domain/correlation.ts'
import { autocorrelations, lagLadder } from '../../analysis/correlation/effective-size.ts'
import { eventShift } from '../../analysis/correlation/event-shift.ts'
import { lagCurve, type BestLag, type LaggedSeries } from '../../analysis/correlation/lag-curve.ts'
import { maskedSeries } from '../../analysis/correlation/pearson.ts'
import { adjustForMany } from '../../analysis/correlation/significance.ts'
import { bestShift } from './compare-pair.ts'
import type { Gathered, ReadPoint } from './correlation-job.ts'
import type { CorrelationWhat } from './correlation-task.ts'

type MovedFound = Pick<MovedWith, 'shift' | 'shiftSpreads' | 'looked'> & { readonly moved: readonly Omit<MovedWith['moved'][number], 'relation' | 'proposed'>[] }
type Event = Extract<CorrelationWhat, { readonly what: 'movedWith' }>

/** Rates this near are equally sure; then the stronger stands first. */
const SAME_RATE = 0.05

export const compareMoved = ({ grid, controls, points }: Gathered, pointId: number, { mostLagMs, eventFromMs, eventToMs }: Event): MovedFound => {
  const own = points.find((point) => point.pointId === pointId)
  const others = points.filter((point) => point !== own)
  if (own === undefined) return { shift: Number.NaN, shiftSpreads: Number.NaN, looked: others.length, moved: [] }
  const ladder = lagLadder(grid.length)
  const ready = ({ rest }: ReadPoint): LaggedSeries => {
    const masked = maskedSeries(rest)
    return { masked, autocorrelations: autocorrelations(masked, ladder) }
  }
  const mine = ready(own)
  const compared = others.flatMap((other): { other: ReadPoint; best: BestLag }[] => {
    const { best } = lagCurve(mine, ready(other), ladder, Math.floor(mostLagMs / grid.stepMs), controls)
    return best === null ? [] : [{ other, best }]
  })
  const rates = adjustForMany(Float64Array.from(compared, ({ best }) => best.probability))
  const moved = compared.map(({ other, best }, i) => {
    const { shift, spreads } = eventShift(other.rest, grid, eventFromMs, eventToMs)
    return { pointId: other.pointId, best: bestShift(best, grid.stepMs), q: rates[i] as number, shift, shiftSpreads: spreads }
  })
  const { shift, spreads } = eventShift(own.rest, grid, eventFromMs, eventToMs)
  return { shift, shiftSpreads: spreads, looked: others.length, moved: moved.toSorted((a, b) => orderOf(a) - orderOf(b)) }
}

/** Sure ones before unsure ones, each by strength; those of which nothing can be said come last. */
const orderOf = ({ q, best }: { readonly q: number; readonly best: { readonly r: number } }): number => (Number.isNaN(q) ? 2 : q <= SAME_RATE ? 0 : 1) * 10 - Math.abs(best.r)
