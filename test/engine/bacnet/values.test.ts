/** Values and texts as devices encode them, the odd but legal ways included. */
import { describe, expect, it } from 'vitest'
import { tagsAreSound, TagReader } from '../../../electron/engine/bacnet/tags.ts'
import { decodeText } from '../../../electron/engine/bacnet/text.ts'
import { readNumber, readObjectIdCode, readStatusFlags, readText } from '../../../electron/engine/bacnet/values.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const tag = (text: string): TagReader => {
  const bytes = hex(text)
  const reader = new TagReader(bytes, 0, bytes.length)
  if (!reader.read()) throw new Error(`malformed: ${text}`)
  return reader
}

describe('numbers', () => {
  it.each([
    ['a real', '44 41ac0000', 21.5],
    ['a double', '55 08 400921fb54442d18', Math.PI],
    ['an unsigned of one octet', '21 48', 72],
    ['an unsigned of no octets', '20', 0],
    ['an unsigned of eight octets', '25 08 0000000100000002', 4_294_967_298],
    ['a signed below zero', '32 fc18', -1000],
    ['a signed of eight octets', '35 08 fffffffffffffffe', -2],
    ['a signed of seven octets', '35 07 fffffffffffffe', -2],
    ['an enumerated', '91 01', 1],
    ['true', '11', 1],
    ['false', '10', 0],
  ])('%s', (_name, bytes, value) => {
    expect(readNumber(tag(bytes))).toBe(value)
  })

  it('lets not-a-number and infinities pass, which the quality gate judges', () => {
    expect(readNumber(tag('44 7fc00000'))).toBeNaN()
    expect(readNumber(tag('44 ff800000'))).toBe(-Infinity)
  })

  it.each([
    ['a real of three octets', '43 41ac00'],
    ['a real of no octets', '40'],
    ['a double of four octets', '54 41ac0000'],
    ['an unsigned of nine octets', '25 09 010203040506070809'],
    ['null', '00'],
    ['a text', '72 0041'],
    ['a context tag', '09 01'],
  ])('gives no number for %s', (_name, bytes) => {
    expect(readNumber(tag(bytes))).toBeUndefined()
  })
})

describe('status flags and object identifiers', () => {
  it.each([
    ['00', 0],
    ['80', 1],
    ['40', 2],
    ['20', 4],
    ['10', 8],
    ['f0', 15],
  ])('reads flags %s as bits %i', (octet, bits) => {
    expect(readStatusFlags(tag(`82 04 ${octet}`))).toBe(bits)
  })

  it('gives no flags for an empty bit string', () => {
    expect(readStatusFlags(tag('81 00'))).toBeUndefined()
  })

  it('reads an object identifier of either class, and only of four octets', () => {
    expect(readObjectIdCode(tag('c4 02000005'))).toBe(0x02000005)
    expect(readObjectIdCode(tag('0c 02000005'))).toBe(0x02000005)
    expect(readObjectIdCode(tag('c3 020000'))).toBeUndefined()
    expect(readObjectIdCode(tag('24 02000005'))).toBeUndefined()
  })
})

describe('texts', () => {
  it.each([
    ['UTF-8', '00 5a757c 72c3bc636b', 'Zu|rück'],
    ['ISO 8859-1 labelled as UTF-8, as older devices do', '00 72fc636b', 'rück'],
    ['ISO 8859-1', '05 72fc636b', 'rück'],
    ['UTF-16', '04 007200fc', 'rü'],
    ['UTF-16 with a byte order mark', '04 fffe7200fc00', 'rü'],
    ['UCS-4', '03 00000072 0001f321', 'r\u{1f321}'],
    ['UCS-4 with codes that do not exist', '03 00110000', '\uFFFD'],
    ['a Microsoft code page', '01 03a4 93fa967b', '日本'],
    ['an unknown code page', '01 0001 41', 'A'],
    ['padding', '00 4148552d31000000', 'AHU-1'],
    ['nothing', '00', ''],
  ])('%s', (_name, bytes, value) => {
    expect(decodeText(hex(bytes))).toBe(value)
  })

  it('reads 100,000 characters', () => {
    const long = 'ä'.repeat(100_000)
    const content = Buffer.concat([Buffer.from([0]), Buffer.from(long)])
    const head = Buffer.alloc(6)
    head[0] = 0x75
    head[1] = 255
    head.writeUInt32BE(content.length, 2)
    const bytes = Buffer.concat([head, content])
    const reader = new TagReader(bytes, 0, bytes.length)
    expect(reader.read() && readText(reader)).toBe(long)
  })
})

describe('tags', () => {
  it('knows extended tag numbers and lengths', () => {
    const reader = tag('f9 51 07')
    expect([reader.number, reader.context, reader.length]).toEqual([81, true, 1])
  })

  it.each(['f9 0e 07', 'f9 ff 07', '12', '15 00', 'd1 00', '01', '75 05 00', '75 fe 0010 00', '65 ff ffffffff'])('finds %s unsound', (bytes) => {
    const whole = hex(bytes)
    expect(tagsAreSound(whole, 0, whole.length)).toBe(false)
  })
})
