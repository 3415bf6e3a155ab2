/** Reads one device whole: its own properties, its object list, and name, description, units and state texts of every object. */
import type { Clock } from '../../../shared/clock.ts'
import type { DeviceFacts, IAm, ObjectFacts } from '../../../shared/domain/acquisition.ts'
import { addressLabel } from '../../../shared/domain/device.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { readArray } from './array-reader.ts'
import { DetailReader } from './detail-reader.ts'
import { DeviceReader, type PropertyAnswer } from './device-reader.ts'
import { DEVICE_TYPE } from './identity.ts'
import { objectFacts, type ObjectDraft } from './object-details.ts'
import type { Peer } from './peer.ts'
import { PROPERTY } from './properties.ts'
import type { ReadManner } from './property-reader.ts'
import { objectIdCode } from './values.ts'

export interface Inspected {
  readonly device: DeviceFacts
  readonly objects: readonly ObjectFacts[]
}

/** A device may take this long, and this much more for each object, before it is given up; slow MS/TP networks need it. */
const BASE_DEADLINE_MS = 120_000
const DEADLINE_PER_OBJECT_MS = 3_000

const DEVICE_PROPERTIES = [
  PROPERTY.objectName,
  PROPERTY.vendorName,
  PROPERTY.modelName,
  PROPERTY.firmwareRevision,
  PROPERTY.description,
  PROPERTY.protocolRevision,
] as const

type Answers = Map<number, PropertyAnswer>

const readDeviceProperties = async (reader: DeviceReader, instance: number): Promise<Answers> => {
  const answers: Answers = new Map()
  const whole = await reader.multiple([{ type: DEVICE_TYPE, instance, properties: DEVICE_PROPERTIES.map((property) => ({ property })) }])
  const code = objectIdCode(DEVICE_TYPE, instance)
  if (whole.ok) for (const result of whole.results) if (result.objectCode === code) answers.set(result.property, result.answer)
  for (const property of DEVICE_PROPERTIES) {
    if (!answers.has(property) && !reader.over) answers.set(property, await reader.property(DEVICE_TYPE, instance, { property }))
  }
  return answers
}

const textIn = (answers: Answers, property: number): string => {
  const answer = answers.get(property)
  const value = answer?.ok === true ? answer.values[0] : undefined
  return typeof value === 'string' ? value : ''
}

const deviceFacts = (iAm: IAm, answers: Answers): DeviceFacts => {
  const revision = answers.get(PROPERTY.protocolRevision)
  const value = revision?.ok === true ? revision.values[0] : undefined
  return {
    ...iAm,
    name: textIn(answers, PROPERTY.objectName),
    vendorName: textIn(answers, PROPERTY.vendorName),
    modelName: textIn(answers, PROPERTY.modelName),
    firmware: textIn(answers, PROPERTY.firmwareRevision),
    description: textIn(answers, PROPERTY.description),
    protocolRevision: typeof value === 'number' ? value : 0,
  }
}

/** The objects of the list, each once, in its order; the device object is one of them. */
const draftsOf = (list: PropertyAnswer & { readonly ok: true }): ObjectDraft[] => {
  const codes = new Set<number>()
  for (const value of list.values) if (typeof value === 'object' && value !== null) codes.add(value.objectCode)
  return [...codes].map((code) => ({ code, answers: new Map() }))
}

const stopped = (iAm: IAm, signal: AbortSignal, objectsRead: number): Result<never> => {
  if (signal.aborted) return failure('cancelled', 'The reading of the device was cancelled.', { instance: iAm.instance })
  const address = addressLabel(iAm.address)
  return failure('device-silent', `Device ${iAm.instance} at ${address} stopped answering after ${objectsRead} of its objects were read.`, {
    instance: iAm.instance,
    address,
    objectsRead,
  })
}

/** See `Acquisition.inspect`. Fails with `cancelled`, `device-silent`, `object-list-unreadable`. */
export const inspectDevice = async (
  iAm: IAm,
  peer: Peer,
  { clock, inFlight, progress, manner }: { readonly clock: Clock; readonly inFlight: number; readonly progress: (done: number, total: number) => void; readonly manner: ReadManner },
): Promise<Result<Inspected>> => {
  const { signal } = manner
  let total = 0
  let done = 0
  const startedMs = clock.monotonicMs()
  const reader = new DeviceReader(peer, manner, clock, () => startedMs + BASE_DEADLINE_MS + total * DEADLINE_PER_OBJECT_MS)
  const { instance, maxApdu } = iAm
  const properties = await readDeviceProperties(reader, instance)
  if (reader.over) return stopped(iAm, signal, done)
  const list = await readArray(reader, { type: DEVICE_TYPE, instance, property: PROPERTY.objectList, maxApdu }, (count) => {
    total = count
  })
  if (reader.over) return stopped(iAm, signal, done)
  if (!list.ok) {
    const address = addressLabel(iAm.address)
    return failure('object-list-unreadable', `The object list of device ${instance} at ${address} cannot be read: ${list.text}.`, { instance, address, reason: list.text })
  }
  const drafts = draftsOf(list)
  total = drafts.length
  progress(0, total)
  const objectDone = (): void => progress((done += 1), total)
  await new DetailReader({ reader, instance, maxApdu, inFlight, objectDone }).read(drafts)
  if (reader.over) return stopped(iAm, signal, done)
  return ok({ device: deviceFacts(iAm, properties), objects: drafts.map(objectFacts) })
}
