/** Segmented answers: in order, overtaking each other, repeated, without end. */
import { describe, expect, it } from 'vitest'
import { Reassembly } from '../../../electron/engine/bacnet/reassembly.ts'

const part = (sequence: number): Buffer => Buffer.from([sequence & 255, sequence >> 8])

describe('a segmented answer', () => {
  it('is acknowledged at its first segment, at each full window and at its end', () => {
    const reassembly = new Reassembly()
    const acknowledged: number[] = []
    let whole: Buffer | undefined
    for (let sequence = 0; sequence < 10; sequence++) {
      const result = reassembly.take(sequence, 4, sequence < 9, part(sequence))
      if (result.reply !== undefined) acknowledged.push(result.reply.sequence)
      whole = result.whole
    }
    expect(acknowledged).toEqual([0, 4, 8, 9])
    expect(whole).toEqual(Buffer.concat(Array.from({ length: 10 }, (_, sequence) => part(sequence))))
  })

  it('goes on past sequence number 255', () => {
    const reassembly = new Reassembly()
    let whole: Buffer | undefined
    for (let sequence = 0; sequence < 600; sequence++) whole = reassembly.take(sequence & 255, 16, sequence < 599, part(sequence)).whole
    expect(whole?.length).toBe(1200)
    expect(whole?.readUInt16LE(1198)).toBe(599)
  })

  it('is whole when segments of a window arrive in the wrong order', () => {
    const reassembly = new Reassembly()
    const replies = [0, 3, 2, 1, 4].map((sequence) => reassembly.take(sequence, 4, sequence < 4, part(sequence)))
    expect(replies.at(-1)?.whole).toEqual(Buffer.concat([0, 1, 2, 3, 4].map(part)))
    // The gap is complained about once.
    expect(replies.filter(({ reply }) => reply?.negative === true).map(({ reply }) => reply?.sequence)).toEqual([0])
  })

  it('takes a repeated segment once and acknowledges it again', () => {
    const reassembly = new Reassembly()
    reassembly.take(0, 1, true, part(0))
    reassembly.take(1, 1, true, part(1))
    expect(reassembly.take(1, 1, true, part(1)).reply).toEqual({ sequence: 1, window: 1, negative: false })
    expect(reassembly.take(2, 1, false, part(2)).whole).toEqual(Buffer.concat([0, 1, 2].map(part)))
  })

  it('is given up when it never ends', () => {
    const reassembly = new Reassembly()
    const big = Buffer.alloc(1400)
    let broken = false
    let sequence = 0
    for (; sequence < 2_000 && !broken; sequence++) broken = reassembly.take(sequence & 255, 16, true, big).broken
    expect(broken).toBe(true)
    expect(sequence * big.length).toBeLessThan(1_100_000)
  })

  it('is given up when it starts in the middle of nowhere', () => {
    expect(new Reassembly().take(200, 4, true, part(200)).broken).toBe(true)
  })
})
