/**
 * Colours of points on charts. A point's first choice follows from its id alone, so it has the same colour on every screen;
 * within a picked set the one with the higher id gives way to the next free colour. Red, orange and yellow are not among
 * them: those hues mean alerts. Each keeps 4.5:1 contrast against the page, because axes are labelled in them.
 */

export const COLOR_COUNT = 8

/** Steel blue, moss, umber, sea, dusk, mauve, graphite, ochre: muted, because strong hues are kept for states, which also have shapes. */
const LIGHT = ['#2f5d8a', '#587529', '#8c5a3c', '#2f7a75', '#6b5b95', '#99527a', '#4a4f57', '#7d6d1c'] as const
const DARK = ['#86b0dc', '#a8c46f', '#d0a283', '#7fc4bd', '#b3a3dd', '#dc9dc0', '#c3cad2', '#d0c06c'] as const

export type Scheme = 'light' | 'dark'

/** Spreads neighbouring ids over the colours: Knuth's multiplicative hash, 32 bits. */
const firstChoice = (pointId: number): number => (Math.imul(pointId, 2_654_435_761) >>> 16) % COLOR_COUNT

/** Colour slot 0..7 of every picked point. Above eight points, slots repeat (their labels and dashes tell them apart). */
export const assignSlots = (pointIds: readonly number[]): Map<number, number> => {
  const slots = new Map<number, number>()
  const taken = new Set<number>()
  for (const id of [...new Set(pointIds)].sort((a, b) => a - b)) {
    if (taken.size === COLOR_COUNT) taken.clear()
    let slot = firstChoice(id)
    while (taken.has(slot)) slot = (slot + 1) % COLOR_COUNT
    taken.add(slot)
    slots.set(id, slot)
  }
  return slots
}

export const slotColor = (slot: number, scheme: Scheme): string => (scheme === 'dark' ? DARK : LIGHT)[slot % COLOR_COUNT] ?? LIGHT[0]

/** Colour of every picked point in the scheme. */
export const pointColors = (pointIds: readonly number[], scheme: Scheme): Map<number, string> =>
  new Map([...assignSlots(pointIds)].map(([id, slot]) => [id, slotColor(slot, scheme)]))
