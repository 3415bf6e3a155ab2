/** The map of the internetwork as the screens show it, from what acquisition heard and the site keeps. Pure. */
import { isOnSubnet } from '../../bacnet/interfaces.ts'
import type { InterfaceInfo } from '../../../../shared/domain/acquisition.ts'
import { addressKey, hasAddress, type Device } from '../../../../shared/domain/device.ts'
import type { Broadcaster, ForeignDeviceState, NetworkInfo, NetworkMap, RouterInfo, StaticDevice } from '../../../../shared/domain/network.ts'
import { message, type Message } from '../../../../shared/message.ts'
import type { BroadcastSource } from '../../bacnet/broadcast-meter.ts'
import type { MapFacts, RouterFacts, RouteTrouble } from '../../bacnet/network-map.ts'
import { numberOfSubnet, routedProblems, subnetProblems } from './network-conflicts.ts'

/** The loudest are enough for a screen. */
const MOST_BROADCASTERS = 200

export interface ViewParts {
  readonly adapters: readonly InterfaceInfo[]
  readonly facts: MapFacts
  readonly devices: readonly Device[]
  readonly broadcasts: readonly BroadcastSource[]
  readonly foreignDevice: ForeignDeviceState
  readonly staticDevices: readonly StaticDevice[]
}

const troubleText = ({ network, kind, reason }: RouteTrouble): Message => {
  switch (kind) {
    case 'busy':
      return message('network.trouble.busy', { network })
    case 'noRoute':
      return message('network.trouble.noRoute', { network })
    case 'refused':
      return message('network.trouble.refused', { network, reason })
  }
}

const routerInfo = (router: RouterFacts): RouterInfo => {
  const networks = router.networks.map(({ network }) => network)
  const troubled = router.silent
    ? networks.map((network) => ({ network, text: message('network.trouble.silent', { network }) }))
    : router.troubles.map((trouble) => ({ network: trouble.network, text: troubleText(trouble) }))
  return {
    ip: router.ip,
    port: router.port,
    networks,
    troubled,
    source: router.networks.some(({ announced }) => announced) ? 'announced' : 'learnt',
    lastHeardMs: router.lastHeardMs,
  }
}

const idsOf = (devices: readonly Device[]): number[] => devices.map(({ id }) => id)

/** One for each adapter; the last for devices that are on no adapter's subnet and behind no BACnet router. */
const subnets = ({ adapters, devices, facts }: ViewParts): NetworkInfo[] => {
  // Devices known from a file only are on no network yet.
  const direct = devices.filter(({ address }) => address.network === undefined && hasAddress(address))
  const remote = new Set(direct)
  const own = adapters.map((adapter): NetworkInfo => {
    const here = direct.filter((device) => remote.has(device) && isOnSubnet(device.address.ip, adapter))
    for (const device of here) remote.delete(device)
    return {
      network: numberOfSubnet(adapter.name, facts),
      interfaceName: adapter.name,
      routers: [],
      deviceIds: idsOf(here),
      instancesHeard: adapter.devicesHeard,
      problems: subnetProblems(adapter, facts, adapters),
    }
  })
  if (remote.size === 0) return own
  return [...own, { network: null, interfaceName: null, routers: [], deviceIds: idsOf([...remote]), instancesHeard: 0, problems: [] }]
}

const routedNetworks = ({ adapters, devices, facts }: ViewParts): NetworkInfo[] => {
  const devicesOn = Map.groupBy(devices, ({ address }) => address.network)
  const leading = new Map<number, RouterFacts[]>()
  for (const router of facts.routers) {
    for (const { network } of router.networks) {
      const known = leading.get(network)
      if (known === undefined) leading.set(network, [router])
      else known.push(router)
    }
  }
  const numbers = new Set([...[...devicesOn.keys()].filter((network) => network !== undefined), ...facts.heard.keys(), ...leading.keys()])
  return [...numbers]
    .sort((a, b) => a - b)
    .map((network) => {
      const here = devicesOn.get(network) ?? []
      const routers = leading.get(network) ?? []
      return {
        network,
        interfaceName: null,
        routers: routers.map(({ ip, port }) => `${ip}:${port}`),
        deviceIds: idsOf(here),
        instancesHeard: facts.heard.get(network) ?? 0,
        problems: routedProblems(network, routers, facts, adapters, here.length),
      }
    })
}

const broadcaster = (source: BroadcastSource, instances: ReadonlyMap<string, number>): Broadcaster => ({
  address: source.address,
  instance: source.instance ?? instances.get(source.address) ?? null,
  own: source.own,
  packetsPerMinute: source.packetsPerMinute,
  bytesPerMinute: source.bytesPerMinute,
  byKind: source.byKind,
  interfaceName: source.interfaceName ?? null,
  wrongInterface: source.wrongInterface,
})

export const networkView = (parts: ViewParts): NetworkMap => {
  const { adapters, devices, broadcasts, foreignDevice, staticDevices, facts } = parts
  const instances = new Map(devices.map(({ address, instance }) => [addressKey(address), instance]))
  return {
    adapters,
    routers: facts.routers.map(routerInfo),
    networks: [...subnets(parts), ...routedNetworks(parts)],
    foreignDevice,
    staticDevices,
    broadcasters: broadcasts.slice(0, MOST_BROADCASTERS).map((source) => broadcaster(source, instances)),
  }
}
