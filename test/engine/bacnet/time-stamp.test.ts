/** Time stamps in the device's own form, and device clocks as UTC. */
import { describe, expect, it } from 'vitest'
import { clockUtcMs, type ClockReading } from '../../../electron/engine/bacnet/device-clock.ts'
import { decodeValues } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { bacnetDateTime, decodeTimeStamp, localMs, timeStampOctets, timeStampText } from '../../../electron/engine/bacnet/time-stamp.ts'
import { stampMs } from '../../../electron/engine/monitor/voice/device-time.ts'
import { seededRandom } from '../../../shared/random.ts'

const stampOf = (hex: string) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  const [value, ...rest] = decodeValues(bytes, 0, bytes.length) ?? []
  return value === undefined || rest.length > 0 ? undefined : decodeTimeStamp(value)
}

describe('a time stamp', () => {
  it.each([
    ['0c 0d 05 1e 00', '13:05:30'],
    ['19 10', '#16'],
    ['1a ff ff', '#65535'],
    ['2e a4 7e 0b 1b 05 b4 16 0a 00 00 2f', '2026-11-27 22:10'],
    ['2e a4 ff ff ff ff b4 ff ff ff ff 2f', '*-*-* *:*'],
  ])('%s is read and written back octet by octet', (hex, text) => {
    const stamp = stampOf(hex)!
    expect(timeStampText(stamp)).toBe(text)
    expect(timeStampOctets(stamp).toString('hex')).toBe(hex.replaceAll(' ', ''))
  })

  it.each(['3c 0d 05 1e 00', '0b 0d 05 1e', '18', '1d 05 01 02 03 04 05', '2e a4 7e 0b 1b 05 2f', '2e b4 16 0a 00 00 a4 7e 0b 1b 05 2f', '21 05', '2e 2f'])('%s is none', (hex) => {
    expect(stampOf(hex)).toBeUndefined()
  })
})

describe('a local date and time', () => {
  it('comes back from any moment to a hundredth', () => {
    const random = seededRandom(3)
    for (let at = 0; at < 2_000; at++) {
      const ms = Math.floor(random() * 8e12) - 2.2e12
      const { date, time } = bacnetDateTime(ms)
      expect(localMs(date, time)).toBe(Math.floor(ms / 10) * 10)
    }
  })

  it('that is open or impossible is none', () => {
    const { date, time } = bacnetDateTime(Date.UTC(2026, 10, 27, 22, 10))
    expect(localMs({ ...date, year: null }, time)).toBeUndefined()
    expect(localMs({ ...date, month: 13 }, time)).toBeUndefined()
    expect(localMs({ ...date, day: 32 }, time)).toBeUndefined()
    expect(localMs(date, { ...time, hour: 24 })).toBeUndefined()
    expect(localMs(date, { ...time, hour: null })).toBeUndefined()
    expect(localMs({ ...date, weekday: null }, { ...time, second: null, hundredth: null })).toBe(Date.UTC(2026, 10, 27, 22, 10))
  })
})

describe('a device clock', () => {
  const AT_MS = Date.UTC(2026, 6, 15, 12)
  const reading = (localHour: number, utcOffsetMinutes: number | null, daylightSaving: boolean | null): ClockReading => ({
    ...bacnetDateTime(Date.UTC(2026, 6, 15, localHour)), utcOffsetMinutes, daylightSaving, atMs: AT_MS,
  })

  it.each<[string, ClockReading, number]>([
    ['New York in summer: 300 minutes west, an hour ahead of standard time', reading(8, 300, true), 0],
    ['Berlin in summer: 60 minutes east', reading(14, -60, true), 60],
    ['India, without daylight saving: 330 minutes east', { ...reading(17, -330, false), ...bacnetDateTime(Date.UTC(2026, 6, 15, 17, 30)) }, 0],
    ['no offset told: the zone of the building holds', reading(14, null, null), 120],
    ['right in local time, offset never set', reading(14, 0, false), 120],
  ])('%s', (_where, clock, zoneMinutes) => {
    expect(clockUtcMs(clock, zoneMinutes)).toBe(AT_MS)
  })

  it('that is wrong both ways is wrong by its own offset', () => {
    expect(clockUtcMs(reading(17, -60, true), 120)).toBe(AT_MS + 3 * 3_600_000)
  })
})

describe('the time of an event', () => {
  const local = (ms: number) => ({ kind: 'dateTime', ...bacnetDateTime(ms) }) as const
  it('in a device of the building is by the daylight saving of that day', () => {
    const nowMs = Date.UTC(2026, 6, 15, 12)
    expect(stampMs(local(Date.UTC(2026, 0, 10, 13)), 'Europe/Berlin', 120, nowMs)).toBe(Date.UTC(2026, 0, 10, 12))
    expect(stampMs(local(Date.UTC(2026, 6, 10, 14)), 'Europe/Berlin', 120, nowMs)).toBe(Date.UTC(2026, 6, 10, 12))
  })

  it('in a device of another zone is by what its clock shows', () => {
    expect(stampMs(local(Date.UTC(2026, 6, 10, 12)), 'Europe/Berlin', 0, Date.UTC(2026, 6, 15))).toBe(Date.UTC(2026, 6, 10, 12))
  })

  it('is unknown where the device tells a number or a time of day', () => {
    expect(stampMs({ kind: 'sequence', number: 3 }, 'Europe/Berlin', 0, 0)).toBeNull()
    expect(stampMs(null, 'Europe/Berlin', undefined, 0)).toBeNull()
  })
})
