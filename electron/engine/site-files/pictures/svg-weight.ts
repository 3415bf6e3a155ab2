/** How much a drawing asks of whoever paints it: elements that refer to others are painted with them, so a few nested references can stand for millions. */

/** An element that is kept. Children come after their parent. */
export interface DrawnElement {
  readonly parent: number
  readonly id: string
  readonly refersTo: readonly string[]
}

/** References through references; drawings have two or three. */
const MOST_STEPS = 8

/** Elements painted, references followed; at most `most` + 1, which also stands for references in a circle or too deep. Linear in elements and references. */
export const drawnWeight = (elements: readonly DrawnElement[], most: number): number => {
  const children = elements.map((): number[] => [])
  const byId = new Map<string, number>()
  for (const [index, { parent, id }] of elements.entries()) {
    if (parent >= 0) children[parent]!.push(index)
    if (id !== '' && !byId.has(id)) byId.set(id, index)
  }
  const known = new Map<number, number>()
  const weigh = (index: number, steps: number): number => {
    const before = known.get(index)
    if (before !== undefined) return before
    if (steps > MOST_STEPS) return most + 1
    let weight = 1
    for (const child of children[index]!) weight += weigh(child, steps)
    for (const id of elements[index]!.refersTo) {
      const target = byId.get(id)
      if (target !== undefined) weight += weigh(target, steps + 1)
    }
    const bounded = Math.min(weight, most + 1)
    known.set(index, bounded)
    return bounded
  }
  return elements.length === 0 ? 0 : weigh(0, 0)
}
