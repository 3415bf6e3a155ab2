/** Where the window stands: as it was left, but never out of reach because a screen is gone. */

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const SMALLEST = { width: 960, height: 600 } as const
const USUAL = { width: 1_366, height: 768 } as const

/** Enough of the window to see and to take hold of, px. */
const REACHABLE = { width: 160, height: 60 } as const

const overlap = (fromA: number, lengthA: number, fromB: number, lengthB: number): number =>
  Math.max(0, Math.min(fromA + lengthA, fromB + lengthB) - Math.max(fromA, fromB))

/** The title bar must be below the top edge of the area, and a piece of it inside. */
const isReachable = (bounds: Bounds, area: Bounds): boolean =>
  overlap(bounds.x, bounds.width, area.x, area.width) >= REACHABLE.width &&
  overlap(bounds.y, REACHABLE.height, area.y, area.height) >= REACHABLE.height

const within = (length: number, least: number, most: number): number => Math.round(Math.min(Math.max(length, Math.min(least, most)), most))

const centred = (area: Bounds): Bounds => {
  const width = within(USUAL.width, SMALLEST.width, area.width)
  const height = within(USUAL.height, SMALLEST.height, area.height)
  return { x: Math.round(area.x + (area.width - width) / 2), y: Math.round(area.y + (area.height - height) / 2), width, height }
}

/**
 * @param saved where the window was, if it ever was.
 * @param areas work areas of the screens, the primary one first.
 */
export const placeWindow = (saved: Bounds | undefined, areas: readonly [Bounds, ...Bounds[]]): Bounds => {
  const area = saved === undefined ? undefined : areas.find((one) => isReachable(saved, one))
  if (saved === undefined || area === undefined) return centred(areas[0])
  return { x: saved.x, y: saved.y, width: within(saved.width, SMALLEST.width, area.width), height: within(saved.height, SMALLEST.height, area.height) }
}
