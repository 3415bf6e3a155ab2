/** Tuning: the narrowest setting counts, exceptions follow the site's clocks, a switched-off detector has no vote. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../electron/engine/analysis/calendar.ts'
import { createTuningBook, hasVote, isExpected, NO_RULES, PLAIN_TUNING, type DetectionRules } from '../../../electron/engine/pipeline/tuning.ts'
import type { DetectionException } from '../../../shared/domain/detection.ts'
import { DEFAULT_SETTINGS } from '../../../shared/domain/settings.ts'

const rulesOf = (change: Partial<DetectionRules>): DetectionRules => ({ ...NO_RULES, ...change })
const POINT = { id: 7, deviceId: 3 }

describe('the tuning of a point', () => {
  it('is that of the site where nothing else is set', () => {
    const { of } = createTuningBook({ ...DEFAULT_SETTINGS, bandWidth: 1.5, alertOnDelayMs: 45_000 }, NO_RULES)
    expect(of(POINT)).toMatchObject({ bandWidth: 1.5, delays: { onMs: 45_000, offMs: 60_000 }, silent: false, lowLimit: null, exceptions: [] })
  })

  it('takes each thing from the narrowest scope that says something', () => {
    const { of } = createTuningBook(DEFAULT_SETTINGS, rulesOf({
      site: { off: ['zScore'], silent: true }, devices: new Map([[3, { bandWidth: 2, onDelayMs: 60_000, off: ['iqrFences'] }]]), points: new Map([[7, { onDelayMs: 0, highLimit: 30, silent: false }]]),
    }))
    expect(of(POINT)).toMatchObject({ bandWidth: 2, delays: { onMs: 0, offMs: 60_000 }, highLimit: 30, silent: false })
    expect([...of(POINT).off]).toEqual(['iqrFences'])
    expect(of({ id: 8, deviceId: 3 })).toMatchObject({ delays: { onMs: 60_000 }, highLimit: null, silent: true })
    expect([...of({ id: 9, deviceId: 4 }).off]).toEqual(['zScore'])
  })

  it('lets a change under trial stand above everything, and a limit be taken away', () => {
    const points = new Map([[7, { bandWidth: 2, highLimit: 30 }]])
    expect(createTuningBook(DEFAULT_SETTINGS, rulesOf({ points }), { bandWidth: 3, highLimit: null }).of(POINT)).toMatchObject({ bandWidth: 3, highLimit: null })
  })

  it('is shared by all points of a device that have none of their own: 20,000 points hold a few', () => {
    const { of } = createTuningBook(DEFAULT_SETTINGS, rulesOf({ devices: new Map([[3, { bandWidth: 2 }]]) }))
    expect(of({ id: 1, deviceId: 3 })).toBe(of({ id: 2, deviceId: 3 }))
  })
})

describe('a detector', () => {
  it('has no vote when it is off, or when only others are asked', () => {
    expect(hasVote(PLAIN_TUNING, 'zScore')).toBe(true)
    expect(hasVote({ ...PLAIN_TUNING, off: new Set(['zScore']) }, 'zScore')).toBe(false)
    expect(hasVote({ ...PLAIN_TUNING, only: new Set(['iqrFences']) }, 'zScore')).toBe(false)
  })
})

const BERLIN = createCalendar('Europe/Berlin')
const at = (iso: string): number => Date.parse(iso)
const exceptionOf = (change: Partial<DetectionException>): DetectionException => ({
  id: 1, pointId: 7, weekdays: [], fromMinute: 0, toMinute: 1_440, low: null, high: null, reason: '', untilMs: null, ...change,
})
const expected = (change: Partial<DetectionException>, iso: string, value = 20): boolean => isExpected({ ...PLAIN_TUNING, exceptions: [exceptionOf(change)] }, BERLIN, at(iso), value)

describe('an exception', () => {
  it('covers its minutes of local time, the last one not', () => {
    const night = { fromMinute: 120, toMinute: 180 }
    expect(expected(night, '2026-01-14T01:00:00Z')).toBe(true)
    expect(expected(night, '2026-01-14T01:59:59Z')).toBe(true)
    expect(expected(night, '2026-01-14T02:00:00Z')).toBe(false)
    expect(expected(night, '2026-01-14T00:59:59Z')).toBe(false)
  })

  it('stays at the same time on the wall when the clocks change', () => {
    const morning = { fromMinute: 360, toMinute: 420 }
    expect(expected(morning, '2026-03-28T05:30:00Z')).toBe(true)
    expect(expected(morning, '2026-03-29T04:30:00Z')).toBe(true)
    expect(expected(morning, '2026-03-29T05:30:00Z')).toBe(false)
    expect(expected(morning, '2026-10-25T05:30:00Z')).toBe(true)
  })

  it('happens twice in the hour that comes twice', () => {
    const hour = { fromMinute: 120, toMinute: 180 }
    expect(expected(hour, '2026-10-25T00:30:00Z')).toBe(true)
    expect(expected(hour, '2026-10-25T01:30:00Z')).toBe(true)
    expect(expected(hour, '2026-10-25T02:30:00Z')).toBe(false)
  })

  it('belongs, over midnight, to the weekday on which it begins', () => {
    const mondayNight = { weekdays: [0], fromMinute: 22 * 60, toMinute: 6 * 60 }
    expect(expected(mondayNight, '2026-01-12T22:00:00Z')).toBe(true)
    expect(expected(mondayNight, '2026-01-13T04:00:00Z')).toBe(true)
    expect(expected(mondayNight, '2026-01-13T22:00:00Z')).toBe(false)
    expect(expected(mondayNight, '2026-01-12T04:00:00Z')).toBe(false)
  })

  it('covers its values only, and ends when it was to end', () => {
    expect(expected({ low: 10, high: 25 }, '2026-01-14T12:00:00Z', 25)).toBe(true)
    expect(expected({ low: 10, high: 25 }, '2026-01-14T12:00:00Z', 25.1)).toBe(false)
    expect(expected({ untilMs: at('2026-01-14T12:00:00Z') }, '2026-01-14T12:00:00Z')).toBe(false)
    expect(expected({ untilMs: at('2026-01-14T12:00:00Z') }, '2026-01-14T11:59:59Z')).toBe(true)
  })
})
