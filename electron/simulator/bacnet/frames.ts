/** The layers round an APDU: BVLL (135 annex J) and NPDU (135 clause 6), read with every length checked. */
import type { Buffer } from 'node:buffer'
import { ApduReader } from './apdu-reader.ts'
import type { ApduWriter } from './apdu-writer.ts'

export interface Peer {
  readonly ip: string
  readonly port: number
  /** Address behind a router, to be given back in the answer. */
  readonly network?: number
  readonly mac?: Buffer
}

export interface Incoming {
  readonly apdu: ApduReader
  readonly peer: Peer
}

/** A BVLL function that wants a result: foreign device registration and broadcast tables, which plain devices refuse. */
export interface Refused {
  readonly resultCode: number
}

const UNICAST = 0x0a
const BROADCAST = 0x0b
const FORWARDED = 0x04
/** Result codes for functions that only a broadcast management device has, by function. */
const REFUSALS: Readonly<Record<number, number>> = { 1: 0x10, 2: 0x20, 5: 0x30, 6: 0x40, 8: 0x50, 9: 0x60 }

/** @returns what is inside, a refusal to send back, or null for what a device drops in silence. */
export const openFrame = (packet: Buffer, ip: string, port: number): Incoming | Refused | null => {
  if (packet.length < 4 || packet[0] !== 0x81 || packet.readUInt16BE(2) !== packet.length) return null
  const kind = packet[1] ?? 0
  const refusal = REFUSALS[kind]
  if (refusal !== undefined) return { resultCode: refusal }
  if (kind === UNICAST || kind === BROADCAST) return openNetwork(packet, 4, { ip, port })
  if (kind !== FORWARDED || packet.length < 10) return null
  const origin = `${packet[4]}.${packet[5]}.${packet[6]}.${packet[7]}`
  return openNetwork(packet, 10, { ip: origin, port: packet.readUInt16BE(8) })
}

const openNetwork = (packet: Buffer, offset: number, peer: Peer): Incoming | null => {
  const reader = new ApduReader(packet, offset, packet.length)
  if (reader.u8() !== 1) return null
  const control = reader.u8()
  if ((control & 0x80) !== 0) return null
  const hasDestination = (control & 0x20) !== 0
  if (hasDestination) {
    const network = reader.u16()
    reader.skip(reader.u8())
    if (network !== 0xffff) return null
  }
  let source: { network: number; mac: Buffer } | null = null
  if ((control & 0x08) !== 0) {
    const network = reader.u16()
    const length = reader.u8()
    source = { network, mac: packet.subarray(reader.offset, reader.offset + length) }
    reader.skip(length)
  }
  if (hasDestination) reader.u8()
  if (reader.failed || reader.atEnd()) return null
  return { apdu: reader, peer: source ? { ...peer, ...source } : peer }
}

/** Begins a packet to a peer; `closeFrame` must follow the APDU. `confirmed`: an answer is expected. `broadcast`: to all on the subnet. */
export const beginFrame = (writer: ApduWriter, peer: Peer, confirmed: boolean, broadcast = false): void => {
  writer.offset = 0
  writer.u8(0x81)
  writer.u8(broadcast ? BROADCAST : UNICAST)
  writer.u16(0)
  writer.u8(1)
  const routed = peer.network !== undefined && peer.mac !== undefined
  writer.u8((routed ? 0x20 : 0) | (confirmed ? 0x04 : 0))
  if (!routed) return
  writer.u16(peer.network)
  writer.u8(peer.mac.length)
  for (const octet of peer.mac) writer.u8(octet)
  writer.u8(255)
}

export const closeFrame = (writer: ApduWriter): void => {
  writer.buffer.writeUInt16BE(writer.offset, 2)
}

/** A BVLC-Result with a code. */
export const writeRefusal = (writer: ApduWriter, refused: Refused): void => {
  writer.offset = 0
  writer.u8(0x81)
  writer.u8(0)
  writer.u16(6)
  writer.u16(refused.resultCode)
}
