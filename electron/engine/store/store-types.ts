/** The door of `store/`: what the rest of the engine may keep and ask. Implemented on SQLite; one writer, readers in worker threads. */
import type { DeviceFacts, ObjectFacts, PollOutcome } from '../../../shared/domain/acquisition.ts'
import type { Alert, AlertTransition } from '../../../shared/domain/alert.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { CoverageGap, GapReason, Series } from '../../../shared/domain/series.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Result } from '../../../shared/result.ts'

/** A device as stored: facts, not live state. */
export interface DeviceRow extends DeviceFacts {
  readonly id: number
  readonly firstSeenMs: number
  readonly lastSeenMs: number | null
}

/** Readings of many points as parallel arrays, in any order. */
export interface ReadingRows {
  readonly count: number
  readonly pointIds: Int32Array
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly qualities: Uint16Array
}

/** A fitted model of one detector for one point. */
export interface ModelRow {
  readonly pointId: number
  readonly detector: string
  /** Version of the detector's code and parameters. */
  readonly version: string
  readonly fittedAtMs: number
  readonly trainedFromMs: number
  readonly trainedToMs: number
  /** Share of the window that was observed, 0..1. */
  readonly coverage: number
  readonly seed: number
  /** JSON. */
  readonly body: string
}

export interface AlertFilter {
  readonly which: 'open' | 'all'
  readonly pointId?: number | undefined
  readonly deviceId?: number | undefined
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
  readonly limit: number
}

/** Everything of one pipeline flush, written in one transaction: either all of it is on disk or nothing. */
export interface Batch {
  readonly readings: ReadingRows
  readonly outcomes: readonly PollOutcome[]
}

/** Quick questions, answered on the calling thread. */
export interface ReadableStore {
  settings(): Settings
  /** Free values the engine keeps between runs (last heartbeat, demo anchor ...). */
  meta(key: string): string | undefined
  devices(): DeviceRow[]
  points(deviceId?: number): Point[]
  /** Last stored reading of every point. */
  lastReadings(): ReadingRows
  alerts(filter: AlertFilter): Alert[]
  alert(id: number): Alert | undefined
  alertHistory(id: number): AlertTransition[]
  models(pointId?: number): ModelRow[]
  coverageGaps(fromMs: number, toMs: number, deviceId?: number): CoverageGap[]
  outcomesSince(fromMs: number): { readonly requests: number; readonly failed: number }
  bytes(): number
  readingCount(): number
}

export interface WritableStore extends ReadableStore {
  changeSettings(patch: Partial<Settings>): Settings
  setMeta(key: string, value: string): void
  /** Inserts or updates by instance; points by (device, type, instance), keeping ids, poll intervals and history. */
  saveDevice(facts: DeviceFacts, objects: readonly ObjectFacts[], nowMs: number, defaultIntervalMs: number): { readonly deviceId: number }
  setDeviceAddress(deviceId: number, address: DeviceAddress): void
  touchDevice(deviceId: number, seenMs: number): void
  removeDevice(deviceId: number): void
  setPollInterval(pointIds: readonly number[], intervalMs: number): void
  /** A reading of the same point and time replaces the older one. Returns how many rows are on disk now from this batch. */
  writeBatch(batch: Batch): number
  saveModels(models: readonly ModelRow[]): void
  /** Returns the id. */
  insertAlert(alert: Omit<Alert, 'id'>, transition: AlertTransition): number
  updateAlert(alert: Alert, transition?: AlertTransition): void
  openGap(deviceId: number | null, fromMs: number, reason: GapReason): void
  closeGap(deviceId: number | null, toMs: number): void
  addGap(gap: CoverageGap): void
  close(): void
}

/** Long questions, answered by a worker thread with its own read-only connection. */
export interface StoreReaders {
  series(pointId: number, fromMs: number, toMs: number, maxPoints: number): Promise<Series>
  /** Trusted and untrusted readings of several points, not thinned: for fitting. */
  history(pointIds: readonly number[], fromMs: number, toMs: number): Promise<readonly Series[]>
  close(): Promise<void>
}

/**
 * Opens or creates the store of a site folder. Fails with `store-newer` (written by a newer version; left untouched), `store-damaged`,
 * `store-locked` (another Plantroom has it open), `folder-unwritable`, `disk-full`.
 */
export type OpenStore = (siteFolder: string) => Result<WritableStore>
