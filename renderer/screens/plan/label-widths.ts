/** How wide the labels of items are, in each size. Pure but for `valueTextPx`, which asks the browser how wide a text is drawn. */
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

/** Names are estimated, so that nothing is measured while 500 items move. */
export const labelFacts = (name: string, status: ItemStatus | undefined, { chosen, area, changed }: What): LabelFacts => ({
  namePx: area ? Math.min(MOST_AREA_NAME_PX, name.length * AREA_NAME_PX) : Math.min(MOST_NAME_PX, name.length * NAME_PX),
  area,
  rank: chosen ? CHOSEN_RANK : statusRank(status) + (area ? AREA_RANK : 0) + (changed === undefined ? 0 : CHANGED_RANK * (1 + changed)),
})

/** `valuePx`: how wide its value is drawn; undefined = not known yet. */
export const labelWidths = ({ namePx, area, rank }: LabelFacts, valuePx = USUAL_VALUE_PX): Pick<Labelled, 'fullPx' | 'valuePx' | 'smallPx' | 'rank'> =>
  area
    ? { fullPx: null, valuePx: CHIP_PX + namePx, smallPx: null, rank }
    : { fullPx: CHIP_PX + Math.max(namePx, valuePx), valuePx: CHIP_PX + valuePx, smallPx: SMALL_CHIP_PX + (valuePx * SMALL_FONT_PX) / VALUE_FONT_PX, rank }

/** Texts that differ in their digits alone are as wide: digits are tabular. */
const widths = new Map<string, number>()
const MOST_KEPT = 2_000
let context: CanvasRenderingContext2D | null = null

/** How wide a value is drawn in a label, px; nothing is laid out for it. */
export const valueTextPx = (text: string): number => {
  const key = text.replaceAll(/\d/g, '0')
  const known = widths.get(key)
  if (known !== undefined) return known
  if (context === null) {
    context = document.createElement('canvas').getContext('2d')
    if (context === null) return USUAL_VALUE_PX
    context.font = `600 ${VALUE_FONT_PX}px ${getComputedStyle(document.body).fontFamily}`
  }
  const { width } = context.measureText(key)
  if (widths.size >= MOST_KEPT) widths.clear()
  widths.set(key, width)
  return width
}
