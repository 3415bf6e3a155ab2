/** Meters that add up to a site or an area without counting anything twice, as people decided or else by their place in the order. Used by the engine's sums and told on screen. */
import type { Meter } from './energy.ts'

type Counted = Pick<Meter, 'id' | 'name' | 'parentId' | 'medium' | 'source' | 'estimated' | 'delivered'>

/** What a site makes of itself or gives back is not delivered to it. */
const OWN_OR_BACK = /\b(exports?|exported|feed[- _]?in|generation|generated|generator|solar|photovoltaics?|photovoltaik|erzeugung|rueckspeisung|chp|bhkw)\b/i

/** By its name a meter of electricity that is made on site or given back. */
export const isOwnOrBack = ({ name, medium }: Pick<Meter, 'name' | 'medium'>): boolean => medium === 'electricity' && OWN_OR_BACK.test(name.replaceAll('_', ' '))

/**
 * Without a decision: meters below no other of these; sums and estimates only where nothing else measures; nothing made on site or given back.
 * A person's yes brings a meter in, a no takes it out; what hangs below one that counts is counted with it already.
 */
export const mainMetersOf = <M extends Counted>(meters: readonly M[]): M[] => {
  const parents = new Set(meters.map(({ parentId }) => parentId))
  const byId = new Map(meters.map((meter) => [meter.id, meter]))
  const measured = ({ source, estimated }: M): boolean => source.what !== 'sum' && !estimated
  const top = meters.filter((meter) => meter.delivered !== 'no' && (meter.parentId === null || !byId.has(meter.parentId)) && (meter.delivered === 'yes' || !isOwnOrBack(meter)))
  const own = top.filter((meter) => meter.delivered === 'yes' || measured(meter) || parents.has(meter.id) || !top.some((other) => other !== meter && other.medium === meter.medium && measured(other)))
  const counted = new Set([...own, ...meters.filter(({ delivered }) => delivered === 'yes')].map(({ id }) => id))
  return meters.filter((meter) => counted.has(meter.id) && countedAbove(meter, byId, counted) === undefined)
}

/** The meter with which one that a person wants counted is counted already, as it hangs below it; undefined where that is not so. */
export const countedWith = <M extends Counted>(meter: M, meters: readonly M[]): M | undefined =>
  meter.delivered === 'yes' ? countedAbove(meter, new Map(meters.map((each) => [each.id, each])), new Set(mainMetersOf(meters).map(({ id }) => id))) : undefined

const countedAbove = <M extends Counted>(meter: M, byId: ReadonlyMap<number, M>, counted: ReadonlySet<number>): M | undefined => {
  const seen = new Set<number>()
  for (let { parentId } = meter; parentId !== null && !seen.has(parentId); parentId = byId.get(parentId)?.parentId ?? null) {
    if (counted.has(parentId)) return byId.get(parentId)
    seen.add(parentId)
  }
  return undefined
}

/**
 * What of them counts as energy delivered: no volumes; no heat where gas or steam is delivered, as heat is made of it, and no cooling where electricity is, unless a person says that it is.
 * A site with district heat beside a gas kitchen sees by name what was left out.
 */
export const deliveredOf = <M extends Counted & Pick<Meter, 'measure'>>(mains: readonly M[]): { readonly counted: M[]; readonly notCounted: M[] } => {
  const has = (...media: readonly Meter['medium'][]): boolean => mains.some(({ medium, measure }) => measure === 'energy' && media.includes(medium))
  const made = ({ medium, delivered }: M): boolean => delivered !== 'yes' && ((medium === 'heat' && has('gas', 'steam')) || (medium === 'cooling' && has('electricity')))
  const counts = (meter: M): boolean => meter.measure === 'energy' && !made(meter)
  return { counted: mains.filter(counts), notCounted: mains.filter((meter) => !counts(meter)) }
}
