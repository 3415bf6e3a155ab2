/** Messages of routers: what is read of them, and what is refused. The octets are those of 135, 6.4. */
import { describe, expect, it } from 'vitest'
import { decodeNetworkMessage } from '../../../electron/engine/bacnet/network-message.ts'
import { seededRandom } from '../../../shared/random.ts'

const read = (hex: string): ReturnType<typeof decodeNetworkMessage> => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  return decodeNetworkMessage(bytes, 0, bytes.length)
}

describe('a network layer message', () => {
  it.each([
    ['asks for all routers', '00', { kind: 'whoIsRouter', network: undefined }],
    ['asks for the router to one network', '00 07d1', { kind: 'whoIsRouter', network: 2001 }],
    ['announces the networks of a router', '01 0005 07d1 fffe', { kind: 'iAmRouter', networks: [5, 2001, 65_534] }],
    ['announces a network once, however often it is named', '01 0005 0005', { kind: 'iAmRouter', networks: [5] }],
    ['offers a connection on demand', '02 0005 03', { kind: 'iCouldBeRouter', network: 5, performance: 3 }],
    ['says that there is no way', '03 01 0005', { kind: 'reject', network: 5, reason: 1 }],
    ['says that networks are busy', '04 0005 0006', { kind: 'routerBusy', networks: [5, 6] }],
    ['says that all networks are busy', '04', { kind: 'routerBusy', networks: [] }],
    ['says that they are free again', '05 0005', { kind: 'routerAvailable', networks: [5] }],
    ['asks for the number of the network', '12', { kind: 'whatIsNetworkNumber' }],
    ['tells a number that was set by hand', '13 0005 01', { kind: 'networkNumberIs', network: 5, configured: true }],
    ['tells a number that was only heard', '13 0005 00', { kind: 'networkNumberIs', network: 5, configured: false }],
    ['initialises a routing table, which is of no use here', '06 00', { kind: 'other', type: 6 }],
    ['is a vendor’s own', '80 0005 00 01', { kind: 'other', type: 0x80 }],
  ])('%s', (_what, hex, expected) => {
    expect(read(hex)).toEqual(expected)
  })

  it.each([
    ['an announcement of nothing', '01'],
    ['half a network number', '01 0005 07'],
    ['network 0, which is the own one', '01 0000'],
    ['network 65535, which is all', '01 ffff'],
    ['a question for two networks', '00 0005 0006'],
    ['a refusal without its network', '03 01'],
    ['a refusal with something behind it', '03 01 0005 00'],
    ['a number neither set nor heard', '13 0005 02'],
    ['a number without its origin', '13 0005'],
    ['a question with something behind it', '12 00'],
    ['a vendor’s message without its vendor', '80 00'],
  ])('%s is refused', (_what, hex) => {
    expect(read(hex)).toBeUndefined()
  })

  it('of any octets is read or refused, never more networks than the octets hold', () => {
    const random = seededRandom(3)
    for (let round = 0; round < 20_000; round++) {
      const bytes = Buffer.from(Array.from({ length: 1 + Math.floor(random() * 12) }, (_, at) => Math.floor(random() * (at === 0 ? 0x16 : 256))))
      const said = decodeNetworkMessage(bytes, 0, bytes.length)
      if (said === undefined || !('networks' in said)) continue
      expect(said.networks.length).toBeLessThanOrEqual((bytes.length - 1) / 2)
      for (const network of said.networks) expect(network > 0 && network < 65_535).toBe(true)
    }
  })
})
