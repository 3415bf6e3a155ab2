/** Every BACnet datatype comes back as it was written, and what is malformed gives nothing. */
import { describe, expect, it } from 'vitest'
import { decodeValues, numberIn, type BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { tagsAreSound } from '../../../electron/engine/bacnet/tags.ts'
import { seededRandom } from '../../../shared/random.ts'

const decode = (bytes: Buffer): readonly BacnetValue[] | undefined => decodeValues(bytes, 0, bytes.length)
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('a written value', () => {
  const cases: readonly [string, (writer: TagWriter) => TagWriter, BacnetValue][] = [
    ['null', (w) => w.null(), { kind: 'null' }],
    ['true', (w) => w.boolean(true), { kind: 'boolean', value: true }],
    ['unsigned of one octet', (w) => w.unsigned(72), { kind: 'unsigned', value: 72 }],
    ['unsigned of six octets', (w) => w.unsigned(2 ** 47 + 1), { kind: 'unsigned', value: 2 ** 47 + 1 }],
    ['negative integer', (w) => w.signed(-129), { kind: 'signed', value: -129 }],
    ['real', (w) => w.real(72.5), { kind: 'real', value: 72.5 }],
    ['double', (w) => w.double(0.1), { kind: 'double', value: 0.1 }],
    ['enumerated', (w) => w.enumerated(98), { kind: 'enumerated', value: 98 }],
    ['text', (w) => w.text('Zuluft °C'), { kind: 'text', value: 'Zuluft °C' }],
    ['long text', (w) => w.text('x'.repeat(70_000)), { kind: 'text', value: 'x'.repeat(70_000) }],
    ['octets', (w) => w.octets(Buffer.from([1, 2])), { kind: 'octets', bytes: Buffer.from([1, 2]) }],
    ['bits', (w) => w.bits([true, false, true, true, false]), { kind: 'bits', bits: [true, false, true, true, false] }],
    ['date', (w) => w.date({ year: 2026, month: 11, day: null, weekday: 5 }), { kind: 'date', year: 2026, month: 11, day: null, weekday: 5 }],
    ['time', (w) => w.time({ hour: 13, minute: 5, second: null, hundredth: null }), { kind: 'time', hour: 13, minute: 5, second: null, hundredth: null }],
    ['object identifier', (w) => w.objectId(130, 4_194_302), { kind: 'objectId', type: 130, instance: 4_194_302 }],
    ['context value', (w) => w.unsigned(7, 200), { kind: 'context', tag: 200, bytes: Buffer.from([7]) }],
    ['construct', (w) => w.open(20).real(1).open(0).close(0).close(20), { kind: 'construct', tag: 20, values: [{ kind: 'real', value: 1 }, { kind: 'construct', tag: 0, values: [] }] }],
  ]
  it.each(cases)('comes back: %s', (_name, write, expected) => {
    const bytes = write(new TagWriter()).bytes()
    expect(tagsAreSound(bytes, 0, bytes.length)).toBe(true)
    expect(decode(bytes)).toEqual([expected])
  })
})

describe('the encodings of the standard (135, clause 20.2)', () => {
  it.each([
    ['10', { kind: 'boolean', value: false }],
    ['21 48', { kind: 'unsigned', value: 72 }],
    ['44 42 90 00 00', { kind: 'real', value: 72 }],
    ['55 08 40 52 00 00 00 00 00 00', { kind: 'double', value: 72 }],
    ['a4 5b 01 18 04', { kind: 'date', year: 1991, month: 1, day: 24, weekday: 4 }],
    ['b4 11 23 2d 11', { kind: 'time', hour: 17, minute: 35, second: 45, hundredth: 17 }],
    ['c4 00 c0 00 0f', { kind: 'objectId', type: 3, instance: 15 }],
    ['82 03 a8', { kind: 'bits', bits: [true, false, true, false, true] }],
  ] as [string, BacnetValue][])('%s', (text, expected) => {
    expect(decode(hex(text))).toEqual([expected])
  })

  it('keeps every digit of integers beyond 2^53', () => {
    expect(decode(hex('25 08 ff ff ff ff ff ff ff ff'))).toEqual([{ kind: 'unsigned', value: 2 ** 64, digits: '18446744073709551615' }])
    expect(decode(hex('35 08 80 00 00 00 00 00 00 01'))).toEqual([{ kind: 'signed', value: -(2 ** 63), digits: '-9223372036854775807' }])
  })
})

describe('malformed values', () => {
  it.each(['43 00 00 00', '83 09 00 00', '81 03', 'a3 00 00 00', '3e 21 01', '3f'])('give nothing: %s', (text) => {
    expect(decode(hex(text))).toBeUndefined()
  })

  it('never throw, whatever the bytes', () => {
    const random = seededRandom(11)
    for (let round = 0; round < 20_000; round++) {
      const bytes = Buffer.from(Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256)))
      const values = decode(bytes)
      if (tagsAreSound(bytes, 0, bytes.length) && values !== undefined) expect(values.length).toBeLessThanOrEqual(bytes.length)
    }
  })
})

describe('numberIn', () => {
  it('gives numbers of what counts as one, and nothing else', () => {
    expect(numberIn({ kind: 'boolean', value: true })).toBe(1)
    expect(numberIn({ kind: 'enumerated', value: 3 })).toBe(3)
    expect(numberIn({ kind: 'text', value: '3' })).toBeUndefined()
  })
})
