/** Folders of series to measure with: the manifest, and the series as CSV files. Every fault of a file is an error that names it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** One series of the manifest; rows are counted without the header. */
export interface SuiteSeries {
  readonly id: string
  readonly family: string
  readonly unit?: string
  readonly sampling_s: number
  /** Rows before this one are commissioning data. */
  readonly train_end: number
  /** Columns beside the value that tell of the same thing: peers, weather. */
  readonly peers?: readonly string[]
}

export interface SuiteUnit {
  readonly id: string
}

/** A meter, and the first hours of the days that are to be forecast. */
export interface SuiteMeter {
  readonly id: string
  readonly kind: string
  readonly origins: readonly string[]
}

export interface Manifest {
  readonly anomaly?: readonly SuiteSeries[]
  readonly drift?: readonly SuiteSeries[]
  readonly ahu?: readonly SuiteUnit[]
  readonly forecast?: readonly SuiteMeter[]
}

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest

/** A plain CSV file without quoted fields. @throws Error when a row has another number of fields than the header. */
export const readTable = (file: string): Table => {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  const columns = (header ?? '').split(',')
  const rows = lines.map((line, i) => {
    const fields = line.split(',')
    if (fields.length !== columns.length) throw new Error(`${file}, line ${i + 2}: ${columns.length} fields expected, ${fields.length} found.`)
    return fields
  })
  return { columns, rows }
}

/** A column as numbers; NaN where the cell is empty. @throws Error when there is no such column. */
export const numbersOf = ({ columns, rows }: Table, column: string, file: string): Float64Array => {
  const at = columns.indexOf(column)
  if (at < 0) throw new Error(`${file} has no column "${column}".`)
  return Float64Array.from(rows, (fields) => (fields[at] === '' ? Number.NaN : Number(fields[at])))
}

/** Time stamps as written, taken as UTC: the suite's times are local wall times, so the site of an evaluation lies in UTC. */
export const timesOf = ({ columns, rows }: Table, file: string): Float64Array => {
  const at = columns.indexOf('timestamp')
  if (at < 0) throw new Error(`${file} has no column "timestamp".`)
  return Float64Array.from(rows, (fields, i) => {
    const text = fields[at] as string
    const timeMs = Date.parse((text.length === 10 ? `${text} 00:00:00` : text).replace(' ', 'T').replace(/(Z|[+-]\d\d:?\d\d)?$/, (zone) => zone || 'Z'))
    if (Number.isNaN(timeMs)) throw new Error(`${file}, line ${i + 2}: "${text}" is no time.`)
    return timeMs
  })
}

export const writeLines = (file: string, lines: readonly string[]): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${lines.join('\n')}\n`)
}
