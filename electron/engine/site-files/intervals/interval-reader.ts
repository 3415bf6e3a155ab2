/** Reads a file of interval data by its mapping: rows as they stand, with time and value or with what is wrong with them. */
import type { EnergyImportMapping } from '../../../../shared/domain/energy-import.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { CsvReader, isSeparatorNote, type CsvRow } from '../csv-reader.ts'
import { quoted } from '../ede-problems.ts'
import { textOf } from '../encoding.ts'
import { SEPARATORS } from './interval-layout.ts'
import { parseNumber } from './interval-numbers.ts'
import { parseTime, type FileTime } from './interval-times.ts'

/** Fifteen years of quarter-hours, twice. */
export const MOST_INTERVAL_ROWS = 1_000_000
/** Rows shown as they stand. */
const SHOWN_ROWS = 20
const MOST_PROBLEMS = 2_000

export interface ReadRow {
  readonly line: number
  readonly time: FileTime
  /** In the unit of the file. */
  readonly value: number
}

export interface ShownRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** What could not be taken, by line; bounded. */
export class LineProblems {
  readonly list: { readonly line: number; readonly text: Message }[] = []
  leftOut = 0

  add(line: number, text: Message): void {
    if (this.list.length < MOST_PROBLEMS) this.list.push({ line, text })
    else this.leftOut += 1
  }
}

export interface ReadFile {
  readonly columns: readonly string[]
  readonly shown: readonly ShownRow[]
  readonly rows: readonly ReadRow[]
  /** Rows with data, bad ones included. */
  readonly total: number
}

class IntervalSheet {
  columns: readonly string[] = []
  readonly shown: ShownRow[] = []
  readonly rows: ReadRow[] = []
  total = 0
  private headed: boolean
  private readonly mapping: EnergyImportMapping
  private readonly problems: LineProblems

  constructor(mapping: EnergyImportMapping, problems: LineProblems) {
    this.mapping = mapping
    this.problems = problems
    this.headed = !mapping.header
  }

  take(row: CsvRow): void {
    if (row.line <= this.mapping.skipLines || isSeparatorNote(row) || row.fields.every((field) => field === '')) return
    if (!this.headed) {
      this.headed = true
      this.columns = row.fields
      return
    }
    this.total += 1
    if (this.shown.length < SHOWN_ROWS) this.shown.push({ line: row.line, cells: row.fields })
    if (this.total > MOST_INTERVAL_ROWS) {
      if (this.total === MOST_INTERVAL_ROWS + 1) this.problems.add(row.line, message('energyImport.problem.tooManyRows', { most: MOST_INTERVAL_ROWS }))
      return
    }
    const read = row.broken ? message('energyImport.problem.brokenQuote') : this.read(row)
    if ('key' in read) this.problems.add(row.line, read)
    else this.rows.push(read)
  }

  private read({ line, fields }: CsvRow): ReadRow | Message {
    const { dateColumn, timeColumn, valueColumn, timeFormat, decimal } = this.mapping
    const field = (column: number): string | undefined => fields[column]
    const clock = field(timeColumn)
    const date = dateColumn === null ? '' : field(dateColumn)
    const written = field(valueColumn)
    if (clock === undefined || date === undefined || written === undefined) return message('energyImport.problem.tooFewColumns', { columns: fields.length })
    const text = dateColumn === null ? clock : `${date} ${clock}`
    const time = parseTime(text, timeFormat)
    if (time === null) return message('energyImport.problem.time', { text: quoted(text), format: timeFormat })
    if (written === '') return message('energyImport.problem.noValue')
    const value = parseNumber(written, decimal)
    return value === null ? message('energyImport.problem.number', { text: quoted(written), decimal }) : { line, time, value }
  }
}

/** A generator: between two pieces of 64 KiB the caller can breathe. */
export function* readIntervals(bytes: Uint8Array, mapping: EnergyImportMapping, problems: LineProblems): Generator<undefined, ReadFile> {
  const sheet = new IntervalSheet(mapping, problems)
  const reader = new CsvReader(SEPARATORS[mapping.separator], (row) => sheet.take(row))
  for (const piece of textOf(bytes)) {
    reader.push(piece)
    yield
  }
  reader.end()
  return { columns: sheet.columns, shown: sheet.shown, rows: sheet.rows, total: sheet.total }
}
