/** Values as technicians read them, without words of any language. */
import { describe, expect, it } from 'vitest'
import type { BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { numberText } from '../../../electron/engine/bacnet/number-text.ts'
import { activePriority, prioritySlots } from '../../../electron/engine/bacnet/priority-array.ts'
import { PLAIN_WORDS, valueText, type ValueWords } from '../../../electron/engine/bacnet/value-text.ts'
import { seededRandom } from '../../../shared/random.ts'

describe('a number', () => {
  it.each([[21.100000381469727, '21.1'], [0.10000000149011612, '0.1'], [0.1, '0.1'], [72, '72'], [-40.5, '-40.5'], [16_777_216, '16777216'], [Number.NaN, 'NaN'], [3.4028234663852886e38, '3.4028235e+38']])('%f reads %s', (value, text) => {
    expect(numberText(value)).toBe(text)
  })

  it('of 32 bits is told exactly by its text', () => {
    const random = seededRandom(5)
    for (let at = 0; at < 5_000; at++) {
      const value = Math.fround((random() - 0.5) * 10 ** (random() * 60 - 30))
      expect(Math.fround(Number(numberText(value)))).toBe(value)
    }
  })
})

describe('a value', () => {
  const words = (change: Partial<ValueWords>): ValueWords => ({ ...PLAIN_WORDS, ...change })
  it.each<[BacnetValue, Partial<ValueWords>, string]>([
    [{ kind: 'null' }, {}, 'null'],
    [{ kind: 'real', value: 21.5 }, { units: 62 }, '21.5 °C'],
    [{ kind: 'real', value: 21.5 }, {}, '21.5'],
    [{ kind: 'enumerated', value: 1 }, { kind: 'binary', stateTexts: ['Closed', 'Open'] }, 'Open'],
    [{ kind: 'enumerated', value: 1 }, { kind: 'binary' }, 'active'],
    [{ kind: 'unsigned', value: 2 }, { kind: 'multiState', stateTexts: ['Off', 'Auto'] }, 'Auto'],
    [{ kind: 'unsigned', value: 9 }, { kind: 'multiState', stateTexts: ['Off', 'Auto'] }, '9'],
    [{ kind: 'unsigned', value: 2 ** 64, digits: '18446744073709551615' }, {}, '18446744073709551615'],
    [{ kind: 'bits', bits: [true, false, true] }, {}, '101'],
    [{ kind: 'objectId', type: 0, instance: 3 }, {}, 'AI 3'],
    [{ kind: 'date', year: 2026, month: 11, day: 27, weekday: 5 }, {}, '2026-11-27'],
    [{ kind: 'date', year: null, month: 12, day: 32, weekday: null }, {}, '*-12-last'],
    [{ kind: 'date', year: null, month: 13, day: null, weekday: 7 }, {}, '*-odd-* Sun'],
    [{ kind: 'time', hour: 7, minute: 5, second: 0, hundredth: 0 }, {}, '07:05'],
    [{ kind: 'time', hour: 7, minute: null, second: 30, hundredth: 5 }, {}, '07:*:30.05'],
    [{ kind: 'construct', tag: 1, values: [{ kind: 'context', tag: 0, bytes: Buffer.from([7]) }] }, {}, '[1] { [0] 07 }'],
  ])('%j with %j reads %s', (value, change, text) => {
    expect(valueText(value, words(change))).toBe(text)
  })
})

describe('a priority array', () => {
  const nulls = (count: number): BacnetValue[] => Array.from({ length: count }, () => ({ kind: 'null' }))
  it('has sixteen slots, constructed values among them, and the lowest that is set commands', () => {
    const slots = prioritySlots([...nulls(7), { kind: 'construct', tag: 0, values: [{ kind: 'double', value: 2 }] }, ...nulls(7), { kind: 'real', value: 1 }])
    expect(slots?.[7]).toEqual({ kind: 'double', value: 2 })
    expect(activePriority(slots!)).toBe(8)
    expect(activePriority(prioritySlots(nulls(16))!)).toBeNull()
  })

  it('with another number of slots, or with a slot nobody can read, is none', () => {
    expect(prioritySlots(nulls(15))).toBeUndefined()
    expect(prioritySlots(nulls(17))).toBeUndefined()
    expect(prioritySlots([...nulls(15), { kind: 'context', tag: 3, bytes: Buffer.alloc(1) }])).toBeUndefined()
  })
})
