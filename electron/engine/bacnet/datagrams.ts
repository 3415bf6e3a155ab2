/** Builds the datagrams that are sent. Service parameters are encoded by the BACnet library; what stands around them is laid out here. */
import { ReadProperty, ReadPropertyMultiple, WhoIs } from '@bacnet-js/client/dist/lib/services/index.js'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import { SERVICE, type PropertyRef, type ReadSpec } from './properties.ts'

/** No index: the whole property (the library's ASN1_ARRAY_ALL). */
const WHOLE = 0xff_ff_ff_ff
/** Where parameters are encoded before they are copied; encoding never waits, so one is enough. */
const SCRATCH = Buffer.alloc(65_536)
const HOP_COUNT = 255
const BVLC_UNICAST = 0x0a
const BVLC_BROADCAST = 0x0b

/** A confirmed request without its invoke id, kept as long as the same is asked again. */
export interface RequestApdu {
  readonly service: number
  /** From the APDU's first octet; octet `INVOKE_ID_AT` is filled in when it is sent. */
  readonly bytes: Buffer
}
const INVOKE_ID_AT = 2

const encoded = (encode: (target: { buffer: Buffer; offset: number }) => void): Buffer => {
  const target = { buffer: SCRATCH, offset: 0 }
  encode(target)
  return Buffer.from(SCRATCH.subarray(0, target.offset))
}

/** A confirmed request from its service choice and encoded parameters. */
export const confirmed = (service: number, parameters: Buffer): RequestApdu => {
  // 0x02: a segmented answer is welcome; 0x75: more than 64 segments, 1476 octets each.
  const header = Buffer.from([0x02, 0x75, 0, service])
  return { service, bytes: Buffer.concat([header, parameters]) }
}

export const readPropertyApdu = (type: number, instance: number, ref: PropertyRef): RequestApdu =>
  confirmed(
    SERVICE.readProperty,
    encoded((target) => ReadProperty.encode(target, type, instance, ref.property, ref.index ?? WHOLE)),
  )

type LibrarySpecs = Parameters<typeof ReadPropertyMultiple.encode>[1]

/** The library types object types and properties as its enumerations, which proprietary ones are not in; it encodes any number. */
const librarySpecs = (specs: readonly ReadSpec[]): LibrarySpecs => {
  const plain: unknown = specs.map(({ type, instance, properties }) => ({
    objectId: { type, instance },
    properties: properties.map(({ property, index }) => ({ id: property, index: index ?? WHOLE })),
  }))
  return plain as LibrarySpecs
}

/** Array index 0 cannot be asked this way (the library leaves it out): use `readPropertyApdu`. */
export const readPropertyMultipleApdu = (specs: readonly ReadSpec[]): RequestApdu =>
  confirmed(
    SERVICE.readPropertyMultiple,
    encoded((target) => ReadPropertyMultiple.encode(target, librarySpecs(specs))),
  )

const EXPECTING_REPLY = 0x04
const HAS_DESTINATION = 0x20

/** BVLC and NPDU in front of every request to one address. */
export const unicastPrefix = (address: DeviceAddress, expectingReply: boolean): Buffer => {
  const control = expectingReply ? EXPECTING_REPLY : 0
  if (address.network === undefined) return Buffer.from([0x81, BVLC_UNICAST, 0, 0, 1, control])
  const mac = Buffer.from(address.mac ?? '', 'hex')
  return Buffer.from([0x81, BVLC_UNICAST, 0, 0, 1, control | HAS_DESTINATION, address.network >> 8, address.network & 255, mac.length, ...mac, HOP_COUNT])
}

const withLength = (datagram: Buffer): Buffer => {
  datagram.writeUInt16BE(datagram.length, 2)
  return datagram
}

/** A copy each time: the socket may hold a datagram longer than the request lives. */
export const requestDatagram = (prefix: Buffer, apdu: RequestApdu, invokeId: number): Buffer => {
  const datagram = Buffer.allocUnsafe(prefix.length + apdu.bytes.length)
  prefix.copy(datagram, 0)
  apdu.bytes.copy(datagram, prefix.length)
  datagram[prefix.length + INVOKE_ID_AT] = invokeId
  return withLength(datagram)
}

export const segmentAckDatagram = (prefix: Buffer, invokeId: number, sequence: number, window: number, negative: boolean): Buffer =>
  withLength(Buffer.concat([prefix, Buffer.from([0x40 | (negative ? 2 : 0), invokeId, sequence, window])]))

/** Who-Is over a range of instances (all when not given). */
export interface WhoIsRange {
  readonly low: number
  readonly high: number
}

/** Every network there is. */
const ALL_NETWORKS = 0xff_ff

const whoIsNpdu = (destination: number | undefined): readonly number[] =>
  destination === undefined ? [1, 0] : [1, HAS_DESTINATION, destination >> 8, destination & 255, 0, HOP_COUNT]

const whoIs = (bvlc: number, destination: number | undefined, range: WhoIsRange | undefined): Buffer => {
  const parameters = range === undefined ? Buffer.alloc(0) : encoded((target) => WhoIs.encode(target, range.low, range.high))
  return withLength(Buffer.concat([Buffer.from([0x81, bvlc, 0, 0, ...whoIsNpdu(destination), 0x10, 8]), parameters]))
}

/**
 * A Who-Is. `unicast`: to one peer. `local`: all on the subnet. `global`: also every network behind routers (destination network 65535).
 */
export const whoIsDatagram = (scope: 'unicast' | 'local' | 'global', range?: WhoIsRange): Buffer =>
  whoIs(scope === 'unicast' ? BVLC_UNICAST : BVLC_BROADCAST, scope === 'global' ? ALL_NETWORKS : undefined, range)

/** A Who-Is to all devices of one network (1..65534): handed to its router (`unicast`), or to all of the subnet where the router is not known. */
export const whoIsOnNetworkDatagram = (network: number, scope: 'unicast' | 'local', range?: WhoIsRange): Buffer =>
  whoIs(scope === 'unicast' ? BVLC_UNICAST : BVLC_BROADCAST, network, range)

/** A Who-Is to one device behind a router, which then need not hear broadcasts. */
export const whoIsAtDatagram = (address: DeviceAddress, range?: WhoIsRange): Buffer => {
  const parameters = range === undefined ? Buffer.alloc(0) : encoded((target) => WhoIs.encode(target, range.low, range.high))
  return withLength(Buffer.concat([unicastPrefix(address, false), Buffer.from([0x10, 8]), parameters]))
}

/** A simple acknowledgement (`last` = service) or a reject (`last` = reason). */
export const shortDatagram = (prefix: Buffer, pdu: number, invokeId: number, last: number): Buffer => withLength(Buffer.concat([prefix, Buffer.from([pdu << 4, invokeId, last])]))
