/** Names of points as words: `AHU1.SF_STS` is `AHU1`, `SF`, `STS`. */

export interface NameToken {
  readonly text: string
  /** Where it ends in the name. */
  readonly end: number
}

/** Letters and digits that stand together; a change from small to capital letter begins a new word. */
const WORD = /\p{Lu}+(?!\p{Ll})\d*|\p{L}\p{Ll}*\d*|\d+/gu

/** Long enough for any sensible name, short enough for a hostile one. */
const MOST_LENGTH = 255

export const nameTokens = (name: string): readonly NameToken[] =>
  [...name.slice(0, MOST_LENGTH).matchAll(WORD)].map((match) => ({ text: match[0].toLowerCase(), end: match.index + match[0].length }))

/** The words with single spaces between: what patterns for words are tried on. */
export const spokenName = (name: string): string => nameTokens(name).map(({ text }) => text).join(' ')

/** What all names begin with, in whole words and as written; empty when there is nothing, or nothing but one name. */
export const commonStem = (names: readonly string[]): string => {
  const [first, ...others] = names
  if (first === undefined || others.length === 0) return ''
  const tokens = nameTokens(first)
  const rest = others.map(nameTokens)
  let shared = 0
  while (shared < tokens.length && rest.every((own) => own[shared]?.text === tokens[shared]?.text)) shared++
  return shared === 0 ? '' : first.slice(0, tokens[shared - 1]?.end).trim()
}
