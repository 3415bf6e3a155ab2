/** Network layer messages (135, 6.4): what routers say of networks, read strictly, and the few questions asked of them. Pure. */

/** Message types this side knows. */
export const NETWORK_MESSAGE = {
  whoIsRouter: 0x00,
  iAmRouter: 0x01,
  iCouldBeRouter: 0x02,
  reject: 0x03,
  routerBusy: 0x04,
  routerAvailable: 0x05,
  whatIsNetworkNumber: 0x12,
  networkNumberIs: 0x13,
} as const

export type NetworkMessage =
  /** Asks for the router to one network, or for all routers. */
  | { readonly kind: 'whoIsRouter'; readonly network: number | undefined }
  | { readonly kind: 'iAmRouter'; readonly networks: readonly number[] }
  /** A half-router that could connect on demand. */
  | { readonly kind: 'iCouldBeRouter'; readonly network: number; readonly performance: number }
  /** A message was not passed on. Reasons: `REJECT_REASON`. */
  | { readonly kind: 'reject'; readonly network: number; readonly reason: number }
  /** Without networks: all that the router serves. */
  | { readonly kind: 'routerBusy'; readonly networks: readonly number[] }
  | { readonly kind: 'routerAvailable'; readonly networks: readonly number[] }
  | { readonly kind: 'whatIsNetworkNumber' }
  /** `configured`: set by hand in the sender; otherwise it only heard it. */
  | { readonly kind: 'networkNumberIs'; readonly network: number; readonly configured: boolean }
  /** Legal and of no use here: routing tables, half-routers' connections, security, vendors' own. */
  | { readonly kind: 'other'; readonly type: number }

/** Why a router did not pass a message on (135, 6.4.4). */
export const REJECT_REASON = { other: 0, noRoute: 1, busy: 2, unknownMessage: 3, tooLong: 4, security: 5, address: 6 } as const

const FIRST_VENDOR_TYPE = 0x80
const LAST_NETWORK = 0xff_fe

/** Whether a number may name a network: 0 is the own one and 65535 all. */
export const isNetworkNumber = (network: number): boolean => Number.isInteger(network) && network >= 1 && network <= LAST_NETWORK

/** The network numbers in [at, end), each once; undefined when they are not whole or none that exists. A datagram bounds how many. */
const networksIn = (bytes: Buffer, at: number, end: number): number[] | undefined => {
  if ((end - at) % 2 !== 0) return undefined
  const networks = new Set<number>()
  for (let next = at; next < end; next += 2) {
    const network = bytes.readUInt16BE(next)
    if (!isNetworkNumber(network)) return undefined
    networks.add(network)
  }
  return [...networks]
}

const oneNetwork = (bytes: Buffer, at: number): number | undefined => {
  const network = bytes.readUInt16BE(at)
  return isNetworkNumber(network) ? network : undefined
}

const decodeNetworks = (kind: 'iAmRouter' | 'routerBusy' | 'routerAvailable', bytes: Buffer, at: number, end: number): NetworkMessage | undefined => {
  const networks = networksIn(bytes, at, end)
  return networks === undefined || (kind === 'iAmRouter' && networks.length === 0) ? undefined : { kind, networks }
}

const decodeWhoIs = (bytes: Buffer, at: number, end: number): NetworkMessage | undefined => {
  if (at === end) return { kind: 'whoIsRouter', network: undefined }
  const network = end - at === 2 ? oneNetwork(bytes, at) : undefined
  return network === undefined ? undefined : { kind: 'whoIsRouter', network }
}

/** One octet and a network number, in either order. */
const decodeTriple = (type: number, bytes: Buffer, at: number, end: number): NetworkMessage | undefined => {
  if (end - at !== 3) return undefined
  const octetFirst = type === NETWORK_MESSAGE.reject
  const network = oneNetwork(bytes, octetFirst ? at + 1 : at)
  const octet = bytes[octetFirst ? at : at + 2]!
  if (network === undefined) return undefined
  if (type === NETWORK_MESSAGE.reject) return { kind: 'reject', network, reason: octet }
  if (type === NETWORK_MESSAGE.iCouldBeRouter) return { kind: 'iCouldBeRouter', network, performance: octet }
  return octet > 1 ? undefined : { kind: 'networkNumberIs', network, configured: octet === 1 }
}

/**
 * The message whose type stands at `at`; undefined when it is malformed.
 * @param end one behind the last octet; at least `at` + 1.
 */
export const decodeNetworkMessage = (bytes: Buffer, at: number, end: number): NetworkMessage | undefined => {
  const type = bytes[at]!
  const from = at + 1
  switch (type) {
    case NETWORK_MESSAGE.whoIsRouter:
      return decodeWhoIs(bytes, from, end)
    case NETWORK_MESSAGE.iAmRouter:
      return decodeNetworks('iAmRouter', bytes, from, end)
    case NETWORK_MESSAGE.routerBusy:
      return decodeNetworks('routerBusy', bytes, from, end)
    case NETWORK_MESSAGE.routerAvailable:
      return decodeNetworks('routerAvailable', bytes, from, end)
    case NETWORK_MESSAGE.iCouldBeRouter:
    case NETWORK_MESSAGE.reject:
    case NETWORK_MESSAGE.networkNumberIs:
      return decodeTriple(type, bytes, from, end)
    case NETWORK_MESSAGE.whatIsNetworkNumber:
      return from === end ? { kind: 'whatIsNetworkNumber' } : undefined
    default:
      // Vendors' own messages name their vendor.
      return type >= FIRST_VENDOR_TYPE && from + 2 > end ? undefined : { kind: 'other', type }
  }
}
