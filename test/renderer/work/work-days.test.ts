/** The calendar of maintenance work: its days, what speaks against one, and the file for other calendars. */
import { describe, expect, it } from 'vitest'
import { aheadByDay } from '../../../renderer/screens/work/ahead.ts'
import { monthDays, stepOn, tasksByDay, weekDays } from '../../../renderer/screens/work/calendar-days.ts'
import { escapeText, foldLine, toICalendar } from '../../../renderer/screens/work/ical.ts'
import { conflictsOf, hoursByDay, isWorkingDay } from '../../../renderer/screens/work/task-conflicts.ts'
import { addDays, daysBetween, isLocalDay, localDayOf, weekdayOf } from '../../../shared/domain/local-day.ts'
import type { TaskView } from '../../../shared/domain/task.ts'

const task = (change: Partial<TaskView> = {}): TaskView => ({
  id: 1, title: 'Filters', about: { what: 'site' }, urgency: 'soon', assignee: '', bring: '', note: '', alertId: null, finding: null, foretold: null, plannedFor: '2026-12-02', plannedHour: null, durationHours: 1, disturbs: false, repeat: null,
  state: 'open', createdAtMs: 0, endedAtMs: null, endNote: '', savedKwhPerYear: null, spentHours: null, cost: null, currency: null, repeats: null, result: null, health: null, due: null, ...change,
})

describe('local days', () => {
  it('are counted across months, leap days and clock changes', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
    expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1)
    expect(weekdayOf('2026-11-28')).toBe(5)
  })

  it('that do not exist are no days', () => {
    expect(['2026-02-29', '2026-13-01', '26-01-01', ''].map((day) => isLocalDay(day))).toEqual([false, false, false, false])
    expect(isLocalDay('2028-02-29')).toBe(true)
  })

  it('of an instant are those of the time zone', () => {
    const instant = Date.UTC(2026, 11, 31, 23, 30)
    expect(localDayOf(instant, 'Europe/Berlin')).toBe('2027-01-01')
    expect(localDayOf(instant, 'UTC')).toBe('2026-12-31')
  })
})

describe('the calendar', () => {
  it('shows what is likely on the day of the site, and planned work only where it is planned', () => {
    const likelyMs = Date.UTC(2026, 11, 3, 23, 30)
    const due = { usedHours: 1, ofHours: 2, perDay: 1, days: 9, likelyMs, earliestMs: likelyMs, latestMs: null }
    const crossing = { pointId: 4, side: 'low' as const, limit: 1, level: 2, perDay: -1, perDayLow: -2, perDayHigh: -0.5, days: 9, fromMs: 0, toMs: 1, earliestMs: likelyMs, likelyMs: likelyMs + 86_400_000, latestMs: null }
    const ahead = aheadByDay([task({ plannedFor: null, due }), task({ id: 2, due }), task({ id: 3, plannedFor: null, due: { ...due, likelyMs: null } })], [crossing], 'Europe/Berlin')
    expect([...ahead].map(([day, all]) => [day, all.map((one) => (one.what === 'runHours' ? one.task.id : one.crossing.pointId))])).toEqual([['2026-12-04', [1]], ['2026-12-05', [4]]])
  })

  it('shows whole weeks from Monday on', () => {
    const days = monthDays('2026-12-24')
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-11-30', '2027-01-03', 35])
    expect(monthDays('2027-02-10')).toHaveLength(28)
    expect(weekDays('2026-12-24')[0]).toBe('2026-12-21')
    expect(stepOn('2026-12-24', 'month', 1)).toBe('2027-01-01')
    expect(stepOn('2026-12-24', 'week', -1)).toBe('2026-12-17')
  })

  it('holds open tasks by hour, those of any time first', () => {
    const days = tasksByDay([task({ id: 1, plannedHour: 14 }), task({ id: 2, plannedHour: 7 }), task({ id: 3 }), task({ id: 4, state: 'done' }), task({ id: 5, plannedFor: null })])
    expect([...days].map(([day, list]) => [day, list.map(({ id }) => id)])).toEqual([['2026-12-02', [3, 2, 1]]])
  })
})

describe('what speaks against a day', () => {
  const conflicts = (change: Partial<TaskView>, others: readonly TaskView[] = []) => conflictsOf(task(change), '2026-12-01', [{ on: '12-25', name: 'Christmas', works: false }], hoursByDay([task(change), ...others]))

  it.each([
    ['work that disturbs on a working day at any time', { disturbs: true }, ['occupied']],
    ['the same within hours of use', { disturbs: true, plannedHour: 10 }, ['occupied']],
    ['the same in the evening', { disturbs: true, plannedHour: 18 }, []],
    ['the same early and done by seven', { disturbs: true, plannedHour: 5, durationHours: 2 }, []],
    ['the same early and too long', { disturbs: true, plannedHour: 5, durationHours: 3 }, ['occupied']],
    ['the same on a Saturday', { disturbs: true, plannedFor: '2026-12-05' }, []],
    ['the same on a holiday', { disturbs: true, plannedFor: '2026-12-25' }, []],
    ['work that nobody notices', {}, []],
    ['a day that has passed', { plannedFor: '2026-11-30' }, ['overdue']],
  ] as const)('%s', (_, change, expected) => {
    expect(conflicts(change)).toEqual(expected)
  })

  it('more than a day of work', () => {
    expect(conflicts({ durationHours: 5 }, [task({ id: 2, durationHours: 4 })])).toEqual(['full'])
  })

  it('a weekend day entered as a working day is one', () => {
    expect(isWorkingDay('2026-12-05', [{ on: '2026-12-05', name: 'Open day', works: true }])).toBe(true)
  })
})

describe('the iCalendar file', () => {
  it('holds what is planned with times of the site, and repeats by the calendar', () => {
    const file = toICalendar([task({ plannedHour: 7, durationHours: 1.5, repeat: { by: 'days', days: 90 } }), task({ id: 2, plannedFor: null }), task({ id: 3, state: 'done' })], 'North', () => 'AHU-1', Date.UTC(2026, 10, 28, 9, 5))
    expect(file.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Plantroom//Maintenance//EN', 'X-WR-CALNAME:North', 'BEGIN:VEVENT', 'UID:task-1-0@plantroom', 'DTSTAMP:20261128T090500Z', 'DTSTART:20261202T070000', 'DURATION:PT90M',
      'SUMMARY:Filters', 'LOCATION:AHU-1', 'DESCRIPTION:', 'PRIORITY:5', 'RRULE:FREQ=DAILY;INTERVAL=90', 'END:VEVENT', 'END:VCALENDAR', '',
    ])
  })

  it('gives a task of any time the whole day', () => {
    expect(toICalendar([task({ durationHours: 30 })], '', () => '', 0)).toContain('DTSTART;VALUE=DATE:20261202\r\nDTEND;VALUE=DATE:20261204\r\n')
  })

  it('escapes what has a meaning there', () => {
    expect(escapeText('a,b;c\\d\r\ne')).toBe('a\\,b\\;c\\\\d\\ne')
  })

  it('folds at 75 octets, never within a character, and unfolds to the same', () => {
    const line = `SUMMARY:${'Wärmetauscher prüfen ✓ '.repeat(9)}`
    const parts = foldLine(line).split('\r\n')
    for (const part of parts) expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(75)
    expect(parts.map((part, index) => (index === 0 ? part : part.slice(1))).join('')).toBe(line)
  })
})
