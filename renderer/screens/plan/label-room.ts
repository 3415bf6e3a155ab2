/** How much of each item's label fits without covering another: name and value, the value alone, the value small under its mark, or the mark alone. Pure. */

export type LabelSize = 'full' | 'value' | 'small' | 'mark'

export interface Labelled {
  readonly id: number
  /** Middle of the mark, px. */
  readonly x: number
  readonly y: number
  /** Width of name and value, px; null = there is no label of two lines. */
  readonly fullPx: number | null
  /** Width of the label of one line. */
  readonly valuePx: number
  /** Width of the label whose value is small and under the mark; null = there is none. */
  readonly smallPx: number | null
  /** Higher goes first: what is abnormal, what is chosen. */
  readonly rank: number
}

const FULL_HEIGHT_PX = 36
const VALUE_HEIGHT_PX = 22
/** Above and below the middle of the mark. */
const SMALL_ABOVE_PX = 11
const SMALL_BELOW_PX = 25
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

  /** `own` is not in the way. */
  isFree(rect: Rect, own?: Rect): boolean {
    return this.#keys(rect).every((key) => (this.#cells.get(key) ?? []).every((other) => other === own || !meet(rect, other)))
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

const markOf = (item: Labelled): Rect => rectOf(item, 2 * MARK_INSET_PX, VALUE_HEIGHT_PX)

/** What a label of an item covers in each size that it has, largest first. */
const choicesOf = (item: Labelled): readonly (readonly [LabelSize, Rect])[] => {
  const { x, y, fullPx, valuePx, smallPx } = item
  const half = smallPx === null ? 0 : Math.max(MARK_INSET_PX, smallPx / 2)
  return [
    ...(fullPx === null ? [] : [['full', rectOf(item, fullPx, FULL_HEIGHT_PX)] as const]),
    ['value', rectOf(item, valuePx, VALUE_HEIGHT_PX)],
    ...(smallPx === null ? [] : [['small', { left: x - half, right: x + half, top: y - SMALL_ABOVE_PX, bottom: y + SMALL_BELOW_PX }] as const]),
  ]
}

/** Greedy by rank: each takes the largest size that is still free and ends before `rightPx`, and first every mark has its own place. About 2 ms for 500. */
export const labelRoom = (items: readonly Labelled[], rightPx = Number.POSITIVE_INFINITY): ReadonlyMap<number, LabelSize> => {
  const marks = new Taken()
  const own = new Map(items.map((item) => [item.id, markOf(item)]))
  for (const mark of own.values()) marks.take(mark)
  const labels = new Taken()
  const sizes = new Map<number, LabelSize>()
  for (const item of items.toSorted((a, b) => b.rank - a.rank || a.id - b.id)) {
    const mark = own.get(item.id) ?? markOf(item)
    // Its own mark may stand over another's where both are at one place: what counts is what the label adds to it.
    const covers = (size: LabelSize, rect: Rect): boolean => !marks.isFree(size === 'small' ? rect : { ...rect, left: item.x + MARK_INSET_PX }, mark)
    const found = choicesOf(item).find(([size, rect]) => rect.right <= rightPx && labels.isFree(rect) && !covers(size, rect))
    sizes.set(item.id, found?.[0] ?? 'mark')
    labels.take(found?.[1] ?? mark)
  }
  return sizes
}
