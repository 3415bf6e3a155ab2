/** Whatever comes in from the network does no harm: the kept inputs again, then a short run of new ones. `npm run fuzz` runs for minutes. */
import { describe, expect, it } from 'vitest'
import { Campaign, defectOf, MOST_GROWTH_BYTES } from './campaign.ts'
import { CORPUS, CRASHES, inputFrom, readInputs } from './corpus.ts'
import { adoptDecoders, DECODERS } from './decoders.ts'
import { mutate } from './mutate.ts'
import { seededRandom } from '../../shared/random.ts'
import { KILLERS } from '../engine/bacnet/hostile-packets.ts'

const PACKETS = 20_000
const corpus = readInputs(CORPUS)
const modules: Record<string, Record<string, unknown>> = import.meta.glob('../../electron/engine/bacnet/*.ts', { eager: true })
adoptDecoders(Object.values(modules))

describe('the kept inputs', () => {
  it('are there', () => {
    expect(corpus.length).toBeGreaterThan(20)
  })

  it.each([...corpus, ...readInputs(CRASHES)].map(({ name, input }) => [name, input] as const))('%s does no harm', (_name, input) => {
    expect(defectOf(input)).toBeUndefined()
  })

  it.each(KILLERS.map((bytes) => [bytes.toString('hex'), bytes] as const))('the known killer %s does no harm from anybody', (_name, bytes) => {
    expect(defectOf([0, 1, 2, 3, 4].map((sender) => ({ sender, bytes })))).toBeUndefined()
  })

  it('are refused when their file is damaged', () => {
    expect(() => inputFrom('0 810\n')).toThrow('not a datagram')
  })
})

describe('the fuzzer', () => {
  it(`finds no defect with ${PACKETS} packets, reaches those who asked, and nothing stays in memory`, { timeout: 120_000 }, async () => {
    const report = await new Campaign({ seed: 20_261, packets: PACKETS, seconds: 100, corpus: corpus.map(({ input }) => input) }).run()
    expect(report.defect).toBeUndefined()
    expect(report.packets).toBeGreaterThanOrEqual(PACKETS)
    expect(report.answered).toBeGreaterThan(500)
    expect(report.notified).toBeGreaterThan(5)
    expect(report.refusedShare).toBeLessThan(0.9)
  })

  it('would see a defect: a decoder that throws, and a packet that hangs', () => {
    DECODERS['broken'] = (bytes) => {
      if (bytes.includes(0x77)) throw new RangeError('out of range')
    }
    const sound = Buffer.from('810b000c0120ffff00ff1008', 'hex')
    const harmful = Buffer.from('810b000e0120ffff00ff10040977', 'hex')
    expect(defectOf([{ sender: 4, bytes: sound }])).toBeUndefined()
    expect(defectOf([{ sender: 4, bytes: harmful }])).toBe('out of range')
    DECODERS['broken'] = () => {
      const started = process.threadCpuUsage()
      while (process.threadCpuUsage(started).user < 25_000);
    }
    expect(defectOf([{ sender: 4, bytes: sound }])).toMatch(/a packet took \d+ ms/)
    delete DECODERS['broken']
  })

  it('is the same with the same seed', () => {
    const sound = Buffer.from('810b000c0120ffff00ff1008', 'hex')
    const run = (): string[] => {
      const random = seededRandom(5)
      return Array.from({ length: 50 }, () => mutate(random, sound, sound).toString('hex'))
    }
    expect(run()).toEqual(run())
    expect(MOST_GROWTH_BYTES).toBeLessThan(10_000_000)
  })
})
