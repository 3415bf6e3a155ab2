/** A first arrangement of what a site has: a sheet for each level, on it the zones, in them everything in the order of its name. */
import { PLAN_SIDE, type NewPlanItem } from '../../../../shared/domain/plan.ts'
import { levelByName, zoneByName, type Level } from './level-by-name.ts'

export interface Arrangeable {
  readonly subject: NewPlanItem['subject']
  readonly name: string
  /** Names that may speak of level and zone, the nearest first. */
  readonly names: readonly string[]
}

export interface ArrangedLevel {
  /** null: what no name says the level of. */
  readonly level: Level | null
  readonly items: readonly NewPlanItem[]
}

/** Height of a sheet without a picture, plan units: a laptop's screen. */
export const SHEET_HEIGHT = 1_250
const MARGIN = 60
const GAP = 40
/** Within a zone: room for its name, plan units. */
const HEAD = 60
const STEP = 10
/** More do not fit on a sheet so that each can be read. */
const MOST_ON_SHEET = 1_000

const byName = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })
const snapped = (value: number): number => Math.round(value / STEP) * STEP

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `count` cells in a box, about `aspect` times as wide as high, row by row. */
const cells = (count: number, box: Box, aspect: number): readonly Box[] => {
  const columns = Math.max(1, Math.min(count, Math.round(Math.sqrt((count * box.width) / box.height / aspect)) || 1))
  const rows = Math.ceil(count / columns)
  const width = box.width / columns
  const height = box.height / rows
  return Array.from({ length: count }, (_, at) => ({ x: box.x + (at % columns) * width, y: box.y + Math.floor(at / columns) * height, width, height }))
}

const middleOf = ({ x, y, width, height }: Box): { readonly x: number; readonly y: number } => ({ x: snapped(x + width / 2), y: snapped(y + height / 2) })

const arrangeIn = (things: readonly Arrangeable[], box: Box): readonly NewPlanItem[] => {
  const places = cells(things.length, box, 2)
  return things.toSorted((a, b) => byName(a.name, b.name)).map(({ subject }, at) => ({ subject, label: '', ...middleOf(places[at]!) }))
}

/** A zone with a name becomes an area around its items. */
const arrangeZone = (zone: string | null, things: readonly Arrangeable[], cell: Box): readonly NewPlanItem[] => {
  if (zone === null) return arrangeIn(things, cell)
  const area = { x: snapped(cell.x + GAP / 2), y: snapped(cell.y + GAP / 2), width: snapped(cell.width - GAP), height: snapped(cell.height - GAP) }
  const { width, height } = area
  return [
    { subject: { what: 'area', width, height }, x: area.x, y: area.y, label: zone },
    ...arrangeIn(things, { x: area.x, y: area.y + HEAD, width, height: height - HEAD }),
  ]
}

const arrangeLevel = (things: readonly Arrangeable[]): readonly NewPlanItem[] => {
  const zones = [...Map.groupBy(things.toSorted((a, b) => byName(a.name, b.name)).slice(0, MOST_ON_SHEET), ({ names }) => zoneByName(names))].toSorted(([a], [b]) => byName(a ?? '~', b ?? '~'))
  const sheet = { x: MARGIN, y: MARGIN, width: PLAN_SIDE - 2 * MARGIN, height: SHEET_HEIGHT - 2 * MARGIN }
  const places = cells(zones.length, sheet, 1.2)
  return zones.flatMap(([zone, own], at) => arrangeZone(zone, own, places[at]!))
}

const rankOf = (level: Level | null): number => (level === null ? Number.POSITIVE_INFINITY : level === 'roof' ? 1_000 : level)

/** From the lowest level up; what has no level comes last. Nothing overlaps as long as a sheet holds no more than some hundred things. */
export const arrangeByNames = (things: readonly Arrangeable[]): readonly ArrangedLevel[] =>
  [...Map.groupBy(things, ({ names }) => levelByName(names))]
    .map(([level, own]) => ({ level, items: arrangeLevel(own) }))
    .toSorted((a, b) => rankOf(a.level) - rankOf(b.level))
