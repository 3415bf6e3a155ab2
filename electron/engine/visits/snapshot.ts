/** What a snapshot keeps of a device: who it is, its objects, and what is configured in them. Kept as JSON for years: fields are added, never renamed. */
import type { VisitField } from '../../../shared/domain/visit.ts'

/** Language-free texts by field; what could not be read, or is not there, has none. */
export type Configuration = Readonly<Partial<Record<VisitField, string>>>

export interface ObjectSnapshot {
  readonly type: number
  readonly instance: number
  /** Empty: the object could not be read. */
  readonly name: string
  readonly description: string
  readonly units: number | null
  readonly stateTexts: readonly string[]
  readonly config: Configuration
}

export interface DeviceSnapshot {
  readonly instance: number
  readonly name: string
  readonly description: string
  readonly vendorId: number
  readonly vendorName: string
  readonly model: string
  readonly firmware: string
  /** 0 = not told. */
  readonly protocolRevision: number
  /** As `addressLabel` writes it. */
  readonly address: string
  /** False: it did not answer then, and nothing is claimed about it. */
  readonly read: boolean
  /** Of the device object: application, database revision, location. */
  readonly config: Configuration
  readonly objects: readonly ObjectSnapshot[]
}
