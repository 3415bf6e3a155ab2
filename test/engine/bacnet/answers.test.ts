/** Acknowledgements, errors and I-Am as they are read, and as they are refused. */
import { describe, expect, it } from 'vitest'
import { decodeError, isTooBig, isUnknownService, abortFailure, rejectFailure, errorFailure, type Acknowledgement } from '../../../electron/engine/bacnet/answers.ts'
import { decodeIAm } from '../../../electron/engine/bacnet/i-am.ts'
import { decodeBatch } from '../../../electron/engine/bacnet/poll-answer.ts'
import { polledPoint, type PolledPoint } from '../../../electron/engine/bacnet/poll-plan.ts'
import { singleAnswer } from '../../../electron/engine/bacnet/read-answers.ts'
import { readNumber } from '../../../electron/engine/bacnet/values.ts'
import { seededRandom } from '../../../shared/random.ts'
import { iAmApdu } from './scripted-peer.ts'

const ackOf = (text: string): Acknowledgement => {
  const bytes = Buffer.from(text.replaceAll(' ', ''), 'hex')
  return { ok: true, bytes, at: 0, end: bytes.length }
}
const analogs = (...instances: number[]): PolledPoint[] =>
  instances.map((instance) => polledPoint({ pointId: 100 + instance, objectType: 0, objectInstance: instance, intervalMs: 1_000 }, undefined, 0))

const value = (instance: number, content: string, flags = '82 04 00'): string => `0c ${instance.toString(16).padStart(8, '0')} 1e 29 55 4e ${content} 4f 29 6f 4e ${flags} 4f 1f`
const REAL = '44 41ac0000'

describe('an answer to a batch', () => {
  it('gives values and flags of every point, with the time of the answer', () => {
    const decoded = decodeBatch(ackOf(value(1, REAL) + value(2, '91 01', '82 04 60')), 9, analogs(1, 2), 5_000)
    expect(decoded?.readings).toEqual({
      deviceId: 9,
      pointIds: Int32Array.of(101, 102),
      timesMs: Float64Array.of(5_000, 5_000),
      values: Float64Array.of(21.5, 1),
      statusFlags: Uint8Array.of(0, 6),
    })
    expect(decoded?.troubles).toEqual([])
  })

  it('is read the same by the quick way and the general one', () => {
    const random = seededRandom(3)
    for (let round = 0; round < 300; round++) {
      const parts = [1, 2, 3].map((instance) => {
        const real = Buffer.alloc(4)
        real.writeFloatBE((random() - 0.5) * 10 ** Math.floor(random() * 30))
        const content = random() < 0.5 ? `44 ${real.toString('hex')}` : `${random() < 0.5 ? '91' : '21'} ${Math.floor(random() * 256).toString(16).padStart(2, '0')}`
        return value(instance, content, `82 04 ${Math.floor(random() * 16).toString(16)}0`)
      })
      // Another order of the objects takes the general way.
      const quick = decodeBatch(ackOf(parts.join('')), 9, analogs(1, 2, 3), 0)
      expect(quick).toBeDefined()
      expect(quick).toEqual(decodeBatch(ackOf(parts.toReversed().join('')), 9, analogs(1, 2, 3), 0))
    }
  })

  it('cut short anywhere gives nothing', () => {
    const bytes = ackOf(value(1, REAL) + value(2, REAL)).bytes
    for (let end = 0; end < bytes.length; end++) {
      const decoded = decodeBatch({ ok: true, bytes, at: 0, end }, 9, analogs(1, 2), 0)
      if (decoded !== undefined) expect([...decoded.readings.values].every((one) => one === 21.5) && decoded.troubles.length > 0).toBe(true)
    }
  })

  it('may come in another order', () => {
    const decoded = decodeBatch(ackOf(value(3, '21 03') + value(1, '21 01') + value(2, '21 02')), 9, analogs(1, 2, 3), 0)
    expect([...(decoded?.readings.values ?? [])]).toEqual([1, 2, 3])
  })

  it.each([
    ['a real of three octets', '43 41ac00'],
    ['null', '00'],
    ['a text', '72 0041'],
    ['a list of two numbers', '21 01 21 02'],
    ['nothing', ''],
    ['a construct', '0e 21 01 0f'],
  ])('with %s as present value is a problem of that point only', (_name, content) => {
    const decoded = decodeBatch(ackOf(value(1, content) + value(2, REAL)), 9, analogs(1, 2), 0)
    expect(decoded?.troubles.map(({ point, error }) => [point.pointId, error])).toEqual([[101, 'decode']])
    expect([...(decoded?.readings.pointIds ?? [])]).toEqual([102])
    expect([...(decoded?.readings.values ?? [])]).toEqual([21.5])
  })

  it('tells the error of a point in words', () => {
    const decoded = decodeBatch(ackOf(`0c 00000001 1e 29 55 5e 91 01 91 1f 5f 1f`), 9, analogs(1), 0)
    expect(decoded?.troubles).toMatchObject([{ error: 'error', text: 'the device reports an error: unknown object' }])
  })

  it('tells of points it leaves out', () => {
    expect(decodeBatch(ackOf(value(1, REAL)), 9, analogs(1, 2), 0)?.troubles).toMatchObject([{ error: 'decode' }])
  })

  it('remembers that an object has no status flags', () => {
    const points = analogs(1)
    const decoded = decodeBatch(ackOf(`0c 00000001 1e 29 55 4e ${REAL} 4f 29 6f 5e 91 02 91 20 5f 1f`), 9, points, 0)
    expect(decoded?.changed).toBe(true)
    expect(points[0]?.hasFlags).toBe(false)
    expect([...(decoded?.readings.statusFlags ?? [])]).toEqual([0])
  })

  it('is none when it speaks of an object that was not asked for', () => {
    expect(decodeBatch(ackOf(value(1, REAL) + value(7, REAL)), 9, analogs(1, 2), 0)).toBeUndefined()
  })

  it.each(['0c 00000001', '0c 00000001 1e', '0c 00000001 1e 29 55', '0c 00000001 1e 29 55 3e 21 01 3f 1f', '1c 00000001 1e 1f', '0c 00000001 1e 29 55 4e 21 01 4f'])(
    'is none when it is %s',
    (bytes) => {
      expect(decodeBatch(ackOf(bytes), 9, analogs(1), 0)).toBeUndefined()
    },
  )
})

describe('an answer to one property', () => {
  it('is read when it answers the question', () => {
    const reader = singleAnswer(ackOf('0c 00000001 19 55 3e 44 41ac0000 3f'), 1, 85)
    expect(reader?.read() === true && readNumber(reader)).toBe(21.5)
  })

  it.each([
    ['another object', 2, 85, -1],
    ['another property', 1, 77, -1],
    ['an element', 1, 85, 3],
  ])('is none to a question for %s', (_name, object, property, index) => {
    expect(singleAnswer(ackOf('0c 00000001 19 55 3e 44 41ac0000 3f'), object, property, index)).toBeUndefined()
  })
})

describe('refusals of devices', () => {
  it('are told in words', () => {
    expect(abortFailure(4).text).toContain('segmentation not supported')
    expect(rejectFailure(9).text).toContain('unrecognized service')
    expect(abortFailure(77).text).toContain('reason 77')
  })

  it('are read plain and wrapped', () => {
    const plain = Buffer.from('9102911f', 'hex')
    const wrapped = Buffer.from('0e9102911f0f', 'hex')
    expect(decodeError(plain, 0, plain.length)).toMatchObject({ kind: 'error', code: 31 })
    expect(decodeError(wrapped, 0, wrapped.length)).toMatchObject({ kind: 'error', code: 31 })
    expect(decodeError(Buffer.from('2101', 'hex'), 0, 2)).toMatchObject({ kind: 'decode' })
  })

  it('are told apart: too big, unknown service, neither', () => {
    expect([isTooBig(abortFailure(4)), isTooBig(rejectFailure(1)), isTooBig(rejectFailure(9)), isTooBig(errorFailure(2, 32))]).toEqual([true, true, false, false])
    expect([isUnknownService(rejectFailure(9)), isUnknownService(errorFailure(5, 29)), isUnknownService(abortFailure(4))]).toEqual([true, true, false])
  })
})

describe('an I-Am', () => {
  const decode = (apdu: Buffer) => decodeIAm(apdu, 2, apdu.length)

  it('tells instance, max APDU, segmentation and vendor', () => {
    expect(decode(iAmApdu(4_194_302, 480, 1, 343))).toEqual({ instance: 4_194_302, maxApdu: 480, segmentation: 'transmit', vendorId: 343 })
  })

  it('never promises more or less than BACnet/IP allows', () => {
    expect(decode(iAmApdu(1, 1_482, 3))?.maxApdu).toBe(1_476)
    expect(decode(iAmApdu(1, 0, 3))?.maxApdu).toBe(50)
  })

  it('is read whatever stands behind it, and with a segmentation nobody knows as without', () => {
    expect(decode(Buffer.concat([iAmApdu(7, 480, 1), Buffer.from('2101c900', 'hex')]))).toMatchObject({ instance: 7, segmentation: 'transmit' })
    expect(decode(iAmApdu(7, 480, 4))).toMatchObject({ instance: 7, segmentation: 'none' })
  })

  it.each([
    ['the wildcard instance', iAmApdu(4_194_303, 480, 3)],
    ['nothing in it', Buffer.from([0x10, 0])],
    ['no device but an input', Buffer.from('1000c400000001220 1e0910321 63'.replaceAll(' ', ''), 'hex')],
  ])('is none with %s', (_name, apdu) => {
    expect(decode(apdu)).toBeUndefined()
  })
})
