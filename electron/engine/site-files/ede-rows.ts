/** A row of an EDE file as an object. What is mandatory and broken skips the row; a broken optional field is left out of it. */
import { message, type Message } from '../../../shared/message.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import { COLUMN_TITLES, MANDATORY, type ColumnPlaces, type EdeColumn } from './ede-columns.ts'
import type { CsvRow } from './csv-reader.ts'
import { quoted, type EdeProblems } from './ede-problems.ts'
import type { EdeTables } from './ede-tables.ts'
import { EDE_NUMBERS, edeKey, type EdeNumber, type EdeObject } from './ede-types.ts'

/** 4194303 means "any" and is nobody's. */
const LAST_INSTANCE = 4_194_302
const WHOLE = /^\d{1,7}$/
/** With point or comma as the decimal mark. */
const DECIMAL = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$/

const instanceOf = (text: string): number | undefined => (WHOLE.test(text) && Number(text) <= LAST_INSTANCE ? Number(text) : undefined)

/** A number as any country writes it; undefined for anything else. Binary values may be words. */
export const decimalOf = (text: string): number | undefined => {
  const number = DECIMAL.test(text) ? Number(text.replace(',', '.')) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

const WORDS_FOR_VALUES: Readonly<Record<string, number>> = { active: 1, inactive: 0, on: 1, off: 0, true: 1, false: 0 }

interface Where {
  readonly file: string
  readonly line: number
}

export class EdeRows {
  readonly objects: EdeObject[] = []
  rows = 0
  private readonly tables: EdeTables
  private readonly problems: EdeProblems
  private readonly seen = new Map<string, Where>()

  constructor(tables: EdeTables, problems: EdeProblems) {
    this.tables = tables
    this.problems = problems
  }

  take(file: string, row: CsvRow, places: ColumnPlaces): void {
    this.rows += 1
    const field = (column: EdeColumn): string => row.fields[places.get(column) ?? -1] ?? ''
    const say = (text: Message): void => this.problems.add(file, row.line, text)
    if (row.broken) return say(message('ede.problem.quote'))
    const empty = MANDATORY.find((column) => field(column).trim() === '')
    if (empty !== undefined) return say(message('ede.problem.columnEmpty', { column: COLUMN_TITLES[empty] }))
    const wrong = (['deviceInstance', 'objectInstance'] as const).find((column) => instanceOf(field(column)) === undefined)
    if (wrong !== undefined) return say(message('ede.problem.instance', { column: COLUMN_TITLES[wrong], value: quoted(field(wrong)) }))
    const objectType = this.tables.typeOf(field('objectType'))
    if (objectType === undefined) return say(message('ede.problem.objectType', { value: quoted(field('objectType')) }))
    const [deviceInstance, objectInstance] = [Number(field('deviceInstance')), Number(field('objectInstance'))]
    const key = edeKey(deviceInstance, objectType, objectInstance)
    const before = this.seen.get(key)
    if (before !== undefined) return say(message('ede.problem.twice', { object: objectLabel(objectType, objectInstance), device: deviceInstance, line: before.line, file: before.file }))
    this.seen.set(key, { file, line: row.line })
    this.objects.push({
      deviceInstance,
      objectType,
      objectInstance,
      name: field('objectName'),
      description: field('description') === '' ? null : field('description'),
      units: this.unitsOf(field('units'), say),
      stateTexts: this.statesOf(field('stateTexts'), file, say),
      numbers: numbersOf(field, say),
    })
  }

  private unitsOf(text: string, say: (text: Message) => void): number | null {
    if (text === '') return null
    const units = this.tables.unitOf(text)
    if (units === undefined) say(message('ede.problem.units', { value: quoted(text) }))
    return units ?? null
  }

  private statesOf(text: string, file: string, say: (text: Message) => void): readonly string[] | null {
    if (text === '') return null
    const states = this.tables.statesOf(text, file)
    if (states === undefined && this.tables.hasStates) say(message('ede.problem.stateTexts', { value: quoted(text) }))
    return states ?? null
  }
}

const numbersOf = (field: (column: EdeColumn) => string, say: (text: Message) => void): EdeObject['numbers'] => {
  const numbers: Partial<Record<EdeNumber, number>> = {}
  for (const column of EDE_NUMBERS) {
    const text = field(column)
    if (text === '') continue
    const number = decimalOf(text) ?? WORDS_FOR_VALUES[text.toLowerCase()]
    if (number !== undefined) numbers[column] = number
    // A default may be any text of the device; limits are numbers.
    else if (column !== 'presentValue') say(message('ede.problem.number', { column: COLUMN_TITLES[column], value: quoted(text) }))
  }
  return numbers
}
