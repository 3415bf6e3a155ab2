/** Days of calendar entries: every kind of wildcard against days looked up in a printed calendar, and whatever octets a device sends. */
import { describe, expect, it } from 'vitest'
import { bacnetDate } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { dayList, daysOfEntry, yearlyDay } from '../../../electron/engine/bacnet/calendar-days.ts'
import { decodeValues } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { decodeDateList, type CalendarEntry } from '../../../electron/engine/bacnet/schedule.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { seededRandom } from '../../../shared/random.ts'

const DAY_MS = 86_400_000
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS
const dates = (entry: CalendarEntry, from = '2026-01-01', to = '2026-12-31'): readonly string[] | undefined =>
  daysOfEntry(entry, dayList(dayOf(from), dayOf(to)))?.map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10))
/** Octets as on the wire: year - 1900, month, day, weekday. */
const date = (hex: string): CalendarEntry => ({ kind: 'date', date: bacnetDate(Buffer.from(hex, 'hex'), 0) })
const range = (from: string, to: string): CalendarEntry => ({ kind: 'range', from: bacnetDate(Buffer.from(from, 'hex'), 0), to: bacnetDate(Buffer.from(to, 'hex'), 0) })
const week = (month: number | null, of: number | null, weekday: number | null): CalendarEntry => ({ kind: 'weekNDay', month, week: of, weekday })

describe('the days of a date', () => {
  it.each([
    ['one day', '7e0c1905', ['2026-12-25']],
    ['a day of every year', 'ff0c19ff', ['2026-12-25']],
    ['a day that is said to be another weekday: never', '7e0c1901', []],
    ['every Friday the 13th', 'ffff0d05', ['2026-02-13', '2026-03-13', '2026-11-13']],
    ['the last day of February', 'ff0220ff', ['2026-02-28']],
    ['30 February: never', 'ff021eff', []],
  ])('%s', (_, octets, expected) => expect(dates(date(octets))).toEqual(expected))

  it('of odd and even months and days', () => {
    expect(dates(date('ff0d01ff'))).toEqual(['2026-01-01', '2026-03-01', '2026-05-01', '2026-07-01', '2026-09-01', '2026-11-01'])
    expect(dates(date('ff0e20ff'))).toEqual(['2026-02-28', '2026-04-30', '2026-06-30', '2026-08-31', '2026-10-31', '2026-12-31'])
    expect(dates(date('ff0222ff'), '2026-02-01', '2026-02-09')).toEqual(['2026-02-02', '2026-02-04', '2026-02-06', '2026-02-08'])
    expect(dates(date('ff0221ff'), '2026-02-01', '2026-02-05')).toEqual(['2026-02-01', '2026-02-03', '2026-02-05'])
  })
})

describe('the days of a range', () => {
  it('are those between its ends, both included', () => expect(dates(range('7e0c1804', '7e0c1a06'))).toEqual(['2026-12-24', '2026-12-25', '2026-12-26']))

  it('go on where an end is open', () => {
    expect(dates(range('7e0c1e03', 'ffffffff'))).toEqual(['2026-12-30', '2026-12-31'])
    expect(dates(range('ffffffff', '7e0102ff'))).toEqual(['2026-01-01', '2026-01-02'])
  })

  it('without years return every year, also over New Year', () => expect(dates(range('ff0c1eff', 'ff0102ff'))).toEqual(['2026-01-01', '2026-01-02', '2026-12-30', '2026-12-31']))

  it.each([['both ends open', 'ffffffff', 'ffffffff'], ['one end with a year, one without', '7e0c18ff', 'ff0102ff'], ['between wildcards', 'ffff01ff', 'ffff05ff'], ['from month 13', '7e0d01ff', '7e0d05ff']])(
    'mean nothing with %s', (_, from, to) => expect(dates(range(from, to))).toBeUndefined(),
  )
})

describe('the days of a week of the month', () => {
  it.each([
    ['the fourth Thursday of November (Thanksgiving)', week(11, 4, 4), ['2026-11-26']],
    ['the last Monday of May (Memorial Day)', week(5, 6, 1), ['2026-05-25']],
    ['the first Monday of September (Labor Day)', week(9, 1, 1), ['2026-09-07']],
    ['the last but one Friday of July', week(7, 7, 5), ['2026-07-24']],
    ['the fifth Sunday of any even month', week(14, 5, 7), ['2026-08-30']],
  ])('%s', (_, entry, expected) => expect(dates(entry)).toEqual(expected))

  it.each([week(15, 1, 1), week(0, 1, 1), week(1, 10, 1), week(1, 0, 1), week(1, 1, 8), week(1, 1, 0)])('mean nothing where an octet means nothing: %o', (entry) => expect(dates(entry)).toBeUndefined())
})

it('one day of every year is told as such, others are not', () => {
  expect(yearlyDay(date('ff0c19ff'))).toBe('12-25')
  expect([date('7e0c19ff'), date('ff0c1905'), date('ff0d01ff'), date('ff0220ff'), range('ff0c1eff', 'ff0102ff'), week(11, 4, 4)].map(yearlyDay)).toEqual(Array.from({ length: 6 }, () => undefined))
})

it('whatever octets come, days stay within the stretch, ascending, each once', () => {
  const random = seededRandom(42)
  const octet = (): number => (random() < 0.3 ? 255 : Math.floor(random() * (random() < 0.7 ? 35 : 256)))
  const octets = (count: number): Buffer => Buffer.from(Array.from({ length: count }, octet))
  const days = dayList(dayOf('2025-12-01'), dayOf('2028-03-05'))
  let meant = 0
  for (let round = 0; round < 3_000; round += 1) {
    const writer = new TagWriter()
    const kind = Math.floor(random() * 3)
    if (kind === 0) writer.raw(Buffer.concat([Buffer.from([0x0c]), octets(4)]))
    else if (kind === 1) writer.open(1).raw(Buffer.concat([Buffer.from([0xa4]), octets(4), Buffer.from([0xa4]), octets(4)])).close(1)
    else writer.raw(Buffer.concat([Buffer.from([0x2b]), octets(3)]))
    const bytes = writer.bytes()
    const cut = random() < 0.1 ? Math.floor(random() * bytes.length) : bytes.length
    const values = decodeValues(bytes, 0, cut)
    for (const entry of (values && decodeDateList(values)) ?? []) {
      const found = daysOfEntry(entry, days)
      if (found === undefined) continue
      meant += found.length > 0 ? 1 : 0
      expect(found).toEqual([...new Set(found)].sort((a, b) => a - b))
      expect(found.every((day) => day >= days[0]!.day && day <= days.at(-1)!.day)).toBe(true)
      if (found.length > 0) expect(yearlyDay(entry) === undefined || found.length <= 3).toBe(true)
    }
  }
  expect(meant).toBeGreaterThan(100)
})

it('a stretch is bounded', () => expect(dayList(0, 1e9)).toHaveLength(4_000))
