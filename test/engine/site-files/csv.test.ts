import { describe, expect, it } from 'vitest'
import { CsvReader, separatorOf, type CsvRow } from '../../../electron/engine/site-files/csv-reader.ts'
import { csvLine } from '../../../electron/engine/site-files/csv-writer.ts'
import { textOf } from '../../../electron/engine/site-files/encoding.ts'
import { seededRandom } from '../../../shared/random.ts'
import { latin, utf16, utf8 } from './ede-support.ts'

const rowsOf = (text: string, separator = ';', pieces = [text]): CsvRow[] => {
  const rows: CsvRow[] = []
  const reader = new CsvReader(separator, (row) => rows.push(row))
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return rows
}
const fieldsOf = (text: string, separator?: string): (readonly string[])[] => rowsOf(text, separator).map(({ fields }) => fields)

describe('separated values', () => {
  it.each([
    ['line ends of Windows, Unix and old Macs', 'a;b\r\nc;d\ne;f\rg;h', [['a', 'b'], ['c', 'd'], ['e', 'f'], ['g', 'h']]],
    ['quotes with separators, quotes and line ends within', '"a;b";"say ""hi""";"two\r\nlines"\r\n', [['a;b', 'say "hi"', 'two\r\nlines']]],
    ['spaces around fields, but not within quotes', ' a ; " b " ;c', [['a', ' b ', 'c']]],
    ['a quote in the middle of a field is only a character', '6" pipe;x', [['6" pipe', 'x']]],
    ['empty fields and empty lines', ';;\n\na;', [['', '', ''], [''], ['a', '']]],
    ['a last line without an end', 'a;b', [['a', 'b']]],
    ['what follows a closing quote stays', '"a"b;c', [['ab', 'c']]],
    ['nothing', '', []],
  ])('%s', (_what, text, expected) => {
    expect(fieldsOf(text)).toEqual(expected)
  })

  it('says at which line each row begins, also after fields of several lines', () => {
    expect(rowsOf('a\r\n"b\nc\r\nd";x\r\n\r\ne').map(({ line }) => line)).toEqual([1, 2, 5, 6])
  })

  it('a quote that is never closed costs some rows, not the file', () => {
    const rows = rowsOf(`a;1\n"b;2\n${'c;3\n'.repeat(1_000)}d;4`)
    expect(rows.filter(({ broken }) => broken).map(({ line }) => line)).toEqual([2])
    expect(rows.length).toBeGreaterThan(700)
    expect(rows.at(-1)?.fields).toEqual(['d', '4'])
  })

  it.each([
    ['semicolons although values have decimal commas', 'a;b;c\n1,5;2,5;3,5,5,5\n', ';'],
    ['commas', 'keyname,object-name,object-instance\nx,"a;b;c;d;e",1', ','],
    ['tabs', 'keyname\tobject-name\tobject-instance\nx;y\ta,b\t1', '\t'],
    ['the note that Excel writes', 'sep=,\na;b;c', ','],
  ])('are told by %s', (_what, text, expected) => {
    expect(separatorOf(text)).toBe(expected)
  })

  it('come back as they were written, whatever is in them', () => {
    const random = seededRandom(7)
    const alphabet = ['"', ';', ',', '\t', '\r', '\n', '#', ' ', 'a', 'ß', '漢', '😀', '\u00a0', '=', '']
    const text = (): string => Array.from({ length: Math.floor(random() * 8) }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
    for (let round = 0; round < 500; round++) {
      const separator = random() < 0.5 ? ';' : ','
      const rows = Array.from({ length: 1 + Math.floor(random() * 5) }, () => Array.from({ length: 1 + Math.floor(random() * 6) }, text))
      const whole = rows.map((fields) => csvLine(fields, separator)).join('')
      const cut = Math.floor(random() * whole.length)
      expect(rowsOf(whole, separator, [whole.slice(0, cut), whole.slice(cut)]).map(({ fields }) => fields)).toEqual(rows)
    }
  })
})

describe('encodings', () => {
  const decoded = (bytes: Uint8Array): string => [...textOf(bytes)].join('')
  const words = 'Zuluft-Temperatur Büro 3 – Kälte; für alle Räume'

  it.each([
    ['UTF-8', utf8('', words)],
    ['UTF-8 with a mark', utf8('', `\uFEFF${words}`)],
    ['UTF-16 LE with a mark', utf16('', words, 'le', true)],
    ['UTF-16 BE with a mark', utf16('', words, 'be', true)],
    ['UTF-16 LE without one', utf16('', words, 'le', false)],
    ['UTF-16 BE without one', utf16('', words, 'be', false)],
  ])('%s is told and read', (_name, { bytes }) => {
    expect(decoded(bytes)).toBe(words)
  })

  it('ISO 8859-1 and Windows-1252 are told from UTF-8', () => {
    expect(decoded(latin('', 'B\xfcro 21 \xb0C').bytes)).toBe('Büro 21 °C')
    expect(decoded(latin('', 'K\xe4lte \x96 \x80 100 \x93Auto\x94').bytes)).toBe('Kälte – € 100 “Auto”')
  })

  it('a character on the border of two pieces is whole', () => {
    const long = `${'a'.repeat(65_535)}ü${'b'.repeat(70_000)}漢`
    expect(decoded(utf8('', long).bytes)).toBe(long)
    expect(decoded(utf16('', long, 'be', true).bytes)).toBe(long)
  })
})
