/** Main meters and what hangs below them; sums and what they are made of. */
import { MEDIA, type Meter } from '../../../../shared/domain/energy.ts'

type Branch = Pick<Meter, 'id' | 'parentId'>

/** As they are offered everywhere: by medium, what every building has first; main meters before their sub-meters; else as they were found. */
export const inOrder = (meters: readonly Meter[]): Meter[] =>
  meters.toSorted((a, b) => MEDIA.indexOf(a.medium) - MEDIA.indexOf(b.medium) || Number(a.parentId !== null) - Number(b.parentId !== null) || a.id - b.id)

/** Whether going up from a meter comes back to it. */
export const reachesItself = (id: number, meters: readonly Branch[]): boolean => {
  const parents = new Map(meters.map((meter) => [meter.id, meter.parentId]))
  const seen = new Set<number>()
  for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) {
    if (at === id) return true
    if (seen.has(at)) return false
    seen.add(at)
  }
  return false
}

/** Meters of which each is due from a moment on, and with them the sums that are made of them. */
export const withSums = (meters: readonly Meter[], due: ReadonlyMap<number, number>): Map<number, number> => {
  const all = new Map(due)
  for (let grew = true; grew; ) {
    grew = false
    for (const { id, source, ignored } of meters) {
      if (source.what !== 'sum' || ignored) continue
      const fromMs = Math.min(...source.terms.map(({ meterId }) => all.get(meterId) ?? Infinity))
      if (fromMs >= (all.get(id) ?? Infinity)) continue
      all.set(id, fromMs)
      grew = true
    }
  }
  return all
}
