/** Reads a point's name or description: words, their meanings, and in which part of the name they stand. Bounded in time for any text. */
import { cutGlued, type Piece } from './glued-words.ts'
import { fold } from './fold.ts'
import { LONGEST_PHRASE, LONGEST_WORD, looseSensesOf, sensesOf, sensesOfPhrase } from './vocabulary/lexicon.ts'
import { readWords, type Sense } from './vocabulary/vocabulary.ts'

export interface NameWord {
  /** As understood, folded; of phrases joined by `+`. */
  readonly text: string
  /** Empty where the word means nothing to us. */
  readonly senses: readonly Sense[]
  /** `leaf`: what stands behind the last `.`, `:` or `/` of a path, or the whole name; `context`: what stands before; `label`: a piece of plant by its number. */
  readonly part: 'leaf' | 'context' | 'label'
}

/** Longer texts are cut: what matters stands at the ends. */
const MOST_CHARACTERS = 200
const MOST_WORDS = 48
/** Longer words before a number are words, no names of plant. */
const LONGEST_LABEL = 5

/** Units and substances that must not be cut where case or digits change. */
const WHOLE: readonly (readonly [RegExp, string])[] = [
  [/kWh/g, ' kwh '],
  [/MWh/g, ' kwh '],
  [/kVArh?|kVAR/g, ' kvar '],
  [/kVA/g, ' kva '],
  [/kW(?![a-z])/g, ' kw '],
  [/CO_?2/g, ' co2 '],
  [/(?<![a-z])co2/gi, ' co2 '],
  [/(?<![a-z])h2o(?![a-z])/gi, ' water '],
  [/pm_?(?:2[._]5|25|10)(?!\d)/gi, ' pm10 '],
  [/(?<=\p{Lu}{2})s(?!\p{L})/gu, ''],
]

/** The identification of plant parts (KKS, RDS-PP) has the measured quantity at a fixed place: `10HLA20CT001`. */
const PLANT_CODE = /\d{0,2}([A-Z]{3})\d{2}\s?C([TPFLMESG])\d{3}/
const PLANT_QUANTITIES: Readonly<Record<string, string>> = { T: 'temp', P: 'pressure', F: 'flow', L: 'level', M: 'hum', E: 'power', S: 'speed', G: 'position' }

/** What a single letter at the end of a name stands for: `DA-T`, `SF-C`, `CLG-O`. */
const TAIL_LETTERS = readWords([`
t: temp
h: hum *.8
p: pressure *.8 | pump *.2
f: flow *.8 | fan *.2
c: command | noise *.2
s: status | setPoint *.3 | supply *.2 | speed *.2
o: output
a: alarm | noise *.4
q: co2 *.6 | airQuality *.5
v: valve *.5
d: damper *.4
e: energy *.2 | enthalpy *.2
`])
const PUMP_NUMBER: readonly Sense[] = [{ concepts: ['pump'], weight: 0.7 }, { concepts: ['noise'], weight: 0.7 }]
const LONE_T = readWords(['t: temp *.7'])

const LETTERS = /\p{L}+|\d+/gu
const PATH_END = /[.:/\\'|](?=[^.:/\\'|]*\p{L}{2})/gu

/** Where the leaf of a path begins; 0 for a plain name. */
const leafStart = (text: string): number => {
  let start = 0
  for (const match of text.matchAll(PATH_END)) start = match.index + 1
  return start
}

const caseBoundaries = (run: string): Set<number> => {
  const boundaries = new Set<number>()
  for (let i = 1; i < run.length; i++) {
    const [before = '', here = '', after = ''] = [run[i - 1], run[i], run[i + 1]]
    const upper = here !== here.toLowerCase()
    const upperBefore = before !== before.toLowerCase()
    if (upper && (!upperBefore || (after !== '' && after === after.toLowerCase()))) boundaries.add(i)
  }
  return boundaries
}

interface Raw {
  readonly text: string
  /** Cut out of a longer run of letters as a word that is known. */
  readonly known: boolean
  readonly part: NameWord['part']
  /** Stands alone between separators or digits. */
  readonly alone: boolean
}

const wordsOfRun = (run: string): Piece[] => {
  const plain = fold(run)
  // Folding that changes the length (ß) moves the boundaries by a letter at most; then only the case is lost.
  const boundaries = plain.length === run.length ? caseBoundaries(run) : new Set<number>()
  const capitals = run === run.toUpperCase()
  const letters = plain.replaceAll(/[^a-z]/g, '')
  // A long word with a letter wrong is that word, not a shorter one with a rest.
  if (boundaries.size === 0 && letters.length <= LONGEST_WORD && sensesOf(letters) === undefined && looseSensesOf(letters) !== undefined) return [{ text: letters, known: false }]
  return cutGlued(letters, boundaries, capitals)
}

/** A letter or two between digits, or a lone letter before them, tell which one it is: `4FS6`, `R287`. A `P` so is a pump: `P-1`, `P06`. */
const isLabel = (name: string, from: number, run: string): boolean => {
  const digitBefore = /\d/.test(name[from - 1] ?? '')
  const digitAfter = /\d/.test(name[from + run.length] ?? '')
  return digitAfter && (digitBefore ? run.length <= 2 : run.length === 1)
}

const rawWords = (name: string): Raw[] => {
  const start = leafStart(name)
  const raw: Raw[] = []
  for (const match of name.matchAll(LETTERS)) {
    if (raw.length >= MOST_WORDS) break
    const [run] = match
    const end = match.index + run.length
    // Letters with digits right behind them name a piece of plant, when more follows: `AHU1_SAT`, `RAH17_TEMP`.
    const names = run.length <= LONGEST_LABEL && /\d/.test(name[end] ?? '') && /\p{L}{2}/u.test(name.slice(end)) && !/^co$/i.test(run)
    const part = names ? 'label' : match.index >= start ? 'leaf' : 'context'
    if (/\d/.test(run)) {
      // `co2` and `pm10` were made whole before; other digits only tell which one it is.
      const last = raw.at(-1)
      if (last !== undefined && (last.text === 'co' || last.text === 'pm') && (run === '2' || run === '10')) raw[raw.length - 1] = { ...last, text: last.text + run }
      continue
    }
    if (isLabel(name, match.index, run)) {
      if (run === 'P') raw.push({ text: '#p', known: true, part: 'label', alone: true })
      continue
    }
    const words = wordsOfRun(run)
    for (const { text, known } of words) raw.push({ text, known, part, alone: words.length === 1 && !/\d/.test(name[match.index - 1] ?? '') })
  }
  return raw
}

const withPhrases = (raw: readonly Raw[]): NameWord[] => {
  const words: NameWord[] = []
  for (let i = 0; i < raw.length; ) {
    let taken = 0
    for (let length = Math.min(LONGEST_PHRASE, raw.length - i); length >= 2 && taken === 0; length--) {
      const part = raw.slice(i, i + length)
      const texts = part.map(({ text }) => text)
      const senses = sensesOfPhrase(texts)
      if (senses === undefined) continue
      words.push({ text: texts.join('+'), senses, part: part.at(-1)?.part ?? 'leaf' })
      taken = length
    }
    if (taken === 0) {
      words.push(wordOf(raw, i))
      taken = 1
    }
    i += taken
  }
  return words
}

const wordOf = (raw: readonly Raw[], i: number): NameWord => {
  const { text, known, part, alone } = raw[i] as Raw
  if (text === '#p') return { text: 'p', part, senses: PUMP_NUMBER }
  if (text.length === 1) {
    const tail = alone && i > 0 && i === raw.length - 1
    return { text, part, senses: (tail ? TAIL_LETTERS : LONE_T).get(text) ?? [] }
  }
  return { text, part, senses: (known || alone ? sensesOf(text) : undefined) ?? looseSensesOf(text) ?? [] }
}

/** The words of a name, in order. */
export const readName = (name: string): NameWord[] => {
  const text = WHOLE.reduce((rest, [pattern, whole]) => rest.replaceAll(pattern, whole), name.slice(0, MOST_CHARACTERS))
  const words = withPhrases(rawWords(text))
  const code = PLANT_CODE.exec(name.slice(0, MOST_CHARACTERS))
  const quantity = PLANT_QUANTITIES[code?.[2] ?? '']
  return quantity === undefined ? words : [...words, { text: code?.[0].toLowerCase() ?? '', senses: [{ concepts: [quantity], weight: 1 }], part: 'leaf' }]
}
