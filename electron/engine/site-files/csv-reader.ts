/** Reads separated values as they come, piece by piece (RFC 4180, and what programs really write): rows with the line they begin at. */

export interface CsvRow {
  /** First line = 1. */
  readonly line: number
  readonly fields: readonly string[]
  /** The first field stood in quotes: then a `#` in front of it is no comment. */
  readonly firstQuoted: boolean
  /** A quote was opened in it and never closed. */
  readonly broken: boolean
}

/** No field of a real file is longer or has more lines: a quote was opened and never closed. The rest of its line is given up, not the rest of the file. */
const LONGEST_FIELD = 150_000
const MOST_LINES_IN_FIELD = 200
/** No real file has more columns; further ones of a row are passed over. */
const MOST_FIELDS = 4_000

/** `quoteSeen`: a quote within quotes, which is the end or the first half of a doubled one. */
type State = 'fieldStart' | 'plain' | 'quoted' | 'quoteSeen'

export class CsvReader {
  private readonly separator: string
  private readonly take: (row: CsvRow) => void
  private state: State = 'fieldStart'
  private field = ''
  private fields: string[] = []
  private firstQuoted = false
  private wasQuoted = false
  private broken = false
  private line = 1
  private rowLine = 1
  private quoteLine = 1
  private afterCr = false

  constructor(separator: string, take: (row: CsvRow) => void) {
    this.separator = separator
    this.take = take
  }

  push(text: string): void {
    for (const char of text) this.char(char)
  }

  /** The end of the file; a last row without a line end counts. */
  end(): void {
    if (this.state === 'quoted') this.broken = true
    if (this.field !== '' || this.fields.length > 0 || this.wasQuoted) this.endRow()
  }

  private char(char: string): void {
    const lineFeedOfPair = char === '\n' && this.afterCr
    this.afterCr = char === '\r'
    if ((char === '\n' && !lineFeedOfPair) || char === '\r') this.line += 1
    if (this.state === 'quoted') {
      if (char === '"') this.state = 'quoteSeen'
      else this.add(char)
      return
    }
    if (this.state === 'quoteSeen' && char === '"') {
      this.add('"')
      this.state = 'quoted'
    } else if (char === this.separator) this.endField()
    else if (char === '\r') this.endRow()
    else if (char === '\n') {
      if (lineFeedOfPair) this.rowLine = this.line
      else this.endRow()
    } else if (char === '"' && this.state === 'fieldStart') this.beginQuoted()
    else if (this.state !== 'fieldStart' || char.trim() !== '') this.plain(char)
  }

  private beginQuoted(): void {
    this.state = 'quoted'
    this.field = ''
    this.wasQuoted = true
    this.quoteLine = this.line
    if (this.fields.length === 0) this.firstQuoted = true
  }

  /** Also what follows a closing quote: spaces there mean nothing, anything else is kept as it stands. */
  private plain(char: string): void {
    if (this.state === 'quoteSeen' && char.trim() === '') return
    this.state = 'plain'
    this.add(char)
  }

  private add(char: string): void {
    const tooLong = this.field.length >= LONGEST_FIELD
    if (!tooLong) this.field += char
    if (this.state === 'quoted' && (tooLong || this.line - this.quoteLine > MOST_LINES_IN_FIELD)) {
      this.broken = true
      this.state = 'plain'
    }
  }

  private endField(): void {
    if (this.fields.length < MOST_FIELDS) this.fields.push(this.wasQuoted ? this.field : this.field.trim())
    this.field = ''
    this.wasQuoted = false
    this.state = 'fieldStart'
  }

  private endRow(): void {
    this.endField()
    const row: CsvRow = { line: this.rowLine, fields: this.fields, firstQuoted: this.firstQuoted, broken: this.broken }
    this.fields = []
    this.firstQuoted = false
    this.broken = false
    this.rowLine = this.line
    this.take(row)
  }
}

const SEPARATORS = [';', '\t', ','] as const

/** How often `separator` stands in a line outside quotes. */
const countIn = (line: string, separator: string): number => {
  let count = 0
  let quoted = false
  for (const char of line) {
    if (char === '"') quoted = !quoted
    else if (char === separator && !quoted) count += 1
  }
  return count
}

/** Excel's own note, `sep=;`. */
const SEPARATOR_NOTE = /^"?sep=(.)"?$/i
/** The line that names the columns is the surest; every column of it is a word. */
const COLUMN_NAMES = /object.?name|obj.*instance|reference.?number|\bcode\b/i

/** The separator of a file by its first lines: semicolon, tab or comma. */
export const separatorOf = (head: string): string => {
  const lines = head.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').slice(0, 40)
  const noted = SEPARATOR_NOTE.exec(lines[0]?.trim() ?? '')?.[1]
  if (noted !== undefined) return noted
  const named = lines.find((line) => COLUMN_NAMES.test(line) && SEPARATORS.some((separator) => countIn(line, separator) > 0))
  const told = named === undefined ? lines : [named]
  const counts = SEPARATORS.map((separator) => {
    const ofLines = told.map((line) => countIn(line, separator))
    return { separator, lines: ofLines.filter((count) => count > 0).length, all: ofLines.reduce((sum, count) => sum + count, 0) }
  })
  // A separator is in every line; a comma in a description is not.
  return counts.sort((a, b) => b.lines - a.lines || b.all - a.all)[0]!.separator
}

export const isSeparatorNote = (row: CsvRow): boolean => row.line === 1 && SEPARATOR_NOTE.test(row.fields.join(''))
