/** How picked points share a chart: quantities with up to two y-axes a panel, and a lane for each point that has states. Pure. */
import type { Point } from '../../shared/domain/point.ts'
import { unitQuantity, unitSymbol, type QuantityKind } from '../../shared/units.ts'

export interface AxisGroup {
  /** Points of one quantity and unit share an axis. */
  readonly key: string
  readonly quantity: QuantityKind
  /** What is written at the axis; empty for numbers without a unit. */
  readonly symbol: string
  readonly pointIds: readonly number[]
}

export interface Panel {
  readonly left: AxisGroup
  readonly right: AxisGroup | null
}

export interface ChartLayout {
  readonly panels: readonly Panel[]
  /** Binary and multi-state points, each on a lane of its own below the panels. */
  readonly lanes: readonly number[]
}

/** Percent of a command and percent humidity differ, °C and °F differ; points without unit each share one axis "none". */
const axisKey = (point: Point): string => `${unitQuantity(point.units)}|${unitSymbol(point.units)}`

const hasStates = (point: Point): boolean => point.kind === 'binary' || point.kind === 'multiState'

/** Keeps the order in which points were picked: the first quantity takes the left axis of the first panel. */
export const chartLayout = (points: readonly Point[]): ChartLayout => {
  const groups = new Map<string, { key: string; quantity: QuantityKind; symbol: string; pointIds: number[] }>()
  const lanes: number[] = []
  for (const point of points) {
    if (hasStates(point)) {
      lanes.push(point.id)
      continue
    }
    const key = axisKey(point)
    const group = groups.get(key) ?? { key, quantity: unitQuantity(point.units), symbol: unitSymbol(point.units), pointIds: [] }
    group.pointIds.push(point.id)
    groups.set(key, group)
  }
  const ordered = [...groups.values()]
  const panels: Panel[] = []
  for (let i = 0; i < ordered.length; i += 2) {
    const left = ordered[i]
    if (left) panels.push({ left, right: ordered[i + 1] ?? null })
  }
  return { panels, lanes }
}

export interface Box {
  readonly top: number
  readonly height: number
}

export interface ChartBoxes {
  readonly panels: readonly Box[]
  readonly lanes: readonly Box[]
  /** Where the time axis stands. */
  readonly axisTop: number
}

const PANEL_GAP = 34
export const LANE_HEIGHT = 22
const LANE_GAP = 6

/** Pixel boxes of a chart of `height`, below `top` pixels of alert marks and above the time axis of `axisHeight` pixels. */
export const chartBoxes = (layout: ChartLayout, height: number, top: number, axisHeight: number): ChartBoxes => {
  const lanesHeight = layout.lanes.length * (LANE_HEIGHT + LANE_GAP)
  const count = layout.panels.length
  const forPanels = Math.max(0, height - top - axisHeight - lanesHeight - (count > 0 && lanesHeight > 0 ? 6 : 0) - Math.max(0, count - 1) * PANEL_GAP)
  const each = count === 0 ? 0 : Math.floor(forPanels / count)
  const panels = layout.panels.map((_, i) => ({ top: top + i * (each + PANEL_GAP), height: each }))
  const lanesTop = count === 0 ? top : height - axisHeight - lanesHeight
  const lanes = layout.lanes.map((_, i) => ({ top: lanesTop + LANE_GAP + i * (LANE_HEIGHT + LANE_GAP), height: LANE_HEIGHT }))
  const lastLane = lanes.at(-1)
  return { panels, lanes, axisTop: count === 0 && lastLane ? lastLane.top + lastLane.height + LANE_GAP : height - axisHeight }
}
