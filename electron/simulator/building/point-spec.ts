/** What a simulated object is: its words, its unit, and the slot of the building it shows. */
import { OBJECT } from '../bacnet/protocol.ts'

export interface PointSpec {
  readonly objectType: number
  readonly objectInstance: number
  readonly name: string
  readonly description: string
  /** BACnet engineering unit; null where the object type has none. */
  readonly units: number | null
  /** Binary: [inactive, active]; multi-state: state 1 first. */
  readonly stateTexts: readonly string[]
  /** Variable shown and, for commands, forced. */
  readonly slot: number
  /** Standard deviation of the sensor's noise, in units. */
  readonly noise: number
  /** Steps in which the value is shown; 0 = as computed. */
  readonly resolution: number
  readonly low: number
  readonly high: number
  readonly covIncrement: number
  /** Has a priority array and can be written. */
  readonly commandable: boolean
  /** Sampled every step of history; others only when they change. */
  readonly continuous: boolean
  /** For schedules: which opening hours. For trend logs: the object key logged. For structured views: keys of the members. */
  readonly link: number
}

export interface DeviceSpec {
  readonly instance: number
  readonly name: string
  readonly description: string
  readonly location: string
  readonly vendorId: number
  readonly vendorName: string
  readonly modelName: string
  readonly firmware: string
  readonly application: string
  /** Largest APDU it takes and sends, octets. */
  readonly maxApdu: number
  readonly protocolRevision: number
  readonly readPropertyMultiple: boolean
  readonly cov: boolean
  /** Offers SubscribeCOVProperty too. */
  readonly covProperty: boolean
  readonly points: readonly PointSpec[]
}

export const isBinary = (type: number): boolean => type === OBJECT.binaryInput || type === OBJECT.binaryOutput || type === OBJECT.binaryValue

export const isMultiState = (type: number): boolean =>
  type === OBJECT.multiStateInput || type === OBJECT.multiStateOutput || type === OBJECT.multiStateValue

export const isAnalog = (type: number): boolean => type === OBJECT.analogInput || type === OBJECT.analogOutput || type === OBJECT.analogValue

/** Objects that stand for one value. */
export const hasValue = (type: number): boolean => isAnalog(type) || isBinary(type) || isMultiState(type) || type === OBJECT.schedule
