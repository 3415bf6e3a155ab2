/** The trend screen's address, keys, live readings and lists. */
import { describe, expect, it } from 'vitest'
import { createTail, withTail } from '../../../renderer/charts/live-tail.ts'
import { HOUR_MS } from '../../../renderer/charts/site-clock.ts'
import { firstSpanMs } from '../../../renderer/screens/trend/first-span.ts'
import { periodText } from '../../../renderer/components/period-text.ts'
import { readingRows } from '../../../renderer/screens/trend/readings-rows.ts'
import { parseTrendAddress, trendAddress } from '../../../renderer/screens/trend/trend-address.ts'
import { trendKeyAction, type TrendKeys } from '../../../renderer/screens/trend/trend-keys.ts'
import { trendDoor } from '../../../renderer/doors.ts'
import { evenSeries, madePoint, madeSeries } from '../charts/made-series.ts'

describe('the address of a trend', () => {
  it('is live over the last day when it says nothing', () => {
    expect(parseTrendAddress('')).toEqual({ points: [], fixed: null, spanMs: 24 * HOUR_MS, focus: null, compare: false, view: 'chart' })
  })
  it.each(['points=1,2', 'points=3&span=3600000', 'points=3,9&from=1700000000000&to=1700003600000&focus=9&compare=week&view=readings'])('comes back as it was: %s', (search) => {
    expect(trendAddress(parseTrendAddress(search))).toBe(`/trend?${search}`)
  })
  it('reads what other screens’ doors say', () => {
    const door = trendDoor({ points: [4, 5], fromMs: 1_700_000_000_000, toMs: 1_700_003_600_000 })
    expect(parseTrendAddress(door.split('?')[1] ?? '')).toMatchObject({ points: [4, 5], fixed: { fromMs: 1_700_000_000_000, toMs: 1_700_003_600_000 } })
  })
  it.each(['points=1,x,-3,1,,2.2', 'points=1&from=abc&to=5', 'points=1&from=9&to=5', 'points=1&span=-4', 'points=1&focus=zz&view=nonsense'])('takes wrong parts for missing: %s', (search) => {
    const address = parseTrendAddress(search)
    expect(address.points[0]).toBe(1)
    expect(address.fixed).toBeNull()
    expect(address.focus).toBeNull()
    expect(address.spanMs).toBeGreaterThan(0)
  })
  it('names at most sixteen points, each once', () => {
    expect(parseTrendAddress(`points=${Array.from({ length: 40 }, (_, i) => `${i + 1},${i + 1}`).join(',')}`).points.length).toBe(16)
  })
})

describe('the first period of a trend', () => {
  const NOW = 1_700_000_000_000
  const since = (agoMs: number) => evenSeries(NOW - agoMs, agoMs / 20, 20)
  it.each([
    { recorded: '20 s', agoMs: 20_000, hours: 0.25 },
    { recorded: '40 min', agoMs: 40 * 60_000, hours: 1 },
    { recorded: '5 h', agoMs: 5 * HOUR_MS, hours: 8 },
    { recorded: '7 h', agoMs: 7 * HOUR_MS, hours: 24 },
    { recorded: '30 d', agoMs: 720 * HOUR_MS, hours: 24 },
  ])('is $hours h where $recorded are recorded', ({ agoMs, hours }) => {
    expect(firstSpanMs([since(agoMs), since(10_000)], NOW)).toBe(hours * HOUR_MS)
  })
  it('is a day where nothing is recorded', () => {
    expect(firstSpanMs([], NOW)).toBe(24 * HOUR_MS)
  })
})

describe('the keys of the trend screen', () => {
  const pressed = (key: string, more: Partial<KeyboardEvent> = {}): string => {
    const done: string[] = []
    const keys: TrendKeys = {
      shift: (share) => done.push(`shift ${share}`),
      zoom: (factor) => done.push(factor < 1 ? 'in' : 'out'),
      live: () => done.push('live'),
      undo: () => done.push('undo'),
      search: () => done.push('search'),
      readings: () => done.push('readings'),
      compare: () => done.push('compare'),
    }
    trendKeyAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }, keys)?.()
    return done.join()
  }
  it.each([['ArrowLeft', 'shift -0.25'], ['ArrowRight', 'shift 0.25'], ['+', 'in'], ['=', 'in'], ['-', 'out'], ['l', 'live'], ['L', 'live'], ['z', 'undo'], ['/', 'search'], ['r', 'readings'], ['w', 'compare'], ['q', '']])('%s does “%s”', (key, what) => {
    expect(pressed(key)).toBe(what)
  })
  it('moves by the whole period with Shift', () => {
    expect(pressed('ArrowLeft', { shiftKey: true })).toBe('shift -1')
  })
  it('leaves the browser its own keys', () => {
    expect(pressed('l', { ctrlKey: true })).toBe('')
    expect(pressed('ArrowLeft', { altKey: true })).toBe('')
    expect(pressed('z', { ctrlKey: true })).toBe('undo')
  })
})

describe('live readings', () => {
  it('go on where the store’s series ends', () => {
    const tail = createTail()
    tail.add(1, 15_000, 7, 0)
    tail.add(1, 25_000, 8, 2)
    const longer = withTail(new Map([[1, evenSeries(0, 10_000, 3)]]), tail, 30_000).get(1)
    expect([...(longer?.timesMs ?? [])]).toEqual([0, 10_000, 20_000, 25_000])
    expect([...(longer?.qualities ?? [])]).toEqual([0, 0, 0, 2])
  })
  it('are taken once, and never out of order', () => {
    const tail = createTail()
    expect([tail.add(1, 10, 1, 0), tail.add(1, 10, 1, 0), tail.add(1, 5, 1, 0), tail.add(1, Number.NaN, 1, 0)]).toEqual([true, false, false, false])
  })
  it('do not grow without end', () => {
    const tail = createTail()
    for (let i = 1; i < 20_000; i++) tail.add(1, i, i, 0)
    expect(tail.of(1)?.timesMs.length).toBeLessThanOrEqual(4_000)
    expect(tail.of(1)?.timesMs.at(-1)).toBe(19_999)
  })
})

describe('the list of readings', () => {
  it('holds all points of the period, newest first', () => {
    const points = [madePoint({ id: 1 }), madePoint({ id: 2 })]
    const series = new Map([[1, madeSeries([[0, 1], [20, 2], [99, 9]], 1)], [2, madeSeries([[10, 3], [20, 4]], 2)]])
    const rows = readingRows(points, series, { fromMs: 0, toMs: 50 })
    expect(Array.from({ length: rows.count }, (_, i) => [rows.row(i)?.timeMs, rows.row(i)?.point.id, rows.row(i)?.value])).toEqual([[20, 1, 2], [20, 2, 4], [10, 2, 3], [0, 1, 1]])
    expect(rows.row(4)).toBeUndefined()
  })
})

describe('the words of a period', () => {
  const utc = (text: string): number => Date.parse(`${text}Z`)
  it('name the day once within one day', () => {
    expect(periodText({ fromMs: utc('2026-11-23T08:00'), toMs: utc('2026-11-23T16:30') }, 'UTC').replaceAll(',', '')).toBe('Mon 23 Nov 08:00 – 16:30')
  })
  it('name both days otherwise, in the site’s time', () => {
    expect(periodText({ fromMs: utc('2026-11-23T22:30'), toMs: utc('2026-11-23T23:30') }, 'Europe/Berlin').replaceAll(',', '')).toBe('Mon 23 Nov 23:30 – Tue 24 Nov 00:30')
  })
  it('show seconds in short periods', () => {
    expect(periodText({ fromMs: utc('2026-11-23T08:00:05'), toMs: utc('2026-11-23T08:01:05') }, 'UTC')).toContain('08:00:05 – 08:01:05')
  })
})
