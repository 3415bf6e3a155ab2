/**
 * Kinds of days by the shape and size of their load: k-means of daily profiles, the number of kinds by the mean silhouette (Rousseeuw 1987). Starts are those of Gonzalez (1985): the profile
 * nearest to the median, then each time the one furthest from all chosen; so no chance is in it, and the same days give the same kinds.
 */
import type { DayKind } from '../../../../../shared/domain/energy-patterns.ts'
import { medianSorted } from '../../order-statistics.ts'
import { HOURS, type LoadDay } from './load-days.ts'

export interface DayTypes {
  /** The most frequent first. */
  readonly types: readonly DayKind[]
  /** Index into `types` of each day given; -1 = too little of it was measured. */
  readonly ofDay: Int16Array
  /** Mean silhouette, -1..1; null where all days are of one kind. */
  readonly clarity: number | null
}

const MOST_KINDS = 6
/** Below a silhouette of a quarter there is no structure worth telling (Kaufman and Rousseeuw 1990). */
const LEAST_CLARITY = 0.25
/** One more kind must make it clearer by so much. */
const CLEARER = 0.02
const LEAST_DAYS = 14
/** A kind of fewer days is chance or a fault, not a habit. */
const LEAST_OF_KIND = 3
/** Hours of a day that must be known. */
const LEAST_HOURS = 22
const ROUNDS = 50
/** Silhouettes take the square of the days: of longer times every n-th day is taken for choosing the number. */
const MOST_COMPARED = 200

/** @returns null for fewer than 14 days that are measured */
export const dayTypesOf = (days: readonly LoadDay[]): DayTypes | null => {
  const used = days.flatMap((day, i) => (day.known >= LEAST_HOURS ? [i] : []))
  if (used.length < LEAST_DAYS) return null
  const profiles = used.map((i) => filled((days[i] as LoadDay).load))
  const { assigned, kinds, clarity } = cluster(profiles)
  const order = byFrequency(assigned, kinds)
  const ofDay = new Int16Array(days.length).fill(-1)
  for (const [at, i] of used.entries()) ofDay[i] = order.indexOf(assigned[at] as number)
  const types = order.map((_, type): DayKind => {
    const own = used.filter((i) => ofDay[i] === type).map((i) => days[i] as LoadDay)
    const members = profiles.filter((_profile, at) => ofDay[used[at] as number] === type)
    return {
      days: own.length, weekdays: Array.from({ length: 7 }, (_day, weekday) => own.filter((day) => !day.holiday && day.weekday === weekday).length), holidays: own.filter(({ holiday }) => holiday).length,
      profile: [...meanOf(members)],
    }
  })
  return { types, ofDay, clarity }
}

const byFrequency = (assigned: Int16Array, kinds: number): number[] => {
  const counts = Array.from({ length: kinds }, (_, kind) => assigned.reduce((sum, each) => sum + (each === kind ? 1 : 0), 0))
  return counts.map((_, kind) => kind).sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
}

/** An hour that clocks leap over, or one that is not known, is as its neighbours are. */
const filled = (load: Float64Array): Float64Array =>
  load.map((value, hour) => {
    if (!Number.isNaN(value)) return value
    let [before, after] = [hour - 1, hour + 1]
    while (before >= 0 && Number.isNaN(load[before])) before -= 1
    while (after < HOURS && Number.isNaN(load[after])) after += 1
    const near = [load[before], load[after]].filter((each) => each !== undefined)
    return near.reduce((sum, each) => sum + each, 0) / near.length
  })

interface Clustering {
  readonly assigned: Int16Array
  readonly kinds: number
  readonly clarity: number | null
}

const cluster = (profiles: readonly Float64Array[]): Clustering => {
  const single: Clustering = { assigned: new Int16Array(profiles.length), kinds: 1, clarity: null }
  const every = Math.ceil(profiles.length / MOST_COMPARED)
  const compared = profiles.flatMap((_, i) => (i % every === 0 ? [i] : []))
  const apart = distancesOf(compared.map((i) => profiles[i] as Float64Array))
  const starts = furthestFirst(profiles, MOST_KINDS)
  let best = single
  for (let kinds = 2; kinds <= Math.min(starts.length, Math.floor(profiles.length / LEAST_OF_KIND)); kinds++) {
    const assigned = kMeans(profiles, starts.slice(0, kinds))
    if (assigned === null) continue
    const clarity = silhouette(apart, compared.map((i) => assigned[i] as number), kinds)
    if (clarity >= LEAST_CLARITY && clarity > (best.clarity ?? LEAST_CLARITY - CLEARER) + CLEARER) best = { assigned, kinds, clarity }
  }
  return best
}

const distancesOf = (profiles: readonly Float64Array[]): Float64Array[] => {
  const rows = profiles.map(() => new Float64Array(profiles.length))
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < i; j++) {
      const apart = distance(profiles[i] as Float64Array, profiles[j] as Float64Array)
      ;(rows[i] as Float64Array)[j] = apart
      ;(rows[j] as Float64Array)[i] = apart
    }
  }
  return rows
}

/** null when a kind would hold fewer than three days. */
const kMeans = (profiles: readonly Float64Array[], starts: readonly Float64Array[]): Int16Array | null => {
  let centres = starts
  let assigned = new Int16Array(profiles.length)
  for (let round = 0; round < ROUNDS; round++) {
    const next = Int16Array.from(profiles, (profile) => nearest(centres, profile))
    const same = round > 0 && next.every((kind, i) => kind === assigned[i])
    assigned = next
    if (same) break
    centres = centres.map((centre, kind) => {
      const own = profiles.filter((_, i) => assigned[i] === kind)
      return own.length === 0 ? centre : meanOf(own)
    })
  }
  const counts = new Uint32Array(starts.length)
  for (const kind of assigned) counts[kind] = (counts[kind] as number) + 1
  return counts.every((count) => count >= LEAST_OF_KIND) ? assigned : null
}

/** A single odd day is furthest from all: candidates are profiles that have two others no further from them than from half of the rest. */
const furthestFirst = (profiles: readonly Float64Array[], kinds: number): Float64Array[] => {
  const median = Float64Array.from({ length: HOURS }, (_, hour) => medianSorted(Float64Array.from(profiles, (profile) => profile[hour] as number).sort()))
  let first = 0
  for (const [i, profile] of profiles.entries()) if (distance(profile, median) < distance(profiles[first] as Float64Array, median)) first = i
  const centres = [profiles[first] as Float64Array]
  const toChosen = Float64Array.from(profiles, (profile) => distance(profile, centres[0] as Float64Array))
  const skipped = new Uint8Array(profiles.length)
  while (centres.length < kinds) {
    let at = -1
    for (let i = 0; i < profiles.length; i++) if (skipped[i] === 0 && (at < 0 || (toChosen[i] as number) > (toChosen[at] as number))) at = i
    if (at < 0) break
    const candidate = profiles[at] as Float64Array
    skipped[at] = 1
    const near = profiles.reduce((count, profile) => count + (distance(profile, candidate) < (toChosen[at] as number) / 2 ? 1 : 0), 0)
    if (near < LEAST_OF_KIND && skipped.some((each) => each === 0)) continue
    centres.push(candidate)
    for (const [i, profile] of profiles.entries()) toChosen[i] = Math.min(toChosen[i] as number, distance(profile, candidate))
  }
  return centres
}

const silhouette = (apart: readonly Float64Array[], kind: readonly number[], kinds: number): number => {
  const sizes = new Float64Array(kinds)
  for (const each of kind) sizes[each] = (sizes[each] as number) + 1
  let sum = 0
  const sums = new Float64Array(kinds)
  for (const [i, row] of apart.entries()) {
    sums.fill(0)
    for (let j = 0; j < row.length; j++) sums[kind[j] as number] = (sums[kind[j] as number] as number) + (row[j] as number)
    const own = kind[i] as number
    if ((sizes[own] as number) < 2) continue
    const inside = (sums[own] as number) / ((sizes[own] as number) - 1)
    let outside = Infinity
    for (let other = 0; other < kinds; other++) if (other !== own && (sizes[other] as number) > 0) outside = Math.min(outside, (sums[other] as number) / (sizes[other] as number))
    const most = Math.max(inside, outside)
    sum += most === 0 || outside === Infinity ? 0 : (outside - inside) / most
  }
  return sum / apart.length
}

const squared = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let hour = 0; hour < HOURS; hour++) {
    const apart = (a[hour] as number) - (b[hour] as number)
    sum += apart * apart
  }
  return sum
}

const distance = (a: Float64Array, b: Float64Array): number => Math.sqrt(squared(a, b))

const nearest = (centres: readonly Float64Array[], profile: Float64Array): number => {
  let [best, least] = [0, Infinity]
  for (let kind = 0; kind < centres.length; kind++) {
    const apart = squared(centres[kind] as Float64Array, profile)
    if (apart < least) [best, least] = [kind, apart]
  }
  return best
}

const meanOf = (profiles: readonly Float64Array[]): Float64Array => {
  const mean = new Float64Array(HOURS)
  for (const profile of profiles) for (let hour = 0; hour < HOURS; hour++) mean[hour] = (mean[hour] as number) + (profile[hour] as number)
  return mean.map((sum) => sum / profiles.length)
}
