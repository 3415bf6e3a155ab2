/** Which of the four files this is: by what its first lines say, else by its name. */
import { columnPlaces, placesWithoutHeading } from './ede-columns.ts'
import type { CsvRow } from './csv-reader.ts'
import type { TableKind } from './ede-tables.ts'

export type EdeFileKind = 'ede' | TableKind

const BY_WORDS: readonly (readonly [EdeFileKind, RegExp])[] = [
  ['ede', /PROJECT_?NAME|VERSION_OF_LAYOUT|VERSION_OF_REFERENCE/i],
  ['stateTexts', /state.?text|inactive.?text/i],
  ['objectTypes', /object.?types?\b/i],
  ['units', /engineering.?units?|unit.?text|unit.?code/i],
]

const BY_NAME: readonly (readonly [EdeFileKind, RegExp])[] = [
  ['stateTexts', /state.?text/i],
  ['objectTypes', /obj(ect)?.?types?/i],
  ['units', /units?[^a-z]*\.|units?$/i],
  ['ede', /ede/i],
]

/** @param head its first rows. undefined: none of the four. */
export const edeFileKind = (name: string, head: readonly CsvRow[]): EdeFileKind | undefined => {
  if (head.some(({ fields }) => columnPlaces(fields) !== undefined)) return 'ede'
  const words = head.slice(0, 4).map(({ fields }) => fields.join(' ')).join('\n')
  const told = BY_WORDS.find(([, pattern]) => pattern.test(words)) ?? BY_NAME.find(([, pattern]) => pattern.test(name))
  if (told !== undefined) return told[0]
  return head.some(({ fields }) => placesWithoutHeading(fields) !== undefined) ? 'ede' : undefined
}
