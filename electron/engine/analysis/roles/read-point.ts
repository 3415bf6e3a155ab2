/** All words of a point with their weight: its name, the path before it, its description, the texts of its states. */
import { isQuantity, type Concept } from './concepts.ts'
import { readName, type NameWord } from './read-name.ts'
import type { RolePoint } from './point-signs.ts'
import type { Said } from './score-roles.ts'

const GAINS = { leaf: 1, context: 0.65, label: 0.65, description: 0.9, states: 0.2 } as const
/** A description says much beside the point; a path names what it belongs to. */
const LOSSES = { leaf: 1, context: 0.6, label: 0.12, description: 0.45, states: 0 } as const

const say = (words: readonly NameWord[], part: (word: NameWord) => keyof typeof GAINS): Said[] =>
  words.filter(({ senses }) => senses.length > 0).map((word) => ({ word, gain: GAINS[part(word)], loss: LOSSES[part(word)] }))

/** What a numbered piece of plant seems to measure is a chance of its letters, when something else says what is measured: `RAH02_TEMP`. */
const withoutChance = (one: Said): Said =>
  one.word.part === 'label' ? { ...one, word: { ...one.word, senses: one.word.senses.filter(({ concepts }) => !concepts.some(isQuantity)) } } : one

/** Water of which plant: what an abbreviation leaves open. */
const WATERS: ReadonlySet<Concept> = new Set(['chilled', 'hot', 'condenser', 'domestic'])

/** `CWS` may be chilled or condenser water: where the description writes one of them out, the abbreviation means no other water. What it may mean beside waters stays (`KW`: power, or cold water). */
const asDescribed = (said: readonly Said[], described: readonly Said[]): readonly Said[] => {
  const waters = new Set(described.flatMap(({ word: { senses } }) => (senses.length === 1 ? senses.flatMap(({ concepts }) => concepts.filter((concept) => WATERS.has(concept))) : [])))
  if (waters.size !== 1) return said
  return said.map((one) => {
    const { senses } = one.word
    if (!senses.some(({ concepts }) => concepts.some((concept) => waters.has(concept)))) return one
    return { ...one, word: { ...one.word, senses: senses.filter(({ concepts }) => concepts.some((concept) => waters.has(concept)) || !concepts.some((concept) => WATERS.has(concept))) } }
  })
}

const means = ({ word }: Said): boolean => word.senses.some(({ concepts }) => concepts.some((concept) => concept !== 'noise'))

export interface PointWords {
  readonly said: readonly Said[]
  /** What name and description say, each alone. */
  readonly byName: readonly Said[]
  readonly byDescription: readonly Said[]
  /** Share of the letters of name and description that mean something, 0..1. */
  readonly understood: number
}

export const readPoint = ({ name, description, stateTexts }: Pick<RolePoint, 'name' | 'description' | 'stateTexts'>): PointWords => {
  const own = readName(name)
  const ownSaid = say(own, ({ part }) => part)
  // A path whose last part means nothing is a name as a whole.
  const nameSaid = ownSaid.some((one) => one.word.part === 'leaf' && means(one)) ? ownSaid : say(own, () => 'leaf')
  const described = description === name ? [] : readName(description)
  const measures = (one: Said): boolean => one.word.part !== 'label' && one.word.senses.some(({ concepts }) => concepts.some(isQuantity))
  const byDescription = say(described, () => 'description')
  const kept = asDescribed(nameSaid.some(measures) ? nameSaid.map(withoutChance) : nameSaid, byDescription)
  const said = [...kept, ...byDescription, ...say(stateTexts.slice(0, 4).flatMap((text) => readName(text.slice(0, 40))), () => 'states')]
  const letters = (words: readonly NameWord[]): number => words.reduce((sum, { text }) => sum + text.length, 0)
  const all = letters(own)
  return { said, byName: kept, byDescription, understood: all === 0 ? 0 : letters(own.filter(({ senses }) => senses.length > 0)) / all }
}
