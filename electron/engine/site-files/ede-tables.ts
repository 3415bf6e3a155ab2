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

export class EdeTables {
  private readonly states = new Map<string, readonly string[]>()
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
      if (this.isEmpty(kind)) return
      return problems.add(file, row.line, message('ede.problem.tableRow', { value: quoted(number) }))
    }
    if (kind === 'stateTexts') this.takeStates(Number(number), texts, file, row.line, problems)
    else this.takeCode(kind === 'units' ? this.unitCodes : this.types, Number(number), texts[0] ?? '')
  }

  private isEmpty(kind: TableKind): boolean {
    if (kind === 'stateTexts') return this.states.size === 0
    return (kind === 'units' ? this.unitCodes : this.types).size === 0
  }

  private takeStates(number: number, texts: readonly string[], file: string, line: number, problems: EdeProblems): void {
    const key = `${number}`
    if (this.states.has(key)) return problems.add(file, line, message('ede.problem.referenceTwice', { value: number }))
    if (this.states.size < MOST_TABLE_ROWS) this.states.set(key, withoutEmptyEnd(texts.slice(0, MOST_STATES)))
  }

  private takeCode(codes: Map<string, number>, number: number, text: string): void {
    const letters = lettersOf(text)
    if (letters !== '' && !codes.has(letters) && codes.size < MOST_TABLE_ROWS) codes.set(letters, number)
  }

  /** The texts of a reference; undefined where no file tells them. */
  statesOf(reference: string): readonly string[] | undefined {
    return this.states.get(WHOLE.test(reference) ? `${Number(reference)}` : reference)
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
