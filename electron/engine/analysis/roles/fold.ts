/** Names in plain letters: lower case, no accents, one form of each letter. */

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', '\u00b5': 'u', '²': '2', '³': '3', '₂': '2', '₃': '3' }
const OTHER = /[ßøæœłđðþıµ²³₂₃]/g

/** `Rücklauftemperatur` as `rucklauftemperatur`. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(OTHER, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
