/** How many points each device has when a building of a given size is asked for. */

export const MAX_DEVICES = 200
export const MAX_POINTS = 20_000
export const POINTS_PER_ZONE = 8
/** Points of a further device when only the number of devices is given. */
const USUAL_EXTRA = 4 * POINTS_PER_ZONE
/** Points of a further device when only the number of points is given. */
const FULL_EXTRA = 100

export interface Sizing {
  /** Points of the first devices of the default building, in its order. */
  readonly base: readonly number[]
  /** Points of further devices. */
  readonly extra: readonly number[]
  /** Points of VAV boxes added to the last base device, where there are no further devices. */
  readonly added: number
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/** Splits `total` into `parts` whole shares that differ by one at most. */
const shares = (total: number, parts: number): number[] =>
  Array.from({ length: parts }, (_none, index) => Math.floor(total / parts) + (index < total % parts ? 1 : 0))

/** Brings the devices down to `points` in all: each gives up the same share and keeps at least one. */
const trimmed = (counts: readonly number[], points: number): number[] => {
  const kept = counts.map((count) => Math.max(1, Math.floor((count * points) / sum(counts))))
  let missing = points - sum(kept)
  return kept.map((count, index) => {
    const more = Math.max(0, Math.min(missing, (counts[index] ?? 0) - count))
    missing -= more
    return count + more
  })
}

const devicesFor = (base: readonly number[], points: number | undefined): number =>
  points === undefined ? base.length : Math.min(MAX_DEVICES, base.length + Math.max(0, Math.ceil((points - sum(base)) / FULL_EXTRA)))

/** `base`: points that the devices of the default building have. */
export const sizeBuilding = (base: readonly number[], wantedDevices: number | undefined, wantedPoints: number | undefined): Sizing => {
  const devices = wantedDevices ?? devicesFor(base, wantedPoints)
  const kept = base.slice(0, devices)
  const further = devices - kept.length
  const points = wantedPoints ?? sum(kept) + further * USUAL_EXTRA
  const beyond = points - sum(kept)
  if (further > 0) {
    const extra = shares(Math.max(beyond, further), further)
    return { base: beyond < further ? trimmed(kept, points - sum(extra)) : kept, extra, added: 0 }
  }
  return beyond > 0 ? { base: kept, extra: [], added: beyond } : { base: trimmed(kept, points), extra: [], added: 0 }
}
