/** All properties of one object: by ReadPropertyMultiple ALL, else by its property list, else by what the standard gives its type. */
import { ERROR_CODE, type RequestFailure } from './answers.ts'
import type { BacnetValue } from './bacnet-value.ts'
import { readPropertyMultipleApdu } from './datagrams.ts'
import { DEVICE_TYPE } from './identity.ts'
import type { Requester } from './peer.ts'
import { PROPERTY } from './properties.ts'
import { askTwice, decodeMultiple, readProperties, resultKey, type PropertyQuestion, type PropertyResult, type ReadManner } from './property-reader.ts'
import { objectIdCode } from './values.ts'

export interface AllProperties {
  /** In ascending order of property; a failure is the device's own for that property. */
  readonly results: ReadonlyMap<number, PropertyResult>
  /** Set when the object cannot be read at all. */
  readonly failure: RequestFailure | undefined
}

const MOST_ELEMENTS = 500

const NAMES = [PROPERTY.objectIdentifier, PROPERTY.objectName, 79, PROPERTY.description]
const STATES = [PROPERTY.presentValue, PROPERTY.statusFlags, PROPERTY.eventState, PROPERTY.reliability, PROPERTY.outOfService]
const EVENTS = [PROPERTY.ackedTransitions, 17, 35, 72, PROPERTY.eventTimeStamps]
const COMMANDS = [PROPERTY.priorityArray, PROPERTY.relinquishDefault]
const ANALOG = [...STATES, PROPERTY.units, PROPERTY.minPresValue, PROPERTY.maxPresValue, 106, 22, 45, 59, 25, 52, 113, ...EVENTS]
const BINARY = [...STATES, 84, PROPERTY.inactiveText, PROPERTY.activeText, 15, 16, 33, 66, 67, 113, ...EVENTS]
const MULTI_STATE = [...STATES, PROPERTY.numberOfStates, PROPERTY.stateText, 7, 39, 113, ...EVENTS]

/** Properties that objects of a type usually have, for devices that cannot list them (135, clause 12). */
const USUAL: Readonly<Record<number, readonly number[]>> = {
  0: ANALOG,
  1: [...ANALOG, ...COMMANDS],
  2: [...ANALOG, ...COMMANDS],
  3: BINARY,
  4: [...BINARY, ...COMMANDS, 40],
  5: [...BINARY, ...COMMANDS],
  6: [PROPERTY.presentValue, PROPERTY.dateList],
  12: [...STATES, 82, 60, 19, 20, 21, 109, 108, 2, 93, 94, 49, 50, 26, 27, 14, 61, 68, 88],
  13: MULTI_STATE,
  14: [...MULTI_STATE, ...COMMANDS, 40],
  15: [17, 86, 1, 102],
  16: [92, 90, 100, 91, ...STATES],
  17: [...STATES, PROPERTY.effectivePeriod, PROPERTY.weeklySchedule, PROPERTY.exceptionSchedule, PROPERTY.scheduleDefault, PROPERTY.listOfObjectPropertyReferences, 88],
  19: [...MULTI_STATE, ...COMMANDS],
  20: [133, 132, 134, 197, 144, 126, 141, 145, PROPERTY.statusFlags, PROPERTY.eventState],
  23: [...STATES, PROPERTY.units, 187, 186, PROPERTY.maxPresValue, 183, 184, 185],
  24: [...STATES, PROPERTY.units, 188, 178],
  45: [...ANALOG, ...COMMANDS],
  46: [...ANALOG, ...COMMANDS],
  48: [...ANALOG, ...COMMANDS],
}

/** Arrays and lists that may be too long for one answer, and can be read element by element. */
const LONG_ARRAYS = new Set<number>([PROPERTY.priorityArray, PROPERTY.stateText, PROPERTY.weeklySchedule, PROPERTY.exceptionSchedule, PROPERTY.eventTimeStamps])

interface Place {
  readonly peer: Requester
  readonly type: number
  readonly instance: number
  readonly manner: ReadManner
}

const isSilence = (failure: RequestFailure): boolean => failure.kind === 'timeout' || failure.kind === 'cancelled' || failure.kind === 'send'

/** The property behind a key of `decodeMultiple`, when it is a whole one of this object. */
const wholeProperty = (key: string, code: number): number | undefined => {
  const property = Number(key.split(' ')[1])
  return key === resultKey(code, property, -1) ? property : undefined
}

const byAll = async ({ peer, type, instance, manner }: Place): Promise<Map<number, PropertyResult> | undefined> => {
  const answer = await askTwice(peer, readPropertyMultipleApdu([{ type, instance, properties: [{ property: PROPERTY.all }] }]), manner, true)
  const properties = answer.ok ? decodeMultiple(answer) : undefined
  if (properties === undefined) return undefined
  const code = objectIdCode(type, instance)
  const found = new Map([...properties].flatMap(([key, result]) => {
    const property = wholeProperty(key, code)
    return property === undefined ? [] : [[property, result] as const]
  }))
  // Some devices answer ALL with one error about ALL itself.
  found.delete(PROPERTY.all)
  return found.size > 1 ? found : undefined
}

const listed = async ({ peer, type, instance, manner }: Place): Promise<readonly number[] | RequestFailure> => {
  const [list] = (await readProperties(peer, [{ type, instance, property: PROPERTY.propertyList }], manner)) as [PropertyResult]
  const numbers = list.ok ? list.values.flatMap((value) => (value.kind === 'enumerated' || value.kind === 'unsigned' ? [value.value] : [])) : []
  if (numbers.length > 0) return [...new Set([...NAMES.slice(0, 3), ...numbers.slice(0, MOST_ELEMENTS)])]
  if (!list.ok && (isSilence(list) || list.code === ERROR_CODE.unknownObject)) return list
  return [...new Set([...NAMES, ...(USUAL[type] ?? STATES)])]
}

/** Element by element; the failure of the whole stays where that does not go either. */
const byElements = async ({ peer, type, instance, manner }: Place, property: number, whole: PropertyResult): Promise<PropertyResult> => {
  const [length] = (await readProperties(peer, [{ type, instance, property, index: 0 }], manner)) as [PropertyResult]
  const count = length.ok && length.values[0]?.kind === 'unsigned' ? length.values[0].value : 0
  if (count < 1 || count > MOST_ELEMENTS) return whole
  const questions = Array.from({ length: count }, (_, at): PropertyQuestion => ({ type, instance, property, index: at + 1 }))
  const elements = await readProperties(peer, questions, manner)
  const values: BacnetValue[] = []
  for (const element of elements) {
    if (!element.ok) return element
    values.push(...element.values)
  }
  return { ok: true, values }
}

/** Reads them all. The device object is left to a list of its own: ALL of it would bring the object list. */
export const readAllProperties = async (peer: Requester, type: number, instance: number, manner: ReadManner): Promise<AllProperties> => {
  const place: Place = { peer, type, instance, manner }
  let found = type === DEVICE_TYPE ? undefined : await byAll(place)
  if (found === undefined) {
    const properties = await listed(place)
    if ('ok' in properties) return { results: new Map(), failure: properties }
    const answers = await readProperties(peer, properties.map((property) => ({ type, instance, property })), manner)
    const gone = answers.find((answer) => !answer.ok && (isSilence(answer) || answer.code === ERROR_CODE.unknownObject))
    if (gone !== undefined && !gone.ok && answers.every((answer) => !answer.ok)) return { results: new Map(), failure: gone }
    found = new Map(properties.map((property, at) => [property, answers[at]!]))
  }
  const results = new Map<number, PropertyResult>()
  for (const [property, result] of [...found].sort(([a], [b]) => a - b)) {
    if (!result.ok && result.kind === 'error' && result.code === ERROR_CODE.unknownProperty) continue
    const isTooLong = !result.ok && LONG_ARRAYS.has(property) && !isSilence(result)
    results.set(property, isTooLong ? await byElements(place, property, result) : result)
  }
  return { results, failure: undefined }
}
