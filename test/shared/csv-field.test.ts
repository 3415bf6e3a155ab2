/** Names from devices never become formulas in a spreadsheet. */
import { describe, expect, it } from 'vitest'
import { csvField } from '../../shared/csv-field.ts'

describe('a field of a CSV file', () => {
  it.each([
    ['AHU-1', 'AHU-1'],
    ['a "b", c', '"a ""b"", c"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['+1', "'+1"],
    ['@cmd', "'@cmd"],
    ['-cmd', "'-cmd"],
    ['-12.5', '-12.5'],
    ['two\nlines', '"two\nlines"'],
  ])('%j becomes %j', (text, expected) => {
    expect(csvField(text)).toBe(expected)
  })
})
