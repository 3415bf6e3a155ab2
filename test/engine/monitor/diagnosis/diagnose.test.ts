/** The diagnosis, case by case: from what can be seen to what a technician is told. */
import { describe, expect, it } from 'vitest'
import type { MapFacts } from '../../../../electron/engine/bacnet/network-map.ts'
import { diagnose } from '../../../../electron/engine/monitor/diagnosis/diagnose.ts'
import type { Sight } from '../../../../electron/engine/monitor/diagnosis/sight.ts'
import type { InterfaceInfo } from '../../../../shared/domain/acquisition.ts'
import type { Device } from '../../../../shared/domain/device.ts'
import type { Finding } from '../../../../shared/domain/network.ts'

const NOW = 1_790_000_000_000
const HOUR_MS = 3_600_000

const adapter = (name: string, address: string, netmask = '255.255.255.0'): InterfaceInfo => ({ name, address, netmask, broadcast: '', loopback: address.startsWith('127.'), devicesHeard: 0 })
const LAN = adapter('eth0', '192.168.1.5')
const LOOPBACK = adapter('lo', '127.0.0.1', '255.0.0.0')

const device = (instance: number, ip: string, state: Device['state'], more: Partial<Device> = {}): Device => ({
  id: instance,
  instance,
  address: { ip, port: 47_808 },
  name: `AHU ${instance}`,
  vendorId: 1,
  vendorName: '',
  modelName: '',
  firmware: '',
  description: '',
  maxApdu: 1_476,
  segmentation: 'both',
  protocolRevision: 14,
  pointCount: 1,
  state,
  stateSinceMs: NOW - HOUR_MS,
  lastSeenMs: NOW - 5 * HOUR_MS,
  latencyMs: null,
  failureShare: 0,
  problems: [],
  ...more,
})

const NO_MAP: MapFacts = { routers: [], numbers: [], heard: new Map() }

/** A laptop on which all is well, but for what the test says. */
const sight = (more: Partial<Sight>): Sight => ({
  nowMs: NOW,
  platform: 'linux',
  transport: 'open',
  port: 47_808,
  holder: undefined,
  adapters: [LOOPBACK, LAN],
  unplugged: [],
  heard: { own: true, others: true, strangers: [] },
  asked: true,
  devices: [],
  elsewhere: [],
  foreign: { enabled: false, bbmd: '', ttlSeconds: 300, state: 'off', registeredUntilMs: null, lastAnswerMs: null, problem: null, broadcastTable: [] },
  map: NO_MAP,
  networkProblems: [],
  ...more,
})

const ids = (more: Partial<Sight>): string[] => diagnose(sight(more)).map(({ id }) => id)
const found = (id: string, more: Partial<Sight>): Finding => {
  const finding = diagnose(sight(more)).find((one) => one.id === id)
  if (finding === undefined) throw new Error(`no finding ${id} among ${ids(more).join(', ')}`)
  return finding
}

describe('the diagnosis', () => {
  it('finds nothing where nothing is wrong, and says so where devices are known', () => {
    expect(ids({})).toEqual([])
    expect(found('all-there', { devices: [device(1, '192.168.1.20', 'online')] })).toMatchObject({ severity: 'fine', text: { params: { count: 1 } }, advice: null })
  })

  it('names the program that has the port', () => {
    const finding = found('port-taken', { transport: 'port-taken', holder: { program: 'yabe.exe', pid: 77 } })
    expect(finding).toMatchObject({ severity: 'problem', text: { key: 'diagnosis.portTakenBy', params: { port: 47_808, program: 'yabe.exe', pid: 77 } } })
    expect(found('port-taken', { transport: 'port-taken' }).text.key).toBe('diagnosis.portTaken')
  })

  it('tells a forbidden port from a closed one, and blames no firewall or device while the port is closed', () => {
    const silent = { heard: { own: false, others: false, strangers: [] }, devices: [device(1, '192.168.1.20', 'offline')] }
    expect(ids({ ...silent, transport: 'port-forbidden' })).toEqual(['port-forbidden'])
    expect(ids({ ...silent, transport: 'no-network' })).toEqual(['port-closed'])
    expect(ids({ ...silent, transport: 'lost' })).toEqual(['port-closed'])
  })

  it('says which adapters have no link', () => {
    expect(found('no-link', { adapters: [LOOPBACK], unplugged: ['eth0', 'wlan0'] }).text.params).toEqual({ adapters: 'eth0, wlan0' })
  })

  it('says that there is only loopback, and blames no firewall for the silence', () => {
    expect(ids({ adapters: [LOOPBACK], heard: { own: false, others: false, strangers: [] } })).toEqual(['only-loopback'])
  })

  it('notices an address that the adapter gave itself', () => {
    expect(ids({ adapters: [LOOPBACK, adapter('eth0', '169.254.7.8', '255.255.0.0')], heard: { own: true, others: false, strangers: [] } })).toEqual(['self-assigned'])
  })

  it('holds a firewall for likely where not even the own broadcasts come back', () => {
    const heard = { own: false, others: false, strangers: [] }
    expect(ids({ heard })).toEqual(['firewall-likely'])
    expect(found('firewall-likely', { heard, platform: 'win32' }).advice?.params?.['command']).toBe('netsh advfirewall firewall add rule name="Plantroom BACnet" dir=in action=allow protocol=UDP localport=47808')
    expect(found('firewall-likely', { heard, platform: 'linux' }).advice?.params?.['command']).toBe('sudo ufw allow 47808/udp')
    expect(found('firewall-likely', { heard, platform: 'darwin' }).advice?.key).toBe('diagnosis.firewall.mac')
  })

  it('leaves it open where only the own broadcasts come back: cable, VLAN or firewall', () => {
    expect(diagnose(sight({ heard: { own: true, others: false, strangers: [] } })).map(({ id, severity }) => [id, severity])).toEqual([
      ['nothing-heard', 'problem'],
      ['firewall-possible', 'warning'],
    ])
  })

  it('blames no firewall once anybody was heard, or before anything was asked', () => {
    expect(ids({ heard: { own: false, others: true, strangers: [] } })).toEqual([])
    expect(ids({ heard: { own: false, others: false, strangers: [] }, asked: false })).toEqual([])
  })

  it('notices the wrong subnet by who is heard directly', () => {
    const finding = found('wrong-subnet', { heard: { own: true, others: true, strangers: ['10.20.0.7', '10.20.0.8'] } })
    expect(finding.text.params).toEqual({ addresses: '10.20.0.7, 10.20.0.8', adapters: 'eth0 (192.168.1.5)' })
  })

  it('notices the wrong subnet by where the devices of the site are, all of them silent', () => {
    const devices = [device(1, '10.20.0.7', 'offline'), device(2, '10.20.1.8', 'unknown')]
    expect(found('other-subnet', { devices }).text.params).toEqual({ count: 2, subnets: '10.20.0.x, 10.20.1.x', adapters: 'eth0 (192.168.1.5)' })
    expect(ids({ devices })).toEqual(['other-subnet', 'fewer-devices'])
  })

  it('misses a BBMD where some devices are here and those of another subnet are silent', () => {
    const devices = [device(1, '192.168.1.20', 'online'), device(2, '10.20.1.8', 'offline')]
    expect(ids({ devices })).toEqual(['no-bbmd', 'fewer-devices'])
    expect(ids({ devices: [device(1, '192.168.1.20', 'online'), device(2, '10.20.1.8', 'online')] })).toEqual(['all-there'])
  })

  it('misses no BBMD for devices behind a BACnet router, or while it is registered with one', () => {
    const routed = device(2, '192.168.1.20', 'offline', { address: { ip: '192.168.1.20', port: 47_808, network: 5, mac: '0c' } })
    expect(ids({ devices: [device(1, '192.168.1.20', 'online'), routed] })).toEqual(['fewer-devices'])
    const foreign = { ...sight({}).foreign, enabled: true, bbmd: '10.20.1.1:47808', state: 'registered' as const }
    expect(ids({ devices: [device(2, '10.20.1.8', 'offline')], foreign })).toEqual(['fewer-devices'])
  })

  it('names the missing devices and how long ago the last of them was heard', () => {
    const devices = [
      device(1, '192.168.1.20', 'online'),
      device(2, '192.168.1.21', 'offline', { lastSeenMs: NOW - 3 * HOUR_MS }),
      device(3, '192.168.1.22', 'unknown', { lastSeenMs: NOW - 50 * HOUR_MS, name: '' }),
    ]
    expect(found('fewer-devices', { devices }).text).toEqual({ key: 'diagnosis.missing', params: { count: 2, total: 3, devices: 'AHU 2 (2), 3', since: { value: 3, units: 71 } } })
    const never = devices.map((one) => ({ ...one, lastSeenMs: null }))
    expect(found('fewer-devices', { devices: never }).text.key).toBe('diagnosis.missingNever')
  })

  it('misses no device that is only just being asked for the first time', () => {
    const devices = [device(1, '192.168.1.20', 'online'), device(2, '192.168.1.21', 'unknown', { stateSinceMs: NOW - 5_000 })]
    expect(found('waiting', { devices })).toMatchObject({ severity: 'fine', text: { params: { count: 1 } } })
    expect(ids({ devices })).toEqual(['waiting'])
  })

  it('names five missing devices and no more', () => {
    const devices = Array.from({ length: 9 }, (_, at) => device(at + 1, `192.168.1.${20 + at}`, 'offline'))
    expect(found('fewer-devices', { devices }).text.params).toMatchObject({ count: 9, devices: 'AHU 1 (1), AHU 2 (2), AHU 3 (3), AHU 4 (4), AHU 5 (5) ...' })
  })

  it('names a device that answers at another port than the one kept', () => {
    const elsewhere = [{ asked: '192.168.1.20:47808', found: '192.168.1.20:47809', instance: 12 }]
    expect(found('other-port', { elsewhere })).toMatchObject({ severity: 'warning', text: { params: elsewhere[0] } })
  })

  it('names two adapters in one subnet, but not two addresses of one adapter', () => {
    const finding = found('two-adapters', { adapters: [LAN, adapter('wlan0', '192.168.1.77')] })
    expect(finding.text.params).toEqual({ one: 'eth0', oneAddress: '192.168.1.5', other: 'wlan0', otherAddress: '192.168.1.77' })
    expect(ids({ adapters: [LAN, adapter('eth0 (2)', '192.168.1.6')] })).toEqual([])
    expect(ids({ adapters: [LAN, adapter('eth0.100', '192.168.100.5')] })).toEqual([])
  })

  it('repeats why the registration fails, and warns of a BBMD next door', () => {
    const foreign = { ...sight({}).foreign, enabled: true, bbmd: '10.20.1.1:47808', state: 'silent' as const, problem: { key: 'foreign.silent' } }
    expect(found('foreign-device', { foreign })).toMatchObject({ severity: 'problem', text: { key: 'foreign.silent' } })
    expect(found('foreign-device', { foreign: { ...foreign, state: 'registered' } }).severity).toBe('warning')
    expect(ids({ foreign: { ...foreign, bbmd: '192.168.1.9', problem: null, state: 'registered' } })).toEqual(['foreign-near'])
  })

  it('blames the router for the silent devices behind it', () => {
    const routed = device(2, '192.168.1.9', 'offline', { address: { ip: '192.168.1.9', port: 47_808, network: 5, mac: '0c' } })
    const router = { ip: '192.168.1.9', port: 47_808, interfaceName: 'eth0', networks: [{ network: 5, announced: true }], troubles: [], silent: true, lastHeardMs: NOW - HOUR_MS }
    expect(found('router-silent', { devices: [routed], map: { ...NO_MAP, routers: [router] } }).text.params).toEqual({ router: '192.168.1.9:47808', networks: '5', count: 1 })
    expect(ids({ map: { ...NO_MAP, routers: [router] } })).toEqual([])
  })

  it('passes on what is wrong with network numbers', () => {
    expect(found('network-conflict', { networkProblems: [{ key: 'network.twoRouters' }] })).toMatchObject({ severity: 'warning', text: { key: 'network.twoRouters' } })
  })

  it('puts problems before warnings before what is fine', () => {
    const order = diagnose(sight({ adapters: [LAN, adapter('wlan0', '192.168.1.77')], devices: [device(1, '192.168.1.20', 'online')], heard: { own: true, others: true, strangers: ['10.0.0.1'] } }))
    expect(order.map(({ severity }) => severity)).toEqual(['problem', 'warning', 'fine'])
  })
})
