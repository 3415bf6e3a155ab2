/** What the product sends, read by an analyser that no one here wrote: every service, with any parameters, and a whole session with a building. */
import { beforeAll, describe, expect, it } from 'vitest'
import { SERVICE } from '../../electron/engine/bacnet/properties.ts'
import { seededRandom } from '../../shared/random.ts'
import { dissect, faultsOf, FIELDS, whyNoTshark, type Dissection } from '../support/tshark.ts'
import { ALL_SAMPLES } from './bacnet/all-samples.ts'
import type { Expected } from './bacnet/encoder-samples.ts'
import { SEEN_LIVE } from './wire-services.ts'
import { recordSession } from './wire-session.ts'

const why = whyNoTshark()
if (why !== null) console.warn(`SKIPPED: nothing sent is checked by an independent analyser, because ${why}`)
const SAMPLES_OF_EACH = 400
const HERE = { ip: '127.0.0.1', port: 47_900 }
const THERE = { ip: '127.0.0.1', port: 47_808 }

/** Every difference between what was to be read and what was. */
const differences = (seen: Dissection, expected: Expected): string[] =>
  FIELDS.flatMap((field) => {
    const wanted = expected[field]?.map(String)
    return wanted === undefined || wanted.join() === seen[field].join() ? [] : [`${field} is ${seen[field].join()}, not ${wanted.join()}`]
  })

describe.skipIf(why !== null)('what is sent', () => {
  it.each(Object.keys(ALL_SAMPLES))('by %s is sound BACnet with any parameters, and says what was meant', (name) => {
    const random = seededRandom(11)
    const samples = Array.from({ length: SAMPLES_OF_EACH }, () => ALL_SAMPLES[name]!(random))
    const seen = dissect(samples.map(({ datagram }) => ({ from: HERE, to: THERE, bytes: datagram })), HERE.port)
    const wrong = samples.flatMap(({ datagram, expected }, at) => {
      const faults = [...faultsOf(seen[at]!), ...differences(seen[at]!, expected)]
      return faults.length === 0 ? [] : [`${datagram.toString('hex')}: ${faults.join('; ')}`]
    })
    expect(wrong).toEqual([])
  })

  it('covers every confirmed service that the product knows', () => {
    const random = seededRandom(12)
    const datagrams = Object.values(ALL_SAMPLES).flatMap((make) => Array.from({ length: 20 }, () => ({ from: HERE, to: THERE, bytes: make(random).datagram })))
    const services = new Set(dissect(datagrams, HERE.port).flatMap((one) => one['bacapp.confirmed_service']))
    expect(Object.entries(SERVICE).filter(([, service]) => !services.has(String(service)))).toEqual([])
  })

  it.each([
    ['an object identifier that is cut off', '810a0000 0104 00750c0c 0c0000'],
    ['a length beyond the end', '810a0000 0104 00750c0e 0c00000001 1e fd20'],
    ['an APDU type that does not exist', '810a0000 0104 90750c0c'],
    ['another NPDU version', '810a0000 0204 00750c0c 0c00000001 1955'],
  ])('would not pass with %s', (_name, hex) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    bytes.writeUInt16BE(bytes.length, 2)
    expect(faultsOf(dissect([{ from: HERE, to: THERE, bytes }], HERE.port)[0]!)).not.toEqual([])
  })
})

describe.skipIf(why !== null)('a session with a building', () => {
  let sent: readonly { readonly hex: string; readonly seen: Dissection }[]

  beforeAll(async () => {
    const recorded = await recordSession()
    const seen = dissect(recorded.sent, recorded.port)
    sent = recorded.sent.map(({ bytes }, at) => ({ hex: bytes.toString('hex'), seen: seen[at]! }))
  })

  it('has no malformed packet among those sent', () => {
    expect(sent.length).toBeGreaterThan(200)
    expect(sent.flatMap(({ hex, seen }) => (faultsOf(seen).length === 0 ? [] : [`${hex}: ${faultsOf(seen).join('; ')}`]))).toEqual([])
  })

  it.each(Object.entries(SEEN_LIVE))('sends %s', (_name, isIt) => {
    expect(sent.some(({ seen }) => isIt(seen))).toBe(true)
  })

  it('sends every confirmed service that the product knows', () => {
    const services = new Set(sent.flatMap(({ seen }) => (seen['bacapp.type'][0] === '0' ? seen['bacapp.confirmed_service'] : [])))
    expect(Object.entries(SERVICE).filter(([, service]) => !services.has(String(service)))).toEqual([])
  })
})
