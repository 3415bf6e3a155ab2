/** Nothing may be sent that no independent reader has seen: every encoder has its samples, which `wire-conformity.integration.test.ts` has dissected. */
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../shared/random.ts'
import { ALL_SAMPLES } from './all-samples.ts'

const modules: Record<string, Record<string, unknown>> = import.meta.glob('../../../electron/engine/bacnet/*.ts', { eager: true })
const encoders = Object.values(modules).flatMap((module) => Object.keys(module).filter((name) => /(?:Apdu|Datagram)$/.test(name) && typeof module[name] === 'function'))

describe('the samples of what is sent', () => {
  it('cover every encoder, by name: one that is missing here is sent unchecked', () => {
    expect(encoders.length).toBeGreaterThan(4)
    expect(encoders.filter((name) => ALL_SAMPLES[name] === undefined)).toEqual([])
    expect(Object.keys(ALL_SAMPLES).filter((name) => !encoders.includes(name))).toEqual([])
  })

  it.each(Object.keys(ALL_SAMPLES))('of %s state their own length in front', (name) => {
    const random = seededRandom(1)
    for (let round = 0; round < 50; round++) {
      const { datagram } = ALL_SAMPLES[name]!(random)
      expect([datagram[0], datagram.readUInt16BE(2)]).toEqual([0x81, datagram.length])
    }
  })
})
