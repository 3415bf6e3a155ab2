/** Small CSV files (RFC 4180) with commas or semicolons: read whole, fields as text. */

/** Rows with their fields; empty lines are left out. The separator is the one that the first line has more of. */
export const readCsv = (text: string): string[][] => {
  const content = text.replace(/^\uFEFF/, '')
  const firstLine = content.slice(0, (content.indexOf('\n') + 1 || content.length + 1) - 1)
  const separator = firstLine.split(';').length > firstLine.split(',').length ? ';' : ','
  const rows: string[][] = []
  let [row, field, quoted]: [string[], string, boolean] = [[], '', false]
  const endField = (): void => {
    row.push(field)
    field = ''
  }
  const endRow = (): void => {
    endField()
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  for (let i = 0; i < content.length; i++) {
    const char = content[i] as string
    if (quoted) {
      if (char !== '"') field += char
      else if (content[i + 1] === '"') field += content[i++] as string
      else quoted = false
    } else if (char === '"' && field === '') quoted = true
    else if (char === separator) endField()
    else if (char === '\n') endRow()
    else if (char !== '\r') field += char
  }
  endRow()
  return rows
}

/** With a byte order mark, so that spreadsheets read names in other alphabets. */
export const textOfLines = (lines: readonly string[]): string => `\uFEFF${lines.join('\r\n')}\r\n`
