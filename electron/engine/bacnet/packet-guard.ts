/** Decides which datagrams are looked at: BVLC, NPDU, APDU header and every tag are checked here, before anything is decoded. Pure. */
import { tagsAreSound } from './tags.ts'

/** Why a datagram is refused. The names are what the counters show. */
export const REFUSALS = [
  'too-short',
  'bvlc-type',
  'bvlc-length',
  'bvlc-function',
  'npdu-version',
  'npdu-control',
  'npdu-address',
  'network-message',
  'apdu-type',
  'apdu-header',
  'service',
  'tags',
  'i-am',
  'cov',
  'segment',
  'unmatched',
  'other-port',
  'decode',
] as const
export type Refusal = (typeof REFUSALS)[number]

/** APDU types (135, 20.1): the upper four bits of the first octet. */
export const PDU = {
  confirmedRequest: 0,
  unconfirmedRequest: 1,
  simpleAck: 2,
  complexAck: 3,
  segmentAck: 4,
  error: 5,
  reject: 6,
  abort: 7,
} as const

/** What a datagram carries: a service, a message of routers about networks, or one of the broadcast management below them. */
export type Layer = 'application' | 'network' | 'link'

/** A datagram that may be decoded. Offsets are into the datagram. */
export interface Packet {
  readonly layer: Layer
  /** Sent to all of a subnet, not to this side alone. */
  readonly broadcast: boolean
  /** -1 outside the application layer. */
  readonly pdu: number
  readonly invokeId: number
  /** Service choice; for reject and abort the reason; of the network layer the message type, of the link layer the BVLC function. */
  readonly service: number
  readonly segmented: boolean
  readonly moreFollows: boolean
  readonly sequence: number
  readonly window: number
  /** Where the parameters begin; in the network layer, where the message type stands. */
  readonly payloadAt: number
  readonly end: number
  /** Where a BBMD says the datagram really comes from. */
  readonly forwardedFrom: { readonly ip: string; readonly port: number } | undefined
  /** Network and MAC (hexadecimal) of a device behind a router. */
  readonly network: number | undefined
  readonly mac: string | undefined
}

export type Verdict = Packet | Refusal

const BVLC_TYPE = 0x81
/** BVLC functions this side hears (135, J.2). */
export const BVLC = { result: 0x00, broadcastTable: 0x03, forwarded: 0x04, foreignTable: 0x07, unicast: 0x0a, broadcast: 0x0b } as const
/** Octets of one entry: address, port and mask; address, port and two times. */
const TABLE_ENTRY_OCTETS = 10
/** You-Are and Auth-Request are the last that the standard has. */
const LAST_UNCONFIRMED_SERVICE = 14
const LAST_CONFIRMED_SERVICE = 34

interface NetworkPart {
  apduAt: number
  isNetworkMessage: boolean
  network: number | undefined
  mac: string | undefined
}

const MAX_MAC_LENGTH = 18

/** Reads the NPDU at `at` (135, 6.2). */
const checkNpdu = (bytes: Buffer, at: number): NetworkPart | Refusal => {
  if (at + 2 > bytes.length) return 'too-short'
  if (bytes[at] !== 1) return 'npdu-version'
  const control = bytes[at + 1]!
  // Bits 6 and 4 are reserved and zero.
  if ((control & 0x50) !== 0) return 'npdu-control'
  let next = at + 2
  const part: NetworkPart = { apduAt: 0, isNetworkMessage: (control & 0x80) !== 0, network: undefined, mac: undefined }
  if ((control & 0x20) !== 0) {
    if (next + 3 > bytes.length) return 'npdu-address'
    const length = bytes[next + 2]!
    if (bytes.readUInt16BE(next) === 0 || length > MAX_MAC_LENGTH || next + 3 + length > bytes.length) return 'npdu-address'
    next += 3 + length
  }
  if ((control & 0x08) !== 0) {
    if (next + 3 > bytes.length) return 'npdu-address'
    const network = bytes.readUInt16BE(next)
    const length = bytes[next + 2]!
    if (network === 0 || network === 0xff_ff || length === 0 || length > MAX_MAC_LENGTH || next + 3 + length > bytes.length) return 'npdu-address'
    part.network = network
    part.mac = bytes.toString('hex', next + 3, next + 3 + length)
    next += 3 + length
  }
  if ((control & 0x20) !== 0) {
    // The hop count behind it concerns routers: what is here has arrived.
    if (next >= bytes.length) return 'npdu-address'
    next += 1
  }
  if (next >= bytes.length) return 'too-short'
  part.apduAt = next
  return part
}

type Header = Pick<Packet, 'pdu' | 'invokeId' | 'service' | 'segmented' | 'moreFollows' | 'sequence' | 'window' | 'payloadAt'>

const plainHeader = (pdu: number, invokeId: number, service: number, payloadAt: number): Header => ({
  pdu,
  invokeId,
  service,
  segmented: false,
  moreFollows: false,
  sequence: 0,
  window: 0,
  payloadAt,
})

const checkComplexAck = (bytes: Buffer, at: number): Header | Refusal => {
  const first = bytes[at]!
  const segmented = (first & 8) !== 0
  const moreFollows = (first & 4) !== 0
  if ((first & 3) !== 0 || (moreFollows && !segmented)) return 'apdu-header'
  const payloadAt = at + (segmented ? 5 : 3)
  // Empty parameters are legal in some acknowledgements (no alarms), not in a segment.
  if (payloadAt > bytes.length || (segmented && payloadAt === bytes.length)) return 'apdu-header'
  const service = bytes[payloadAt - 1]!
  if (service > LAST_CONFIRMED_SERVICE) return 'service'
  if (!segmented) return tagsAreSound(bytes, payloadAt, bytes.length) ? plainHeader(PDU.complexAck, bytes[at + 1]!, service, payloadAt) : 'tags'
  const window = bytes[at + 3]!
  if (window === 0 || window > 127) return 'apdu-header'
  // A segment may end inside a tag: its tags are checked when the whole answer is there.
  return { pdu: PDU.complexAck, invokeId: bytes[at + 1]!, service, segmented, moreFollows, sequence: bytes[at + 2]!, window, payloadAt }
}

const checkUnconfirmed = (bytes: Buffer, at: number): Header | Refusal => {
  if ((bytes[at]! & 15) !== 0 || at + 2 > bytes.length) return 'apdu-header'
  const service = bytes[at + 1]!
  if (service > LAST_UNCONFIRMED_SERVICE) return 'service'
  return tagsAreSound(bytes, at + 2, bytes.length) ? plainHeader(PDU.unconfirmedRequest, 0, service, at + 2) : 'tags'
}

/** Notifications fit one packet, so nobody has reason to send this side a request in segments. */
const checkConfirmed = (bytes: Buffer, at: number): Header | Refusal => {
  const flags = bytes[at]! & 15
  if ((flags & 12) !== 0) return 'service'
  if ((flags & 1) !== 0 || at + 4 > bytes.length) return 'apdu-header'
  const service = bytes[at + 3]!
  if (service > LAST_CONFIRMED_SERVICE) return 'service'
  return tagsAreSound(bytes, at + 4, bytes.length) ? plainHeader(PDU.confirmedRequest, bytes[at + 2]!, service, at + 4) : 'tags'
}

/** Acknowledgements, rejects and aborts have three octets and nothing behind them. */
const checkShort = (bytes: Buffer, at: number, pdu: number): Header | Refusal => {
  const flags = bytes[at]! & 15
  // Bit 0 of an abort says that the server sends it; some stacks forget it, and this side is never a server.
  if (flags > (pdu === PDU.abort ? 1 : 0) || at + 3 !== bytes.length) return 'apdu-header'
  return plainHeader(pdu, bytes[at + 1]!, bytes[at + 2]!, at + 3)
}

const checkError = (bytes: Buffer, at: number): Header | Refusal => {
  // Class and code may be missing: the question is answered all the same.
  if ((bytes[at]! & 15) !== 0 || at + 3 > bytes.length) return 'apdu-header'
  if (bytes[at + 2]! > LAST_CONFIRMED_SERVICE) return 'service'
  return tagsAreSound(bytes, at + 3, bytes.length) ? plainHeader(PDU.error, bytes[at + 1]!, bytes[at + 2]!, at + 3) : 'tags'
}

const checkApdu = (bytes: Buffer, at: number): Header | Refusal => {
  const pdu = bytes[at]! >> 4
  switch (pdu) {
    case PDU.unconfirmedRequest:
      return checkUnconfirmed(bytes, at)
    case PDU.complexAck:
      return checkComplexAck(bytes, at)
    case PDU.error:
      return checkError(bytes, at)
    case PDU.simpleAck:
    case PDU.reject:
    case PDU.abort:
      return checkShort(bytes, at, pdu)
    case PDU.confirmedRequest:
      return checkConfirmed(bytes, at)
    case PDU.segmentAck:
      // This side sends no segments, so nobody has reason to acknowledge one.
      return 'service'
    default:
      return 'apdu-type'
  }
}

const forwardedSource = (bytes: Buffer): Packet['forwardedFrom'] | 'npdu-address' => {
  const port = bytes.readUInt16BE(8)
  if (port === 0 || bytes[4] === 0 || bytes[4]! >= 224) return 'npdu-address'
  return { ip: `${bytes[4]}.${bytes[5]}.${bytes[6]}.${bytes[7]}`, port }
}

/** Answers of a broadcast management device: a result code, or a table of whole entries. */
const checkLink = (bytes: Buffer, bvlc: number): Packet | Refusal => {
  const octets = bytes.length - 4
  if (bvlc === BVLC.result ? octets !== 2 : octets % TABLE_ENTRY_OCTETS !== 0) return 'bvlc-length'
  return packetOf('link', plainHeader(-1, 0, bvlc, 4), bytes, { forwardedFrom: undefined, network: undefined, mac: undefined }, false)
}

type Origin = Pick<Packet, 'forwardedFrom' | 'network' | 'mac'>

const packetOf = (layer: Layer, header: Header, bytes: Buffer, origin: Origin, broadcast: boolean): Packet => ({
  layer,
  broadcast,
  pdu: header.pdu,
  invokeId: header.invokeId,
  service: header.service,
  segmented: header.segmented,
  moreFollows: header.moreFollows,
  sequence: header.sequence,
  window: header.window,
  payloadAt: header.payloadAt,
  end: bytes.length,
  forwardedFrom: origin.forwardedFrom,
  network: origin.network,
  mac: origin.mac,
})

const isLink = (bvlc: number | undefined): bvlc is number => bvlc === BVLC.result || bvlc === BVLC.broadcastTable || bvlc === BVLC.foreignTable

/** Looks at one datagram whole. Never throws, allocates no more than the answer. */
export const checkPacket = (bytes: Buffer): Verdict => {
  if (bytes.length < 4) return 'too-short'
  if (bytes[0] !== BVLC_TYPE) return 'bvlc-type'
  if (bytes.readUInt16BE(2) !== bytes.length) return 'bvlc-length'
  const bvlc = bytes[1]
  if (isLink(bvlc)) return checkLink(bytes, bvlc)
  if (bvlc !== BVLC.unicast && bvlc !== BVLC.broadcast && bvlc !== BVLC.forwarded) return 'bvlc-function'
  const forwarded = bvlc === BVLC.forwarded
  if (forwarded && bytes.length < 10) return 'too-short'
  const forwardedFrom = forwarded ? forwardedSource(bytes) : undefined
  if (typeof forwardedFrom === 'string') return forwardedFrom
  const npdu = checkNpdu(bytes, forwarded ? 10 : 4)
  if (typeof npdu === 'string') return npdu
  const origin = { forwardedFrom, network: npdu.network, mac: npdu.mac }
  const broadcast = bvlc !== BVLC.unicast
  if (npdu.isNetworkMessage) return packetOf('network', plainHeader(-1, 0, bytes[npdu.apduAt]!, npdu.apduAt), bytes, origin, broadcast)
  const header = checkApdu(bytes, npdu.apduAt)
  if (typeof header === 'string') return header
  // Only broadcasts are forwarded; an answer that claims to be is forged.
  if (forwarded && header.pdu !== PDU.unconfirmedRequest) return 'bvlc-function'
  // A request that wants an answer goes to one peer.
  if (broadcast && header.pdu === PDU.confirmedRequest) return 'bvlc-function'
  return packetOf('application', header, bytes, origin, broadcast)
}
