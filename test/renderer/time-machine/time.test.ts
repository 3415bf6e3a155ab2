/** Times of the time machine: in the address, in windows of the bar, over clock changes, in steps of keys and of playing. */
import { describe, expect, it, vi } from 'vitest'
import { framesAfter } from '../../../renderer/time-machine/use-play.ts'
import { addLocalDays, stepTime, windowFor, windowRange } from '../../../renderer/time-machine/time-windows.ts'
import { NOW, namesTime, parseTravel, withoutTravel, withTravel } from '../../../renderer/time-machine/travel-address.ts'
import { travelKeyAction, type TravelKeys } from '../../../renderer/time-machine/travel-keys.ts'
import { showsPast } from '../../../renderer/time-machine/past-screens.ts'
import { sliderKey } from '../../../renderer/time-machine/time-slider.tsx'
import { alertAt, alertMarks, stepTicks } from '../../../renderer/time-machine/timeline-marks.ts'

const BERLIN = 'Europe/Berlin'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const at = (iso: string): number => Date.parse(iso)

describe('the time in the address', () => {
  it('goes along with a screen and its own query, and comes off again', () => {
    const there = withTravel('/trend?points=1,2', { atMs: 1_000, versusMs: 500 })
    expect(there).toBe('/trend?points=1,2&at=1000&vs=500')
    expect(parseTravel(there.split('?')[1] ?? '')).toEqual({ atMs: 1_000, versusMs: 500 })
    expect(withoutTravel('points=1,2&at=1000&vs=500')).toBe('points=1,2')
    expect(withTravel(there, NOW)).toBe('/trend?points=1,2')
  })

  it('counts as now where it is wrong, and a second time alone means nothing', () => {
    for (const search of ['', 'at=', 'at=yesterday', 'at=-5', 'at=1e99', 'vs=500']) expect(parseTravel(search), search).toEqual(NOW)
  })

  it('is told from other parts of an address', () => {
    expect(namesTime('/alerts?at=5')).toBe(true)
    expect(namesTime('/alerts?state=at')).toBe(false)
  })

  it('is shown by overview, plan, trends and alerts; the other screens show now', () => {
    expect(['/', '/alerts', '/alerts/incidents', '/alert/7', '/trend', '/plan', '/plan/2'].every(showsPast)).toBe(true)
    expect(['/settings', '/network', '/trend/correlation', '/points', '/writes'].some(showsPast)).toBe(false)
  })
})

describe('windows of the time bar', () => {
  const nowMs = at('2026-11-28T13:00:00Z')
  const about = { nowMs, firstMs: at('2026-10-01T05:00:00Z'), timeZone: BERLIN }

  it('are whole local days that hold the time and hold still while one moves within them', () => {
    const day = windowRange('day', at('2026-11-20T10:00:00Z'), about)
    expect(day).toEqual({ fromMs: at('2026-11-19T23:00:00Z'), toMs: at('2026-11-20T23:00:00Z') })
    expect(windowRange('day', day.toMs - 1, about)).toEqual(day)
    expect(windowRange('day', day.fromMs, about)).toEqual(day)
    const week = windowRange('week', nowMs, about)
    expect(week.toMs).toBe(at('2026-11-28T23:00:00Z'))
    expect(week.toMs - week.fromMs).toBe(7 * DAY_MS)
  })

  it('have 25 and 23 hours on the days of the clock changes', () => {
    const autumn = windowRange('day', at('2026-10-25T12:00:00Z'), about)
    expect(autumn.toMs - autumn.fromMs).toBe(25 * HOUR_MS)
    const spring = windowRange('day', at('2026-03-29T12:00:00Z'), { ...about, firstMs: at('2026-01-01T00:00:00Z') })
    expect(spring.toMs - spring.fromMs).toBe(23 * HOUR_MS)
  })

  it('begin with the first reading when all is shown', () => {
    expect(windowRange('all', nowMs, about)).toEqual({ fromMs: at('2026-09-30T22:00:00Z'), toMs: at('2026-11-28T23:00:00Z') })
  })

  it('are as small as the time allows', () => {
    expect([1, 30, 24 * 8, 24 * 40].map((hours) => windowFor(nowMs - hours * HOUR_MS, nowMs))).toEqual(['day', 'week', 'month', 'all'])
  })

  it('hold every time of three years in every window', () => {
    for (let days = 0; days < 1_100; days += 1) {
      const atMs = nowMs - days * DAY_MS * 0.97
      for (const id of ['day', 'week', 'month'] as const) {
        const { fromMs, toMs } = windowRange(id, atMs, about)
        expect(fromMs <= atMs && atMs < toMs, `${id} ${days}`).toBe(true)
      }
    }
  })
})

describe('steps', () => {
  it('of a day keep the wall clock over a clock change; of an hour are an hour', () => {
    const noon = at('2026-10-24T10:00:00Z')
    expect(addLocalDays(BERLIN, noon, 1)).toBe(at('2026-10-25T11:00:00Z'))
    expect(stepTime(noon, 'day', -1, BERLIN)).toBe(noon - DAY_MS)
    expect(stepTime(at('2026-10-25T00:30:00Z'), 'hour', 1, BERLIN)).toBe(at('2026-10-25T01:30:00Z'))
  })

  it('of the slider stay within what was', () => {
    const range = { fromMs: 0, toMs: DAY_MS }
    expect(sliderKey('ArrowRight', HOUR_MS, range, DAY_MS / 2)).toBe(HOUR_MS + 15 * 60_000)
    expect(sliderKey('ArrowRight', DAY_MS / 2, range, DAY_MS / 2)).toBe(DAY_MS / 2)
    expect(sliderKey('Home', HOUR_MS, range, DAY_MS / 2)).toBe(0)
    expect(sliderKey('End', HOUR_MS, range, DAY_MS / 2)).toBe(DAY_MS / 2)
    expect(sliderKey('x', HOUR_MS, range, DAY_MS)).toBeNull()
  })

  it('of playing end before now', () => {
    expect(framesAfter(0, 10, 5, 35)).toEqual([10, 20, 30])
  })

  it('by keys work while the bar is open; H always, and never with Ctrl', () => {
    const keys: TravelKeys = { toggle: vi.fn(), play: vi.fn(), alert: vi.fn(), step: vi.fn() }
    const press = (key: string, more: Partial<KeyboardEvent> = {}, open = true) => travelKeyAction({ key, code: '', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...more }, open, keys)
    expect(press('p', {}, false)).toBeNull()
    expect(press('h', {}, false)).toBe(keys.toggle)
    expect(press('h', { ctrlKey: true })).toBeNull()
    press('b')?.()
    expect(keys.alert).toHaveBeenCalledWith('previous')
    press('<', { code: 'Comma', shiftKey: true })?.()
    expect(keys.step).toHaveBeenLastCalledWith('hour', -1)
    press('≥', { code: 'Period', altKey: true })?.()
    expect(keys.step).toHaveBeenLastCalledWith('day', 1)
  })
})

describe('marks on the time bar', () => {
  const range = { fromMs: 0, toMs: 1_000 }
  const alert = (id: number, raisedAtMs: number) => ({ id, raisedAtMs, clearedAtMs: null, severity: 'high' as const })

  it('do not cover each other: the first of a list stands, and a click near it means it', () => {
    const marks = alertMarks([alert(1, 500), alert(2, 505), alert(3, 700), alert(4, 2_000)], range, 1_000)
    expect(marks.map(({ alert: { id } }) => id)).toEqual([1, 3])
    expect(alertAt(marks, 504, 6)?.id).toBe(1)
    expect(alertAt(marks, 600, 6)).toBeNull()
  })

  it('tell every step in which something was raised by the gravest of it', () => {
    const raised = { critical: Uint32Array.of(0, 0, 0), high: Uint32Array.of(0, 1, 0), medium: Uint32Array.of(0, 2, 0), low: Uint32Array.of(0, 0, 3) }
    expect(stepTicks({ fromMs: 100, stepMs: 10, raised })).toEqual([
      { fromMs: 110, severity: 'high', count: 3 },
      { fromMs: 120, severity: 'low', count: 3 },
    ])
  })
})
