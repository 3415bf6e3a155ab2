/** Schedules and calendars from bytes: strict, whatever a device sends. */
import { describe, expect, it } from 'vitest'
import { decodeValues, type BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { propertyText } from '../../../electron/engine/bacnet/property-text.ts'
import { decodeDateList, decodeExceptions, decodeReferences, decodeWeek, periodText, timesText } from '../../../electron/engine/bacnet/schedule.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { seededRandom } from '../../../shared/random.ts'

const valuesOf = (bytes: Buffer): readonly BacnetValue[] | undefined => decodeValues(bytes, 0, bytes.length)
const hex = (text: string): readonly BacnetValue[] => valuesOf(Buffer.from(text.replaceAll(' ', ''), 'hex'))!
const at = (hour: number, minute: number) => ({ hour, minute, second: 0, hundredth: 0 })

const exceptions = (): Buffer =>
  new TagWriter()
    .open(0).raw(Buffer.from('0cff0c19ff', 'hex')).close(0).open(2).time(at(8, 0)).real(20.5).time(at(12, 30)).null().close(2).unsigned(3, 3)
    .open(0).open(1).date({ year: 2026, month: 12, day: 24, weekday: 4 }).date({ year: 2027, month: 1, day: 6, weekday: 3 }).close(1).close(0).open(2).close(2).unsigned(16, 3)
    .open(0).raw(Buffer.from('2b0bff05', 'hex')).close(0).open(2).time(at(6, 15)).enumerated(1).close(2).unsigned(1, 3)
    .objectId(6, 12, 1).open(2).time(at(0, 0)).unsigned(4).close(2).unsigned(8, 3)
    .bytes()

describe('an exception schedule', () => {
  it('has every kind of period, with its priority and times', () => {
    const events = decodeExceptions(valuesOf(exceptions())!)!
    expect(events.map(({ period, priority, times }) => [periodText(period), priority, timesText(times)])).toEqual([
      ['*-12-25', 3, '08:00 20.5, 12:30 null'],
      ['2026-12-24 .. 2027-01-06', 16, ''],
      ['*-11 Fri', 1, '06:15 1'],
      ['CAL 12', 8, '00:00 4'],
    ])
  })

  it('that is cut off anywhere is none, and costs nothing', () => {
    const whole = exceptions()
    const ends = new Set<number>([0])
    for (let length = 0; length < whole.length; length++) {
      const values = valuesOf(whole.subarray(0, length))
      const read = values && decodeExceptions(values)
      if (read !== undefined) ends.add(read.length)
      // Whole entries at the front are all that a cut may leave.
      if (read !== undefined && read.length > 0) expect(periodText(read[0]!.period)).toBe('*-12-25')
    }
    expect([...ends].sort((a, b) => a - b)).toEqual([0, 1, 2, 3])
  })

  it.each([
    ['a time without a value', '0e 0cff0c19ff 0f 2e b408000000 2f 3903'],
    ['no priority', '0e 0cff0c19ff 0f 2e 2f'],
    ['priority 17', '0e 0cff0c19ff 0f 2e 2f 3911'],
    ['a constructed value', '0e 0cff0c19ff 0f 2e b408000000 0e 0f 2f 3903'],
    ['two dates at once', '0e 0cff0c19ff 0cff0c19ff 0f 2e 2f 3903'],
    ['a date of three octets', '0e 0bff0c19 0f 2e 2f 3903'],
    ['a range of one date', '0e 1e a47e0c1804 1f 0f 2e 2f 3903'],
    ['a calendar reference of two octets', '1a0001 2e 2f 3903'],
  ])('with %s is none', (_what, text) => {
    expect(decodeExceptions(hex(text))).toBeUndefined()
  })
})

describe('a week', () => {
  it('has seven days, Monday first', () => {
    const week = decodeWeek(hex('0e b406000000 9101 b412000000 9100 0f 0e0f 0e0f 0e0f 0e0f 0e0f 0e0f'))!
    expect(week.map((day) => timesText(day))).toEqual(['06:00 1, 18:00 0', '', '', '', '', '', ''])
  })

  it.each(['0e0f 0e0f', '', '0e0f 0e0f 0e0f 0e0f 0e0f 0e0f 9101', '0e0f 0e0f 0e0f 0e0f 0e0f 0e0f 1e1f'])('%s is none', (text) => {
    expect(decodeWeek(hex(text))).toBeUndefined()
  })
})

it('a date list has dates, ranges and weekdays', () => {
  expect(decodeDateList(hex('0cff0519ff 1e a47e0c1804 a47f010603 1f 2b0d0107'))!.map(periodText)).toEqual(['*-05-25', '2026-12-24 .. 2027-01-06', '*-odd days 1-7 Sun'])
  expect(decodeDateList(hex('0cff0519ff 3b0d0107'))).toBeUndefined()
  expect(decodeDateList(hex(''))).toEqual([])
})

it('references name object, property, index and device', () => {
  expect(decodeReferences(hex('0c0140000c 1955 0c00800001 1957 2908 3c02000064'))).toEqual(['BV 12 present-value', 'AV 1 priority-array[8] @ DEV 100'])
  expect(decodeReferences(hex('1955'))).toBeUndefined()
  expect(decodeReferences(hex('0c0140000c 1955 4e4f'))).toBeUndefined()
})

describe('a property as text', () => {
  it.each<[number, string, string]>([
    [36, '9103', 'high-limit'],
    [103, '9101', 'no-sensor'],
    [103, '9140', '64'],
    [111, '8204a0', 'in-alarm, overridden'],
    [111, '820400', '-'],
    [35, '8205e0', 'to-offnormal, to-fault, to-normal'],
    [117, '913e', 'degrees-celsius'],
    [87, `${'00'.repeat(7)} 4441a80000 ${'00'.repeat(7)} 4441a00000`, '8: 21, 16: 20'],
    [87, '00'.repeat(16), '-'],
    [32, 'a4ffffffff a4ffffffff', '*-*-* .. *-*-*'],
    [203, '2e a47e0b1b05 b4160a0000 2f', '2026-11-27 22:10'],
    [130, '0c0d051e00 1905 2e a4ffffffff b4ffffffff 2f', '13:05:30, #5, *-*-* *:*'],
    [76, 'c400000001 c402000064', 'AI 1, DEV 100'],
    [512, '9103', '3'],
    [28, '', '-'],
  ])('%i of %s reads %s', (property, bytes, text) => {
    expect(propertyText(property, hex(bytes)).text).toBe(text)
  })

  it('is never longer than anyone reads', () => {
    const long = new TagWriter()
    for (let index = 0; index < 3_000; index++) long.objectId(0, index)
    expect(propertyText(76, valuesOf(long.bytes())!).text.length).toBeLessThan(2_010)
  })

  it('is there for any values of any property', () => {
    const random = seededRandom(8)
    const samples = [exceptions(), Buffer.from('0e0f0e0f0c0140000c1955', 'hex'), Buffer.from('2ea47e0b1b05b4160a00002f', 'hex'), Buffer.from('00009101448205e0', 'hex')]
    for (let turn = 0; turn < 20_000; turn++) {
      const bytes = Buffer.from(samples[Math.floor(random() * samples.length)]!)
      for (let hits = 0; hits < random() * 4; hits++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      const values = valuesOf(bytes)
      if (values === undefined) continue
      for (const property of [38, 123, 23, 54, 130, 203, 87, 32, 85, Math.floor(random() * 600)]) expect(typeof propertyText(property, values).text).toBe('string')
    }
  })
})
