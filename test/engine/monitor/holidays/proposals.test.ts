/** Which holidays are offered: the same days of many objects as one, what is missing only, and no habits, past days or nonsense. */
import { describe, expect, it } from 'vitest'
import type { BacnetDate } from '../../../../electron/engine/bacnet/bacnet-value.ts'
import type { CalendarEntry } from '../../../../electron/engine/bacnet/schedule.ts'
import { meaninglessIn, proposalsOf, type ListNow, type ToldObject } from '../../../../electron/engine/monitor/holidays/proposals.ts'
import type { Told } from '../../../../electron/engine/monitor/holidays/told.ts'
import type { HolidayProposal } from '../../../../shared/domain/holiday-proposals.ts'

const NOW: ListNow = { entries: [], dismissed: new Set(), today: '2026-03-01' }
const date = (year: number | null, month: number | null, day: number | null, weekday: number | null = null): CalendarEntry => ({ kind: 'date', date: { year, month, day, weekday } })
const on = (year: number, month: number, day: number): BacnetDate => ({ year, month, day, weekday: null })

const object = (device: number, type: number, instance: number, told: Told, objectName = `object ${instance}`): ToldObject => ({
  source: { deviceId: device, pointId: instance, deviceName: `Device ${device}`, object: `${type === 6 ? 'CAL' : 'SCH'} ${instance}`, objectName, readAtMs: 0 },
  device, objectType: type, objectInstance: instance, told,
})
const calendar = (...entries: readonly CalendarEntry[]): Told => ({ kind: 'calendar', entries })
const schedule = (...days: Extract<Told, { kind: 'schedule' }>['days'][number][]): Told => ({ kind: 'schedule', days })

const offered = (objects: readonly ToldObject[], now: Partial<ListNow> = {}): readonly HolidayProposal[] => {
  const run = proposalsOf(objects, { ...NOW, ...now })
  for (;;) {
    const step = run.next()
    if (step.done === true) return step.value
  }
}

describe('proposals', () => {
  it('of days that many objects tell are one, named after the calendar, with all of them as sources', () => {
    const found = offered([
      object(1, 17, 1, schedule({ period: date(null, 12, 25), does: 'rests' })),
      object(1, 17, 2, schedule({ period: date(null, 12, 25), does: 'rests' })),
      object(2, 6, 1, calendar(date(null, 12, 25)), 'Feasts'),
    ])
    expect(found).toMatchObject([{ when: '*-12-25', resting: 2, running: 0, adds: [{ on: '12-25', name: 'Feasts', works: false }] }])
    expect(found[0]!.sources.map((source) => source.object)).toEqual(['CAL 1', 'SCH 1', 'SCH 2'])
  })

  it('tell how schedules use a calendar of their own device', () => {
    const reference = (does: 'rests' | 'runs') => schedule({ period: { kind: 'calendar', type: 6, instance: 1 }, does })
    const found = offered([object(1, 6, 1, calendar(date(null, 5, 1))), object(1, 17, 1, reference('rests')), object(1, 17, 2, reference('rests')), object(1, 17, 3, reference('runs')), object(2, 17, 1, reference('rests'))])
    expect(found).toMatchObject([{ resting: 2, running: 1 }])
  })

  it('are not made of days on which a schedule runs', () => {
    expect(offered([object(1, 17, 1, schedule({ period: date(2026, 5, 9), does: 'runs' }))])).toEqual([])
  })

  it('add only the days that the list does not hold, also where it calls one a working day', () => {
    const range: CalendarEntry = { kind: 'range', from: on(2026, 12, 24), to: on(2026, 12, 27) }
    const entries = [{ on: '12-25', name: '', works: false }, { on: '2026-12-24', name: '', works: true }]
    expect(offered([object(1, 6, 1, calendar(range))], { entries })[0]!.adds.map((day) => day.on)).toEqual(['2026-12-26', '2026-12-27'])
    expect(offered([object(1, 6, 1, calendar(date(null, 12, 25)))], { entries })).toMatchObject([{ state: 'known', adds: [] }])
  })

  it('reach from this year to the year after next', () => {
    const thanksgiving: CalendarEntry = { kind: 'weekNDay', month: 11, week: 4, weekday: 4 }
    expect(offered([object(1, 6, 1, calendar(thanksgiving, date(2025, 12, 25), date(2029, 1, 1)))]).map(({ when, adds }) => [when, adds.map((day) => day.on)])).toEqual([
      ['*-11 days 22-28 Thu', ['2026-11-26', '2027-11-25', '2028-11-23']],
    ])
  })

  it('that would make a habit a holiday cannot be accepted', () => {
    const summer: CalendarEntry = { kind: 'range', from: on(2026, 7, 1), to: on(2026, 8, 15) }
    const found = offered([object(1, 6, 1, calendar(date(null, null, null, 5), summer, date(null, null, null)))])
    expect(found.map(({ when, state, adds }) => [when, state, adds.length])).toEqual([['2026-07-01 .. 2026-08-15', 'offered', 46], ['*-*-*', 'wide', 0], ['*-*-* Fri', 'wide', 0]])
  })

  it('that were dismissed stay so; the next missing day comes first', () => {
    const found = offered([object(1, 6, 1, calendar(date(null, 12, 25), date(null, 1, 1), date(null, 5, 1)))], { dismissed: new Set(['*-01-01']) })
    expect(found.map(({ when, state }) => [when, state])).toEqual([['*-05-01', 'offered'], ['*-12-25', 'offered'], ['*-01-01', 'dismissed']])
  })
})

it('entries that mean nothing are counted', () => {
  expect(meaninglessIn(calendar(date(null, 15, 1), { kind: 'weekNDay', month: 1, week: 12, weekday: 1 }, date(null, 12, 25)))).toBe(2)
  expect(offered([object(1, 6, 1, calendar(date(null, 15, 1)))])).toEqual([])
})
