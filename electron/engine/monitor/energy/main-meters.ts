/** Meters that add up to a site or an area without counting anything twice. */
import type { Meter } from '../../../../shared/domain/energy.ts'

type Counted = Pick<Meter, 'id' | 'parentId' | 'medium' | 'source' | 'estimated'>

/** Meters below no other of these. Sums and estimates count only where nothing else measures. */
export const mainMetersOf = <M extends Counted>(meters: readonly M[]): M[] => {
  const parents = new Set(meters.map(({ parentId }) => parentId))
  const ids = new Set(meters.map(({ id }) => id))
  const top = meters.filter(({ parentId }) => parentId === null || !ids.has(parentId))
  const measured = ({ source, estimated }: M): boolean => source.what !== 'sum' && !estimated
  return top.filter((meter) => measured(meter) || parents.has(meter.id) || !top.some((other) => other !== meter && other.medium === meter.medium && measured(other)))
}

/**
 * What of them counts as energy delivered: no volumes; no heat where gas or steam is delivered, as heat is made of it, and no cooling where electricity is.
 * A site with district heat beside a gas kitchen sees by name what was left out.
 */
export const deliveredOf = <M extends Counted & Pick<Meter, 'measure'>>(mains: readonly M[]): { readonly counted: M[]; readonly notCounted: M[] } => {
  const has = (...media: readonly Meter['medium'][]): boolean => mains.some(({ medium, measure }) => measure === 'energy' && media.includes(medium))
  const made = ({ medium }: M): boolean => (medium === 'heat' && has('gas', 'steam')) || (medium === 'cooling' && has('electricity'))
  const counts = (meter: M): boolean => meter.measure === 'energy' && !made(meter)
  return { counted: mains.filter(counts), notCounted: mains.filter((meter) => !counts(meter)) }
}
