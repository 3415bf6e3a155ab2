/** Values as other vendors encode them: odd, legal, and read right. Expected values were computed with Python's codecs and struct. */
import { describe, expect, it } from 'vitest'
import { decodeValues, type BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { tagsAreSound, TagReader } from '../../../electron/engine/bacnet/tags.ts'
import { decodeText } from '../../../electron/engine/bacnet/text.ts'
import { readNumber, readText, readUnsigned } from '../../../electron/engine/bacnet/values.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const tag = (text: string): TagReader => {
  const bytes = hex(text)
  const reader = new TagReader(bytes, 0, bytes.length)
  if (!tagsAreSound(bytes, 0, bytes.length) || !reader.read()) throw new Error(`malformed: ${text}`)
  return reader
}
const values = (text: string): readonly BacnetValue[] | undefined => decodeValues(hex(text), 0, hex(text).length)

describe('integers', () => {
  it.each([
    ['no octets', '20', 0],
    ['a zero in front', '22 0048', 72],
    ['seven zeros in front', '25 08 0000000000000048', 72],
    ['fifteen zeros in front', '25 10 000000000000000000000000 00000048', 72],
    ['2^64 - 1', '25 08 ffffffffffffffff', 2 ** 64],
    ['an extended length for one octet', '25 01 48', 72],
    ['a 16-bit length for one octet', '25 fe 0001 48', 72],
    ['a 32-bit length for one octet', '25 ff 00000001 48', 72],
    ['an enumerated of four octets', '94 00000003', 3],
    ['a signed of no octets', '30', 0],
    ['a signed -1 of sixteen octets', `35 10 ${'ff'.repeat(16)}`, -1],
    ['a signed 5 of twelve octets', '35 0c 000000000000000000000005', 5],
    ['the least signed of eight octets', '35 08 8000000000000000', -9_223_372_036_854_775_808],
  ])('with %s', (_name, bytes, value) => {
    expect(readNumber(tag(bytes))).toBe(value)
  })

  it.each(['25 09 01 0000000000000000', '35 09 00 ffffffffffffffff', '35 09 ff 0000000000000000'])('of more than 64 bits are no number: %s', (bytes) => {
    expect(readNumber(tag(bytes))).toBeUndefined()
  })

  it('in context tags may be padded as well', () => {
    expect(readUnsigned(tag('1a 0055'))).toBe(85)
    expect(readUnsigned(tag('1d 01 55'))).toBe(85)
  })

  it('keep every digit, padded or not', () => {
    expect(values('25 07 ffffffffffffff')).toEqual([{ kind: 'unsigned', value: 2 ** 56, digits: '72057594037927935' }])
    expect(values('35 07 80000000000001')).toEqual([{ kind: 'signed', value: -(2 ** 55), digits: '-36028797018963967' }])
    expect(values('25 09 00 ffffffffffffffff')).toEqual([{ kind: 'unsigned', value: 2 ** 64, digits: '18446744073709551615' }])
    expect(values('35 09 ff 8000000000000001')).toEqual([{ kind: 'signed', value: -(2 ** 63), digits: '-9223372036854775807' }])
  })
})

describe('floating point', () => {
  it.each([
    ['a quiet NaN', '44 7fc00000', NaN],
    ['a signalling NaN', '44 7f800001', NaN],
    ['infinity', '44 7f800000', Infinity],
    ['minus zero', '44 80000000', -0],
    ['the least real', '44 00000001', 2 ** -149],
    ['the greatest real', '44 7f7fffff', 3.402_823_466_385_288_6e38],
    ['a double in an extended length', '55 fe 0008 3fb999999999999a', 0.1],
    ['a real in an extended length', '45 04 41ac0000', 21.5],
    ['minus infinity as double', '55 08 fff0000000000000', -Infinity],
  ])('%s', (_name, bytes, value) => {
    expect(readNumber(tag(bytes))).toBe(value)
  })
})

describe('texts', () => {
  it.each([
    ['UTF-8', '00 5a756c75667420c2b043', 'Zuluft °C'],
    ['UTF-8 with a byte order mark', '00 efbbbf414855', 'AHU'],
    ['ISO 8859-1 under its own name', '05 5a756c756674 20b043', 'Zuluft °C'],
    ['ISO 8859-1 called ASCII', '00 52fccc6b6c617566', 'RüÌklauf'],
    ['UCS-2', '04 005200fc0063006b006c006100750066', 'Rücklauf'],
    ['UTF-16 with a character beyond UCS-2', '04 d83ddd25 0031', '🔥1'],
    ['UCS-2 with a byte order mark', '04 feff00520061', 'Ra'],
    ['UCS-2 the wrong way round, marked', '04 fffe52006100', 'Ra'],
    ['UCS-2 the wrong way round, unmarked', '04 410048005500', 'AHU'],
    ['Chinese UCS-2, which looks like neither', '04 51b76c346cf5', '冷水泵'],
    ['UCS-2 cut in the middle of a character', '04 00410048 00', 'AH'],
    ['half a UTF-16 pair', '04 d83d0041', '\uFFFDA'],
    ['UCS-4', '03 000000520000fc20 0001f525', 'R\ufc20🔥'],
    ['UCS-4 with a byte order mark', '03 0000feff00000041', 'A'],
    ['UCS-4 the wrong way round, marked', '03 fffe000041000000', 'A'],
    ['JIS C 6226', '02 467c4b5c', '日本'],
    ['JIS X 0208 in ISO 2022', '02 1b2442467c4b5c1b2842', '日本'],
    ['Shift JIS called JIS', '02 93fa967b', '日本'],
    ['ASCII called JIS', '02 4148552d31', 'AHU-1'],
    ['ASCII of even length called JIS', '02 41485531', 'AHU1'],
    ['DBCS of code page 932', '01 03a4 93fa967b', '日本'],
    ['DBCS of code page 936', '01 03a8 c0e4cbaeb1c3', '冷水泵'],
    ['DBCS of code page 949', '01 03b5 b3c3b0a2', '냉각'],
    ['DBCS of code page 950', '01 03b6 a74ea4f4', '冷水'],
    ['DBCS of code page 850', '01 0352 5281', 'Rü'],
    ['DBCS of code page 437', '01 01b5 5281f8', 'Rü°'],
    ['DBCS of code page 852', '01 0354 5aa2fa', 'Zó˙'],
    ['DBCS of code page 1251', '01 04e3 cde0f1eef1', 'Насос'],
    ['DBCS cut after its first octet', '01 03', ''],
    ['a character set nobody knows', '09 414855', 'AHU'],
    ['a set and nothing else', '04', ''],
    ['nothing at all', '', ''],
  ])('%s', (_name, content, value) => {
    expect(decodeText(hex(content))).toBe(value)
  })

  it('without even a character set are empty', () => {
    expect(readText(tag('70'))).toBe('')
    expect(values('70')).toEqual([{ kind: 'text', value: '' }])
  })

  it.each([
    ['UTF-8', 0, (text: string) => Buffer.from(text)],
    ['UCS-2', 4, (text: string) => Buffer.from(text, 'utf16le').swap16()],
    ['UCS-4', 3, (text: string) => Buffer.concat(Array.from(text, (one) => Buffer.from([0, 0, one.codePointAt(0)! >> 8, one.codePointAt(0)! & 255])))],
  ])('of 100,000 characters in %s', (_name, set, encode) => {
    const text = 'Vorlauftemperatur größer '.repeat(4_000).trim()
    expect(decodeText(Buffer.concat([Buffer.from([set]), encode(text)]))).toBe(text)
  })
})

describe('dates and times', () => {
  it.each([
    ['any date', 'a4 ffffffff', { kind: 'date', year: null, month: null, day: null, weekday: null }],
    ['every Monday', 'a4 ffffff01', { kind: 'date', year: null, month: null, day: null, weekday: 1 }],
    ['the last day of odd months', 'a4 ff0d20ff', { kind: 'date', year: null, month: 13, day: 32, weekday: null }],
    ['even days of even months', 'a4 7e0e22ff', { kind: 'date', year: 2026, month: 14, day: 34, weekday: null }],
    ['any time', 'b4 ffffffff', { kind: 'time', hour: null, minute: null, second: null, hundredth: null }],
    ['a time without hundredths', 'b4 173b3bff', { kind: 'time', hour: 23, minute: 59, second: 59, hundredth: null }],
    ['a date in an extended length', 'a5 04 7e0b1b05', { kind: 'date', year: 2026, month: 11, day: 27, weekday: 5 }],
  ] as [string, string, BacnetValue][])('%s', (_name, bytes, value) => {
    expect(values(bytes)).toEqual([value])
  })
})

describe('other data', () => {
  it.each([
    ['a bit string without bits', '81 00', [{ kind: 'bits', bits: [] }]],
    ['a bit string of seventeen bits', '84 07 800080', [{ kind: 'bits', bits: [true, ...Array.from({ length: 15 }, () => false), true] }]],
    ['an octet string of none', '60', [{ kind: 'octets', bytes: Buffer.alloc(0) }]],
    ['a proprietary object', 'c4 ffffffff', [{ kind: 'objectId', type: 1_023, instance: 4_194_303 }]],
    ['nothing', '', []],
    ['an extended context number', 'f9 c8 07', [{ kind: 'context', tag: 200, bytes: Buffer.from([7]) }]],
    ['an extended construct', 'fe c8 11 ff c8', [{ kind: 'construct', tag: 200, values: [{ kind: 'boolean', value: true }] }]],
    ['a context value of no octets', '08', [{ kind: 'context', tag: 0, bytes: Buffer.alloc(0) }]],
    [
      'a weekly schedule of one day',
      '0e b4 06000000 44 41a80000 b4 12000000 00 0f 0e 0f',
      [
        {
          kind: 'construct',
          tag: 0,
          values: [
            { kind: 'time', hour: 6, minute: 0, second: 0, hundredth: 0 },
            { kind: 'real', value: 21 },
            { kind: 'time', hour: 18, minute: 0, second: 0, hundredth: 0 },
            { kind: 'null' },
          ],
        },
        { kind: 'construct', tag: 0, values: [] },
      ],
    ],
  ] as [string, string, BacnetValue[]][])('%s', (_name, bytes, expected) => {
    expect(tagsAreSound(hex(bytes), 0, hex(bytes).length)).toBe(true)
    expect(values(bytes)).toEqual(expected)
  })

  it('a priority array with values of several types', () => {
    const decoded = values(`${'00'.repeat(7)} 44 41ac0000 ${'00'.repeat(7)} 91 01`)
    expect(decoded?.map(({ kind }) => kind)).toEqual([...Array.from({ length: 7 }, () => 'null'), 'real', ...Array.from({ length: 7 }, () => 'null'), 'enumerated'])
  })
})
