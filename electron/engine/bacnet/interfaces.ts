/** The local network interfaces BACnet/IP can use. Pure but for `readInterfaces`. */
import { networkInterfaces } from 'node:os'
import type { DeviceAddress } from '../../../shared/domain/device.ts'

export interface LocalInterface {
  readonly name: string
  readonly address: string
  readonly netmask: string
  readonly broadcast: string
  readonly loopback: boolean
}

/** `192.168.1.20` as 32 bits, or undefined when it is not an IPv4 address. */
export const ipNumber = (ip: string): number | undefined => {
  const parts = ip.split('.')
  if (parts.length !== 4) return undefined
  let value = 0
  for (const part of parts) {
    const octet = Number(part)
    if (!/^\d{1,3}$/.test(part) || octet > 255) return undefined
    value = value * 256 + octet
  }
  return value
}

const ipText = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')

/** The directed broadcast address: every host bit set. */
export const directedBroadcast = (address: string, netmask: string): string => ipText(((ipNumber(address) ?? 0) | ~(ipNumber(netmask) ?? 0)) >>> 0)

export const isOnSubnet = (ip: string, local: Pick<LocalInterface, 'address' | 'netmask'>): boolean => {
  const mask = ipNumber(local.netmask) ?? 0xff_ff_ff_ff
  const one = ipNumber(ip)
  const other = ipNumber(local.address)
  return one !== undefined && other !== undefined && (one & mask) === (other & mask)
}

/** The interface a peer is on: the one with the narrowest subnet that contains it. */
export const interfaceOf = <T extends LocalInterface>(ip: string, all: readonly T[]): T | undefined => {
  let best: T | undefined
  for (const local of all) {
    if (isOnSubnet(ip, local) && (best === undefined || (ipNumber(local.netmask) ?? 0) > (ipNumber(best.netmask) ?? 0))) best = local
  }
  return best
}

/** Whether two addresses are two ways to one station: its network and MAC are the same, and the routers there are on one subnet. */
export const isOneStation = (one: DeviceAddress, other: DeviceAddress, all: readonly LocalInterface[]): boolean =>
  one.network !== undefined && one.network === other.network && one.mac === other.mac && all.some((local) => isOnSubnet(one.ip, local) && isOnSubnet(other.ip, local))

/** IPv4 interfaces that are up, one entry for each address; a second address of an interface gets its own name (`eth0 (2)`). */
export const readInterfaces = (): LocalInterface[] => {
  const found: LocalInterface[] = []
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    let count = 0
    for (const { family, address, netmask, internal } of addresses ?? []) {
      if (family !== 'IPv4') continue
      count += 1
      found.push({ name: count === 1 ? name : `${name} (${count})`, address, netmask, broadcast: directedBroadcast(address, netmask), loopback: internal })
    }
  }
  return found
}
