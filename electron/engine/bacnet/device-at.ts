/** Finds the device at an address without Who-Is: reads its device object by the wildcard instance (135, 15.5.2), then what an I-Am would say. */
import type { IAm } from '../../../shared/domain/acquisition.ts'
import type { DeviceAddress, Segmentation } from '../../../shared/domain/device.ts'
import type { Acknowledgement, Answer } from './answers.ts'
import { askOnce } from './ask-once.ts'
import { readPropertyApdu } from './datagrams.ts'
import { LAST_INSTANCE, LARGEST_MAX_APDU, SEGMENTATION, SMALLEST_MAX_APDU } from './i-am.ts'
import { DEVICE_TYPE } from './identity.ts'
import type { Requester } from './peer.ts'
import { PROPERTY } from './properties.ts'
import { singleAnswer } from './read-answers.ts'
import { objectIdCode, objectIdOf, readNumber, readObjectIdCode } from './values.ts'

/** "Whatever instance you have". */
const WILDCARD = 4_194_303
/** What every device takes, where it does not say (the smallest frame of MS/TP with BACnet). */
const CAREFUL_MAX_APDU = 480

const ask = (peer: Requester, instance: number, property: number, signal: AbortSignal): Promise<Answer> => askOnce(peer, readPropertyApdu(DEVICE_TYPE, instance, { property }), signal)

/** The instance an answer names. Some devices repeat the wildcard as the object asked, others name themselves. */
const instanceIn = (ack: Acknowledgement): number | undefined => {
  const reader = singleAnswer(ack, objectIdCode(DEVICE_TYPE, WILDCARD), PROPERTY.objectIdentifier)
  const code = reader?.read() === true ? readObjectIdCode(reader) : undefined
  if (code === undefined) return undefined
  const { type, instance } = objectIdOf(code)
  return type === DEVICE_TYPE && instance <= LAST_INSTANCE ? instance : undefined
}

const numberAt = async (peer: Requester, instance: number, property: number, signal: AbortSignal): Promise<number | undefined> => {
  const answer = await ask(peer, instance, property, signal)
  const reader = answer.ok ? singleAnswer(answer, objectIdCode(DEVICE_TYPE, instance), property) : undefined
  return reader?.read() === true ? readNumber(reader) : undefined
}

const withinApdu = (octets: number | undefined): number => (octets === undefined ? CAREFUL_MAX_APDU : Math.min(LARGEST_MAX_APDU, Math.max(SMALLEST_MAX_APDU, octets)))

const segmentationOf = (number: number | undefined): Segmentation => (number === undefined ? undefined : SEGMENTATION[number]) ?? 'none'

/** The device that answers at an address, as if it had said I-Am; undefined when none does. */
export const findAt = async (address: DeviceAddress, peer: Requester, signal: AbortSignal): Promise<IAm | undefined> => {
  if (signal.aborted) return undefined
  const answer = await ask(peer, WILDCARD, PROPERTY.objectIdentifier, signal)
  const instance = answer.ok ? instanceIn(answer) : undefined
  if (instance === undefined) return undefined
  const maxApdu = withinApdu(await numberAt(peer, instance, PROPERTY.maxApduLength, signal))
  const segmentation = segmentationOf(await numberAt(peer, instance, PROPERTY.segmentation, signal))
  const vendorId = (await numberAt(peer, instance, PROPERTY.vendorIdentifier, signal)) ?? 0
  return signal.aborted ? undefined : { instance, address, maxApdu, segmentation, vendorId }
}
