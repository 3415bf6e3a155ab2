/** Days of a schedule that differ: told as rest only where the night's value stands all day. */
import { describe, expect, it } from 'vitest'
import type { BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'
import type { TimeValue } from '../../../electron/engine/bacnet/schedule.ts'
import { wholeDayOf } from '../../../electron/engine/bacnet/whole-days.ts'

const at = (hour: number, value: BacnetValue): TimeValue => ({ time: { hour, minute: 0, second: 0, hundredth: 0 }, value })
const on: BacnetValue = { kind: 'enumerated', value: 1 }
const off: BacnetValue = { kind: 'enumerated', value: 0 }
const real = (value: number): BacnetValue => ({ kind: 'real', value })
const officeWeek = (day: BacnetValue, night: BacnetValue) => [...Array.from({ length: 5 }, () => [at(7, day), at(18, night)]), [], []]

describe('a day that differs', () => {
  it('rests when the value of the night stands from midnight', () => {
    expect(wholeDayOf({ times: [at(0, off)] }, officeWeek(on, off))).toBe('rests')
    expect(wholeDayOf({ times: [at(0, off), at(12, off)] }, officeWeek(on, off))).toBe('rests')
    expect(wholeDayOf({ times: [at(0, real(16))] }, officeWeek(real(21), real(16)))).toBe('rests')
  })

  it('runs when another value stands from midnight', () => {
    expect(wholeDayOf({ times: [at(0, on)] }, officeWeek(on, off))).toBe('runs')
    // Off means running where the night is on: an inverted contact.
    expect(wholeDayOf({ times: [at(0, off)] }, officeWeek(off, on))).toBe('runs')
  })

  it.each<[string, readonly TimeValue[]]>([
    ['times of its own', [at(0, off), at(10, on), at(14, off)]],
    ['a beginning in the morning', [at(6, off)]],
    ['no time at all', []],
    ['a value that leaves it to others', [at(0, { kind: 'null' })]],
  ])('is neither with %s', (_, times) => expect(wholeDayOf({ times }, officeWeek(on, off))).toBeUndefined())

  it('is neither where the week does not say what rest is', () => {
    expect(wholeDayOf({ times: [at(0, off)] }, [])).toBeUndefined()
    expect(wholeDayOf({ times: [at(0, off)] }, Array.from({ length: 7 }, () => []))).toBeUndefined()
    expect(wholeDayOf({ times: [at(0, off)] }, Array.from({ length: 7 }, () => [at(0, on)]))).toBeUndefined()
  })
})
