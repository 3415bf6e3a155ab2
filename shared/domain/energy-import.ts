/** Interval data and weather from CSV files. */
import type { Message } from '../message.ts'
import type { Medium } from './energy.ts'

/**
 * Patterns that are tried, the likelier first. `yyyy MM dd HH mm ss`, `a` = AM or PM; `iso` = 2026-03-01T00:15 with or without seconds and offset;
 * `epoch` = seconds and `epochMs` = milliseconds since 1970; `excel` = days since 1899-12-30.
 */
export const TIME_FORMATS = [
  'iso', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd HH:mm', 'dd.MM.yyyy HH:mm', 'dd/MM/yyyy HH:mm', 'MM/dd/yyyy HH:mm', 'dd-MM-yyyy HH:mm', 'MM/dd/yyyy hh:mm a', 'dd/MM/yyyy hh:mm a', 'dd.MM.yy HH:mm', 'dd/MM/yy HH:mm',
  'MM/dd/yy HH:mm', 'yyyyMMddHHmm', 'yyyyMMdd HHmm', 'yyyyMMdd HH:mm', 'yyyy-MM-dd', 'dd.MM.yyyy', 'dd/MM/yyyy', 'MM/dd/yyyy', 'yyyyMMdd', 'epochMs', 'epoch', 'excel',
] as const

export interface EnergyImportMapping {
  readonly separator: ',' | ';' | 'tab' | '|'
  readonly decimal: '.' | ','
  /** Lines before the header (or before the data where `header` is false). */
  readonly skipLines: number
  readonly header: boolean
  /** Columns by number, first = 0. `timeColumn` may hold date and time; else `dateColumn` with it. */
  readonly timeColumn: number
  readonly dateColumn: number | null
  readonly valueColumn: number
  /** A pattern of yyyy yy MM dd HH hh mm ss a; or `iso`, `epoch`, `epochMs`, `excel`. */
  readonly timeFormat: string
  /** IANA zone of times that carry no offset of their own. */
  readonly timeZone: string
  /** Whether a time is the start or the end of its interval. */
  readonly stamp: 'start' | 'end'
  /** Interval, minutes; null = by the distance of rows. */
  readonly intervalMinutes: number | null
  /** What the values are. */
  readonly values: 'energyPerInterval' | 'power' | 'counter' | 'temperature'
  /** Wh, kWh, MWh, kW, W, BTU, kBtu, therm, MJ, GJ, m3, l, ft3, °C, °F ... */
  readonly unit: string
}

export type EnergyImportTarget =
  | { readonly what: 'meter'; readonly meterId: number }
  | { readonly what: 'newMeter'; readonly name: string; readonly medium: Medium }
  /** Outdoor temperature of the site: measured, or expected of the future. */
  | { readonly what: 'weather'; readonly forecast: boolean }

export interface EnergyImportPreview {
  readonly mapping: EnergyImportMapping
  readonly columns: readonly string[]
  /** The first rows as they stand, and as they are understood. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[]; readonly startMs: number | null; readonly value: number | null; readonly problem: Message | null }[]
  readonly total: number
  readonly good: number
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly intervalMinutes: number | null
  /** The first thousands. */
  readonly problems: readonly { readonly line: number; readonly text: Message }[]
  readonly problemsLeftOut: number
  /** Rows that say again what another row said; rows whose interval overlaps another; intervals that are there already. */
  readonly duplicates: number
  readonly overlaps: number
  readonly known: number
  /** Sum as it would be taken, kWh or m3; null for weather. */
  readonly sum: number | null
}

export interface EnergyImport {
  readonly id: number
  readonly atMs: number
  readonly fileName: string
  readonly target: EnergyImportTarget
  readonly meterId: number | null
  readonly rows: number
  readonly left: number
  readonly fromMs: number
  readonly toMs: number
  readonly undoneAtMs: number | null
}
