/** Local hours and days of a site, through clock changes. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../electron/engine/analysis/calendar.ts'

const at = (text: string): number => Date.parse(text)

describe('a calendar', () => {
  const berlin = createCalendar('Europe/Berlin')

  it.each([
    { utc: '2026-01-05T07:30:00Z', context: 8, slot: 34, sentence: 'Monday morning in winter' },
    { utc: '2026-07-06T06:30:00Z', context: 8, slot: 34, sentence: 'Monday morning in summer, one hour earlier in UTC' },
    { utc: '2026-01-03T22:59:59Z', context: 24 + 23, slot: 96 + 95, sentence: 'late Saturday' },
    { utc: '2026-01-03T23:00:00Z', context: 48, slot: 192, sentence: 'Sunday begins at local midnight' },
    { utc: '1969-12-31T23:00:00Z', context: 0, slot: 0, sentence: 'the local start of the epoch, a Thursday' },
  ])('$sentence', ({ utc, context, slot }) => {
    expect(berlin.contextOf(at(utc))).toBe(context)
    expect(berlin.slotOf(at(utc))).toBe(slot)
  })

  it('knows the hour that is missing in spring and the one that comes twice in autumn', () => {
    expect(berlin.contextOf(at('2026-03-29T00:59:59Z'))).toBe(48 + 1)
    expect(berlin.contextOf(at('2026-03-29T01:00:00Z'))).toBe(48 + 3)
    expect(berlin.contextOf(at('2026-10-25T00:30:00Z'))).toBe(48 + 2)
    expect(berlin.contextOf(at('2026-10-25T01:30:00Z'))).toBe(48 + 2)
  })

  it('knows zones that are not whole hours away', () => {
    expect(createCalendar('Asia/Kathmandu').slotOf(at('2026-01-05T00:00:00Z'))).toBe(5 * 4 + 3)
  })

  it('refuses a zone that does not exist', () => {
    expect(() => createCalendar('Mars/Olympus')).toThrow(RangeError)
  })
})

describe('a holiday', () => {
  it('is a Sunday at every hour of the local day, and no other day is', () => {
    const berlin = createCalendar('Europe/Berlin', (day) => day === Date.parse('2026-05-01T00:00:00Z') / 86_400_000)
    const plain = createCalendar('Europe/Berlin')
    const sundayNoon = plain.slotOf(Date.parse('2026-05-03T10:00:00Z'))
    expect(berlin.slotOf(Date.parse('2026-05-01T10:00:00Z'))).toBe(sundayNoon)
    expect(berlin.contextOf(Date.parse('2026-04-30T22:00:00Z'))).toBe(48)
    expect(berlin.contextOf(Date.parse('2026-05-01T21:59:59Z'))).toBe(71)
    expect(berlin.contextOf(Date.parse('2026-05-01T22:00:00Z'))).toBe(plain.contextOf(Date.parse('2026-05-01T22:00:00Z')))
    expect(berlin.contextOf(Date.parse('2026-04-30T21:59:59Z'))).toBe(23)
  })
})
