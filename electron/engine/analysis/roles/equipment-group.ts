/** Which points belong to one piece of plant: their names begin alike, up to its number. */

/** The number of the equipment with all that stands before it: the last digits that words follow. */
const STEM = /^(.*\d[a-z]?)(?=[^\p{L}\d]*\p{L}{2})/isu

export interface NameParts {
  /** Empty where the name has no number. */
  readonly stem: string
  /** What is left: which of its points it is. */
  readonly leaf: string
}

/** `SDH.S1-03:VLV POS` as `SDH.S1-03` and `vlv pos`. */
export const nameParts = (name: string): NameParts => {
  const text = name.slice(0, 200)
  const stem = STEM.exec(text)?.[1] ?? ''
  return { stem, leaf: text.slice(stem.length).toLowerCase().replaceAll(/[^\p{L}]+/gu, ' ').trim() }
}
