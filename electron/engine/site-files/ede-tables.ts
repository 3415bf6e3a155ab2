/** The three tables beside an EDE file: state texts, object types and units by their number. */
import { message } from '../../../shared/message.ts'
import { OBJECT_TYPES } from '../../../shared/domain/object-type.ts'
import { unitNumber } from '../../../shared/units.ts'
import type { CsvRow } from './csv-reader.ts'
import { quoted, type EdeProblems } from './ede-problems.ts'

export type TableKind = 'stateTexts' | 'objectTypes' | 'units'

/** No device has more states. */
const MOST_STATES = 1_000
const MOST_TABLE_ROWS = 100_000

const WHOLE = /^\d{1,9}$/
const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\d]/gu, '')

const TYPE_BY_LETTERS: ReadonlyMap<string, number> = new Map(
  Object.entries(OBJECT_TYPES).flatMap(([number, { name, short }]) => [
    [lettersOf(name), Number(number)] as const,
    [lettersOf(short), Number(number)] as const,
    [`object${lettersOf(name)}`, Number(number)] as const,
  ]),
)

/** What the names of files that belong together share: `Tower_AHU1_EDE.csv` and `Tower_AHU1_StateTexts.csv`. */
const stemOf = (file: string): string =>
  file
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replace(/state.?texts?|obj(ect)?.?types?|units?|ede/g, '')
    .replaceAll(/[^\p{L}\d]/gu, '')

export class EdeTables {
  private readonly states = new Map<string, Map<string, readonly string[]>>()
  private readonly types = new Map<string, number>()
  private readonly unitCodes = new Map<string, number>()
  /** A file of state texts was there: a reference to nothing is worth a word. */
  hasStates = false

  /** Takes a row of a table. */
  take(kind: TableKind, file: string, row: CsvRow, problems: EdeProblems): void {
    const [number = '', ...texts] = row.fields
    if (row.fields.every((field) => field === '') || (number.startsWith('#') && !row.firstQuoted)) return
    if (!WHOLE.test(number)) {
      // Headings without a # come before the first number.
      if (this.isEmpty(kind, file)) return
      return problems.add(file, row.line, message('ede.problem.tableRow', { value: quoted(number) }))
    }
    if (kind === 'stateTexts') this.takeStates(Number(number), texts, file, row.line, problems)
    else this.takeCode(kind === 'units' ? this.unitCodes : this.types, Number(number), texts[0] ?? '')
  }

  private isEmpty(kind: TableKind, file: string): boolean {
    if (kind === 'stateTexts') return !this.states.has(file)
    return (kind === 'units' ? this.unitCodes : this.types).size === 0
  }

  private takeStates(number: number, texts: readonly string[], file: string, line: number, problems: EdeProblems): void {
    const key = `${number}`
    const own = this.states.get(file) ?? new Map<string, readonly string[]>()
    this.states.set(file, own)
    if (own.has(key)) return problems.add(file, line, message('ede.problem.referenceTwice', { value: number }))
    if (own.size < MOST_TABLE_ROWS) own.set(key, withoutEmptyEnd(texts.slice(0, MOST_STATES)))
  }

  private takeCode(codes: Map<string, number>, number: number, text: string): void {
    const letters = lettersOf(text)
    if (letters !== '' && !codes.has(letters) && codes.size < MOST_TABLE_ROWS) codes.set(letters, number)
  }

  /**
   * The texts of a reference in an EDE file; undefined where no file tells them. Devices that were exported one by one number their texts each from 1: the
   * file whose name begins like that of the EDE file counts, and only without such a one any other that knows the number.
   */
  statesOf(reference: string, edeFile: string): readonly string[] | undefined {
    const key = WHOLE.test(reference) ? `${Number(reference)}` : reference
    const own = [...this.states].find(([file]) => stemOf(file) === stemOf(edeFile))?.[1]
    return (own ?? [...this.states.values()].find((one) => one.has(key)))?.get(key)
  }

  /** The number of an object type, given as number or by a name in any spelling; undefined for neither. */
  typeOf(text: string): number | undefined {
    if (WHOLE.test(text)) return Number(text) <= 1_023 ? Number(text) : undefined
    return this.types.get(lettersOf(text)) ?? TYPE_BY_LETTERS.get(lettersOf(text))
  }

  /** The number of a unit, given as number or by a name; undefined for neither. */
  unitOf(text: string): number | undefined {
    if (WHOLE.test(text)) return Number(text) <= 0xff_ff_ff ? Number(text) : undefined
    return this.unitCodes.get(lettersOf(text)) ?? unitNumber(text)
  }
}

/** Programs fill short lists up with empty fields: those are no states. */
export const withoutEmptyEnd = (texts: readonly string[]): readonly string[] => {
  const last = texts.findLastIndex((text) => text !== '')
  return texts.slice(0, last + 1)
}
