/** How much of each item's label fits without covering another: name and value, the value alone, or the mark alone. Pure. */

export type LabelSize = 'full' | 'value' | 'mark'

export interface Labelled {
  readonly id: number
  /** Middle of the mark, px. */
  readonly x: number
  readonly y: number
  /** Width of name and value, px; null = there is no label of two lines. */
  readonly fullPx: number | null
  /** Width of the label of one line. */
  readonly valuePx: number
  /** Higher goes first: what is abnormal, what is chosen. */
  readonly rank: number
}

const FULL_HEIGHT_PX = 36
const VALUE_HEIGHT_PX = 22
/** Middle of the mark from the left edge of its label. */
export const MARK_INSET_PX = 12
const CELL_PX = 64

interface Rect {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const rectOf = ({ x, y }: Labelled, width: number, height: number): Rect => ({ left: x - MARK_INSET_PX, right: x - MARK_INSET_PX + width, top: y - height / 2, bottom: y + height / 2 })

const meet = (a: Rect, b: Rect): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Rectangles that are taken, found by the cells of a coarse grid. */
class Taken {
  readonly #cells = new Map<string, Rect[]>()

  isFree(rect: Rect): boolean {
    return this.#keys(rect).every((key) => (this.#cells.get(key) ?? []).every((other) => !meet(rect, other)))
  }

  take(rect: Rect): void {
    for (const key of this.#keys(rect)) this.#cells.set(key, [...(this.#cells.get(key) ?? []), rect])
  }

  #keys({ left, top, right, bottom }: Rect): readonly string[] {
    const keys: string[] = []
    for (let column = Math.floor(left / CELL_PX); column <= Math.floor(right / CELL_PX); column += 1) for (let row = Math.floor(top / CELL_PX); row <= Math.floor(bottom / CELL_PX); row += 1) keys.push(`${column}/${row}`)
    return keys
  }
}

/** Greedy by rank: each takes the largest size that is still free and ends before `rightPx`, and first every mark has its own place. About 2 ms for 500. */
export const labelRoom = (items: readonly Labelled[], rightPx = Number.POSITIVE_INFINITY): ReadonlyMap<number, LabelSize> => {
  const marks = new Taken()
  const mark = (item: Labelled): Rect => rectOf(item, 2 * MARK_INSET_PX, VALUE_HEIGHT_PX)
  const labels = new Taken()
  for (const item of items) marks.take(mark(item))
  const sizes = new Map<number, LabelSize>()
  for (const item of items.toSorted((a, b) => b.rank - a.rank || a.id - b.id)) {
    // Behind its own mark: the part that could cover the mark of another.
    const fits = (width: number, height: number): boolean => {
      const rect = rectOf(item, width, height)
      return rect.right <= rightPx && labels.isFree(rect) && marks.isFree({ ...rect, left: item.x + MARK_INSET_PX })
    }
    const size = item.fullPx !== null && fits(item.fullPx, FULL_HEIGHT_PX) ? 'full' : fits(item.valuePx, VALUE_HEIGHT_PX) ? 'value' : 'mark'
    sizes.set(item.id, size)
    labels.take(size === 'mark' ? mark(item) : rectOf(item, size === 'full' ? (item.fullPx ?? item.valuePx) : item.valuePx, size === 'full' ? FULL_HEIGHT_PX : VALUE_HEIGHT_PX))
  }
  return sizes
}
