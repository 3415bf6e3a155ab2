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
  readonly kind: 'missingOnSite' | 'missingInFile' | 'differs'
  /** What differs, when `kind` is `differs`. */
  readonly field: 'name' | 'description' | 'units' | 'stateTexts' | null
  readonly inFile: string | null
  readonly onSite: string | null
}

export interface EdeReport {
  readonly project: string
  readonly rows: number
  readonly devices: number
  readonly objects: number
  /** Rows that were skipped, and why. */
  readonly problems: readonly EdeProblem[]
  readonly differences: readonly EdeDifference[]
  /** Devices and objects taken into the site; 0 in a comparison. */
  readonly imported: number
}
