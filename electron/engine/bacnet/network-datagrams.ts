/** The datagrams to routers and to broadcast management devices (135, 6.4 and annex J). Pure. */
import { BVLC } from './packet-guard.ts'
import { NETWORK_MESSAGE } from './network-message.ts'

const IS_NETWORK_MESSAGE = 0x80
/** BVLC functions that only this side sends. */
const READ_BROADCAST_TABLE = 0x02
const REGISTER = 0x05
const DELETE_REGISTRATION = 0x08
const DISTRIBUTE = 0x09

const bvlc = (type: number, content: readonly number[]): Buffer => Buffer.from([0x81, type, (content.length + 4) >> 8, (content.length + 4) & 255, ...content])

/** Who-Is-Router-To-Network to all of a subnet: for one network, or for all there are. */
export const whoIsRouterDatagram = (network?: number): Buffer =>
  bvlc(BVLC.broadcast, [1, IS_NETWORK_MESSAGE, NETWORK_MESSAGE.whoIsRouter, ...(network === undefined ? [] : [network >> 8, network & 255])])

/** What-Is-Network-Number to all of a subnet. */
export const whatIsNetworkNumberDatagram = (): Buffer => bvlc(BVLC.broadcast, [1, IS_NETWORK_MESSAGE, NETWORK_MESSAGE.whatIsNetworkNumber])

/** The same as a broadcast, for a BBMD that is to broadcast it for a foreign device. */
export const distributeDatagram = (broadcast: Buffer): Buffer => {
  const datagram = Buffer.from(broadcast)
  datagram[1] = DISTRIBUTE
  return datagram
}

/** Register-Foreign-Device. `ttlSeconds` 1..65535. */
export const registerDatagram = (ttlSeconds: number): Buffer => bvlc(REGISTER, [ttlSeconds >> 8, ttlSeconds & 255])

/** Delete-Foreign-Device-Table-Entry: of the address under which the BBMD knows this side. */
export const deleteRegistrationDatagram = (ip: string, port: number): Buffer => bvlc(DELETE_REGISTRATION, [...ip.split('.').map(Number), port >> 8, port & 255])

export const readBroadcastTableDatagram = (): Buffer => bvlc(READ_BROADCAST_TABLE, [])

/** One entry of a broadcast distribution table: a BBMD and the mask it is sent with. */
export interface BroadcastTableEntry {
  readonly ip: string
  readonly port: number
  readonly mask: string
}

const dotted = (bytes: Buffer, at: number): string => `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`

/** The entries of a Read-Broadcast-Distribution-Table-Ack; the guard has seen that they are whole. */
export const broadcastTableIn = (bytes: Buffer, at: number, end: number): BroadcastTableEntry[] => {
  const entries: BroadcastTableEntry[] = []
  for (let next = at; next + 10 <= end; next += 10) entries.push({ ip: dotted(bytes, next), port: bytes.readUInt16BE(next + 4), mask: dotted(bytes, next + 6) })
  return entries
}
