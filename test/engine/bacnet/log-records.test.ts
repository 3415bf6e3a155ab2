/** Log buffers: octets written down from the standard's rules, and whatever chance makes of them. */
import { describe, expect, it } from 'vitest'
import { decodeLogRecords } from '../../../electron/engine/bacnet/log-records.ts'
import { readRangeApdu, readRangePage, TREND_LOG, TREND_LOG_MULTIPLE } from '../../../electron/engine/bacnet/read-range.ts'
import { tagsAreSound } from '../../../electron/engine/bacnet/tags.ts'
import { seededRandom } from '../../../shared/random.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')

/** Thursday 2026-03-05 13:07:09.25. */
const STAMP = '0e a4 7e 03 05 04 b4 0d 07 09 19 0f'
const STAMP_MS = Date.UTC(2026, 2, 5, 13, 7, 9, 250)

const decode = (text: string, multiple = false) => {
  const bytes = hex(text)
  return decodeLogRecords(bytes, 0, bytes.length, multiple)
}
const datumOf = (content: string) => decode(`${STAMP} 1e ${content} 1f`).records[0]?.data[0]

describe('a record of a trend log', () => {
  it.each([
    ['a status: disabled', '0a 05 80', { kind: 'status', disabled: true, purged: false, interrupted: false }],
    ['a status: purged', '0a 05 40', { kind: 'status', disabled: false, purged: true, interrupted: false }],
    ['a status: interrupted', '0a 05 20', { kind: 'status', disabled: false, purged: false, interrupted: true }],
    ['a status of the first edition with two bits', '0a 06 40', { kind: 'status', disabled: false, purged: true, interrupted: false }],
    ['a boolean', '19 01', { kind: 'value', value: 1 }],
    ['a real', '2c 42 90 99 9a', { kind: 'value', value: Math.fround(72.3) }],
    ['an enumerated', '39 01', { kind: 'value', value: 1 }],
    ['an unsigned', '4a 01 00', { kind: 'value', value: 256 }],
    ['a signed', '5a ff 38', { kind: 'value', value: -200 }],
    ['a bit string', '6a 04 a0', { kind: 'noNumber' }],
    ['null', '78', { kind: 'noNumber' }],
    ['a failure', '8e 91 02 91 20 8f', { kind: 'failure', errorClass: 2, code: 32 }],
    ['a change of the clock', '9c c5 61 00 00', { kind: 'timeChange', seconds: -3600 }],
    ['any value: a double', 'ae 55 08 40 45 00 00 00 00 00 00 af', { kind: 'value', value: 42 }],
    ['any value: a text', 'ae 75 03 00 4f 4b af', { kind: 'noNumber' }],
  ])('holds %s', (_what, content, expected) => {
    expect(datumOf(content)).toEqual(expected)
  })

  it('carries the status flags in their order: in-alarm is the first bit', () => {
    const flags = (octet: string) => decode(`${STAMP} 1e 2c 00 00 00 00 1f 2a 04 ${octet}`).records[0]?.statusFlags
    expect([flags('80'), flags('40'), flags('20'), flags('10'), flags('00')]).toEqual([1, 2, 4, 8, 0])
    expect(decode(`${STAMP} 1e 2c 00 00 00 00 1f`).records[0]).toMatchObject({ statusFlags: 0, localMs: STAMP_MS })
  })

  it.each([
    ['any year', 'a4 ff 03 05 04 b4 0d 07 09 19'],
    ['any day', 'a4 7e 03 ff 04 b4 0d 07 09 19'],
    ['any hour', 'a4 7e 03 05 04 b4 ff 07 09 19'],
    ['30 February', 'a4 7e 02 1e 01 b4 0d 07 09 19'],
    ['the last day of the month', 'a4 7e 03 20 ff b4 0d 07 09 19'],
    ['25 o’clock', 'a4 7e 03 05 04 b4 19 07 09 19'],
  ])('with %s as its time is passed over, its neighbours are not', (_what, stamp) => {
    const good = `${STAMP} 1e 39 01 1f`
    const { records, broken, found } = decode(`${good} 0e ${stamp} 0f 1e 39 02 1f 2a 04 00 ${good}`)
    expect(broken).toEqual(['timestamp'])
    expect(records.map(({ at }) => at)).toEqual([0, 2])
    expect(found).toBe(3)
  })

  it('may leave hundredths and the weekday open', () => {
    expect(decode('0e a4 7e 03 05 ff b4 0d 07 09 ff 0f 1e 39 01 1f').records[0]?.localMs).toBe(STAMP_MS - 250)
  })

  it.each([
    ['a real of three octets', '2b 00 00 00'],
    ['a boolean of two octets', '1a 00 01'],
    ['an unknown choice', 'b9 01'],
    ['two values', '39 01 39 02'],
    ['nothing', ''],
    ['a failure without a code', '8e 91 02 8f'],
    ['an application value', '91 01'],
  ])('that holds %s is passed over, its neighbours are not', (_what, content) => {
    const good = `${STAMP} 1e 39 01 1f 2a 04 80`
    const { records, broken } = decode(`${good} ${STAMP} 1e ${content} 1f 2a 04 00 ${good}`)
    expect(broken).toEqual(['datum'])
    expect(records.map(({ at, statusFlags }) => [at, statusFlags])).toEqual([[0, 1], [2, 1]])
  })

  it('that is no record at all costs only itself', () => {
    const good = `${STAMP} 1e 39 01 1f`
    const { records, broken } = decode(`${good} 39 05 5e 21 07 5f ${good}`)
    expect([records.length, broken]).toEqual([2, ['structure']])
  })
})

describe('a record of a trend log multiple', () => {
  it('holds a value for each member', () => {
    const { records } = decode(`${STAMP} 1e 1e 1c 41 20 00 00 09 01 39 07 68 7e 91 02 91 20 7f 8e 91 05 8f 1f 1f`, true)
    expect(records[0]?.data).toEqual([
      { kind: 'value', value: 10 }, { kind: 'value', value: 1 }, { kind: 'value', value: 7 }, { kind: 'noNumber' }, { kind: 'failure', errorClass: 2, code: 32 }, { kind: 'value', value: 5 },
    ])
  })

  it('or one status or change of the clock for all', () => {
    expect(decode(`${STAMP} 1e 0a 05 20 1f`, true).records[0]?.data).toEqual([{ kind: 'status', disabled: false, purged: false, interrupted: true }])
    expect(decode(`${STAMP} 1e 2c 42 70 00 00 1f`, true).records[0]?.data).toEqual([{ kind: 'timeChange', seconds: 60 }])
  })
})

describe('a page', () => {
  const HEAD = '0c 05 00 00 07 19 83'
  const page = (text: string, type = TREND_LOG, instance = 7) => {
    const bytes = hex(text)
    return readRangePage({ ok: true, bytes, at: 0, end: bytes.length }, type, instance)
  }

  it('says where in the buffer it is', () => {
    expect(page(`${HEAD} 3a 05 a0 49 01 5e ${STAMP} 1e 39 01 1f 5f 6a 03 e8`)).toMatchObject({ first: true, last: false, more: true, sequence: 1000, found: 1 })
    expect(page(`${HEAD} 3a 05 60 49 01 5e ${STAMP} 1e 39 01 1f 5f`)).toMatchObject({ first: false, last: true, more: true, sequence: undefined })
  })

  it('may be empty', () => {
    expect(page(`${HEAD} 3a 05 00 49 00 5e 5f`)).toMatchObject({ found: 0, records: [], more: false })
  })

  it('holds an octet that looks like its end without ending there', () => {
    expect(page(`${HEAD} 3a 05 00 49 01 5e ${STAMP} 1e 2c 5f 5f 5f 5f 1f 5f`)?.records).toHaveLength(1)
  })

  it('of another log, property or shape is no answer', () => {
    const body = `3a 05 00 49 00 5e 5f`
    expect(page(`${HEAD} ${body}`, TREND_LOG, 8)).toBeUndefined()
    expect(page(`${HEAD} ${body}`, TREND_LOG_MULTIPLE)).toBeUndefined()
    expect(page(`0c 05 00 00 07 19 55 ${body}`)).toBeUndefined()
    expect(page(`${HEAD} 3a 05 00 49 00`)).toBeUndefined()
    expect(page(`${HEAD} ${body} 59 01`)).toBeUndefined()
  })
})

describe('the question', () => {
  /** Behind object and property. */
  const asked = (range: Parameters<typeof readRangeApdu>[2]): string => {
    const octets = readRangeApdu(TREND_LOG, 7, range).bytes.toString('hex', 4)
    expect(octets.startsWith('0c050000071983')).toBe(true)
    return octets.slice(14)
  }

  it('is by position, by sequence number or by time, forward or backward', () => {
    expect(asked({ by: 'position', index: 1, count: 20 })).toBe('3e210131143f')
    expect(asked({ by: 'sequence', sequence: 70_000, count: -200 })).toBe('6e2301117032ff386f')
    expect(asked({ by: 'time', localMs: STAMP_MS, count: -1 })).toBe('7ea47e030504b40d07091931ff7f')
  })
})

describe('whatever arrives', () => {
  const SAMPLES = [
    `${STAMP} 1e 2c 42 90 99 9a 1f 2a 04 80`, `${STAMP} 1e 0a 05 80 1f`, `${STAMP} 1e 8e 91 02 91 20 8f 1f`, `${STAMP} 1e ae 55 08 40 45 00 00 00 00 00 00 af 1f`,
    `${STAMP} 1e 9c c5 61 00 00 1f`, `${STAMP} 1e 1e 1c 41 20 00 00 09 01 7e 91 02 91 20 7f 1f 1f`,
  ].map(hex)

  it('is decoded or passed over, never thrown upon, and what is kept is finite in time', () => {
    const random = seededRandom(42)
    let kept = 0
    for (let round = 0; round < 20_000; round++) {
      const parts = Array.from({ length: 1 + Math.floor(random() * 4) }, () => Buffer.from(SAMPLES[Math.floor(random() * SAMPLES.length)]!))
      const bytes = Buffer.concat(parts)
      for (let flips = Math.floor(random() * 4); flips > 0; flips--) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      const end = random() < 0.1 ? Math.floor(random() * bytes.length) : bytes.length
      const { records, broken, found } = decodeLogRecords(bytes, 0, end, random() < 0.5)
      expect(records.length + broken.length).toBe(found)
      kept += records.length
      for (const { localMs, statusFlags } of records) expect(Number.isSafeInteger(localMs) && statusFlags >= 0 && statusFlags < 16).toBe(true)
    }
    expect(kept).toBeGreaterThan(10_000)
  })

  it('loses no record to a broken neighbour where the tags are sound', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 5_000; round++) {
      const broken = Buffer.from(SAMPLES[Math.floor(random() * 5)]!)
      broken[1 + Math.floor(random() * (broken.length - 2))] = Math.floor(random() * 256)
      if (!tagsAreSound(broken, 0, broken.length)) continue
      const bytes = Buffer.concat([SAMPLES[0]!, broken, SAMPLES[0]!])
      const { records } = decodeLogRecords(bytes, 0, bytes.length, false)
      expect(records[0]?.data).toEqual(records.at(-1)?.data)
      expect(records.length, broken.toString('hex')).toBeGreaterThanOrEqual(2)
    }
  })
})
