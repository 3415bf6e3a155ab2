/** All word lists in one place to look words up: exact words, then words a letter off, then words without their vowels. */
import { fold } from '../fold.ts'
import { ABBREVIATIONS } from './abbreviations.ts'
import { acronymWords } from './acronyms.ts'
import { ENGLISH_WORDS } from './english.ts'
import { GERMAN_WORDS, NORDIC_DUTCH_WORDS } from './germanic.ts'
import { PHRASES } from './phrases.ts'
import { ROMANCE_WORDS, SLAVIC_FINNISH_WORDS } from './romance-slavic.ts'
import { readWords, type Sense, type Words } from './vocabulary.ts'

/** `zaehler` is also written `zähler`, which folds to `zahler`. */
const withoutUmlautVowels = (list: string): string =>
  list
    .split('\n')
    .flatMap((line) => {
      const [names = '', meanings] = line.split(':')
      if (meanings === undefined || names.startsWith('#') || !/[aou]e/.test(names)) return [line]
      return [line, `${names.replaceAll(/([aou])e/g, '$1')}:${meanings}`]
    })
    .join('\n')

const WORDS: Words = readWords([ABBREVIATIONS, ENGLISH_WORDS, withoutUmlautVowels(GERMAN_WORDS), NORDIC_DUTCH_WORDS, ROMANCE_WORDS, SLAVIC_FINNISH_WORDS, acronymWords()])
const TOGETHER: Words = readWords([PHRASES])

/** Longest word and longest phrase there is. */
export const LONGEST_WORD = Math.max(...Array.from(WORDS.keys(), (word) => word.length))
export const LONGEST_PHRASE = Math.max(...Array.from(TOGETHER.keys(), (phrase) => phrase.split('+').length))

export const sensesOf = (word: string): readonly Sense[] | undefined => WORDS.get(word)
export const sensesOfPhrase = (words: readonly string[]): readonly Sense[] | undefined => TOGETHER.get(words.join('+'))

/** Words shorter than this are not compared loosely: too many others are near. */
const LOOSE_LENGTH = 7
const SKELETON_LENGTH = 4
/** What a loosely read word counts less. */
const LOOSE_WEIGHT = 0.8

const skeletonOf = (word: string): string => word[0] + word.slice(1).replaceAll(/[aeiouy]/g, '')

const deletionsOf = (word: string): string[] => Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))

/** Long words by what remains of them without a letter, and without their vowels; a form that two words of other meaning share names none. */
const looseIndex = (formsOf: (word: string) => readonly string[], atLeast: number): ReadonlyMap<string, string> => {
  const index = new Map<string, string>()
  for (const word of WORDS.keys()) {
    if (word.length < LOOSE_LENGTH) continue
    for (const form of formsOf(word)) {
      if (form.length < atLeast) continue
      const other = index.get(form)
      index.set(form, other === undefined || JSON.stringify(WORDS.get(other)) === JSON.stringify(WORDS.get(word)) ? word : '')
    }
  }
  return index
}

const BY_DELETION = looseIndex((word) => [word, ...deletionsOf(word)], LOOSE_LENGTH - 1)
const BY_SKELETON = looseIndex((word) => [skeletonOf(word)], SKELETON_LENGTH)

const wordNear = (word: string): string | undefined => {
  if (word.length >= LOOSE_LENGTH) {
    for (const form of [word, ...deletionsOf(word)]) {
      const near = BY_DELETION.get(form)
      if (near) return near
    }
  }
  return word.length >= SKELETON_LENGTH && word === skeletonOf(word) ? BY_SKELETON.get(word) || undefined : undefined
}

/** Meanings of a word that is no known one but near to it: a letter too many, too few or wrong, or only its consonants. */
export const looseSensesOf = (word: string): readonly Sense[] | undefined => {
  const near = wordNear(fold(word))
  return near === undefined ? undefined : WORDS.get(near)?.map((sense) => ({ ...sense, weight: sense.weight * LOOSE_WEIGHT }))
}
