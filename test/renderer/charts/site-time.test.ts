/** The site's wall clock on a chart: conversions, ticks and shading, over clock changes too. */
import { describe, expect, it } from 'vitest'
import { calendarShading } from '../../../renderer/charts/calendar-shading.ts'
import { DAY_MS, HOUR_MS, localToUtcMs, startOfLocalDayMs, utcToLocalMs } from '../../../renderer/charts/site-clock.ts'
import { timeTicks } from '../../../renderer/charts/time-ticks.ts'

const BERLIN = 'Europe/Berlin'
const utc = (text: string): number => Date.parse(`${text}Z`)

describe('the site clock', () => {
  it('is ahead of UTC by the zone’s offset of that day', () => {
    expect(utcToLocalMs(BERLIN, utc('2026-01-10T12:00'))).toBe(utc('2026-01-10T13:00'))
    expect(utcToLocalMs(BERLIN, utc('2026-07-10T12:00'))).toBe(utc('2026-07-10T14:00'))
  })
  it.each(['2026-01-10T00:00', '2026-03-29T04:00', '2026-07-10T23:59', '2026-10-25T12:00'])('goes there and back at %s', (text) => {
    expect(utcToLocalMs(BERLIN, localToUtcMs(BERLIN, utc(text)))).toBe(utc(text))
  })
  it('counts an unknown zone as UTC', () => {
    expect(utcToLocalMs('Nowhere/At_All', 5_000)).toBe(5_000)
  })
  it('starts the day at local midnight', () => {
    expect(startOfLocalDayMs(BERLIN, utc('2026-07-10T23:30'))).toBe(utc('2026-07-10T22:00'))
    // Chile's clocks go forward at midnight: that day begins at one.
    expect(startOfLocalDayMs('America/Santiago', utc('2026-09-06T12:00'))).toBe(utc('2026-09-06T04:00'))
  })
})

describe('time ticks', () => {
  const labels = (from: string, to: string, most: number, zone = BERLIN): string[] => timeTicks({ fromMs: utc(from), toMs: utc(to) }, zone, most, 'en-GB').map((tick) => tick.label)

  it('stand at round local times', () => {
    expect(labels('2026-11-23T07:10', '2026-11-23T11:10', 5)).toEqual(['09:00', '10:00', '11:00', '12:00'])
  })
  it('name the day at local midnight and mark it', () => {
    const ticks = timeTicks({ fromMs: utc('2026-11-22T18:00'), toMs: utc('2026-11-23T06:00') }, BERLIN, 5, 'en-GB')
    expect(ticks.filter((tick) => tick.major).map((tick) => [tick.label.replace(',', ''), tick.atMs])).toEqual([['Mon 23 Nov', utc('2026-11-22T23:00')]])
  })
  it('keep midnight at midnight when the clock goes forward', () => {
    const ticks = timeTicks({ fromMs: utc('2026-03-28T12:00'), toMs: utc('2026-03-31T12:00') }, BERLIN, 8, 'en-GB')
    expect(ticks.filter((tick) => tick.major).map((tick) => tick.atMs)).toEqual([utc('2026-03-28T23:00'), utc('2026-03-29T22:00'), utc('2026-03-30T22:00')])
  })
  it('stay ascending and within the range when the clock goes back', () => {
    const range = { fromMs: utc('2026-10-24T22:00'), toMs: utc('2026-10-25T06:00') }
    const times = timeTicks(range, BERLIN, 20, 'en-GB').map((tick) => tick.atMs)
    expect(times.length).toBeGreaterThan(5)
    expect(times.every((atMs, i) => atMs >= range.fromMs && atMs < range.toMs && (i === 0 || atMs > (times[i - 1] ?? 0)))).toBe(true)
  })
  it.each([
    [60_000, 8],
    [HOUR_MS, 10],
    [DAY_MS, 11],
    [30 * DAY_MS, 7],
    [700 * DAY_MS, 6],
  ])('never are more than asked for: %d ms, %d ticks', (length, most) => {
    const fromMs = utc('2025-02-03T04:05')
    const count = timeTicks({ fromMs, toMs: fromMs + length }, BERLIN, most, 'en-GB').length
    expect(count).toBeLessThanOrEqual(most + 1)
    expect(count).toBeGreaterThanOrEqual(2)
  })
  it('are the first days of months on long axes', () => {
    expect(labels('2026-01-15T00:00', '2026-07-15T00:00', 7)).toEqual(['Feb 2026', 'Mar 2026', 'Apr 2026', 'May 2026', 'Jun 2026', 'Jul 2026'])
  })
})

describe('calendar shading', () => {
  const spans = (from: string, to: string) => calendarShading({ fromMs: utc(from), toMs: utc(to) }, BERLIN).map(({ kind, fromMs, toMs }) => `${kind} ${new Date(fromMs).toISOString().slice(5, 16)} ${new Date(toMs).toISOString().slice(5, 16)}`)

  it('covers the night from 18:00 to 06:00 as one span, in local time', () => {
    expect(spans('2026-11-24T11:00', '2026-11-25T11:00')).toEqual(['night 11-24T17:00 11-25T05:00'])
  })
  it('covers a weekend whole', () => {
    expect(spans('2026-11-27T11:00', '2026-11-30T11:00')).toEqual(['night 11-27T17:00 11-27T23:00', 'weekend 11-27T23:00 11-29T23:00', 'night 11-29T23:00 11-30T05:00'])
  })
  it('leaves nights out of a month and everything out of a year', () => {
    const month = calendarShading({ fromMs: utc('2026-11-01T00:00'), toMs: utc('2026-12-01T00:00') }, BERLIN)
    expect(new Set(month.map((span) => span.kind))).toEqual(new Set(['weekend']))
    expect(calendarShading({ fromMs: utc('2026-01-01T00:00'), toMs: utc('2027-01-01T00:00') }, BERLIN)).toEqual([])
  })
  it('never reaches beyond the range nor overlaps', () => {
    const range = { fromMs: utc('2026-10-20T03:21'), toMs: utc('2026-10-28T19:42') }
    const made = calendarShading(range, BERLIN)
    expect(made.every((span, i) => span.fromMs >= range.fromMs && span.toMs <= range.toMs && span.fromMs >= (made[i - 1]?.toMs ?? 0))).toBe(true)
  })
})
