/** Meters as they are reviewed: what asks for a look first, and how many of each there are. Pure. */
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import type { Meter } from '../../../shared/domain/energy.ts'

/** `problems`: something speaks against what it is; `ignored`: kept and not counted; else who settled it. */
export type ReviewState = 'problems' | 'found' | 'confirmed' | 'made' | 'ignored'
export const REVIEW_STATES: readonly ReviewState[] = ['problems', 'found', 'confirmed', 'made', 'ignored']

export interface ReviewFilter {
  /** null = all. */
  readonly state: ReviewState | null
  readonly text: string
}

export const reviewState = ({ ignored, problems, origin }: Pick<Meter, 'ignored' | 'problems' | 'origin'>): ReviewState => (ignored ? 'ignored' : problems.length > 0 ? 'problems' : origin)

export type ReviewCounts = Readonly<Record<ReviewState | 'all', number>>

export const countMeters = (meters: readonly Meter[]): ReviewCounts => {
  const counts: Record<ReviewState | 'all', number> = { all: meters.length, problems: 0, found: 0, confirmed: 0, made: 0, ignored: 0 }
  for (const meter of meters) counts[reviewState(meter)] += 1
  return counts
}

const ORDER = new Map(REVIEW_STATES.map((state, at) => [state, at]))
const rank = (meter: Meter): number => ORDER.get(reviewState(meter)) ?? 0

/** What speaks against a meter first, then what is least sure; every typed word must be in `wordsOf`. */
export const reviewRows = (meters: readonly Meter[], { state, text }: ReviewFilter, wordsOf: (meter: Meter) => string): Meter[] => {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (meter: Meter): boolean => {
    if (state !== null && reviewState(meter) !== state) return false
    if (wanted.length === 0) return true
    const words = wordsOf(meter).toLowerCase()
    return wanted.every((word) => words.includes(word))
  }
  return meters.filter(fits).sort((a, b) => rank(a) - rank(b) || a.confidence - b.confidence || a.name.localeCompare(b.name, 'en', { numeric: true }))
}

/** What all of them have in common; undefined where they differ. */
export const inCommon = <K extends keyof Meter>(meters: readonly Meter[], name: K): Meter[K] | undefined => {
  const first = meters[0]?.[name]
  return meters.every((meter) => meter[name] === first) ? first : undefined
}

/** A meter's name, or a dash where it was removed. */
export const nameOf = (meters: ReadonlyMap<number, Meter>, id: number): string => meters.get(id)?.name ?? NO_VALUE
