/** How wide the labels of items are, in each size. Pure but for `valueTextPx` and `nameTextPx`, which ask the browser how wide a text is drawn. */
import { statusRank, type ItemStatus } from './item-status.ts'
import type { Labelled } from './label-room.ts'

export interface LabelFacts {
  /** Width of the name at the size it has in the label, px. */
  readonly namePx: number
  /** An area has its name alone. */
  readonly area: boolean
  /** Higher goes first. */
  readonly rank: number
}

const NAME_PX = 6.1
const MOST_NAME_PX = 132
const AREA_NAME_PX = 6.8
const MOST_AREA_NAME_PX = 200
/** Mark, gaps, borders, and the least space to what stands beside it. */
const CHIP_PX = 34
const SMALL_CHIP_PX = 10
/** Font sizes of `plan-canvas.module.css`, px. */
const NAME_FONT_PX = 11
const AREA_NAME_FONT_PX = 12
const VALUE_FONT_PX = 13
const SMALL_FONT_PX = 11
/** Until it is known what an item shows: room for `-12.4 °C`. */
const USUAL_VALUE_PX = 64

const CHOSEN_RANK = 100
const AREA_RANK = -50
/** Between two times, what changed goes before what is abnormal at both. */
const CHANGED_RANK = 20

interface What {
  readonly chosen: boolean
  readonly area: boolean
  /** How much it changed between the two times that are compared, 0 to 1; undefined = it did not, or nothing is compared. */
  readonly changed?: number | undefined
}

const estimatedPx = (name: string, area: boolean): number => name.length * (area ? AREA_NAME_PX : NAME_PX)

/** `widthOf`: how wide a name is drawn, px; capitals, of which names of points are full, are wider than an estimate by letters. */
export const labelFacts = (name: string, status: ItemStatus | undefined, { chosen, area, changed }: What, widthOf: (name: string, area: boolean) => number = estimatedPx): LabelFacts => ({
  namePx: Math.min(area ? MOST_AREA_NAME_PX : MOST_NAME_PX, widthOf(name, area)),
  area,
  rank: chosen ? CHOSEN_RANK : statusRank(status) + (area ? AREA_RANK : 0) + (changed === undefined ? 0 : CHANGED_RANK * (1 + changed)),
})

/** `valuePx`: how wide its value is drawn; undefined = not known yet. */
export const labelWidths = ({ namePx, area, rank }: LabelFacts, valuePx = USUAL_VALUE_PX): Pick<Labelled, 'fullPx' | 'valuePx' | 'smallPx' | 'rank'> =>
  area
    ? { fullPx: null, valuePx: CHIP_PX + namePx, smallPx: null, rank }
    : { fullPx: CHIP_PX + Math.max(namePx, valuePx), valuePx: CHIP_PX + valuePx, smallPx: SMALL_CHIP_PX + (valuePx * SMALL_FONT_PX) / VALUE_FONT_PX, rank }

const widths = new Map<string, number>()
const MOST_KEPT = 4_000
let context: CanvasRenderingContext2D | null = null

/** How wide a text is drawn, px; nothing is laid out for it. Undefined without a canvas. */
const drawnPx = (text: string, weight: number, sizePx: number): number | undefined => {
  const key = `${weight} ${sizePx} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return undefined
  context.font = `${weight} ${sizePx}px ${getComputedStyle(document.body).fontFamily}`
  const { width } = context.measureText(text)
  if (widths.size >= MOST_KEPT) widths.clear()
  widths.set(key, width)
  return width
}

/** How wide a value is drawn in a label, px. Texts that differ in their digits alone are as wide: digits are tabular. */
export const valueTextPx = (text: string): number => drawnPx(text.replaceAll(/\d/g, '0'), 600, VALUE_FONT_PX) ?? USUAL_VALUE_PX

/** How wide the name of an item, or of an area, is drawn in its label, px. */
export const nameTextPx = (name: string, area: boolean): number => drawnPx(name, 400, area ? AREA_NAME_FONT_PX : NAME_FONT_PX) ?? estimatedPx(name, area)
