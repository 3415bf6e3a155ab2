/** Words of names that say which plant or terminal unit a point belongs to: `AHU`, `RLT`, `Chiller`. Parts of one (fan, coil, pump) are no such words. */
import { nameTokens } from '../rules/name-tokens.ts'

/** Whole plants; what is named after such a word is a part of it. */
const PLANTS: ReadonlySet<string> = new Set([
  'ahu', 'rtu', 'mau', 'doas', 'oau', 'airhandler', 'airhandlingunit', 'hru', 'erv', 'hrv', 'chiller', 'ch', 'boiler', 'heatpump', 'ct', 'coolingtower', 'chp',
  'hwp', 'chwp', 'rlt', 'zul', 'lueftungsanlage', 'lüftungsanlage', 'klimaanlage', 'kaeltemaschine', 'kältemaschine', 'kessel', 'waermepumpe', 'wärmepumpe', 'bhkw',
  'cta', 'chaudiere', 'chaudière', 'uta', 'caldera', 'caldaia', 'lbk', 'luchtbehandelingskast', 'ketel', 'ventilationsaggregat',
])
/** Units at the end of the air's or water's way: each is its own, also where its name begins with that of its plant. */
const TERMINALS: ReadonlySet<string> = new Set(['vav', 'fcu', 'fpb', 'fptu', 'cav', 'tu', 'ptac', 'wshp', 'fancoil', 'heizkreis', 'hk', 'unitheater'])
/** `Air handling unit 3`: of several words. */
const PHRASES: readonly (readonly string[])[] = [['air', 'handling', 'unit'], ['air', 'handler'], ['rooftop', 'unit'], ['heat', 'pump'], ['cooling', 'tower'], ['fan', 'coil'], ['fan', 'coil', 'unit'], ['unit', 'heater']]
const TERMINAL_PHRASES: ReadonlySet<string> = new Set(['fan coil', 'fan coil unit', 'unit heater'])

export interface PlantInName {
  /** Words with single spaces, letters and digits apart: alike for `AHU-1`, `AHU 1` and `AHU1`. */
  readonly words: string
  /** The beginning as written. */
  readonly written: string
}

interface Word {
  readonly text: string
  readonly end: number
}

/** The outermost plant that a name says, with all that stands before it; of a box below a plant the box. null where no word says one. Costs microseconds. */
export const plantInName = (name: string): PlantInName | null => {
  const words = wordsOf(name)
  let found: number | null = null
  for (let i = 0; i < words.length; i++) {
    const kind = kindAt(words, i)
    if (kind === null || (found !== null && !kind.terminal)) continue
    found = endOfNumber(words, i + kind.length)
    if (kind.terminal) break
  }
  const last = found === null ? undefined : words[found - 1]
  return last === undefined || found === null ? null : { words: words.slice(0, found).map(({ text }) => text).join(' '), written: name.slice(0, last.end).trim() }
}

/** Letters and digits apart. */
const wordsOf = (name: string): readonly Word[] =>
  nameTokens(name).flatMap(({ text, end }) => {
    const digits = /(?<=\p{L})\d+$/u.exec(text)
    return digits === null ? [{ text: plain(text), end }] : [{ text: text.slice(0, digits.index), end: end - digits[0].length }, { text: plain(digits[0]), end }]
  })

/** `AHU-01` is `AHU-1`. */
const plain = (text: string): string => text.replace(/^0+(?=\d)/, '')

const kindAt = (words: readonly Word[], at: number): { readonly length: number; readonly terminal: boolean } | null => {
  const text = words[at]?.text ?? ''
  if (TERMINALS.has(text)) return { length: 1, terminal: true }
  const phrase = PHRASES.findLast((each) => each.every((word, i) => words[at + i]?.text === word))
  if (phrase !== undefined) return { length: phrase.length, terminal: TERMINAL_PHRASES.has(phrase.join(' ')) }
  return PLANTS.has(text) && (!SHORT.has(text) || /^\d+$/.test(words[at + 1]?.text ?? '')) ? { length: 1, terminal: false } : null
}

/** Words that mean much else: plants only where a number follows. */
const SHORT: ReadonlySet<string> = new Set(['ch', 'ct', 'zul', 'tu', 'uta', 'cta', 'chp'])

/** All numbers that follow (`VAV-1-02`), or one letter (`RTU-B`). */
const endOfNumber = (words: readonly Word[], from: number): number => {
  let end = from
  while (/^\d+$/.test(words[end]?.text ?? '')) end++
  return end === from && /^\p{L}$/u.test(words[end]?.text ?? '') ? end + 1 : end
}
