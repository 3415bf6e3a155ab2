/** EDE 2.3 files: engineering data exchange, four CSV files that describe a site's objects. */
import type { Message } from '../message.ts'

export interface TextFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface EdeProblem {
  readonly file: string
  /** First line = 1. */
  readonly line: number
  readonly text: Message
}

/** An object of the files beside what the site has. */
export interface EdeDifference {
  readonly deviceInstance: number
  readonly objectType: number
  readonly objectInstance: number
  /** `missingInFile` only of devices that the files speak of. */
  readonly kind: 'missingOnSite' | 'missingInFile' | 'differs'
  /** What differs, when `kind` is `differs`. Limits and the like are known of objects in the newest snapshot only. */
  readonly field: 'name' | 'description' | 'units' | 'stateTexts' | 'minValue' | 'maxValue' | 'highLimit' | 'lowLimit' | 'notificationClass' | null
  /** The name where the object is on one side only. Units as their BACnet number, state texts with ` / ` between them. */
  readonly inFile: string | null
  readonly onSite: string | null
}

export interface EdeReport {
  readonly project: string
  /** Rows read of the EDE files, broken ones included. */
  readonly rows: number
  readonly devices: number
  readonly objects: number
  /** What could not be read, and why: the row was skipped or, where the sentence says so, taken without that part. The first thousands; see `problemsLeftOut`. */
  readonly problems: readonly EdeProblem[]
  readonly problemsLeftOut: number
  readonly differences: readonly EdeDifference[]
  readonly differencesLeftOut: number
  /** Devices and objects taken into the site; 0 in a comparison. */
  readonly imported: number
}
