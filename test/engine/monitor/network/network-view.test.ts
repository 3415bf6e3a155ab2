/** The map as the screens get it: who is where, and which numbers and routers are in conflict. */
import { describe, expect, it } from 'vitest'
import type { MapFacts, RouterFacts } from '../../../../electron/engine/bacnet/network-map.ts'
import { networkView, type ViewParts } from '../../../../electron/engine/monitor/network/network-view.ts'
import type { Device, DeviceAddress } from '../../../../shared/domain/device.ts'

const LAN = { name: 'lan', address: '10.1.0.5', netmask: '255.255.255.0', broadcast: '10.1.0.255', loopback: false, devicesHeard: 3 }
const LAB = { ...LAN, name: 'lab', address: '10.2.0.5', broadcast: '10.2.0.255', devicesHeard: 0 }
const device = (id: number, address: DeviceAddress): Device => ({ id, instance: id * 100, address }) as unknown as Device
const router = (ip: string, networks: readonly number[], more: Partial<RouterFacts> = {}): RouterFacts => ({
  ip,
  port: 47_808,
  interfaceName: 'lan',
  networks: networks.map((network) => ({ network, announced: true })),
  troubles: [],
  silent: false,
  lastHeardMs: 1,
  ...more,
})

const view = (facts: Partial<MapFacts>, more: Partial<ViewParts> = {}): ReturnType<typeof networkView> =>
  networkView({
    adapters: [LAN],
    facts: { routers: [], numbers: [], heard: new Map(), ...facts },
    devices: [],
    broadcasts: [],
    foreignDevice: { enabled: false, bbmd: '', ttlSeconds: 300, state: 'off', registeredUntilMs: null, lastAnswerMs: null, problem: null, broadcastTable: [] },
    staticDevices: [],
    ...more,
  })

const problemsOf = (network: number, seen: ReturnType<typeof networkView>): readonly string[] => seen.networks.find((one) => one.network === network)?.problems.map(({ key }) => key) ?? []

describe('the map of the internetwork', () => {
  it('puts every device on its network: an adapter’s, one behind a router, or one beyond all', () => {
    const devices = [device(1, { ip: '10.1.0.20', port: 47_808 }), device(2, { ip: '10.1.0.9', port: 47_808, network: 5, mac: '0c' }), device(3, { ip: '172.16.0.4', port: 47_808 })]
    const { networks, routers } = view({ routers: [router('10.1.0.9', [5, 6])], heard: new Map([[5, 4]]) }, { devices })
    expect(networks).toMatchObject([
      { network: null, interfaceName: 'lan', deviceIds: [1], instancesHeard: 3 },
      { network: null, interfaceName: null, deviceIds: [3] },
      { network: 5, routers: ['10.1.0.9:47808'], deviceIds: [2], instancesHeard: 4, problems: [] },
      { network: 6, routers: ['10.1.0.9:47808'], deviceIds: [], problems: [] },
    ])
    expect(routers).toMatchObject([{ ip: '10.1.0.9', networks: [5, 6], source: 'announced', troubled: [] }])
  })

  it('shows the number of an adapter’s network as somebody set it, not as others heard it', () => {
    const numbers = [
      { interfaceName: 'lan', network: 9, from: '10.1.0.7:47808', configured: false },
      { interfaceName: 'lan', network: 12, from: '10.1.0.8:47808', configured: true },
    ]
    expect(view({ numbers }).networks[0]).toMatchObject({ network: 12, interfaceName: 'lan', problems: [] })
  })

  it('names two routers to one network on one subnet, unless one of them is silent', () => {
    const two = [router('10.1.0.8', [5]), router('10.1.0.9', [5])]
    expect(problemsOf(5, view({ routers: two }))).toEqual(['network.twoRouters'])
    expect(problemsOf(5, view({ routers: [two[0]!, { ...two[1]!, silent: true }] }))).toEqual([])
  })

  it('names one number behind two subnets', () => {
    expect(problemsOf(5, view({ routers: [router('10.1.0.8', [5]), router('10.2.0.9', [5])] }, { adapters: [LAN, LAB] }))).toEqual(['network.twoPlaces'])
  })

  it('names a router that leads to the number of the subnet itself', () => {
    const numbers = [{ interfaceName: 'lan', network: 5, from: '10.1.0.7:47808', configured: true }]
    expect(view({ routers: [router('10.1.0.8', [5])], numbers }).networks.at(-1)?.problems.map(({ key }) => key)).toEqual(['network.numberOfSubnet'])
  })

  it('names one subnet with two numbers, and two subnets with one', () => {
    const said = (interfaceName: string, network: number, from: string) => ({ interfaceName, network, from, configured: true })
    expect(view({ numbers: [said('lan', 5, '10.1.0.7:47808'), said('lan', 6, '10.1.0.8:47808')] }).networks[0]?.problems.map(({ key }) => key)).toEqual(['network.twoNumbers'])
    const both = view({ numbers: [said('lan', 5, '10.1.0.7:47808'), said('lab', 5, '10.2.0.8:47808')] }, { adapters: [LAN, LAB] })
    expect(both.networks.map(({ problems }) => problems.map(({ key }) => key))).toEqual([['network.sameNumber'], ['network.sameNumber']])
  })

  it('misses the router of a network on which devices of the site are', () => {
    expect(problemsOf(5, view({}, { devices: [device(2, { ip: '10.1.0.9', port: 47_808, network: 5, mac: '0c' })] }))).toEqual(['network.noRouter'])
  })

  it('puts the troubles of a router into words', () => {
    const troubles = [
      { network: 5, kind: 'busy', reason: 2 },
      { network: 6, kind: 'noRoute', reason: 1 },
      { network: 7, kind: 'refused', reason: 5 },
    ] as const
    expect(view({ routers: [router('10.1.0.9', [5, 6, 7], { troubles })] }).routers[0]?.troubled.map(({ network, text }) => [network, text.key])).toEqual([
      [5, 'network.trouble.busy'],
      [6, 'network.trouble.noRoute'],
      [7, 'network.trouble.refused'],
    ])
    expect(view({ routers: [router('10.1.0.9', [5], { silent: true })] }).routers[0]?.troubled.map(({ text }) => text.key)).toEqual(['network.trouble.silent'])
  })
})
