/** Holidays as people enter them. */
import { describe, expect, it } from 'vitest'
import { dateOfDay, entryOfDay, holidaysSchema, holidayText, parseHolidays, type HolidayEntry } from '../../shared/domain/holidays.ts'
import * as v from 'valibot'

const DAY_MS = 86_400_000
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS

const ENTRIES: readonly HolidayEntry[] = [
  { on: '12-25', name: 'Christmas Day', works: false },
  { on: '2027-12-25', name: '', works: true },
  { on: '2026-05-15', name: 'bridge day', works: false },
]

describe('holidays as text', () => {
  it('are one day a line and read back as they were', () => {
    const text = holidayText(ENTRIES)
    expect(text).toBe('12-25 Christmas Day\n2027-12-25 working day\n2026-05-15 bridge day')
    expect(parseHolidays(`\n ${text}  \n\n`)).toEqual({ entries: ENTRIES })
  })

  it('name the first line that is no day', () => {
    expect(parseHolidays('12-25\n2026-02-30 never')).toEqual({ wrong: '2026-02-30 never' })
    expect(parseHolidays('25.12.')).toEqual({ wrong: '25.12.' })
    expect(parseHolidays(Array.from({ length: 401 }, () => '01-01').join('\n'))).toEqual({ wrong: '01-01' })
  })

  it('may be on 29 February of every year, but not of a year without one', () => {
    expect(parseHolidays('02-29')).toMatchObject({ entries: [{ on: '02-29' }] })
    expect(parseHolidays('2027-02-29')).toEqual({ wrong: '2027-02-29' })
    expect(v.is(holidaysSchema, [{ on: '2028-02-29', name: '', works: false }])).toBe(true)
    expect(v.is(holidaysSchema, [{ on: '2028-2-29', name: '', works: false }])).toBe(false)
  })
})

describe('what was entered for a day', () => {
  it('is that of every year, unless that very day says otherwise', () => {
    expect(entryOfDay(ENTRIES, dayOf('2026-12-25'))).toMatchObject({ works: false })
    expect(entryOfDay(ENTRIES, dayOf('2027-12-25'))).toMatchObject({ works: true })
    expect(entryOfDay(ENTRIES, dayOf('2026-12-24'))).toBeUndefined()
    expect(dateOfDay(dayOf('2026-05-15'))).toBe('2026-05-15')
  })
})
