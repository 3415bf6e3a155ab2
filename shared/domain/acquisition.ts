/** What passes between the BACnet side and the rest of the engine: readings, outcomes of requests, and facts found by discovery. */
import type { DeviceAddress, Segmentation } from './device.ts'

/** Readings of one device from one answer, as parallel arrays of equal length. */
export interface ReadingBatch {
  readonly deviceId: number
  readonly pointIds: Int32Array
  /** Time of the answer; ms since the epoch. */
  readonly timesMs: Float64Array
  readonly values: Float64Array
  /** BACnetStatusFlags as bits 0-3 (in-alarm, fault, overridden, out-of-service); 0 where not read. */
  readonly statusFlags: Uint8Array
}

/** Why a request did not give a value. */
export type RequestErrorKind =
  | 'timeout'
  | 'abort'
  | 'reject'
  | 'error'
  | 'decode'
  | 'send'
  | 'cancelled'

/** The outcome of one request to a device, kept for communication health. */
export interface PollOutcome {
  readonly deviceId: number
  readonly atMs: number
  /** From sending to answer or giving up, ms. */
  readonly latencyMs: number
  readonly error: RequestErrorKind | null
  /** Points asked for, and points that came back with a value. */
  readonly asked: number
  readonly answered: number
  /** It had been asked before, in vain. */
  readonly retry?: boolean
}

/** An I-Am as heard on the wire. */
export interface IAm {
  readonly instance: number
  readonly address: DeviceAddress
  readonly maxApdu: number
  readonly segmentation: Segmentation
  readonly vendorId: number
  /** The local interface that heard it, when that can be told. */
  readonly interfaceName?: string
}

/** A device with the properties of its device object. */
export interface DeviceFacts extends IAm {
  readonly name: string
  readonly vendorName: string
  readonly modelName: string
  readonly firmware: string
  readonly description: string
  readonly protocolRevision: number
}

/** An object of a device as discovery reads it. */
export interface ObjectFacts {
  readonly objectType: number
  readonly objectInstance: number
  readonly name: string
  readonly description: string
  readonly units: number | null
  readonly stateTexts: readonly string[]
}

/** A local network interface that can carry BACnet/IP, and what it hears. */
export interface InterfaceInfo {
  readonly name: string
  readonly address: string
  readonly netmask: string
  /** Directed broadcast address. */
  readonly broadcast: string
  readonly loopback: boolean
  /** Different devices heard on it since the engine started listening. */
  readonly devicesHeard: number
}
