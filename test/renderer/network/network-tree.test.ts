/** The map of networks as a tree, its filter and what is open at first; typed addresses; orders that stay. */
import { describe, expect, it } from 'vitest'
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import { NO_ADDRESS, type Device, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { Broadcaster, NetworkInfo, NetworkMap, RouterInfo } from '../../../shared/domain/network.ts'
import { byNeed, byNoise, keepOrder, shareOf } from '../../../renderer/screens/network/load-order.ts'
import { countNetworks, filterTree, networkTree, numberedNetworks, openAtFirst, stationLabel } from '../../../renderer/screens/network/network-tree.ts'
import { parseStaticAddresses } from '../../../renderer/screens/network/static-addresses.ts'
import { adapterOf, subnetLabel } from '../../../renderer/screens/network/subnet.ts'

const adapter = (name: string, address: string, netmask = '255.255.255.0'): InterfaceInfo => ({ name, address, netmask, broadcast: '', loopback: name === 'lo', devicesHeard: 0 })
const device = (id: number, address: Partial<DeviceAddress>, change: Partial<Device> = {}): Device => ({
  id,
  instance: 100 + id,
  address: { ip: '10.0.0.50', port: 47_808, ...address },
  name: `D-${id}`,
  vendorId: 1,
  vendorName: 'Maker',
  modelName: 'M',
  firmware: '',
  description: '',
  maxApdu: 480,
  segmentation: 'none',
  protocolRevision: 14,
  pointCount: 4,
  state: 'online',
  stateSinceMs: 0,
  lastSeenMs: 0,
  latencyMs: 10,
  failureShare: 0,
  problems: [],
  ...change,
})
const router = (ip: string, networks: readonly number[]): RouterInfo => ({ ip, port: 47_808, networks, troubled: [], source: 'announced', lastHeardMs: 0 })
const network = (number: number | null, change: Partial<NetworkInfo>): NetworkInfo => ({ network: number, interfaceName: null, routers: [], deviceIds: [], instancesHeard: 0, problems: [], ...change })
const mapOf = (change: Partial<NetworkMap>): NetworkMap => ({
  adapters: [adapter('lo', '127.0.0.1', '255.0.0.0'), adapter('eth0', '10.0.0.21'), adapter('wlan0', '192.168.7.4')],
  routers: [],
  networks: [],
  foreignDevice: { enabled: false, bbmd: '', ttlSeconds: 60, state: 'off', registeredUntilMs: null, lastAnswerMs: null, problem: null, broadcastTable: [] },
  staticDevices: [],
  broadcasters: [],
  ...change,
})

const behind = (ip: string, number: number, mac: string): Partial<DeviceAddress> => ({ ip, network: number, mac })

describe('subnets', () => {
  it('tell the adapter of an address, the narrowest first', () => {
    const adapters = [adapter('wide', '10.0.0.1', '255.0.0.0'), adapter('eth0', '10.0.0.21'), adapter('odd', '10.9.64.1', '255.255.192.0')]
    expect([adapterOf('10.0.0.7', adapters)?.name, adapterOf('10.0.1.7', adapters)?.name, adapterOf('10.9.127.255', adapters)?.name, adapterOf('10.9.128.0', adapters)?.name, adapterOf('11.0.0.1', adapters)]).toEqual(['eth0', 'wide', 'odd', 'wide', undefined])
    expect(adapters.map(subnetLabel)).toEqual(['10.0.0.1/8', '10.0.0.21/24', '10.9.64.1/18'])
  })
})

describe('the map', () => {
  const devices = [device(1, {}), device(2, behind('10.0.0.2', 5, '02'), { name: 'D-10' }), device(3, behind('10.0.0.2', 5, '01'), { name: 'D-9' }), device(4, behind('172.16.0.1', 9, '04'))]
  const map = mapOf({
    routers: [router('10.0.0.2', [5, 6]), router('172.16.0.1', [9])],
    networks: [network(1, { interfaceName: 'eth0', deviceIds: [1] }), network(6, { routers: ['10.0.0.2:47808'] }), network(5, { routers: ['10.0.0.2:47808'], deviceIds: [2, 3] }), network(9, { routers: ['172.16.0.1:47808'], deviceIds: [4] })],
  })

  it('hangs routers under the adapter of their subnet, networks in order, devices by address with numbers as numbers', () => {
    const [eth0, wlan0, lo, beyond] = networkTree(map, devices)
    expect([eth0?.adapter?.name, wlan0?.adapter?.name, lo?.adapter?.name, beyond?.adapter]).toEqual(['eth0', 'wlan0', 'lo', null])
    expect(eth0?.networks.map((node) => [node.network, node.devices.map(({ id }) => id)])).toEqual([[1, [1]]])
    expect(eth0?.routers[0]?.networks.map((node) => [node.network, node.devices.map(({ id }) => id)])).toEqual([
      [5, [3, 2]],
      [6, []],
    ])
    expect(beyond?.routers[0]?.networks[0]?.devices.map(({ id }) => id)).toEqual([4])
    expect(countNetworks(networkTree(map, devices))).toBe(4)
    expect(numberedNetworks(map.networks)).toEqual([5, 6, 9])
  })

  it('puts each device of a network with two routers under the one it answers through, once', () => {
    const two = mapOf({
      routers: [router('10.0.0.2', [5]), router('10.0.0.3', [5])],
      networks: [network(5, { routers: ['10.0.0.2:47808', '10.0.0.3:47808'], deviceIds: [2, 5], problems: [{ key: 'two' }] })],
    })
    const tree = networkTree(two, [devices[1] ?? device(2, {}), device(5, behind('10.0.0.3', 5, '09'))])
    expect(tree[0]?.routers.map(({ networks }) => networks[0]?.devices.map(({ id }) => id))).toEqual([[2], [5]])
  })

  it('leaves no device out, though no network of the map holds it', () => {
    const lost = [device(9, NO_ADDRESS), device(7, { ip: '203.0.113.5' }), device(8, behind('203.0.113.9', 77, '01'))]
    const tree = networkTree(mapOf({ networks: [network(88, { instancesHeard: 3 })] }), lost)
    expect(tree.at(-1)?.networks.map((node) => [node.network, node.devices.map(({ id }) => id), node.instancesHeard])).toEqual([
      [null, [7], 0],
      [77, [8], 0],
      [88, [], 3],
      [null, [9], 0],
    ])
  })

  it('is open as a whole when small, and only where there is trouble when large', () => {
    const small = networkTree(map, devices)
    expect(openAtFirst(small).size).toBe(4)
    const many = Array.from({ length: 100 }, (_, index) => device(100 + index, {}, index === 50 ? { state: 'offline' } : {}))
    const large = mapOf({
      networks: [network(1, { interfaceName: 'eth0', deviceIds: many.slice(0, 40).map(({ id }) => id) }), network(2, { interfaceName: 'wlan0', deviceIds: many.slice(40).map(({ id }) => id) })],
    })
    expect([...openAtFirst(networkTree(large, many))]).toEqual(['adapter wlan0 2'])
  })

  it('names a station as its switches do', () => {
    const ip = '10.0.0.2'
    expect([{ ip, port: 47_808 }, { ip, port: 47_809 }, { ip, port: 47_808, network: 5, mac: '1f' }, { ip, port: 47_808, network: 5, mac: '0a0000020bac0' }, NO_ADDRESS].map(stationLabel)).toEqual([ip, `${ip}:47809`, '31', '0a0000020bac0', '–'])
  })

  it('is filtered by words on device, address and network, and to what is in trouble', () => {
    const tree = networkTree(map, devices)
    const idsOf = (filter: Parameters<typeof filterTree>[1]): number[] => filterTree(tree, filter).flatMap(({ networks, routers }) => [...networks, ...routers.flatMap((one) => one.networks)].flatMap((node) => node.devices.map(({ id }) => id)))
    expect(filterTree(tree, { text: ' ', onlyTrouble: false })).toBe(tree)
    expect(idsOf({ text: 'maker D-10 102', onlyTrouble: false })).toEqual([2])
    expect(idsOf({ text: 'd-9  103', onlyTrouble: false })).toEqual([3])
    expect(idsOf({ text: 'd-10 maker', onlyTrouble: false })).toEqual([2])
    expect(idsOf({ text: '10.0.0.2:47808', onlyTrouble: false })).toEqual([3, 2])
    expect(idsOf({ text: '104', onlyTrouble: false })).toEqual([4])
    expect(idsOf({ text: '', onlyTrouble: true })).toEqual([])
    expect(filterTree(tree, { text: '', onlyTrouble: true })).toEqual([])
  })
})

describe('addresses that are always asked', () => {
  it('are IP addresses, with a port or a station behind a router', () => {
    expect(parseStaticAddresses('10.0.0.1, 10.0.0.1:47809\n5:0C@10.0.0.1 5:0c@10.0.0.1').valid).toEqual(['10.0.0.1', '10.0.0.1:47809', '5:0c@10.0.0.1'])
    expect(parseStaticAddresses('5:0c@ 0:0c@10.0.0.1 5:0@10.0.0.1 65535:0c@10.0.0.1 @10.0.0.1 5:0c@10.0.0.1@x host').wrong).toEqual(['5:0c@', '0:0c@10.0.0.1', '5:0@10.0.0.1', '65535:0c@10.0.0.1', '@10.0.0.1', '5:0c@10.0.0.1@x', 'host'])
  })
})

describe('orders', () => {
  it('put devices in need first', () => {
    const load = { lossShare: 0, requestsPerSecond: 1, limitPerSecond: 10, waiting: 0, retriesPerMinute: 0, latenessP50: 0, latenessP99: 0, stretch: 1, wishedIntervalMs: 10_000, effectiveIntervalMs: 10_000, maxApdu: 480, batchSize: 1, singleReads: false, latencyMs: 1, subscriptions: 0, polledPoints: 1 }
    const rows = [{ ...load, deviceId: 1 }, { ...load, deviceId: 2, stretch: 3 }, { ...load, deviceId: 3, latenessP99: 0.4 }, { ...load, deviceId: 4, requestsPerSecond: 9 }]
    expect(rows.sort(byNeed).map(({ deviceId }) => deviceId)).toEqual([2, 3, 4, 1])
    expect([shareOf(5, 10), shareOf(50, 10), shareOf(5, 0)]).toEqual([0.5, 1, 0])
  })

  it('put who broadcasts on the wrong adapter first, then the loudest', () => {
    const one = (address: string, packetsPerMinute: number, wrongInterface = false): Broadcaster => ({ address, instance: null, own: false, packetsPerMinute, bytesPerMinute: 0, byKind: { whoIs: 0, iAm: 0, cov: 0, timeSync: 0, network: 0, other: 0 }, interfaceName: 'eth0', wrongInterface })
    expect([one('a', 5), one('b', 50), one('c', 1, true)].sort(byNoise).map(({ address }) => address)).toEqual(['c', 'b', 'a'])
  })

  it('stay as they are while rows come and go', () => {
    expect(keepOrder([3, 1, 2], [1, 2, 3, 9])).toEqual([3, 1, 2, 9])
    expect(keepOrder([3, 1, 2], [2, 3])).toEqual([3, 2])
  })
})
