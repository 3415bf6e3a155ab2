/** Names of the standard for the values of enumerated properties and the bits of bit strings, in kebab case as the standard prints them. */
import {
  Action,
  BackupState,
  DeviceStatus,
  EngineeringUnits,
  EventState,
  EventType,
  FileAccessMethod,
  LifeSafetyMode,
  LifeSafetyOperation,
  LifeSafetyState,
  LoggingType,
  NodeType,
  NotifyType,
  ObjectTypesSupported,
  Polarity,
  ProgramError,
  ProgramRequest,
  ProgramState,
  Reliability,
  RestartReason,
  Segmentation,
  ServicesSupported,
  SilencedState,
  StatusFlags,
} from '@bacnet-js/client/dist/lib/enum.js'
import { objectTypeFact } from '../../../shared/domain/object-type.ts'

type Enumeration = Readonly<Record<string, string | number>>

const kebab = (name: string): string => name.toLowerCase().replaceAll('_', '-')

const namesOf = (enumeration: Enumeration): ReadonlyMap<number, string> =>
  new Map(Object.entries(enumeration).flatMap(([name, number]) => (typeof number === 'number' ? [[number, kebab(name)] as const] : [])))

/** By property, 135 BACnetPropertyIdentifier. */
const ENUMERATED: Readonly<Record<number, ReadonlyMap<number, string>>> = {
  2: namesOf(Action),
  36: namesOf(EventState),
  37: namesOf(EventType),
  41: namesOf(FileAccessMethod),
  72: namesOf(NotifyType),
  84: namesOf(Polarity),
  90: namesOf(ProgramRequest),
  92: namesOf(ProgramState),
  100: namesOf(ProgramError),
  103: namesOf(Reliability),
  107: namesOf(Segmentation),
  112: namesOf(DeviceStatus),
  160: namesOf(LifeSafetyMode),
  161: namesOf(LifeSafetyOperation),
  163: namesOf(SilencedState),
  166: namesOf(LifeSafetyState),
  196: namesOf(RestartReason),
  197: namesOf(LoggingType),
  208: namesOf(NodeType),
  338: namesOf(BackupState),
}

const UNITS = namesOf(EngineeringUnits)
/** Properties that name an engineering unit: units, output, controlled variable, proportional, integral and derivative constant units. */
const UNIT_PROPERTIES = new Set([20, 27, 50, 82, 94, 117])
const OBJECT_TYPE = 79

const TRANSITIONS: ReadonlyMap<number, string> = new Map([[0, 'to-offnormal'], [1, 'to-fault'], [2, 'to-normal']])
const BITS: Readonly<Record<number, ReadonlyMap<number, string>>> = {
  0: TRANSITIONS,
  1: TRANSITIONS,
  35: TRANSITIONS,
  52: new Map([[0, 'low-limit'], [1, 'high-limit']]),
  96: namesOf(ObjectTypesSupported),
  97: namesOf(ServicesSupported),
  111: namesOf(StatusFlags),
}

/** `no-fault-detected` for 0 of reliability; undefined where the standard has no name. */
export const enumeratedName = (property: number, value: number): string | undefined => {
  if (UNIT_PROPERTIES.has(property)) return UNITS.get(value)
  if (property === OBJECT_TYPE) return kebab(objectTypeFact(value).name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`))
  return ENUMERATED[property]?.get(value)
}

/** The names of the bits that are set, or undefined where bits of this property have none. */
export const bitNames = (property: number, bits: readonly boolean[]): readonly string[] | undefined => {
  const names = BITS[property]
  return names && bits.flatMap((bit, at) => (bit ? [names.get(at) ?? `${at}`] : []))
}
