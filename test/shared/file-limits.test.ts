/** Files that are too large are refused before they are read. */
import { describe, expect, it } from 'vitest'
import { checkFileSizes, MOST_FILE_BYTES } from '../../shared/file-limits.ts'

describe('the size of files', () => {
  it('may be up to the limit, alone or together', () => {
    expect(checkFileSizes([{ name: 'a.csv', size: MOST_FILE_BYTES }]).ok).toBe(true)
    expect(checkFileSizes([{ name: 'a.csv', size: MOST_FILE_BYTES / 2 }, { name: 'b.csv', size: MOST_FILE_BYTES / 2 }]).ok).toBe(true)
  })

  it('over it is refused with the names, what they have and what can be read', () => {
    expect(checkFileSizes([{ name: 'a.csv', size: MOST_FILE_BYTES }, { name: 'b.csv', size: 1 }])).toMatchObject({ ok: false, error: { code: 'file-too-large', detail: { file: 'a.csv, b.csv', megabytes: 33, most: 32 } } })
  })
})
