/** IPv4 subnets: which adapter an address belongs to. Pure. */
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'

const bits = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)

/** 24 for `255.255.255.0`. */
export const prefixLength = (netmask: string): number => bits(netmask).toString(2).replaceAll('0', '').length

/** `10.0.0.21/24`. */
export const subnetLabel = ({ address, netmask }: Pick<InterfaceInfo, 'address' | 'netmask'>): string => `${address}/${prefixLength(netmask)}`

const network = (address: string, netmask: string): number => Math.floor(bits(address) / 2 ** (32 - prefixLength(netmask)))

/** The adapter in whose subnet an address is, the narrowest first; undefined where it is in none. */
export const adapterOf = (ip: string, adapters: readonly InterfaceInfo[]): InterfaceInfo | undefined =>
  adapters
    .filter(({ address, netmask }) => network(ip, netmask) === network(address, netmask))
    .sort((a, b) => prefixLength(b.netmask) - prefixLength(a.netmask))[0]
