import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../shared/random.ts'
import { decodeFrame, encodeFrame } from '../../shared/wire.ts'

describe('a wire frame', () => {
  it('carries plain values and typed arrays alike', () => {
    const value = {
      name: 'Zuluft °C',
      nested: [{ times: new Float64Array([1, 2.5, Number.NaN]) }, null, true],
      ids: new Int32Array([-1, 7]),
      flags: new Uint8Array([1, 2, 3]),
      quality: new Uint16Array([65_535]),
      none: new Float64Array(0),
    }
    expect(decodeFrame(encodeFrame(value))).toEqual(value)
  })

  it('reads from a buffer that is not aligned', () => {
    const frame = encodeFrame({ values: new Float64Array([3.25]) })
    const shifted = new Uint8Array(frame.length + 3)
    shifted.set(frame, 3)
    expect(decodeFrame(shifted.subarray(3))).toEqual({ values: new Float64Array([3.25]) })
  })

  it('carries a view of a larger array without the rest', () => {
    const whole = new Float64Array([1, 2, 3, 4])
    expect(decodeFrame(encodeFrame(whole.subarray(1, 3)))).toEqual(new Float64Array([2, 3]))
  })

  it('refuses an array that claims more bytes than there are', () => {
    const text = new TextEncoder().encode('{"$array":["Float64Array",0,4294967295]}')
    const frame = new Uint8Array(4 + text.length)
    new DataView(frame.buffer).setUint32(0, text.length, true)
    frame.set(text, 4)
    expect(() => decodeFrame(frame)).toThrow(RangeError)
  })

  it('never does anything but decode or throw, whatever bytes come', () => {
    const random = seededRandom(7)
    const good = encodeFrame({ a: new Float64Array([1, 2]), b: 'text', c: [1, new Uint16Array([3])] })
    let refused = 0
    for (let round = 0; round < 20_000; round += 1) {
      const bytes = round % 2 === 0 ? Uint8Array.from({ length: Math.floor(random() * 64) }, () => random() * 256) : good.slice(0, Math.ceil(random() * good.length))
      if (bytes.length > 0) bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
      try {
        decodeFrame(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        refused += 1
      }
    }
    expect(refused).toBeGreaterThan(10_000)
  })
})
