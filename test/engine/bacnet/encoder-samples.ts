/** Datagrams as the product's encoders make them, with any parameters they take, and what an independent reader must find in each. */
import { readPropertyApdu, readPropertyMultipleApdu, requestDatagram, segmentAckDatagram, unicastPrefix, whoIsDatagram, type RequestApdu } from '../../../electron/engine/bacnet/datagrams.ts'
import { batchApdu, polledPoint } from '../../../electron/engine/bacnet/poll-plan.ts'
import type { PropertyRef } from '../../../electron/engine/bacnet/properties.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'

export type Random = () => number

/** What must be read: fields by Wireshark's names, numbers as decimal text. A field left out is not looked at. */
export type Expected = Readonly<Record<string, readonly (number | string)[]>>

export interface EncoderSample {
  readonly datagram: Buffer
  readonly expected: Expected
}

/** A whole number in [from, to]. */
export const between = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
export const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)]!

const LAST_INSTANCE = 4_194_303
export const objectType = (random: Random): number => pick(random, [between(random, 0, 60), between(random, 128, 1_023)])
export const instance = (random: Random): number => pick(random, [0, 1, between(random, 0, LAST_INSTANCE), LAST_INSTANCE - 1])
/** Standard, proprietary and the largest number there is. */
const propertyNumber = (random: Random): number => pick(random, [between(random, 0, 130), between(random, 131, 511), between(random, 512, 4_194_303)])
const propertyRef = (random: Random, leastIndex: number): PropertyRef => {
  const property = propertyNumber(random)
  return random() < 0.5 ? { property } : { property, index: pick(random, [leastIndex, 1, between(random, 1, 300), 70_000]) }
}

/** A device on the local network or behind a router, with a MAC as MS/TP, LonTalk, BACnet/IPv6 and Ethernet have them (Wireshark 4.0 loses its way at seven octets). */
export const someAddress = (random: Random): DeviceAddress => {
  const near = { ip: '127.0.0.1', port: 47_808 }
  if (random() < 0.4) return near
  const length = pick(random, [1, 1, 2, 3, 6])
  const mac = Buffer.from(Array.from({ length }, () => between(random, 0, 255))).toString('hex')
  return { ...near, network: between(random, 1, 65_534), mac }
}

const NO_TYPE: Expected = {}

/** A confirmed request as it is sent, to any address. */
export const confirmedSample = (random: Random, apdu: RequestApdu, expected: Expected = NO_TYPE): EncoderSample => {
  const address = someAddress(random)
  const invokeId = between(random, 0, 255)
  return {
    datagram: requestDatagram(unicastPrefix(address, true), apdu, invokeId),
    expected: { 'bacapp.type': [0], 'bacapp.invoke_id': [invokeId], 'bacapp.confirmed_service': [apdu.service], 'bacnet.dnet': address.network === undefined ? [] : [address.network], ...expected },
  }
}

const readProperty = (random: Random): EncoderSample => {
  const [type, number, ref] = [objectType(random), instance(random), propertyRef(random, 0)]
  return confirmedSample(random, readPropertyApdu(type, number, ref), {
    'bacapp.objectType': [type],
    'bacapp.instance_number': [number],
    'bacapp.property_identifier': [ref.property],
  })
}

const readPropertyMultiple = (random: Random): EncoderSample => {
  const specs = Array.from({ length: between(random, 1, 12) }, () => ({
    type: objectType(random),
    instance: instance(random),
    properties: Array.from({ length: between(random, 1, 6) }, () => propertyRef(random, 1)),
  }))
  return confirmedSample(random, readPropertyMultipleApdu(specs), {
    'bacapp.objectType': specs.map(({ type }) => type),
    'bacapp.instance_number': specs.map((spec) => spec.instance),
    'bacapp.property_identifier': specs.flatMap(({ properties }) => properties.map(({ property }) => property)),
  })
}

/** What the poller asks: present value and status flags of many objects. */
const batch = (random: Random): EncoderSample => {
  const count = between(random, 1, 100)
  const points = Array.from({ length: count }, (_, at) => polledPoint({ pointId: at, objectType: objectType(random), objectInstance: instance(random), intervalMs: 1_000 }, undefined, 0))
  return confirmedSample(random, batchApdu({ points, apdu: undefined }), {
    'bacapp.objectType': points.map(({ type }) => type),
    'bacapp.instance_number': points.map((point) => point.instance),
    'bacapp.property_identifier': points.flatMap(({ hasFlags }) => (hasFlags ? [85, 111] : [85])),
  })
}

const segmentAck = (random: Random): EncoderSample => {
  const [invokeId, sequence, window] = [between(random, 0, 255), between(random, 0, 255), between(random, 1, 127)]
  return {
    datagram: segmentAckDatagram(unicastPrefix(someAddress(random), false), invokeId, sequence, window, random() < 0.5),
    expected: { 'bacapp.type': [4], 'bacapp.invoke_id': [invokeId], 'bacapp.sequence_number': [sequence], 'bacapp.window_size': [window] },
  }
}

const whoIs = (random: Random): EncoderSample => {
  const scope = pick(random, ['unicast', 'local', 'global'] as const)
  const low = instance(random)
  const range = random() < 0.3 ? undefined : { low, high: between(random, low, LAST_INSTANCE) }
  return { datagram: whoIsDatagram(scope, range), expected: { 'bacapp.type': [1], 'bacapp.unconfirmed_service': [8], 'bacnet.dnet': scope === 'global' ? [65_535] : [] } }
}

/** Samples of the encoders of requests to devices. `requestDatagram` is inside every confirmed sample. */
export const ENCODER_SAMPLES: Readonly<Record<string, (random: Random) => EncoderSample>> = {
  batchApdu: batch,
  readPropertyApdu: readProperty,
  readPropertyMultipleApdu: readPropertyMultiple,
  requestDatagram: readProperty,
  segmentAckDatagram: segmentAck,
  whoIsDatagram: whoIs,
}
