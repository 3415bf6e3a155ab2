import { describe, expect, it } from 'vitest'
import { configText, standsByItself } from '../../../electron/engine/monitor/visits/config-text.ts'
import type { BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'

const time = (hour: number): BacnetValue => ({ kind: 'time', hour, minute: 0, second: 0, hundredth: 0 })
const on: BacnetValue = { kind: 'enumerated', value: 1 }
const off: BacnetValue = { kind: 'enumerated', value: 0 }
const day = (...values: readonly BacnetValue[]): BacnetValue => ({ kind: 'construct', tag: 0, values })
const context = (tag: number, ...bytes: readonly number[]): BacnetValue => ({ kind: 'context', tag, bytes: Buffer.from(bytes) })
const slots = (...set: readonly number[]): BacnetValue[] => Array.from({ length: 16 }, (_, at) => (set.includes(at + 1) ? on : { kind: 'null' }))

describe('configuration as text', () => {
  it.each<[string, number, readonly BacnetValue[], string]>([
    ['a limit as the shortest number', 45, [{ kind: 'real', value: Math.fround(21.1) }], '21.1'],
    ['a binary value that comes as a boolean', 104, [{ kind: 'boolean', value: true }], '1'],
    ['a week', 123, [day(time(6), on, time(18), off), ...Array.from({ length: 6 }, () => day())], 'Mon: 06:00 1, 18:00 0; Tue: -; Wed: -; Thu: -; Fri: -; Sat: -; Sun: -'],
    ['an exception', 38, [{ kind: 'construct', tag: 0, values: [context(0, 126, 12, 24, 255)] }, { kind: 'construct', tag: 2, values: [time(0), off] }, context(3, 10)], '2026-12-24 (10): 00:00 0'],
    ['what a schedule commands', 54, [context(0, 0x01, 0x40, 0, 3), context(1, 85)], 'BV 3 present-value'],
    ['alarm priorities', 86, [1, 2, 3].map((value) => ({ kind: 'unsigned', value })), '1, 2, 3'],
    ['a week that is none, as it came', 123, [day(time(6), on)], '[0] { 06:00, 1 }'],
  ])('%s', (_what, property, values, expected) => {
    expect(configText(property, values)).toBe(expected)
  })

  it('of any length tells a change at its end', () => {
    const long = (end: string): string => configText(28, [{ kind: 'text', value: `${'x'.repeat(10_000)}${end}` }])
    expect(long('a').length).toBeLessThan(5_000)
    expect(long('a')).not.toBe(long('b'))
    expect(long('a')).toBe(long('a'))
  })

  it('is a value that stands by itself: commanded by nobody or by a person, not by a program', () => {
    expect([slots(), slots(8), slots(1, 16), slots(9), slots(16)].map(standsByItself)).toEqual([true, true, true, false, false])
    expect(standsByItself([on])).toBe(false)
  })
})
