/** Where items are, as boxes: snapping, choosing with a frame, neighbours in a direction. Pure. */
import type { PlanItem } from '../../../shared/domain/plan.ts'
import type { Place } from './plan-view.ts'

export interface Box extends Place {
  readonly width: number
  readonly height: number
}

/** Points, devices and equipment are where their mark is: a box without extent. */
export const boxOf = ({ x, y, subject }: Pick<PlanItem, 'x' | 'y' | 'subject'>): Box => (subject.what === 'area' ? { x, y, width: subject.width, height: subject.height } : { x, y, width: 0, height: 0 })

export const centreOf = ({ x, y, width, height }: Box): Place => ({ x: x + width / 2, y: y + height / 2 })

export const isInside = (at: Place, { x, y, width, height }: Box): boolean => at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height

/** Those with their middle in the frame. */
export const framed = (items: readonly PlanItem[], frame: Box): readonly number[] => items.filter((item) => isInside(centreOf(boxOf(item)), frame)).map(({ id }) => id)

/** All items of the groups that the chosen ones are in. */
export const withGroups = (items: readonly PlanItem[], ids: Iterable<number>): ReadonlySet<number> => {
  const chosen = new Set(ids)
  const groups = new Set(items.flatMap(({ id, groupId }) => (groupId !== null && chosen.has(id) ? [groupId] : [])))
  return new Set([...chosen, ...items.flatMap(({ id, groupId }) => (groupId !== null && groups.has(groupId) ? [id] : []))])
}

export interface Snapped {
  readonly dx: number
  readonly dy: number
  /** Lines that the items came to stand on with others; null = none. */
  readonly guideX: number | null
  readonly guideY: number | null
}

interface Nearest {
  readonly shift: number
  readonly line: number
}

const linesOf = (from: number, extent: number): readonly number[] => (extent === 0 ? [from] : [from, from + extent / 2, from + extent])

const nearestLine = (own: readonly number[], lines: readonly number[], reach: number): Nearest | null => {
  let best: Nearest | null = null
  for (const line of lines)
    for (const each of own) {
      const shift = line - each
      if (Math.abs(shift) <= reach && (best === null || Math.abs(shift) < Math.abs(best.shift))) best = { shift, line }
    }
  return best
}

const toGrid = (value: number, grid: number): number => Math.round(value / grid) * grid - value

export interface SnapOptions {
  /** Plan units. */
  readonly grid: number
  /** How near a line of another item draws, plan units. */
  readonly reach: number
}

/**
 * How far the boxes really move when they are dragged by (dx, dy): in each direction onto the nearest edge or middle of another one within reach, else the first one
 * onto the grid. All move by the same.
 */
export const snapMove = (moving: readonly Box[], others: readonly Box[], dx: number, dy: number, { grid, reach }: SnapOptions): Snapped => {
  const [first] = moving
  if (first === undefined) return { dx, dy, guideX: null, guideY: null }
  const across = nearestLine(moving.flatMap(({ x, width }) => linesOf(x + dx, width)), others.flatMap(({ x, width }) => linesOf(x, width)), reach)
  const down = nearestLine(moving.flatMap(({ y, height }) => linesOf(y + dy, height)), others.flatMap(({ y, height }) => linesOf(y, height)), reach)
  return {
    dx: dx + (across?.shift ?? toGrid(first.x + dx, grid)),
    dy: dy + (down?.shift ?? toGrid(first.y + dy, grid)),
    guideX: across?.line ?? null,
    guideY: down?.line ?? null,
  }
}

/** The furthest that boxes may move together without one leaving the plan. */
export const keptOnPlan = (boxes: readonly Box[], dx: number, dy: number, plan: { readonly width: number; readonly height: number }): Place => {
  const least = (values: readonly number[]): number => Math.min(...values)
  if (boxes.length === 0) return { x: 0, y: 0 }
  return {
    x: Math.max(-least(boxes.map(({ x }) => x)), Math.min(dx, least(boxes.map(({ x, width }) => plan.width - x - width)))),
    y: Math.max(-least(boxes.map(({ y }) => y)), Math.min(dy, least(boxes.map(({ y, height }) => plan.height - y - height)))),
  }
}

const DIRECTIONS: Readonly<Record<string, Place>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } }

/** The direction of an arrow key; undefined for other keys. */
export const directionOf = (key: string): Place | undefined => DIRECTIONS[key]

/** The next item in a direction: near before straight ahead, within 60 degrees to both sides; null where there is none. */
export const neighbour = (items: readonly PlanItem[], from: PlanItem, direction: Place): PlanItem | null => {
  const start = centreOf(boxOf(from))
  let best: { readonly item: PlanItem; readonly cost: number } | null = null
  for (const item of items) {
    if (item.id === from.id) continue
    const at = centreOf(boxOf(item))
    const ahead = (at.x - start.x) * direction.x + (at.y - start.y) * direction.y
    const aside = Math.abs((at.x - start.x) * direction.y) + Math.abs((at.y - start.y) * direction.x)
    if (ahead <= 0 || aside > ahead * Math.sqrt(3)) continue
    const cost = ahead + 2 * aside
    if (best === null || cost < best.cost) best = { item, cost }
  }
  return best?.item ?? null
}
