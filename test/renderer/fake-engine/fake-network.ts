/** The internetwork of the made-up building: three adapters, two routers with five networks and more, a BBMD, a noisy broadcaster, a network number that is used twice, budgets. */
import { NETWORK_CALLS } from '../../../shared/calls/network-calls.ts'
import type { Handlers, EngineEvents, EventName } from '../../../shared/contract.ts'
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { Job } from '../../../shared/domain/job.ts'
import type { Broadcaster, Diagnosis, Finding, ForeignDeviceState, NetworkInfo, NetworkMap, RouterInfo, StaticDevice } from '../../../shared/domain/network.ts'
import type { DeviceLoad, PollLoad, TrunkLoad } from '../../../shared/domain/poll-load.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'

export interface FakeNetworkParts {
  readonly devices: () => readonly Device[]
  readonly settings: () => Settings
  readonly push: <N extends EventName>(name: N, payload: EngineEvents[N]) => void
  readonly discover: () => Job
  /** The port is taken by another program. */
  readonly transportProblem: boolean
}

type Answers = Pick<Handlers, keyof typeof NETWORK_CALLS>

const PEERS = ['10.0.0.2', '10.0.0.3'] as const

/** Sentences of the diagnosis and the map; laid over the engine's own words in the fake page. */
export const FAKE_NETWORK_WORDS = {
  fakeNetwork: {
    duplicate: 'Network number {{network}} is announced by two routers, {{one}} and {{other}}.',
    duplicateAdvice: 'Give one of the two networks another number; until then devices on it answer now and then only.',
    busy: 'The router says it cannot forward to network {{network}} at the moment.',
    heardMore: '{{heard}} devices are heard on network {{network}}, {{known}} are in the site.',
    heardMoreAdvice: 'Find devices on network {{network}}.',
    wrongInterface: '{{address}} broadcasts into {{name}}, but its address belongs to another subnet.',
    wrongInterfaceAdvice: 'Look at its netmask, or at a cable in the wrong port of the switch.',
    storm: '{{address}} sends {{rate}} Who-Is a minute.',
    stormAdvice: 'Look for a program there that searches without end; more than 30 a minute slow down every MS/TP trunk.',
    noLink: 'wlan0 has an address, but nothing is heard on it.',
    portTaken: 'UDP port {{port}} is taken by “bacserv” (process 4127).',
    portTakenAdvice: 'Close that program, or choose another port in the settings.',
    firewall: 'A firewall on this computer refuses UDP port {{port}}.',
    firewallAdvice: 'Allow Plantroom in private networks, then look again.',
    nothingHeard: 'Nobody has said anything on eth0 since {{minutes}} min.',
    nothingHeardAdvice: 'Put the cable into a socket of the building’s BACnet network; the office network does not hear the controllers.',
    port: 'UDP port {{port}} is open, and no other program holds it.',
    link: 'eth0 is connected at 10.0.0.21.',
    subnet: 'All controllers heard are in the subnet of eth0.',
    firewallFine: 'No firewall stands in the way.',
    refused: 'The BBMD {{bbmd}} refused the registration.',
  },
} as const

export const fakeAdapters = (heard: number): readonly InterfaceInfo[] => [
  { name: 'eth0', address: '10.0.0.21', netmask: '255.255.255.0', broadcast: '10.0.0.255', loopback: false, devicesHeard: heard },
  { name: 'wlan0', address: '192.168.178.40', netmask: '255.255.255.0', broadcast: '192.168.178.255', loopback: false, devicesHeard: 0 },
  { name: 'lo', address: '127.0.0.1', netmask: '255.0.0.0', broadcast: '127.255.255.255', loopback: true, devicesHeard: 0 },
]

/** Networks 11.. behind the first router and 21.. behind the second; a third of them behind the second. */
const numbersOf = (devices: readonly Device[]): readonly number[] => [...new Set(devices.flatMap(({ address }) => address.network ?? []))].sort((a, b) => a - b)

const routersOf = (devices: readonly Device[], nowMs: number): readonly RouterInfo[] => {
  if (devices.length === 0) return []
  const numbers = numbersOf(devices)
  return PEERS.map((ip, index) => ({
    ip,
    port: 47_808,
    networks: [...new Set([...numbers.filter((number) => (number >= 20) === (index === 1)), ...(index === 1 ? [11] : [15])])].sort((a, b) => a - b),
    troubled: index === 1 ? [{ network: 21, text: message('fakeNetwork.busy', { network: 21 }) }] : [],
    source: index === 0 ? ('announced' as const) : ('learnt' as const),
    lastHeardMs: nowMs - 12_000 * (index + 1),
  }))
}

const networksOf = (devices: readonly Device[]): readonly NetworkInfo[] => {
  if (devices.length === 0) return [{ network: null, interfaceName: 'eth0', routers: [], deviceIds: [], instancesHeard: 0, problems: [] }]
  const idsOn = (number: number | undefined): readonly number[] => devices.filter(({ address }) => address.network === number).map(({ id }) => id)
  const local: NetworkInfo = { network: 1, interfaceName: 'eth0', routers: [], deviceIds: idsOn(undefined), instancesHeard: idsOn(undefined).length + 2, problems: [] }
  const remote = [...new Set([...numbersOf(devices), 15])].map((network): NetworkInfo => {
    const deviceIds = idsOn(network)
    return {
      network,
      interfaceName: null,
      routers: network === 11 ? PEERS.map((ip) => `${ip}:47808`) : [`${network >= 20 ? PEERS[1] : PEERS[0]}:47808`],
      deviceIds,
      instancesHeard: network === 15 ? 0 : deviceIds.length + (network === 12 ? 6 : 0),
      problems: network === 11 ? [message('fakeNetwork.duplicate', { network, one: PEERS[0], other: PEERS[1] })] : [],
    }
  })
  return [local, ...remote]
}

const broadcastersOf = (devices: readonly Device[]): readonly Broadcaster[] => {
  const none = { whoIs: 0, iAm: 0, cov: 0, timeSync: 0, network: 0, other: 0 }
  const strangers: readonly Broadcaster[] = [
    { address: '10.0.0.90:47808', instance: null, own: false, packetsPerMinute: 184, bytesPerMinute: 4_416, byKind: { ...none, whoIs: 1_840 }, interfaceName: 'eth0', wrongInterface: false },
    { address: '172.16.4.9:47808', instance: 7_001, own: false, packetsPerMinute: 3.2, bytesPerMinute: 80, byKind: { ...none, iAm: 30, whoIs: 2 }, interfaceName: 'eth0', wrongInterface: true },
    { address: '10.0.0.21:47808', instance: null, own: true, packetsPerMinute: 0.4, bytesPerMinute: 9.6, byKind: { ...none, whoIs: 4 }, interfaceName: 'eth0', wrongInterface: false },
    { address: '10.0.0.2:47808', instance: null, own: false, packetsPerMinute: 1.1, bytesPerMinute: 33, byKind: { ...none, network: 11 }, interfaceName: 'eth0', wrongInterface: false },
  ]
  const known = devices.slice(0, 40).map(({ address, instance }, index): Broadcaster => {
    const station = address.network === undefined ? '' : `/${address.network}/${address.mac ?? ''}`
    return { address: `${address.ip}:${address.port}${station}`, instance, own: false, packetsPerMinute: 1.5 + ((index * 7) % 11), bytesPerMinute: 60 + index * 13, byKind: { ...none, iAm: 5, cov: 10 + ((index * 70) % 110) }, interfaceName: 'eth0', wrongInterface: false }
  })
  return [...strangers, ...known]
}

const findings = (parts: FakeNetworkParts): readonly Finding[] => {
  const port = parts.settings().bacnetPort
  const finding = (id: string, severity: Finding['severity'], key: string, params: Record<string, string | number> = {}): Finding => ({
    id,
    severity,
    text: message(`fakeNetwork.${key}`, params),
    advice: `${key}Advice` in FAKE_NETWORK_WORDS.fakeNetwork ? message(`fakeNetwork.${key}Advice`, params) : null,
  })
  const fine = [finding('link', 'fine', 'link'), finding('subnet', 'fine', 'subnet')]
  if (parts.transportProblem) return [finding('port-taken', 'problem', 'portTaken', { port }), ...fine]
  if (parts.devices().length === 0) return [finding('firewall', 'problem', 'firewall', { port }), finding('nothing-heard', 'problem', 'nothingHeard', { minutes: 4 }), finding('port', 'fine', 'port', { port }), ...fine.slice(0, 1)]
  return [
    finding('duplicate-network', 'problem', 'duplicate', { network: 11, one: PEERS[0], other: PEERS[1] }),
    finding('wrong-interface', 'problem', 'wrongInterface', { address: '172.16.4.9', name: 'eth0' }),
    finding('storm', 'warning', 'storm', { address: '10.0.0.90', rate: 184 }),
    finding('heard-more', 'warning', 'heardMore', { heard: 10, network: 12, known: 4 }),
    finding('no-link', 'warning', 'noLink'),
    finding('port', 'fine', 'port', { port }),
    finding('firewall', 'fine', 'firewallFine'),
    ...fine,
  ]
}

const loadOf = (device: Device, limitPerSecond: number, beat: number): DeviceLoad => {
  const slow = device.address.network !== undefined
  const dead = device.state === 'offline'
  const wave = 0.5 + 0.4 * Math.sin(beat / 4 + device.id)
  return {
    deviceId: device.id,
    requestsPerSecond: dead ? 0.1 : wave * (slow ? 1.4 : 6),
    limitPerSecond,
    waiting: dead ? 0 : slow ? Math.round(wave * 5) : 0,
    lossShare: dead ? 1 : device.id % 5 === 0 ? 0.04 : 0,
    retriesPerMinute: dead ? 6 : device.id % 5 === 0 ? 2.4 : 0,
    latenessP50: dead ? null : slow ? 0.04 : 0.01,
    latenessP99: dead ? null : device.address.network === 21 ? 1.6 : slow ? 0.12 : 0.03,
    stretch: device.address.network === 21 ? 2.5 : 1,
    wishedIntervalMs: device.pointCount === 0 ? null : 10_000,
    effectiveIntervalMs: device.pointCount === 0 ? null : device.address.network === 21 ? 25_000 : 10_000,
    maxApdu: slow ? 480 : 1_476,
    batchSize: device.id % 9 === 0 ? 1 : slow ? 12 : 60,
    singleReads: device.id % 9 === 0,
    latencyMs: device.latencyMs,
    subscriptions: slow ? 0 : Math.min(10, device.pointCount),
    polledPoints: device.pointCount,
  }
}

const trunksOf = (devices: readonly DeviceLoad[], all: readonly Device[], limitPerSecond: number): readonly TrunkLoad[] =>
  numbersOf(all).map((network) => {
    const here = all.filter(({ address }) => address.network === network)
    const ids = new Set(here.map(({ id }) => id))
    const rate = Math.min(limitPerSecond, devices.filter(({ deviceId }) => ids.has(deviceId)).reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0))
    return { router: `${here[0]?.address.ip}:47808`, network, deviceIds: [...ids], requestsPerSecond: rate, limitPerSecond, waiting: network === 21 ? 14 : 1, stretch: network === 21 ? 2.5 : 1, trunkShare: rate * 0.024, baudRate: network === 21 ? 38_400 : 76_800 }
  })

const pollLoad = (devices: readonly Device[], settings: Settings, nowMs: number): PollLoad => {
  const loads = devices.map((device) => loadOf(device, settings.requestsPerSecondPerDevice, Math.floor(nowMs / 1_000)))
  const trunks = trunksOf(loads, devices, settings.requestsPerSecondPerTrunk)
  return { atMs: nowMs, requestsPerSecond: loads.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0), limitPerSecond: settings.requestsPerSecondTotal, devices: loads, trunks }
}

const JOINED = [
  { address: '10.1.0.5:47808', mask: '255.255.255.255' },
  { address: '10.4.0.5:47808', mask: '255.255.255.255' },
]

const OFF: ForeignDeviceState = { enabled: false, bbmd: '', ttlSeconds: 60, state: 'off', registeredUntilMs: null, lastAnswerMs: null, problem: null, broadcastTable: [] }

export const fakeNetwork = (parts: FakeNetworkParts): Answers => {
  let foreign: ForeignDeviceState = parts.devices().length === 0 ? OFF : { ...OFF, enabled: true, bbmd: '10.1.0.5:47808', ttlSeconds: 120, state: 'registered', registeredUntilMs: Date.now() + 96_000, lastAnswerMs: Date.now() - 24_000, broadcastTable: JOINED }
  let statics: readonly StaticDevice[] =
    parts.devices().length === 0
      ? []
      : [
          { address: '10.2.0.40:47808', instance: 4_001, lastAnswerMs: Date.now() - 8_000 },
          { address: '12:0c@10.0.0.2:47808', instance: null, lastAnswerMs: null },
        ]
  const map = (): NetworkMap => {
    const devices = parts.devices()
    return {
      adapters: fakeAdapters(devices.length),
      routers: routersOf(devices, Date.now()),
      networks: networksOf(devices),
      foreignDevice: foreign,
      staticDevices: statics,
      broadcasters: devices.length === 0 ? [] : broadcastersOf(devices),
    }
  }
  const changed = (): void => parts.push('networkChanged', map())
  const register = (bbmd: string, ttlSeconds: number): void => {
    foreign = { ...OFF, enabled: true, bbmd, ttlSeconds, state: 'registering' }
    setTimeout(() => {
      if (foreign.state !== 'registering') return
      // An address that ends in .9 is one that refuses.
      const refused = /\.9(:|$)/.test(bbmd)
      foreign = refused
        ? { ...foreign, state: 'refused', problem: message('fakeNetwork.refused', { bbmd }) }
        : { ...foreign, state: 'registered', registeredUntilMs: Date.now() + ttlSeconds * 1_000, lastAnswerMs: Date.now(), broadcastTable: JOINED }
      changed()
    }, 400)
  }
  return {
    getNetworkMap: () => ok(map()),
    getDiagnosis: () =>
      new Promise((answer) => {
        const diagnosis: Diagnosis = { atMs: Date.now(), findings: findings(parts) }
        setTimeout(() => answer(ok(diagnosis)), 300)
      }),
    askRouters: () => {
      setTimeout(changed, 300)
      return ok(null)
    },
    discoverNetwork: () => ok(parts.discover()),
    setForeignDevice: ({ enabled, bbmd, ttlSeconds }) => {
      if (enabled) register(bbmd, ttlSeconds)
      else foreign = { ...OFF, bbmd, ttlSeconds }
      changed()
      return ok(foreign)
    },
    addStaticDevices: ({ addresses }) => {
      if (addresses.includes('10.0.0.1')) return failure('static-address-invalid', '10.0.0.1 is no address of a device.', { address: '10.0.0.1' })
      const fresh = addresses.filter((address) => statics.every((one) => one.address !== address))
      statics = [...statics, ...fresh.map((address) => ({ address, instance: null, lastAnswerMs: null }))]
      changed()
      return ok(statics)
    },
    removeStaticDevice: ({ address }) => {
      statics = statics.filter((one) => one.address !== address)
      changed()
      return ok(statics)
    },
    getCovStates: () =>
      ok(
        parts.devices().map((device, at) => ({
          deviceId: device.id,
          alive: at % 3 === 2 ? 0 : 12,
          granted: at % 3 === 2 ? 0 : 12,
          wanted: 14,
          refusal: at % 3 === 2 ? ('service' as const) : null,
          limit: at % 3 === 1 ? 12 : null,
          confirmed: device.address.network !== undefined,
          notificationsPerSecond: at % 3 === 2 ? 0 : 0.4,
          foundDead: 0,
        })),
      ),
    getPollLoad: () => ok(pollLoad(parts.devices(), parts.settings(), Date.now())),
    setViewedPoints: () => ok(null),
  }
}
