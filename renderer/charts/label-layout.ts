/** Places labels beside the ends of lines so that none covers another. Pure. */

export interface LabelWish {
  readonly id: number
  /** Where the label's middle wants to be, pixels. */
  readonly y: number
}

/** Middles of the labels by id: as near to the wished places as possible, at least `height` apart, within [top, bottom] while they fit. */
export const placeLabels = (wishes: readonly LabelWish[], height: number, top: number, bottom: number): Map<number, number> => {
  const sorted = [...wishes].sort((a, b) => a.y - b.y || a.id - b.id)
  const middles = sorted.map((wish) => Math.min(bottom - height / 2, Math.max(top + height / 2, wish.y)))
  for (let i = 1; i < middles.length; i++) middles[i] = Math.max(middles[i] ?? 0, (middles[i - 1] ?? 0) + height)
  const overflow = (middles.at(-1) ?? bottom) + height / 2 - bottom
  if (overflow > 0 && middles.length > 0) {
    middles[middles.length - 1] = (middles.at(-1) ?? 0) - overflow
    for (let i = middles.length - 2; i >= 0; i--) middles[i] = Math.min(middles[i] ?? 0, (middles[i + 1] ?? 0) - height)
  }
  return new Map(sorted.map((wish, i) => [wish.id, middles[i] ?? wish.y]))
}
