/** Interfaces, subnets, broadcasts, and where devices are looked for. */
import { describe, expect, it } from 'vitest'
import { chosenInterfaces } from '../../../electron/engine/bacnet/discovery.ts'
import { InterfaceMonitor } from '../../../electron/engine/bacnet/interface-monitor.ts'
import { directedBroadcast, interfaceOf, ipNumber, readInterfaces, type LocalInterface } from '../../../electron/engine/bacnet/interfaces.ts'
import { searchInterfaces, searchTargets } from '../../../electron/engine/bacnet/search.ts'
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'

const local = (name: string, address: string, netmask: string, loopback = false): LocalInterface => ({ name, address, netmask, broadcast: directedBroadcast(address, netmask), loopback })
const LO = local('lo', '127.0.0.1', '255.0.0.0', true)
const LAN = local('eth0', '192.168.1.7', '255.255.255.0')
const WIDE = local('wlan0', '192.168.0.9', '255.255.0.0')

describe('interfaces', () => {
  it.each([
    ['192.168.1.7', '255.255.255.0', '192.168.1.255'],
    ['10.1.2.3', '255.255.240.0', '10.1.15.255'],
    ['172.16.0.1', '255.255.255.252', '172.16.0.3'],
    ['127.0.0.1', '255.0.0.0', '127.255.255.255'],
  ])('%s with mask %s broadcasts to %s', (address, mask, broadcast) => {
    expect(directedBroadcast(address, mask)).toBe(broadcast)
  })

  it('belong to a peer by the narrowest subnet', () => {
    expect(interfaceOf('192.168.1.30', [WIDE, LAN, LO])?.name).toBe('eth0')
    expect(interfaceOf('192.168.2.30', [WIDE, LAN, LO])?.name).toBe('wlan0')
    expect(interfaceOf('127.0.0.99', [WIDE, LAN, LO])?.name).toBe('lo')
    expect(interfaceOf('8.8.8.8', [WIDE, LAN, LO])).toBeUndefined()
  })

  it('are not made from what is no address', () => {
    for (const text of ['', '1.2.3', '1.2.3.256', '1.2.3.x', '1.2.3.4.5']) expect(ipNumber(text)).toBeUndefined()
  })

  it('of this machine have loopback marked', () => {
    const all = readInterfaces()
    expect(all.filter(({ loopback }) => loopback).map(({ address }) => address)).toContain('127.0.0.1')
  })

  it('are all but loopback when none is chosen, else those named', () => {
    expect(chosenInterfaces({ interfaces: [], targets: [] }, [LO, LAN])).toEqual([LAN])
    expect(chosenInterfaces({ interfaces: ['lo'], targets: [] }, [LO, LAN])).toEqual([LO])
    expect(chosenInterfaces({ interfaces: ['127.0.0.1'], targets: [] }, [LO, LAN])).toEqual([LO])
    expect(chosenInterfaces({ interfaces: [], targets: [{ ip: '127.0.0.1', port: 47_809 }] }, [LO, LAN])).toEqual([])
  })
})

describe('the interface monitor', () => {
  it('counts each device once on the interface it was heard on, and tells about changes only', () => {
    let now = [LO, LAN]
    const told: (readonly InterfaceInfo[])[] = []
    const appeared: string[] = []
    const monitor = new InterfaceMonitor({ changed: (all) => told.push(all), appeared: ({ name }) => appeared.push(name) }, () => now)
    monitor.look()
    expect(told).toHaveLength(0)
    expect(monitor.count('192.168.1.30', 5)).toBe('eth0')
    monitor.count('192.168.1.30', 5)
    monitor.count('192.168.1.31', 6)
    expect(monitor.count('8.8.8.8', 7)).toBeUndefined()
    monitor.look()
    monitor.look()
    expect(told).toHaveLength(1)
    expect(told[0]?.map(({ devicesHeard }) => devicesHeard)).toEqual([0, 2])
    now = [LO]
    monitor.look()
    expect(told[1]?.map(({ name }) => name)).toEqual(['lo'])
    expect(appeared).toEqual([])
    now = [LO, LAN]
    monitor.look()
    monitor.look()
    expect(appeared).toEqual(['eth0'])
  })
})

describe('an adapter that gets another address', () => {
  it('begins to count anew there, and has its former count back with its former address', () => {
    let now = [LO, LAN]
    const appeared: string[] = []
    const monitor = new InterfaceMonitor({ changed: () => {}, appeared: ({ address }) => appeared.push(address) }, () => now)
    monitor.count('192.168.1.30', 7)
    now = [LO, { ...LAN, address: '10.5.0.2', broadcast: '10.5.0.255' }]
    monitor.look()
    expect(monitor.list().map(({ devicesHeard }) => devicesHeard)).toEqual([0, 0])
    monitor.count('10.5.0.9', 8)
    expect(monitor.list()[1]).toMatchObject({ address: '10.5.0.2', devicesHeard: 1 })
    now = [LO, LAN]
    monitor.look()
    expect(monitor.list()[1]).toMatchObject({ address: LAN.address, devicesHeard: 1 })
    expect(appeared).toEqual(['10.5.0.2', LAN.address])
  })
})

describe('the search for a silent device', () => {
  it('broadcasts only where the device was', () => {
    expect(searchInterfaces({ ip: '127.0.0.1', port: 47809 }, [LO, LAN])).toEqual([LO])
    expect(searchInterfaces({ ip: '192.168.1.30', port: 47808 }, [LO, LAN])).toEqual([LAN])
    expect(searchInterfaces({ ip: '10.0.0.1', port: 47808 }, [LO, LAN])).toEqual([LAN])
  })

  it('asks one behind a router through it, and the router’s host', () => {
    const routed = { ip: '10.0.0.1', port: 47_808, network: 5, mac: '0c' }
    expect(searchTargets(routed, [routed], 47_808, 5)).toEqual([routed, { ip: '10.0.0.1', port: 47_808 }])
  })

  it('asks the last host and known targets, each once', () => {
    const targets = searchTargets({ ip: '10.0.0.1', port: 47809 }, [{ ip: '10.0.0.1', port: 47808 }, { ip: '10.0.0.2', port: 47808 }, { ip: '10.0.0.3', port: 47808 }], 47808, 2)
    expect(targets.map(({ ip, port }) => `${ip}:${port}`)).toEqual(['10.0.0.1:47809', '10.0.0.1:47808', '10.0.0.2:47808'])
  })
})
