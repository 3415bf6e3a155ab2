/** Groups of points by the beginnings of their names, as controls people name them: `AHU-1.SA-T`, `AHU1_SAT`, `B1/AHU-1/SAT`. Pure. */
import type { PointEntry } from './point-search.ts'

/** Most telling first: a slash or dot is hardly ever part of a name, a hyphen often is. */
const SEPARATORS: readonly string[] = ['/', '.', ':', '_', ' ', '-']
/** Depth of the beginning that is tried, in parts. */
const DEEPEST = 3
const LEAST_COVERED = 0.7

const beginning = (name: string, separator: string, depth: number): string | null => {
  let at = -1
  for (let part = 0; part < depth; part++) {
    at = name.indexOf(separator, at + 1)
    if (at < 0) return null
  }
  return at > 0 ? name.slice(0, at) : null
}

/**
 * Points by beginning, or null where names do not say groups. A grouping is telling when it makes at least two groups, covers most
 * points with groups of two or more, and does not make nearly as many groups as there are points. What fits nowhere is under `…`.
 */
export const nameGroups = (entries: readonly PointEntry[]): Map<string, PointEntry[]> | null => {
  for (const separator of SEPARATORS) {
    for (let depth = 1; depth <= DEEPEST; depth++) {
      const groups = grouped(entries, separator, depth)
      if (groups.size > 1 && isTelling(groups, entries.length)) return folded(groups)
      // One group for all: the beginning is the device's own name, the next part may tell.
      if (groups.size !== 1 || groups.has('')) break
    }
  }
  return null
}

const grouped = (entries: readonly PointEntry[], separator: string, depth: number): Map<string, PointEntry[]> => {
  const groups = new Map<string, PointEntry[]>()
  for (const entry of entries) {
    const key = beginning(entry.point.name, separator, depth) ?? ''
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}

const isTelling = (groups: ReadonlyMap<string, readonly PointEntry[]>, total: number): boolean => {
  const real = [...groups].filter(([key, group]) => key !== '' && group.length >= 2)
  const covered = real.reduce((sum, [, group]) => sum + group.length, 0)
  return real.length >= 2 && covered >= total * LEAST_COVERED && groups.size <= Math.max(2, total / 2)
}

/** Single points and those without a beginning go together at the end. */
const folded = (groups: ReadonlyMap<string, PointEntry[]>): Map<string, PointEntry[]> => {
  const kept = new Map<string, PointEntry[]>()
  const rest: PointEntry[] = []
  for (const [key, group] of groups) {
    if (key === '' || group.length < 2) rest.push(...group)
    else kept.set(key, group)
  }
  if (rest.length > 0) kept.set('…', rest)
  return kept
}
