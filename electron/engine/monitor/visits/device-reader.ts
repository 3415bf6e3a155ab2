/** Reads one device for a snapshot: its objects anew, as discovery does, then what is configured in them, at the pace of what nobody waits for. */
import { addressLabel } from '../../../../shared/domain/device.ts'
import { DEVICE_OBJECT } from '../../../../shared/domain/object-type.ts'
import { isSetPoint } from '../../../../shared/domain/poll-class.ts'
import type { DeviceFacts, IAm, ObjectFacts } from '../../../../shared/domain/acquisition.ts'
import type { VisitField } from '../../../../shared/domain/visit.ts'
import type { BacnetValue } from '../../bacnet/bacnet-value.ts'
import { numberIn } from '../../bacnet/bacnet-value.ts'
import type { Inspected } from '../../bacnet/inspection.ts'
import type { PropertyQuestion, PropertyResult } from '../../bacnet/property-reader.ts'
import type { DeviceRow } from '../../store/store-types.ts'
import type { Configuration, DeviceSnapshot, ObjectSnapshot } from '../../visits/snapshot.ts'
import { keepInspected } from '../discovery.ts'
import type { SiteContext } from '../site-context.ts'
import { configPlan, configProperties, PRESENT_VALUE, PRIORITY_ARRAY } from './config-plan.ts'
import { configText, standsByItself } from './config-text.ts'

const VENDOR_IDENTIFIER = 120
/** Questions asked in one go; between them progress is told and cancelling noticed. */
const QUESTIONS_AT_ONCE = 200
/** A line that loses packets brings silence now and then; a device that is gone is silent each time. */
const ATTEMPTS = 3

type Values = ReadonlyMap<number, readonly BacnetValue[]>

/** As the store knows it, for a device that does not answer now. */
export const unreadDevice = (row: DeviceRow): DeviceSnapshot => ({ ...whoItIs(row), read: false, config: {}, objects: [] })

const whoItIs = (facts: DeviceFacts): Omit<DeviceSnapshot, 'read' | 'config' | 'objects'> => ({
  instance: facts.instance,
  name: facts.name,
  description: facts.description,
  vendorId: facts.vendorId,
  vendorName: facts.vendorName,
  model: facts.modelName,
  firmware: facts.firmware,
  protocolRevision: facts.protocolRevision,
  address: addressLabel(facts.address),
})

const configurationOf = (object: ObjectFacts, values: Values): Configuration => {
  const config: Partial<Record<VisitField, string>> = {}
  for (const [property, field] of Object.entries(configPlan(object.objectType))) {
    const value = values.get(Number(property))
    if (value !== undefined) config[field] = configText(Number(property), value)
  }
  const present = values.get(PRESENT_VALUE)
  const priorities = values.get(PRIORITY_ARRAY)
  if (present !== undefined && (isSetPoint(object) || (priorities !== undefined && standsByItself(priorities)))) config.setPoint = configText(PRESENT_VALUE, present)
  return config
}

const objectSnapshot = (object: ObjectFacts, values: Values): ObjectSnapshot => ({
  type: object.objectType,
  instance: object.objectInstance,
  name: object.name,
  description: object.description,
  units: object.units,
  stateTexts: object.stateTexts,
  config: configurationOf(object, values),
})

const questionsOf = (object: ObjectFacts): PropertyQuestion[] => {
  const place = { type: object.objectType, instance: object.objectInstance }
  const properties = object.objectType === DEVICE_OBJECT ? [...configProperties(DEVICE_OBJECT), VENDOR_IDENTIFIER] : configProperties(object.objectType)
  return properties.map((property) => ({ ...place, property }))
}

const keyOf = ({ type, instance }: { readonly type: number; readonly instance: number }): string => `${type} ${instance}`

/** Silence, unlike an error: the device may well have the property. */
const saysNothing = (result: PropertyResult): boolean => !result.ok && (result.kind === 'timeout' || result.kind === 'send' || result.kind === 'cancelled')

/** Answers by object and property; undefined when the device fell silent. */
const readConfiguration = async (
  site: SiteContext,
  iAm: IAm,
  objects: readonly ObjectFacts[],
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Values> | undefined> => {
  const questions = objects.flatMap(questionsOf)
  const found = new Map<string, Map<number, readonly BacnetValue[]>>()
  const keep = (question: PropertyQuestion, values: readonly BacnetValue[]): void => {
    const own = found.get(keyOf(question)) ?? new Map<number, readonly BacnetValue[]>()
    found.set(keyOf(question), own.set(question.property, values))
  }
  for (let from = 0; from < questions.length; from += QUESTIONS_AT_ONCE) {
    let left = questions.slice(from, from + QUESTIONS_AT_ONCE)
    for (let attempt = 0; attempt < ATTEMPTS && left.length > 0; attempt++) {
      const asked = left
      const results = await site.acquisition.read(iAm.address, asked, { signal, priority: 'bulk' })
      if (signal.aborted) return undefined
      for (const [at, result] of results.entries()) if (result.ok) keep(asked[at]!, result.values)
      left = asked.filter((_question, at) => saysNothing(results[at]!))
    }
    if (left.length > 0) return undefined
    progress(Math.min(1, (from + QUESTIONS_AT_ONCE) / questions.length))
  }
  return found
}

/** Whether a device says something else of itself or its objects than the site knows. */
const changedFrom = (site: SiteContext, row: DeviceRow, { device, objects }: Inspected): boolean => {
  const itself = (facts: DeviceFacts): string =>
    JSON.stringify([facts.name, facts.description, facts.vendorId, facts.vendorName, facts.modelName, facts.firmware, facts.protocolRevision])
  const words = (object: ObjectFacts): string => JSON.stringify([object.objectType, object.objectInstance, object.name, object.description, object.units, object.stateTexts])
  const known = new Set(site.points.ofDevice(row.id).map(words))
  return itself(device) !== itself(row) || known.size !== objects.length || objects.some((object) => !known.has(words(object)))
}

const iAmOf = ({ instance, address, maxApdu, segmentation, vendorId, interfaceName }: DeviceRow): IAm => ({
  instance,
  address,
  maxApdu,
  segmentation,
  vendorId,
  ...(interfaceName === undefined ? {} : { interfaceName }),
})

/** Reads a device; one that does not answer, or stops answering, comes back as unread. The site takes over what has changed in it. */
export const readDevice = async (site: SiteContext, row: DeviceRow, progress: (share: number) => void, signal: AbortSignal): Promise<DeviceSnapshot> => {
  const iAm = iAmOf(row)
  const inspected = await site.acquisition.inspect(iAm, (done, total) => progress(total === 0 ? 0 : done / total / 2), signal, 'bulk')
  if (!inspected.ok || signal.aborted) return unreadDevice(row)
  const { device, objects } = inspected.value
  const found = await readConfiguration(site, iAm, objects, (share) => progress((1 + share) / 2), signal)
  if (found === undefined) return unreadDevice(row)
  const own = found.get(keyOf({ type: DEVICE_OBJECT, instance: row.instance })) ?? new Map<number, readonly BacnetValue[]>()
  const [vendor] = own.get(VENDOR_IDENTIFIER) ?? []
  const vendorId = (vendor && numberIn(vendor)) ?? device.vendorId
  const now: Inspected = { device: { ...device, vendorId }, objects }
  if (changedFrom(site, row, now)) keepInspected(site, iAm, now)
  const itself = objects.find(({ objectType, objectInstance }) => objectType === DEVICE_OBJECT && objectInstance === row.instance)
  return {
    ...whoItIs(now.device),
    read: true,
    config: itself === undefined ? {} : configurationOf(itself, own),
    objects: objects.map((object) => objectSnapshot(object, found.get(keyOf({ type: object.objectType, instance: object.objectInstance })) ?? new Map())),
  }
}
