/** Reading a period from log buffers of every habit, also while records are added. */
import { describe, expect, it } from 'vitest'
import { abortFailure, errorFailure } from '../../../electron/engine/bacnet/answers.ts'
import { readTrendLog, type LogReading, type LogRequest } from '../../../electron/engine/bacnet/trend-log-reader.ts'
import { seededRandom } from '../../../shared/random.ts'
import { LogDevice, realDatum } from './log-device.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 5, 10)
const at = (index: number): number => START + index * 5 * MINUTE

/** A device whose buffer holds records 0 to `count` - 1, five minutes apart, value = index. */
const filled = (count: number, change: Partial<LogDevice> = {}): LogDevice => {
  const device = Object.assign(new LogDevice(), change)
  for (let index = 0; index < count; index++) device.add({ localMs: at(index), datum: realDatum(index) })
  return device
}

const read = (device: LogDevice, from: number, to: number, change: Partial<LogRequest> = {}, signal = new AbortController().signal): Promise<LogReading> =>
  readTrendLog(
    device,
    { type: 20, instance: 1, maxApdu: 480, members: 1, recordCount: device.records.length, fromLocalMs: at(from) - MINUTE, toLocalMs: at(to), knownSequence: null, ...change },
    { signal, priority: 'bulk' },
  )

const valuesOf = ({ records }: LogReading): number[] => records.map(({ data }) => (data[0]?.kind === 'value' ? data[0].value : Number.NaN))
const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('a device that knows ranges by time', () => {
  it('is read from the last record before the period to the first behind it, and little further', async () => {
    const device = filled(500)
    const reading = await read(device, 200, 250)
    expect(reading).toMatchObject({ by: 'time', failure: null, complete: true, broken: [] })
    expect(valuesOf(reading).slice(0, 53)).toEqual(span(199, 251))
    expect(reading.records.length).toBeLessThan(75)
    expect(device.asked.length).toBeLessThan(8)
  })

  it('gives the whole end of the buffer, with the number of its last record', async () => {
    const reading = await read(filled(500), 450, 600)
    expect(valuesOf(reading)).toEqual(span(449, 499))
    expect(reading.lastSequence).toBe(500)
  })

  it('gives all it has where the period began before its buffer', async () => {
    expect(valuesOf(await read(filled(120, { size: 50 }), 0, 200))).toEqual(span(70, 119))
  })

  it('gives nothing where the period is behind its last record', async () => {
    const reading = await read(filled(20), 100, 120)
    expect(valuesOf(reading)).toEqual([19])
    expect(await read(filled(0), 0, 10)).toMatchObject({ records: [], failure: null })
  })

  it('is asked for fewer records after it aborted, or fell silent, until it answers', async () => {
    for (const change of [{ abortsAbove: 3 }, { silentAbove: 3 }]) {
      const device = filled(60, change)
      const reading = await read(device, 10, 100)
      expect(valuesOf(reading)).toEqual(span(9, 59))
      expect(Math.max(...device.asked.slice(-5).map(([, , count]) => count))).toBeLessThanOrEqual(3)
    }
  })

  it('may answer with fewer than asked, and say that more follow', async () => {
    expect(valuesOf(await read(filled(60, { mostPerPage: 2 }), 10, 100))).toEqual(span(9, 59))
  })

  it('has its loss noticed when records are overwritten before they were read', async () => {
    const device = filled(100, { size: 100, mostPerPage: 5 })
    let next = 100
    let answers = 0
    device.meanwhile = () => {
      answers += 1
      // 60 at once: many that were about to be read are gone.
      if (answers === 4) for (let more = 0; more < 60; more++) device.add({ localMs: at(next), datum: realDatum(next++) })
    }
    const reading = await read(device, 10, 1_000)
    const values = valuesOf(reading)
    expect(values).toEqual([...span(9, 19), ...span(60, 159)])
    expect(reading.records.filter(({ afterLoss }) => afterLoss).map(({ localMs }) => localMs)).toEqual([at(60)])
  })

  it('may pass the highest sequence number, after which comes 1', async () => {
    const device = new LogDevice()
    device.total = 0xff_ff_ff_ff - 20
    for (let index = 0; index < 60; index++) device.add({ localMs: at(index), datum: realDatum(index) })
    const reading = await read(device, 5, 100)
    expect(valuesOf(reading)).toEqual(span(4, 59))
    expect(reading.lastSequence).toBe(40)
  })

  it('that sends nothing but broken records is not read for ever', async () => {
    const device = Object.assign(new LogDevice(), { size: 60_000, mostPerPage: 100 })
    device.add({ localMs: at(0), datum: realDatum(0) })
    for (let index = 1; index < 60_000; index++) device.add({ localMs: at(index), datum: Buffer.from([0xb9, 1]) })
    const reading = await read(device, 0, 60_000, { maxApdu: 1_476 })
    expect(reading).toMatchObject({ failure: null, complete: false })
    expect(reading.broken.length).toBeLessThan(50_100)
  })

  it('whose record is broken has that one passed over and marked as missing', async () => {
    const device = filled(10)
    device.add({ localMs: at(10), datum: Buffer.from([0xb9, 1]) })
    for (let index = 11; index < 20; index++) device.add({ localMs: at(index), datum: realDatum(index) })
    const reading = await read(device, 3, 50)
    expect(valuesOf(reading)).toEqual([...span(2, 9), ...span(11, 19)])
    expect(reading.broken).toEqual(['datum'])
    expect(reading.records.find(({ afterLoss }) => afterLoss)?.localMs).toBe(at(11))
  })
})

describe('a device that knows ranges by position only', () => {
  const position = { knows: [3], tellsSequence: false }

  it.each([['rejects', {}], ['reports an error', { refusal: errorFailure(5, 45) }], ['aborts', { refusal: abortFailure(0) }]])('and %s others is read backwards as far as needed', async (_how, change) => {
    const device = filled(500, { ...position, ...change })
    const reading = await read(device, 470, 600)
    expect(reading).toMatchObject({ by: 'position', failure: null, lastSequence: null })
    const values = valuesOf(reading)
    expect(values.slice(values.indexOf(469))).toEqual(span(469, 499))
    expect(values.length).toBeLessThan(60)
  })

  it('misses no record and has none twice when the full buffer moves on while it is read', async () => {
    const device = filled(200, { ...position, size: 200, mostPerPage: 7 })
    let next = 200
    device.meanwhile = () => device.add({ localMs: at(next), datum: realDatum(next++) })
    const values = valuesOf(await read(device, 50, 199))
    expect(values.slice(0, values.indexOf(199) + 1).slice(-150)).toEqual(span(50, 199))
    expect(new Set(values).size).toBe(values.length)
  })

  it('is asked for fewer records after it aborted', async () => {
    expect(valuesOf(await read(filled(40, { ...position, abortsAbove: 2 }), 30, 100)).slice(-11)).toEqual(span(29, 39))
  })
})

describe('a device without ranges by time', () => {
  it('is read on from the record that was read last', async () => {
    const device = filled(300, { knows: [3, 6] })
    const reading = await read(device, 0, 400, { knownSequence: 281 })
    expect(reading.by).toBe('sequence')
    expect(valuesOf(reading)).toEqual(span(280, 299))
  })

  it('or by position where that record is gone', async () => {
    const reading = await read(filled(300, { knows: [3, 6], size: 20 }), 290, 400, { knownSequence: 100 })
    expect(reading.by).toBe('position')
    expect(valuesOf(reading).slice(-11)).toEqual(span(289, 299))
  })

  it('tells times but no sequence numbers: then by position too', async () => {
    const reading = await read(filled(100, { tellsSequence: false }), 90, 200)
    expect(reading.by).toBe('position')
    expect(valuesOf(reading).slice(-11)).toEqual(span(89, 99))
  })
})

describe('a reading that fails', () => {
  it('keeps what came before, and says why it ended', async () => {
    const device = filled(100, { mostPerPage: 5 })
    device.meanwhile = () => (device.alive = device.asked.length < 4)
    const reading = await read(device, 10, 200)
    expect(reading.failure).toMatchObject({ kind: 'timeout' })
    expect(reading.complete).toBe(false)
    expect(valuesOf(reading)).toEqual(span(9, 9 + reading.records.length - 1))
    expect(reading.records.length).toBeGreaterThan(5)
  })

  it('ends at once when it is cancelled', async () => {
    const device = filled(1_000, { mostPerPage: 2 })
    const abort = new AbortController()
    device.meanwhile = () => device.asked.length === 6 && abort.abort()
    expect(await read(device, 10, 2_000, {}, abort.signal)).toMatchObject({ failure: { kind: 'cancelled' } })
    expect(device.asked.length).toBeLessThan(9)
  })
})

it('whatever the device can and whenever records come, each wanted record that it kept is there once and in order', async () => {
  const random = seededRandom(11)
  for (let round = 0; round < 150; round++) {
    const size = 30 + Math.floor(random() * 100)
    const count = Math.floor(random() * 200)
    const knows = [[3], [3, 6], [3, 6, 7], [3, 7]][Math.floor(random() * 4)]!
    const device = filled(count, { size, knows, mostPerPage: 1 + Math.floor(random() * 12), abortsAbove: random() < 0.3 ? 1 + Math.floor(random() * 5) : Infinity, tellsSequence: random() < 0.7 })
    let next = count
    const pace = random() * 0.8
    device.meanwhile = () => {
      if (random() < pace) device.add({ localMs: at(next), datum: realDatum(next++) })
    }
    const from = Math.floor(random() * count)
    const before = device.records.map(({ localMs }) => localMs)
    const reading = await read(device, from, next)
    const values = valuesOf(reading)
    expect(values, `round ${round}`).toEqual([...values].sort((a, b) => a - b))
    expect(new Set(values).size).toBe(values.length)
    const kept = before.slice(Math.max(0, next - count)).map((localMs) => (localMs - START) / (5 * MINUTE)).filter((value) => value >= from)
    expect(values, `round ${round}: ${reading.by}`).toEqual(expect.arrayContaining(kept))
  }
})
