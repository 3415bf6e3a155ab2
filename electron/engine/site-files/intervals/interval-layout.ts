/** Proposes how a file of interval data is to be understood, from its first rows: separator, heading, columns, format of the times, unit. */
import { TIME_FORMATS, type EnergyImportMapping } from '../../../../shared/domain/energy-import.ts'
import { CsvReader, separatorOf, type CsvRow } from '../csv-reader.ts'
import { decimalOf, parseNumber } from './interval-numbers.ts'
import { parseTime, type FileTime } from './interval-times.ts'
import { unitOfHeading, type IntervalUnit } from '../../../../shared/interval-units.ts'

/** Rows that are looked at. */
const SAMPLE_ROWS = 400
/** Rows of a column that must read as a time or number for it to be one. */
const READABLE_SHARE = 0.8

export const SEPARATORS: Readonly<Record<EnergyImportMapping['separator'], string>> = { ',': ',', ';': ';', tab: '\t', '|': '|' }

/** The rows at the head of a text. The last one may be cut and is left out. */
const headRows = (head: string, separator: string): CsvRow[] => {
  const rows: CsvRow[] = []
  const reader = new CsvReader(separator, (row) => rows.push(row))
  reader.push(head)
  return rows.slice(0, SAMPLE_ROWS)
}

const separatorName = (head: string): EnergyImportMapping['separator'] => {
  const lines = head.split('\n').slice(0, 40)
  if (lines.every((line) => line.includes('|') || line.trim() === '')) return '|'
  const found = separatorOf(head)
  return found === '\t' ? 'tab' : found === ';' ? ';' : ','
}

const wallOf = (time: FileTime): number => ('wallMs' in time ? time.wallMs : time.utcMs)

/** How regular times are: the share of steps that are the usual one. */
const regularity = (times: readonly number[]): number => {
  const steps = times.slice(1).map((time, index) => time - times[index]!)
  if (steps.length === 0) return 0
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)]!
  return usual === 0 ? 0 : steps.filter((step) => step === usual).length / steps.length
}

interface FoundTime {
  readonly format: string
  readonly score: number
}

/** The format that reads most of the texts, with the most regular steps; the earlier of the list where two are equal. */
const formatOf = (texts: readonly string[]): FoundTime | null => {
  let best: FoundTime | null = null
  for (const format of TIME_FORMATS) {
    const times = texts.map((text) => parseTime(text, format)).filter((time) => time !== null).map(wallOf)
    const share = times.length / Math.max(1, texts.length)
    if (share < READABLE_SHARE) continue
    const score = share + regularity(times)
    if (best === null || score > best.score + 1e-9) best = { format, score }
  }
  return best
}

interface FoundColumns extends FoundTime {
  readonly timeColumn: number
  readonly dateColumn: number | null
}

const columnTexts = (rows: readonly CsvRow[], column: number): string[] => rows.map(({ fields }) => fields[column] ?? '').filter((text) => text !== '')

/** Date and time in one column, or in two that stand side by side. */
const findTime = (rows: readonly CsvRow[], columns: number): FoundColumns | null => {
  const found: FoundColumns[] = []
  for (let column = 0; column < columns; column += 1) {
    const texts = columnTexts(rows, column)
    if (texts.length < rows.length * READABLE_SHARE) continue
    const one = formatOf(texts)
    if (one !== null) found.push({ ...one, timeColumn: column, dateColumn: null })
    const both = column + 1 < columns ? formatOf(rows.map(({ fields }) => `${fields[column] ?? ''} ${fields[column + 1] ?? ''}`)) : null
    if (both !== null) found.push({ ...both, timeColumn: column + 1, dateColumn: column })
  }
  // Plain numbers read as times too, so they count only where nothing else does.
  const plain = ({ format }: FoundTime): boolean => ['epoch', 'epochMs', 'excel', 'yyyyMMdd'].includes(format)
  return found.sort((a, b) => Number(plain(a)) - Number(plain(b)) || b.score - a.score || a.timeColumn - b.timeColumn)[0] ?? null
}

/** A column whose name says that it is what the meter counted. */
const VALUE_NAMES = /kwh|usage|consum|verbrauch|energy|energie|value|wert|import|bezug|power|leistung|demand|temp|m3|m³|volume|reading|stand/i
const NOT_VALUES = /export|einspeis|cost|price|amount due|kosten|preis|estimated|status|quality|flag|id\b/i

interface FoundValue {
  readonly column: number
  readonly decimal: '.' | ','
  readonly unit: IntervalUnit | undefined
}

const findValue = (rows: readonly CsvRow[], names: readonly string[], columns: number, taken: readonly (number | null)[]): FoundValue | null => {
  const candidates: (FoundValue & { readonly likeness: number })[] = []
  for (let column = 0; column < columns; column += 1) {
    if (taken.includes(column)) continue
    const texts = columnTexts(rows, column)
    const decimal = decimalOf(texts)
    const numbers = texts.filter((text) => parseNumber(text, decimal) !== null)
    if (numbers.length < rows.length / 2 || numbers.length < texts.length * READABLE_SHARE) continue
    const name = names[column] ?? ''
    const unit = unitOfHeading(name)
    const varies = new Set(numbers).size > 1
    candidates.push({ column, decimal, unit, likeness: (unit === undefined ? 0 : 4) + (VALUE_NAMES.test(name) ? 2 : 0) - (NOT_VALUES.test(name) ? 5 : 0) + (varies ? 1 : 0) })
  }
  return candidates.sort((a, b) => b.likeness - a.likeness || a.column - b.column)[0] ?? null
}

/** Totals only rise. */
const isCounter = (rows: readonly CsvRow[], { column, decimal }: FoundValue): boolean => {
  const values = columnTexts(rows, column).map((text) => parseNumber(text, decimal)).filter((value) => value !== null)
  const falls = values.slice(1).filter((value, index) => value < values[index]!).length
  return values.length > 20 && falls === 0 && values.at(-1)! > values[0]! && values[0]! > (values.at(-1)! - values[0]!) / values.length
}

/** What holds where the file does not say. */
const unitFor = (found: FoundValue, rows: readonly CsvRow[], name: string): Pick<EnergyImportMapping, 'values' | 'unit'> => {
  const unit = found.unit
  if (unit?.kind === 'level' || (unit === undefined && /temp/i.test(name))) return { values: 'temperature', unit: unit?.symbol ?? '°C' }
  if (unit?.kind === 'rate' || (unit === undefined && /power|leistung|demand|load/i.test(name))) return { values: 'power', unit: unit?.symbol ?? 'kW' }
  return { values: isCounter(rows, found) ? 'counter' : 'energyPerInterval', unit: unit?.symbol ?? 'kWh' }
}

const isData = (row: CsvRow): boolean => row.fields.some((field) => TIME_FORMATS.some((format) => format !== 'excel' && parseTime(field, format) !== null)) && row.fields.some((field) => /^[+-]?[\d.,' ]+$/.test(field))

export interface ProposedLayout {
  readonly mapping: EnergyImportMapping
  readonly columns: readonly string[]
}

/**
 * `head`: the first some thousand characters. `timeZone`: what holds for times without an offset.
 * What cannot be found is proposed as the first column (times) and the second (values): the preview then shows that nothing reads.
 */
export const proposeLayout = (head: string, timeZone: string): ProposedLayout => {
  const separator = separatorName(head)
  const rows = headRows(head.endsWith('\n') ? head : `${head}\n`, SEPARATORS[separator])
  const firstData = Math.max(0, rows.findIndex(isData))
  const heading = firstData === 0 ? undefined : rows[firstData - 1]
  const data = rows.slice(firstData).filter(({ fields }) => fields.some((field) => field !== ''))
  const columns = Math.max(0, ...data.map(({ fields }) => fields.length))
  const names = Array.from({ length: columns }, (_, column) => heading?.fields[column] ?? '')
  const time = findTime(data, columns)
  const value = findValue(data, names, columns, [time?.timeColumn ?? 0, time?.dateColumn ?? null])
  const valueColumn = value?.column ?? 1
  return {
    columns: names,
    mapping: {
      separator,
      decimal: value?.decimal ?? '.',
      skipLines: heading === undefined ? 0 : heading.line - 1,
      header: heading !== undefined,
      timeColumn: time?.timeColumn ?? 0,
      dateColumn: time?.dateColumn ?? null,
      valueColumn,
      timeFormat: time?.format ?? 'iso',
      timeZone,
      stamp: /\bend|to\b|bis\b/i.test(names[time?.timeColumn ?? 0] ?? '') ? 'end' : 'start',
      intervalMinutes: null,
      ...(value === null ? { values: 'energyPerInterval' as const, unit: 'kWh' } : unitFor(value, data, names[valueColumn] ?? '')),
    },
  }
}
