/**
 * The map as a tree: adapter -> its IP network and the routers in its subnet -> networks behind them -> devices. Pure.
 * What is in no adapter's subnet stands in a branch of its own, and no device of the site is left out.
 */
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import { hasAddress, type Device, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { NetworkInfo, NetworkMap, RouterInfo } from '../../../shared/domain/network.ts'
import type { Message } from '../../../shared/message.ts'
import { adapterOf } from './subnet.ts'

export interface NetworkNode {
  /** Stable while the map changes. */
  readonly id: string
  /** null: the IP network of an adapter whose number is unknown, or devices of which nothing more is known. */
  readonly network: number | null
  readonly devices: readonly Device[]
  readonly instancesHeard: number
  readonly problems: readonly Message[]
  /** Devices known from a file only: nobody has heard where they are. */
  readonly unheard: boolean
}

export interface RouterNode {
  readonly id: string
  readonly router: RouterInfo
  readonly networks: readonly NetworkNode[]
}

export interface Branch {
  readonly id: string
  /** null: not in the subnet of any adapter, thus through a BBMD or another IP router. */
  readonly adapter: InterfaceInfo | null
  readonly networks: readonly NetworkNode[]
  readonly routers: readonly RouterNode[]
}

const peer = ({ ip, port }: { readonly ip: string; readonly port: number }): string => `${ip}:${port}`

/** Devices stand by their address, in trouble or not: a map does not move. */
const byStation = (a: Device, b: Device): number => stationLabel(a.address).localeCompare(stationLabel(b.address), 'en', { numeric: true }) || a.instance - b.instance

const ofNetwork = (id: string, info: NetworkInfo, devices: readonly Device[]): NetworkNode => ({
  id,
  network: info.network,
  devices: [...devices].sort(byStation),
  // Those of the site that stand under another router are not missing here.
  instancesHeard: info.instancesHeard - (info.deviceIds.length - devices.length),
  problems: info.problems,
  unheard: false,
})

/** A network that several routers lead to stands under each, with the devices that answer through that one. */
const routerNode = (router: RouterInfo, map: NetworkMap, devices: ReadonlyMap<number, Device>, placed: Set<number>): RouterNode => {
  const own = map.networks.filter(({ network, interfaceName, routers }) => network !== null && interfaceName === null && (router.networks.includes(network) || routers.includes(peer(router))))
  const networks = own.map((info) => {
    const here = info.deviceIds.flatMap((id) => {
      const device = devices.get(id)
      return device !== undefined && (peer(device.address) === peer(router) || info.routers.length < 2) && !placed.has(id) ? [device] : []
    })
    for (const { id } of here) placed.add(id)
    return ofNetwork(`router ${peer(router)} ${info.network}`, info, here)
  })
  return { id: `router ${peer(router)}`, router, networks: networks.sort((a, b) => (a.network ?? 0) - (b.network ?? 0)) }
}

const localNetworks = (adapter: InterfaceInfo, map: NetworkMap, devices: ReadonlyMap<number, Device>, placed: Set<number>): readonly NetworkNode[] =>
  map.networks
    .filter(({ interfaceName }) => interfaceName === adapter.name)
    .map((info) => {
      const here = info.deviceIds.flatMap((id) => {
        const device = devices.get(id)
        return device === undefined || placed.has(id) ? [] : [device]
      })
      for (const { id } of here) placed.add(id)
      return ofNetwork(`adapter ${adapter.name} ${info.network}`, info, here)
    })

/** Devices that no network of the map holds, by their own address; networks no router is known for. */
const elsewhere = (map: NetworkMap, devices: readonly Device[], placed: ReadonlySet<number>): readonly NetworkNode[] => {
  const unheard = devices.filter(({ id, address }) => !placed.has(id) && !hasAddress(address)).sort(byStation)
  const left = devices.filter(({ id, address }) => !placed.has(id) && hasAddress(address))
  const numbers = new Set<number | null>(left.map(({ address }) => address.network ?? null))
  const lost = map.networks.filter(({ network, interfaceName, routers }) => interfaceName === null && routers.length === 0 && !map.routers.some((router) => network !== null && router.networks.includes(network)))
  for (const { network } of lost) numbers.add(network)
  const known = [...numbers]
    .sort((a, b) => (a ?? 0) - (b ?? 0))
    .map((network) => {
      const info = lost.find((one) => one.network === network) ?? { network, interfaceName: null, routers: [], instancesHeard: 0, problems: [] }
      const here = left.filter(({ address }) => (address.network ?? null) === network)
      return ofNetwork(`elsewhere ${network}`, { ...info, deviceIds: here.map(({ id }) => id) }, here)
    })
  return unheard.length === 0 ? known : [...known, { id: 'unheard', network: null, devices: unheard, instancesHeard: 0, problems: [], unheard: true }]
}

/** Adapters in the order of the engine, real ones before loopback; then what is in none of their subnets. */
export const networkTree = (map: NetworkMap, devices: readonly Device[]): readonly Branch[] => {
  const byId = new Map(devices.map((device) => [device.id, device]))
  const placed = new Set<number>()
  const homes = new Map(map.routers.map((router) => [router, adapterOf(router.ip, map.adapters)?.name]))
  const routersOf = (name: string | undefined): readonly RouterNode[] => map.routers.filter((router) => homes.get(router) === name).map((router) => routerNode(router, map, byId, placed))
  const branches = [...map.adapters]
    .sort((a, b) => Number(a.loopback) - Number(b.loopback))
    .map((adapter): Branch => ({ id: `adapter ${adapter.name} ${adapter.address}`, adapter, routers: routersOf(adapter.name), networks: localNetworks(adapter, map, byId, placed) }))
  const beyond: Branch = { id: 'elsewhere', adapter: null, routers: routersOf(undefined), networks: elsewhere(map, devices, placed) }
  return beyond.routers.length + beyond.networks.length === 0 ? branches : [...branches, beyond]
}

const networksOf = (branch: Branch): readonly NetworkNode[] => [...branch.networks, ...branch.routers.flatMap(({ networks }) => networks)]

export const countNetworks = (tree: readonly Branch[]): number => tree.reduce((sum, branch) => sum + networksOf(branch).length, 0)

/** A MAC address as the switches of an MS/TP controller show it (decimal); longer ones as they are, in hexadecimal. */
export const macLabel = (mac: string): string => (mac.length === 2 ? String(Number.parseInt(mac, 16)) : mac)

/** Where a device is on its network: its MAC address, or its IP address with the port where that is unusual; a dash while nobody has heard it. */
export const stationLabel = (address: DeviceAddress): string => {
  if (!hasAddress(address)) return '–'
  const { ip, port, mac } = address
  if (mac !== undefined) return macLabel(mac)
  return port === 47_808 ? ip : `${ip}:${port}`
}

/** Numbers of the networks behind routers, ascending, each once. */
export const numberedNetworks = (networks: NetworkMap['networks']): readonly number[] =>
  [...new Set(networks.flatMap(({ network, interfaceName }) => (network === null || interfaceName !== null ? [] : [network])))].sort((a, b) => a - b)

export const isTroubled = (device: Device): boolean => device.state === 'offline' || device.problems.length > 0

/** Something on this network needs a look. */
export const hasTrouble = (node: NetworkNode): boolean => node.problems.length > 0 || node.devices.some(isTroubled)

/** More devices than this in all, and networks without trouble are folded at first, so that the map fits the eye. */
const MOST_OPEN_DEVICES = 80

/** Which networks are open before anybody opened or folded one. */
export const openAtFirst = (tree: readonly Branch[]): ReadonlySet<string> => {
  const all = tree.flatMap(networksOf)
  const many = all.reduce((sum, { devices }) => sum + devices.length, 0) > MOST_OPEN_DEVICES
  return new Set(all.filter((node) => !many || hasTrouble(node)).map(({ id }) => id))
}

export interface MapFilter {
  /** What name, instance, address or network must hold: as typed, or, where nothing holds that, each word of it. */
  readonly text: string
  readonly onlyTrouble: boolean
}

const wordsOf = (device: Device): string => `${device.name} ${device.instance} ${device.address.ip}:${device.address.port} ${device.address.mac ?? ''} ${device.vendorName} ${device.modelName}`.toLowerCase()

/** The branches with what the filter lets through; without a filter the tree as it is. */
export const filterTree = (tree: readonly Branch[], { text, onlyTrouble }: MapFilter): readonly Branch[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && !onlyTrouble) return tree
  const asTyped = words.length === 0 ? [] : matching(tree, [words.join(' ')], onlyTrouble)
  return asTyped.length > 0 ? asTyped : matching(tree, words, onlyTrouble)
}

const matching = (tree: readonly Branch[], wanted: readonly string[], onlyTrouble: boolean): readonly Branch[] => {
  const keep = (node: NetworkNode, place: string): NetworkNode | null => {
    const where = `${place} ${node.network ?? ''}`.toLowerCase()
    const wholly = wanted.length > 0 && wanted.every((word) => where.includes(word))
    const devices = node.devices.filter((device) => {
      const words = `${where} ${wordsOf(device)}`
      return wanted.every((word) => words.includes(word)) && (!onlyTrouble || isTroubled(device))
    })
    return devices.length > 0 || (onlyTrouble ? node.problems.length > 0 && (wanted.length === 0 || wholly) : wholly) ? { ...node, devices } : null
  }
  return tree.flatMap((branch) => {
    const place = branch.adapter === null ? '' : `${branch.adapter.name} ${branch.adapter.address}`
    const networks = branch.networks.flatMap((node) => keep(node, place) ?? [])
    const routers = branch.routers.flatMap((router) => {
      const kept = router.networks.flatMap((node) => keep(node, peer(router.router)) ?? [])
      const troubled = onlyTrouble && wanted.length === 0 && router.router.troubled.length > 0
      return kept.length > 0 || troubled ? [{ ...router, networks: kept }] : []
    })
    return networks.length + routers.length === 0 ? [] : [{ ...branch, networks, routers }]
  })
}
