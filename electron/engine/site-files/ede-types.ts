/** What EDE files say, once read: objects with their words, and what could not be read. */
import { MOST_FILE_BYTES } from '../../../shared/file-limits.ts'
import type { EdeProblem } from '../../../shared/domain/ede.ts'

/** The numbers a row may give; what is empty there is missing here. */
export const EDE_NUMBERS = ['presentValue', 'minValue', 'maxValue', 'highLimit', 'lowLimit', 'notificationClass'] as const
export type EdeNumber = (typeof EDE_NUMBERS)[number]

export interface EdeObject {
  readonly deviceInstance: number
  readonly objectType: number
  readonly objectInstance: number
  readonly name: string
  /** null: the file says nothing about it. */
  readonly description: string | null
  readonly units: number | null
  /** Multi-state: state 1 first; binary: inactive, active. null: the file says nothing about them. */
  readonly stateTexts: readonly string[] | null
  readonly numbers: Readonly<Partial<Record<EdeNumber, number>>>
}

export interface EdeContent {
  readonly project: string
  /** Rows of objects, broken ones included. */
  readonly rows: number
  readonly objects: readonly EdeObject[]
  readonly problems: readonly EdeProblem[]
  readonly problemsLeftOut: number
}

/** Numbers that are configured, and not only first values: these can be held against what a device says. */
export const COMPARED_NUMBERS = ['minValue', 'maxValue', 'highLimit', 'lowLimit', 'notificationClass'] as const satisfies readonly EdeNumber[]

/** Numbers known of a site's objects, by `edeKey`. */
export type SiteNumbers = ReadonlyMap<string, EdeObject['numbers']>

/** Octets of all files together, and rows of objects, that are read. */
export const MOST_EDE_BYTES = MOST_FILE_BYTES
export const MOST_EDE_ROWS = 200_000

/** One key per object of a site. */
export const edeKey = (deviceInstance: number, objectType: number, objectInstance: number): string => `${deviceInstance} ${objectType} ${objectInstance}`
