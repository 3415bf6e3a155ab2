/** Reads the EDE files of a site, in any combination and order; only one with objects is needed. */
import type { TextFile } from '../../../shared/domain/ede.ts'
import { message } from '../../../shared/message.ts'
import { CsvReader, isSeparatorNote, separatorOf, type CsvRow } from './csv-reader.ts'
import { columnPlaces, placesWithoutHeading, type ColumnPlaces } from './ede-columns.ts'
import { edeFileKind, type EdeFileKind } from './ede-file-kind.ts'
import { EdeProblems, quoted } from './ede-problems.ts'
import { EdeRows } from './ede-rows.ts'
import { EdeTables } from './ede-tables.ts'
import { MOST_EDE_ROWS, type EdeContent } from './ede-types.ts'
import { textOf } from './encoding.ts'

/** Characters looked at to tell separator and kind. */
const HEAD_CHARS = 16_384
const HEAD_ROWS = 60
/** Tables first: rows of objects refer to them. */
const ORDER: readonly EdeFileKind[] = ['stateTexts', 'objectTypes', 'units', 'ede']
const LAYOUTS = /^2([.,][0-3]\d?)?$/

interface Opened {
  readonly file: TextFile
  readonly kind: EdeFileKind
  readonly separator: string
}

const isBlank = ({ fields }: CsvRow): boolean => fields.every((field) => field === '')
const isComment = ({ fields, firstQuoted }: CsvRow): boolean => !firstQuoted && (fields[0]?.startsWith('#') ?? false)

const headOf = (file: TextFile): string => {
  let head = ''
  for (const piece of textOf(file.bytes.subarray(0, HEAD_CHARS * 2))) {
    head += piece
    if (head.length >= HEAD_CHARS) break
  }
  return head.slice(0, HEAD_CHARS)
}

const openFile = (file: TextFile, problems: EdeProblems): Opened | undefined => {
  const head = headOf(file)
  const separator = separatorOf(head)
  const rows: CsvRow[] = []
  const reader = new CsvReader(separator, (row) => rows.length < HEAD_ROWS && rows.push(row))
  reader.push(head)
  reader.end()
  const kind = edeFileKind(file.name, rows)
  if (kind !== undefined) return { file, kind, separator }
  problems.add(file.name, 1, message('ede.problem.notRecognised'))
  return undefined
}

/** The rows of one EDE file: heading, names of the columns, objects. */
class EdeSheet {
  project = ''
  private places: ColumnPlaces | undefined
  private stopped = false
  private readonly file: string
  private readonly rows: EdeRows
  private readonly problems: EdeProblems

  constructor(file: string, rows: EdeRows, problems: EdeProblems) {
    this.file = file
    this.rows = rows
    this.problems = problems
  }

  take(row: CsvRow): void {
    if (this.stopped || isBlank(row) || isSeparatorNote(row)) return
    if (this.places === undefined) {
      this.places = columnPlaces(row.fields)
      if (this.places !== undefined) return
      this.places = isComment(row) ? undefined : placesWithoutHeading(row.fields)
      if (this.places === undefined) return this.heading(row)
    }
    if (isComment(row)) return
    if (this.rows.rows < MOST_EDE_ROWS) return this.rows.take(this.file, row, this.places)
    this.stopped = true
    this.problems.add(this.file, row.line, message('ede.problem.tooManyRows', { most: MOST_EDE_ROWS }))
  }

  /** `PROJECT_NAME;Hospital`; some programs put a # in front of all of them. */
  private heading({ line, fields }: CsvRow): void {
    const [word = '', value = ''] = fields
    const key = word.replace(/^[#\s]+/, '').toUpperCase().replaceAll(/[\s-]/g, '_')
    if (key === 'PROJECT_NAME') this.project = value
    if (key === 'VERSION_OF_LAYOUT' && value !== '' && !LAYOUTS.test(value)) this.problems.add(this.file, line, message('ede.problem.layout', { value: quoted(value) }))
  }

  end(): void {
    if (this.places === undefined) this.problems.add(this.file, 1, message('ede.problem.noColumns'))
  }
}

/** A generator, so that the caller can breathe between the pieces. Never throws on any octets. */
export function* readEde(files: readonly TextFile[]): Generator<undefined, EdeContent> {
  const problems = new EdeProblems()
  const tables = new EdeTables()
  const rows = new EdeRows(tables, problems)
  const opened = files.flatMap((file) => openFile(file, problems) ?? []).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  tables.hasStates = opened.some(({ kind }) => kind === 'stateTexts')
  let project = ''
  for (const { file, kind, separator } of opened) {
    const sheet = new EdeSheet(file.name, rows, problems)
    const reader = new CsvReader(separator, (row) => {
      if (kind === 'ede') sheet.take(row)
      else tables.take(kind, file.name, row, problems)
    })
    for (const piece of textOf(file.bytes)) {
      reader.push(piece)
      yield
    }
    reader.end()
    if (kind === 'ede') sheet.end()
    project ||= sheet.project
  }
  return { project, rows: rows.rows, objects: rows.objects, problems: problems.list, problemsLeftOut: problems.leftOut }
}
