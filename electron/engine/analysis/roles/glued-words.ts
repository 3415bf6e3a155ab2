/** Cuts letters that stand together into the words they are made of: `RMTMP`, `Zulufttemperatur`, `Tempdac`. Shortest path; bounded in time for any text. */
import { LONGEST_WORD, sensesOf } from './vocabulary/lexicon.ts'

export interface Piece {
  readonly text: string
  readonly known: boolean
}

/** Longer runs of letters are no names; the rest is left out. */
const MOST_LETTERS = 64

/** A known word costs less the longer it is: two letters are found anywhere. In capitals short pieces are usual. */
const knownCost = (length: number, capitals: boolean): number => {
  if (length >= 5) return 1
  if (length === 4) return 1.3
  if (length === 3) return capitals ? 1.5 : 2
  return capitals ? 2.1 : 3.2
}
const UNKNOWN_COST = 2
const UNKNOWN_SINGLE_COST = 2.4
const UNKNOWN_LETTER_COST = 0.5
/** A cut where the case changes was meant by somebody. */
const CASE_BONUS = 1.4
/** Of two ways at one price the one with more known letters. */
const TINY = 0.001

/** Words of two letters that are found inside of longer ones; of three those that are codes of their own and never are. */
const SHORT_PIECES: ReadonlySet<string> = new Set(['rm', 'zn', 'sa', 'ra', 'oa', 'ma', 'ea', 'da', 'sp', 'kw', 'sf', 'rf', 'ef', 'hi', 'lo', 'rh', 'dp', 'hw', 'cw', 'vl', 'rl', 'su'])
const CODES: ReadonlySet<string> = new Set(['oda', 'eta', 'eha', 'rca', 'mia', 'ida', 'per', 'for', 'and', 'not', 'the', 'art', 'ist', 'ext', 'ude', 'rom', 'hal'])

const isPiece = (word: string, alone: boolean): boolean => (alone || (word.length === 2 ? SHORT_PIECES.has(word) : word.length > 2 && !CODES.has(word))) && word.length >= 2 && sensesOf(word) !== undefined

interface Step {
  readonly cost: number
  readonly from: number
  readonly known: boolean
}

/**
 * @param letters folded letters only
 * @param boundaries places (index of the letter after) where the case of the name changes
 */
export const cutGlued = (letters: string, boundaries: ReadonlySet<number>, capitals: boolean): Piece[] => {
  const text = letters.slice(0, MOST_LETTERS)
  if (sensesOf(text) !== undefined) return [{ text, known: true }]
  const steps: Step[] = [{ cost: 0, from: 0, known: true }]
  for (let to = 1; to <= text.length; to++) {
    let best: Step = { cost: Infinity, from: 0, known: false }
    const bonus = to === text.length || boundaries.has(to) ? CASE_BONUS : 0
    for (let from = Math.max(0, to - MOST_LETTERS); from < to; from++) {
      const before = steps[from]
      if (before === undefined) continue
      const length = to - from
      const atBoundary = from === 0 || boundaries.has(from)
      const known = length <= LONGEST_WORD && isPiece(text.slice(from, to), length === text.length || (atBoundary && (to === text.length || boundaries.has(to))))
      // Two unknown runs side by side are one, unless the case tells them apart.
      if (!known && !before.known && !atBoundary) continue
      const own = known ? knownCost(length, capitals || (atBoundary && bonus > 0)) - length * TINY : (length === 1 ? UNKNOWN_SINGLE_COST : UNKNOWN_COST) + UNKNOWN_LETTER_COST * length
      const cost = before.cost + own - bonus
      if (cost < best.cost) best = { cost, from, known }
    }
    steps.push(best)
  }
  const pieces: Piece[] = []
  for (let to = text.length; to > 0; ) {
    const step = steps[to] as Step
    pieces.push({ text: text.slice(step.from, to), known: step.known })
    to = step.from
  }
  return pieces.toReversed()
}
