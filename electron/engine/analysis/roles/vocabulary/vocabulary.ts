/** How the word lists of this folder are written and read: `word word: concepts | other meaning *weight`. */
import { loudnessOf, type Concept } from '../concepts.ts'

/** One meaning of a word. */
export interface Sense {
  readonly concepts: readonly Concept[]
  /** How usual this meaning is, 0..1; 1 for a word with one meaning. */
  readonly weight: number
}

export type Words = ReadonlyMap<string, readonly Sense[]>

const readSense = (text: string): Sense => {
  const [concepts = '', weight] = text.split('*')
  const names = concepts.trim().split(/\s+/)
  for (const name of names) loudnessOf(name)
  return { concepts: names, weight: weight === undefined ? 1 : Number(weight) }
}

/**
 * Reads a word list: a line an entry, `#` begins a comment, words are folded (lower case, without accents). A word of several lists has all their meanings.
 * @throws Error for a concept that is not one.
 */
export const readWords = (lists: readonly string[]): Words => {
  const words = new Map<string, Sense[]>()
  for (const line of lists.join('\n').split('\n')) {
    const [entry = ''] = line.split('#')
    const [names, meanings] = entry.split(':')
    if (names === undefined || meanings === undefined) continue
    const senses = meanings.split('|').map(readSense)
    for (const name of names.trim().split(/\s+/)) {
      const known = words.get(name)
      words.set(name, known === undefined ? senses : [...known, ...senses.filter((one) => !known.some((other) => sameConcepts(one, other)))])
    }
  }
  return words
}

const sameConcepts = (a: Sense, b: Sense): boolean => a.concepts.join(' ') === b.concepts.join(' ')
