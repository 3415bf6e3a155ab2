/** The pattern of a name: what only tells which one it is becomes `#`, so that all room temperatures of a building share one. */
import { cutGlued } from './glued-words.ts'
import { fold } from './fold.ts'

const MOST_CHARACTERS = 200

/** Of a word with digits in it the letters stay where they mean something: `AHU1RAT` is `ahu#rat`, `SODA1R287` only `#`. */
const withDigits = (word: string): string =>
  word.replaceAll(/\p{L}+/gu, (letters) => {
    const plain = fold(letters).replaceAll(/[^a-z]/g, '')
    return plain.length >= 2 && cutGlued(plain, new Set(), true).every(({ known }) => known) ? fold(letters) : '#'
  })

/** `VAV_04_L1_03_SpaceTemp` as `vav # spacetemp`. */
export const namePattern = (name: string): string =>
  name
    .slice(0, MOST_CHARACTERS)
    .split(/[^\p{L}\d]+/u)
    .map((word) => {
      if (/^\p{L}$/u.test(word)) return '#'
      return /\d/.test(word) && !/^co2$/i.test(word) ? withDigits(word).replaceAll(/[\d#]+/g, '#') : fold(word)
    })
    .filter((word) => word !== '')
    .join(' ')
    .replaceAll(/#(?: #)+/g, '#')
