/** What the map of routers and networks holds after what was heard. */
import { describe, expect, it } from 'vitest'
import { NetworkMap, type Place } from '../../../electron/engine/bacnet/network-map.ts'
import { FakeClock } from './fake-clock.ts'

const ROUTER: Place = { ip: '10.0.0.1', port: 47_808, interfaceName: 'lan' }
const OTHER: Place = { ip: '10.0.0.2', port: 47_808, interfaceName: 'lan' }

const made = (): { map: NetworkMap; clock: FakeClock; changes: () => number } => {
  const clock = new FakeClock()
  let changes = 0
  const map = new NetworkMap(clock, () => (changes += 1))
  return { map, clock, changes: () => changes }
}

describe('the network map', () => {
  it('knows the networks a router announced, and those that an answer came through', () => {
    const { map } = made()
    map.take({ kind: 'iAmRouter', networks: [7, 5] }, ROUTER)
    map.device(9, 1234, ROUTER)
    expect(map.facts().routers).toMatchObject([
      {
        ip: '10.0.0.1',
        interfaceName: 'lan',
        networks: [
          { network: 5, announced: true },
          { network: 7, announced: true },
          { network: 9, announced: false },
        ],
        troubles: [],
        silent: false,
      },
    ])
  })

  it('stays small whatever is invented: many routers, many networks behind each, many networks heard', () => {
    const { map } = made()
    for (let at = 0; at < 200; at++) {
      const place = { ...ROUTER, ip: `10.9.${at}.1` }
      const networks = Array.from({ length: 700 }, (_, number) => 1 + ((at * 700 + number) % 65_534))
      map.take({ kind: 'iAmRouter', networks }, place)
      map.take({ kind: 'routerBusy', networks }, place)
      for (const network of networks.slice(0, 50)) map.device(network, at, place)
    }
    const { routers, heard } = map.facts()
    expect(routers.reduce((sum, { networks }) => sum + networks.length, 0)).toBe(4_000)
    expect(heard.size).toBe(2_000)
  })

  it('counts different instances heard on a network, each once', () => {
    const { map } = made()
    for (const instance of [1, 2, 2, 1]) map.device(5, instance, ROUTER)
    map.device(6, 1, ROUTER)
    expect([...map.facts().heard]).toEqual([
      [5, 2],
      [6, 1],
    ])
  })

  it('tells of a change only when there is one', () => {
    const { map, changes } = made()
    map.device(5, 1, ROUTER)
    const before = changes()
    map.device(5, 1, ROUTER)
    map.passed(ROUTER.ip, ROUTER.port, 5)
    expect(changes()).toBe(before)
  })

  it('holds requests to a busy network for half a minute, or until the router is free again', () => {
    const { map, clock } = made()
    map.take({ kind: 'iAmRouter', networks: [5, 6] }, ROUTER)
    map.take({ kind: 'routerBusy', networks: [5] }, ROUTER)
    expect([map.holdMs(ROUTER.ip, ROUTER.port, 5), map.holdMs(ROUTER.ip, ROUTER.port, 6), map.holdMs(OTHER.ip, OTHER.port, 5)]).toEqual([30_000, 0, 0])
    clock.advance(20_000)
    expect(map.holdMs(ROUTER.ip, ROUTER.port, 5)).toBe(10_000)
    map.take({ kind: 'routerAvailable', networks: [] }, ROUTER)
    expect(map.holdMs(ROUTER.ip, ROUTER.port, 5)).toBe(0)
    map.take({ kind: 'routerBusy', networks: [] }, ROUTER)
    expect([map.holdMs(ROUTER.ip, ROUTER.port, 5), map.holdMs(ROUTER.ip, ROUTER.port, 6)]).toEqual([30_000, 30_000])
    clock.advance(30_000)
    expect(map.facts().routers[0]?.troubles).toEqual([])
  })

  it('names a network to which a router knows no way, until something comes from there', () => {
    const { map } = made()
    map.take({ kind: 'iAmRouter', networks: [5] }, ROUTER)
    map.take({ kind: 'reject', network: 5, reason: 1 }, ROUTER)
    expect(map.facts().routers[0]?.troubles).toEqual([{ network: 5, kind: 'noRoute', reason: 1 }])
    expect(map.holdMs(ROUTER.ip, ROUTER.port, 5)).toBe(0)
    map.passed(ROUTER.ip, ROUTER.port, 5)
    expect(map.facts().routers[0]?.troubles).toEqual([])
  })

  it('learns no router from a refusal alone, and blames no network for a long message', () => {
    const { map } = made()
    map.take({ kind: 'reject', network: 5, reason: 1 }, ROUTER)
    expect(map.facts().routers).toEqual([])
    map.take({ kind: 'iAmRouter', networks: [5] }, ROUTER)
    map.take({ kind: 'reject', network: 5, reason: 4 }, ROUTER)
    expect(map.facts().routers[0]?.troubles).toEqual([])
  })

  it('calls a router silent that was asked and says nothing for ten seconds, and asks it only when there is no other', () => {
    const { map, clock } = made()
    map.take({ kind: 'iAmRouter', networks: [5] }, ROUTER)
    clock.advance(1_000)
    map.asked()
    map.take({ kind: 'iAmRouter', networks: [5] }, OTHER)
    expect(map.facts().routers.map(({ silent }) => silent)).toEqual([false, false])
    clock.advance(10_000)
    expect(map.facts().routers.map(({ ip, silent }) => [ip, silent])).toEqual([
      ['10.0.0.1', true],
      ['10.0.0.2', false],
    ])
    expect(map.routersTo(5).map(({ ip }) => ip)).toEqual(['10.0.0.2'])
    expect(map.routersTo(6)).toEqual([])
  })

  it('keeps the number that somebody on a subnet says it has', () => {
    const { map } = made()
    map.take({ kind: 'networkNumberIs', network: 12, configured: true }, ROUTER)
    map.take({ kind: 'networkNumberIs', network: 13, configured: false }, { ...OTHER, interfaceName: undefined })
    expect(map.facts().numbers).toEqual([{ interfaceName: 'lan', network: 12, from: '10.0.0.1:47808', configured: true }])
  })

  it('stays small whatever is invented', () => {
    const { map } = made()
    for (let at = 0; at < 2_000; at++) {
      const from = { ip: `10.1.${at >> 8}.${at & 255}`, port: 47_808, interfaceName: 'lan' }
      map.take({ kind: 'iAmRouter', networks: Array.from({ length: 700 }, (_, one) => 1 + ((at * 700 + one) % 65_000)) }, from)
      map.take({ kind: 'networkNumberIs', network: 5, configured: true }, from)
    }
    for (let instance = 0; instance < 30_000; instance++) map.device(1 + (instance % 60_000), instance, ROUTER)
    const { routers, numbers, heard } = map.facts()
    expect(routers.length).toBeLessThanOrEqual(500)
    expect(numbers.length).toBeLessThanOrEqual(100)
    expect([...heard.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(20_000)
  })
})
