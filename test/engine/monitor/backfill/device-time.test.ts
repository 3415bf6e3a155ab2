/** Dating the records of logs whose device keeps its own idea of time. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { assumedClock, dateRecords, deviceClock, toLocalMs, type Stamp } from '../../../../electron/engine/monitor/backfill/device-time.ts'
import { seededRandom } from '../../../../shared/random.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const berlin = (() => {
  const calendar = createCalendar('Europe/Berlin')
  return (utcMs: number): number => calendar.localMs(utcMs) - utcMs
})()
/** Clocks go back at 01:00 UTC, from 03:00 to 02:00. */
const AUTUMN = Date.UTC(2026, 9, 25, 1)
/** Clocks go forward at 01:00 UTC, from 02:00 to 03:00. */
const SPRING = Date.UTC(2026, 2, 29, 1)

const every = (stepMs: number, fromMs: number, toMs: number): number[] => Array.from({ length: Math.floor((toMs - fromMs) / stepMs) }, (_, at) => fromMs + at * stepMs)
const stamps = (locals: readonly number[]): Stamp[] => locals.map((localMs) => ({ localMs, setSeconds: null }))
const clockAt = (nowMs: number, localNowMs: number) => deviceClock(localNowMs - nowMs, nowMs, berlin)
const follower = (nowMs: number) => clockAt(nowMs, nowMs + berlin(nowMs))

describe('a device that keeps the time of its site', () => {
  it.each([['autumn', AUTUMN], ['spring', SPRING]])('has every record of a night in %s at its moment, whatever the interval', (_season, changeMs) => {
    for (const stepMs of [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR]) {
      const moments = every(stepMs, changeMs - 6 * HOUR + 2 * MINUTE, changeMs + 6 * HOUR)
      const nowMs = changeMs + 7 * HOUR
      expect(dateRecords(stamps(moments.map((at) => at + berlin(at))), follower(nowMs), nowMs, stepMs), `${stepMs / MINUTE} min`).toEqual(moments)
    }
  })

  it('has them also when only the first, or only the second pass of the double hour was recorded, if the interval shows which', () => {
    const nowMs = AUTUMN + 9 * HOUR
    const before = every(5 * MINUTE, AUTUMN - 4 * HOUR, AUTUMN - 10 * MINUTE)
    const behind = every(5 * MINUTE, AUTUMN + 10 * MINUTE, AUTUMN + 4 * HOUR)
    for (const moments of [before, behind]) expect(dateRecords(stamps(moments.map((at) => at + berlin(at))), follower(nowMs), nowMs, 5 * MINUTE)).toEqual(moments)
  })

  it('gives a lone change within the double hour no time, and all others theirs', () => {
    const nowMs = AUTUMN + 9 * HOUR
    const moments = [AUTUMN - 3 * HOUR, AUTUMN - 20 * MINUTE, AUTUMN + 3 * HOUR]
    expect(dateRecords(stamps(moments.map((at) => at + berlin(at))), follower(nowMs), nowMs, 0)).toEqual([moments[0], null, moments[2]])
  })

  it('tells changes in the double hour apart by the clock’s own record of the step', () => {
    const nowMs = AUTUMN + 9 * HOUR
    const [first, second] = [AUTUMN - 50 * MINUTE, AUTUMN + 30 * MINUTE]
    const records: Stamp[] = [
      { localMs: first + 2 * HOUR, setSeconds: null },
      { localMs: AUTUMN + HOUR, setSeconds: -3_600 },
      { localMs: second + HOUR, setSeconds: null },
    ]
    expect(dateRecords(records, follower(nowMs), nowMs, 0)).toEqual([first, null, second])
  })

  it('is off by what its clock is off', () => {
    const nowMs = AUTUMN + 9 * HOUR
    const moments = every(5 * MINUTE, AUTUMN - 4 * HOUR, AUTUMN + 4 * HOUR)
    const driftMs = 97_000
    const clock = clockAt(nowMs, nowMs + berlin(nowMs) + driftMs - 300)
    expect(clock).toMatchObject({ driftMs, measured: true })
    expect(dateRecords(stamps(moments.map((at) => at + berlin(at) + driftMs)), clock, nowMs, 5 * MINUTE)).toEqual(moments)
    expect(toLocalMs(clock, AUTUMN - HOUR)).toBe(AUTUMN - HOUR + 2 * HOUR + driftMs)
  })

  it('is right when it differs by no more than a clock of whole seconds does', () => {
    expect(clockAt(AUTUMN, AUTUMN + HOUR - 1_400)).toMatchObject({ offsetMs: HOUR, driftMs: 0 })
  })
})

describe('a device that never changes its clock', () => {
  it('is noticed by records in an hour that does not exist', () => {
    const nowMs = SPRING - 0.5 * HOUR + 9 * HOUR
    const moments = every(5 * MINUTE, SPRING - 4 * HOUR, SPRING + 4 * HOUR)
    // Winter time all year: an hour behind its site now, so its clock alone shows it.
    const clock = clockAt(nowMs, nowMs + HOUR)
    expect(clock.zoneOffsetMs).toBeNull()
    expect(dateRecords(stamps(moments.map((at) => at + HOUR)), clock, nowMs, 5 * MINUTE)).toEqual(moments)
  })

  it('is noticed in autumn by passing the double hour once, without a break', () => {
    const nowMs = AUTUMN + 9 * HOUR
    const moments = every(10 * MINUTE, AUTUMN - 4 * HOUR, AUTUMN + 4 * HOUR)
    expect(dateRecords(stamps(moments.map((at) => at + HOUR)), follower(nowMs), nowMs, 10 * MINUTE)).toEqual(moments)
  })

  it('may keep UTC', () => {
    const nowMs = AUTUMN + 9 * HOUR
    const moments = every(5 * MINUTE, AUTUMN - 4 * HOUR, AUTUMN + 4 * HOUR)
    expect(dateRecords(stamps(moments), clockAt(nowMs, nowMs), nowMs, 5 * MINUTE)).toEqual(moments)
  })
})

describe('a clock that was set', () => {
  const nowMs = Date.UTC(2026, 6, 1, 12)

  it('shifts what was recorded before', () => {
    const before = every(5 * MINUTE, nowMs - 4 * HOUR, nowMs - 2 * HOUR)
    const behind = every(5 * MINUTE, nowMs - 2 * HOUR, nowMs)
    const wrongMs = -10 * 60_000
    const records: Stamp[] = [
      ...stamps(before.map((at) => at + 2 * HOUR + wrongMs)),
      { localMs: nowMs, setSeconds: 600 },
      ...stamps(behind.map((at) => at + 2 * HOUR)),
    ]
    expect(dateRecords(records, follower(nowMs), nowMs, 5 * MINUTE)).toEqual([...before, null, ...behind])
  })

  it.each([0, Number.NaN, Number.POSITIVE_INFINITY])('by an unknown amount (%s) leaves nothing before it dated', (setSeconds) => {
    const records: Stamp[] = [{ localMs: nowMs - HOUR, setSeconds: null }, { localMs: nowMs, setSeconds }, { localMs: nowMs + HOUR, setSeconds: null }]
    expect(dateRecords(records, follower(nowMs), nowMs, 0)).toEqual([null, null, nowMs - HOUR])
  })

  it('back without a word leaves nothing before it dated', () => {
    const locals = [11, 12, 10, 11].map((hour) => nowMs + 2 * HOUR + (hour - 12) * HOUR)
    expect(dateRecords(stamps(locals), follower(nowMs), nowMs, 0)).toEqual([null, null, nowMs - 2 * HOUR, nowMs - HOUR])
  })

  it('dates no record into the future', () => {
    expect(dateRecords(stamps([nowMs + 3 * HOUR]), follower(nowMs), nowMs, 0)).toEqual([null])
  })
})

it('a device that does not tell its time is taken to be right in the zone of the site', () => {
  const nowMs = AUTUMN + 9 * HOUR
  expect(dateRecords(stamps([nowMs + HOUR]), assumedClock(nowMs, berlin), nowMs, 0)).toEqual([nowMs])
})

it('whatever is recorded on change in a night of two hours is dated rightly or not at all', () => {
  const random = seededRandom(5)
  let dated = 0
  for (let round = 0; round < 300; round++) {
    const moments = Array.from({ length: 12 }, () => AUTUMN + Math.floor((random() - 0.5) * 4 * HOUR)).sort((a, b) => a - b)
    const nowMs = AUTUMN + 9 * HOUR
    dateRecords(stamps(moments.map((at) => at + berlin(at))), follower(nowMs), nowMs, 0).forEach((time, at) => {
      if (time === null) return
      dated += 1
      expect(time).toBe(moments[at])
    })
  }
  expect(dated).toBeGreaterThan(2_000)
})
