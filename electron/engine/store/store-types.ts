/** The door of `store/`: what the rest of the engine may keep and ask. Implemented on SQLite; one writer, readers in worker threads. */
import type { AlarmRows } from '../../../shared/domain/alarm-load.ts'
import type { DeviceFacts, ObjectFacts, PollOutcome } from '../../../shared/domain/acquisition.ts'
import type { Alert, AlertList, AlertTransition } from '../../../shared/domain/alert.ts'
import type { StatusHistory } from '../../../shared/domain/health.ts'
import type { Incident } from '../../../shared/domain/incident.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import type { MaintenanceWindow } from '../../../shared/domain/maintenance.ts'
import type { AlertStop, PastStates, Timeline } from '../../../shared/domain/past-state.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { FoundRole, PointRoleAssignment, RoleDecision } from '../../../shared/domain/roles.ts'
import type { CoverageGap, GapReason, Series } from '../../../shared/domain/series.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { StandingWrite, WriteRecord } from '../../../shared/domain/writing.ts'
import type { SnapshotInfo } from '../../../shared/domain/visit.ts'
import type { Result } from '../../../shared/result.ts'
import type { AlertChange } from './tables/alerts-table.ts'
import type { DetectionStore } from './detection-store.ts'
import type { RelatedStore } from './related-store.ts'
import type { EfficiencyStore } from './efficiency-store.ts'
import type { EnergyImportStore } from './energy-import-store.ts'
import type { EnergyStore } from './energy-store.ts'
import type { BaselineStore } from './baseline-store.ts'
import type { TariffStore } from './tariff-store.ts'
import type { BookmarkStore } from './bookmark-store.ts'
import type { TaskStore } from './task-store.ts'
import type { PlanStore } from './plan-store.ts'
import type { HealthStore } from './health-store.ts'
import type { HolidayStore } from './holiday-store.ts'
import type { Prepared, PreparedWords } from './tables/devices-table.ts'
import type { EnergyDayRows, EnergyRows, EnergySums } from './tables/energy-periods-table.ts'
import type { DeviceOutcomes } from './tables/outcomes-table.ts'
import type { BackfilledPeriod, TrendLogFacts, TrendLogProgress, TrendLogRow } from './trend-log-types.ts'
import type { SnapshotBody } from './tables/snapshots-table.ts'

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

export type StandingKey = Pick<StandingWrite, 'pointId' | 'action' | 'priority'>

/** A value written from here that may still stand, with all that is needed to take it back even when its device was removed from the site. */
export interface StandingRow extends StandingWrite {
  readonly deviceInstance: number
  readonly address: DeviceAddress
  readonly maxApdu: number
  readonly objectType: number
  readonly objectInstance: number
  /** The device's name and address, as they were. */
  readonly device: string
  readonly value: number
}

export interface AlertFilter {
  readonly which: AlertList
  readonly pointId?: number | undefined
  readonly deviceId?: number | undefined
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
  readonly limit: number
}

/** An incident as it is kept; members, and what follows from them, are told by the alerts. */
export interface StoredIncident extends Omit<Incident, 'alertIds' | 'activeAlerts' | 'unacknowledgedAlerts' | 'adopted'> {
  /** What its alerts share: `router:10.0.0.7:47808`, `device:3` ... */
  readonly parentKey: string
}

export interface IncidentFilter {
  /** `open`: with an alert that is active or unacknowledged. */
  readonly which: 'open' | 'all'
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
  /** What was learnt of how devices can be read, by device id. */
  learntProfiles(): ReadonlyMap<number, LearntProfile>
  /** Last stored reading of every present point (of a device) that has one. About 5 µs a point. */
  lastReadings(deviceId?: number): ReadingRows
  /** Newest first. A period means overlap: alerts that were active at any moment of it. */
  alerts(filter: AlertFilter): Alert[]
  alert(id: number): Alert | undefined
  /** Closed alerts whose shelf or mark of chattering lasts. */
  lingeringAlerts(): Alert[]
  /** Members of an incident, earliest first. */
  alertsOfIncident(incidentId: number, limit: number): Alert[]
  alertHistory(id: number): AlertTransition[]
  /** Newest first. */
  incidents(filter: IncidentFilter): (Incident & StoredIncident)[]
  /** One that was taken over leads to the one that took it. */
  incident(id: number): (Incident & StoredIncident) | undefined
  /** Running, planned and past, newest first; the newest thousand. */
  maintenanceWindows(): MaintenanceWindow[]
  models(pointId?: number): ModelRow[]
  /** Gaps that overlap [fromMs, toMs), oldest first; of a device its own and those of all. An open gap is given as ending at `toMs`. */
  coverageGaps(fromMs: number, toMs: number, deviceId?: number): CoverageGap[]
  /** Trend logs, of one device or all, with how far each was read. */
  trendLogs(deviceId?: number): TrendLogRow[]
  /** Periods of a point in [fromMs, toMs) that were not observed but filled from a trend log, oldest first. */
  backfilled(pointId: number, fromMs: number, toMs: number): BackfilledPeriod[]
  /** How much of [fromMs, toMs) was so filled, summed over the polled points of each device, ms. */
  backfilledByDevice(fromMs: number, toMs: number): ReadonlyMap<number, number>
  /** Requests since the minute that holds `fromMs`; those we cancelled ourselves are no failures. */
  outcomesSince(fromMs: number): { readonly requests: number; readonly failed: number }
  /** Writes to devices, newest first; of all or of one. */
  writes(limit: number, deviceId?: number): WriteRecord[]
  /** What was written from here and not taken back, oldest first. */
  standingWrites(): StandingRow[]
  /** How the requests to each device went since the minute that holds `fromMs`. About 1 ms for 100 devices and an hour. */
  outcomesByDevice(fromMs: number): readonly DeviceOutcomes[]
  /** Snapshots of the configuration, newest first. */
  snapshots(): SnapshotInfo[]
  snapshot(id: number): SnapshotInfo | undefined
  /** The devices of a snapshot, packed, by instance. */
  snapshotBodies(id: number): SnapshotBody[]
  /** What the present points mean, of a device or all. About 5 µs a point; points that were never looked at are missing. */
  roles(deviceId?: number): PointRoleAssignment[]
  bytes(): number
  /** Size of the write-ahead log's file. It does not shrink at once when the log begins anew. */
  logBytes(): number
  /** Readings on disk; exact, kept as a counter. */
  readingCount(): number
}

/**
 * Everything that may be written. Each call is one transaction, on disk when it returns. A disk that refuses (full, gone, write-protected) throws a
 * `StoreWriteError` (store-failure.ts) with a failure to show; nothing of that call is kept, and it may be tried again. Any other error is a bug.
 */
export interface WritableStore extends ReadableStore {
  /** Tuning, exceptions, feedback, back-tests, reprocessing. */
  readonly detection: DetectionStore
  /** Relations between points that people accepted or dismissed. */
  readonly related: RelatedStore
  readonly energyImports: EnergyImportStore
  readonly efficiency: EfficiencyStore
  readonly tariffs: TariffStore
  readonly baselines: BaselineStore
  readonly tasks: TaskStore
  /** Moments worth coming back to. */
  readonly bookmarks: BookmarkStore
  /** Meters and what they measured. */
  readonly energy: EnergyStore
  /** Floor plans and what is placed on them. */
  readonly plans: PlanStore
  /** How devices could be reached, and their health by day. */
  readonly health: HealthStore
  /** What calendars tell, and the record of the list of holidays. */
  readonly holidays: HolidayStore
  changeSettings(patch: Partial<Settings>): Settings
  setMeta(key: string, value: string): void
  /**
   * Inserts or updates by instance; points by (device, type, instance), keeping ids, poll intervals and history. New points are polled every
   * `firstIntervalMs` (0 = not at all). Points missing from `objects` are hidden until found again; an empty `objects` changes no point. What was learnt of
   * a device with another firmware or max-APDU is forgotten.
   */
  saveDevice(facts: DeviceFacts, objects: readonly ObjectFacts[], nowMs: number, firstIntervalMs: (object: ObjectFacts) => number): { readonly deviceId: number }
  /** What was learnt of how a device can be read; nothing happens when it has no row any more. */
  saveLearntProfile(deviceId: number, profile: LearntProfile): void
  /** Takes in a device known from a file only, without an address. One of this instance that is there stays; its words change only while it was never heard. */
  prepareDevice(instance: number, words: PreparedWords, nowMs: number): Prepared
  /**
   * Takes in objects of a device known from a file: what is not there is added, polled like new points. Words of known points are taken when `reword`, and of those
   * without a name. Returns how many were added. About 10 µs an object.
   */
  prepareObjects(deviceId: number, objects: readonly ObjectFacts[], reword: boolean, firstIntervalMs: (object: ObjectFacts) => number): number
  /** Keeps a snapshot. Equal bodies are kept once; of automatic snapshots the oldest beyond 50 go. Returns the id. */
  saveSnapshot(info: Omit<SnapshotInfo, 'id'>, devices: readonly SnapshotBody[]): number
  removeSnapshot(id: number): void
  setDeviceAddress(deviceId: number, address: DeviceAddress): void
  touchDevice(deviceId: number, seenMs: number): void
  /** Forgets a device with all that hangs on it; that it was there until `nowMs` (else until it was last heard) is kept. Its readings are deleted in slices, along with the batches that follow. */
  removeDevice(deviceId: number, nowMs?: number): void
  setPollInterval(pointIds: readonly number[], intervalMs: number): void
  /**
   * A reading of the same point and time replaces the older one. Readings and outcomes of what has no row (a device removed meanwhile) are left out.
   * Returns how many readings of the batch were taken.
   */
  writeBatch(batch: Batch): number
  saveModels(models: readonly ModelRow[]): void
  /** Returns the id. */
  insertAlert(alert: Omit<Alert, 'id'>, ...transitions: readonly AlertTransition[]): number
  updateAlert(alert: Alert, ...transitions: readonly AlertTransition[]): void
  /** All of them or none. About 20 µs an alert. */
  updateAlerts(changes: readonly AlertChange[]): void
  /** Returns the id. */
  insertMaintenanceWindow(window: Omit<MaintenanceWindow, 'id'>): number
  updateMaintenanceWindow(window: MaintenanceWindow): void
  /** Returns the id. */
  insertIncident(incident: Omit<StoredIncident, 'id'>): number
  updateIncident(incident: StoredIncident): void
  /** From now on one incident leads to another; its alerts are for the pipeline to move. */
  mergeIncident(id: number, intoId: number, atMs: number): void
  /** The device (null = all) is not observed from now on. Does nothing while a gap of it is open. */
  openGap(deviceId: number | null, fromMs: number, reason: GapReason): void
  closeGap(deviceId: number | null, toMs: number): void
  addGap(gap: CoverageGap): void
  /** Returns the id. */
  insertWrite(record: Omit<WriteRecord, 'id'>): number
  /** What came of a write. */
  finishWrite(id: number, end: Pick<WriteRecord, 'after' | 'slotAfter' | 'problem'>): void
  /** One row for each point, action and priority: a newer value replaces the older one. */
  saveStanding(row: StandingRow): void
  removeStanding(key: StandingKey): void
  /** Replaces what is known of a device's trend logs; how far they were read is kept. */
  saveTrendLogs(deviceId: number, logs: readonly TrendLogFacts[]): void
  /** Notes how far a log was read and what of its point is covered now. */
  noteBackfill(deviceId: number, progress: TrendLogProgress | null, periods: readonly BackfilledPeriod[]): void
  /** What was found of some points; what a person decided about them stays. */
  saveFoundRoles(found: ReadonlyMap<number, FoundRole>): void
  /** Decides about roles, or takes decisions back (null). Returns the number by which this is undone; 0 when nothing changed. */
  decideRoles(decisions: ReadonlyMap<number, RoleDecision | null>, nowMs: number): number
  /** Brings back what stood before a change, where nothing newer was decided since. Returns the points concerned. */
  undoRoles(changeId: number): number[]
  /** Copies the last pages of a log that a worker has nearly copied; takes as long as they are many. */
  finishCheckpoint(): void
  close(): void
}

/** Long questions, answered by a worker thread with its own read-only connection. */
export interface StoreReaders {
  /** Readings over [fromMs, toMs): all of them, or thinned to at most `maxPoints` (4 or more) when there are more. */
  series(pointId: number, fromMs: number, toMs: number, maxPoints: number): Promise<Series>
  /** Trusted and untrusted readings of several points, not thinned: for fitting. */
  history(pointIds: readonly number[], fromMs: number, toMs: number): Promise<readonly Series[]>
  /** What the load of alerts over [fromMs, toMs) is calculated from; 100,000 alerts in about a quarter of a second. */
  alarmRows(fromMs: number, toMs: number): Promise<AlarmRows>
  /** Hours or days of a meter that begin in [fromMs, toMs); about 1 µs each. */
  /** How a device could be reached in the hours or days that begin in [fromMs, toMs). */
  status(step: StatusHistory['step'], deviceId: number, fromMs: number, toMs: number): Promise<StatusHistory>
  energyHours(meterId: number, fromMs: number, toMs: number): Promise<EnergyRows>
  energyDays(meterId: number, fromMs: number, toMs: number): Promise<EnergyDayRows>
  /** Sums of meters over their hours or days that begin in [fromMs, toMs), with the mean base load of their days. */
  energySums(what: 'hours' | 'days', meterIds: readonly number[], fromMs: number, toMs: number): Promise<readonly (EnergySums & { readonly baseLoad: number | null })[]>
  /** The states at these moments, whole ms, each beyond the first by what changed; null = no point had a reading by one of them. About 15 ms a moment for 2,000 points. */
  pastStates(timesMs: readonly number[]): Promise<PastStates | null>
  timeline(fromMs: number, toMs: number, steps: number): Promise<Timeline>
  /** The alert raised first after, or last before, a moment. */
  alertStop(fromMs: number, direction: 'next' | 'previous'): Promise<AlertStop | null>
  /** Time of the first reading of any point; null without one. */
  firstReadingMs(): Promise<number | null>
  close(): Promise<void>
}

/**
 * Opens or creates the store of a site folder. Fails with `store-newer` (written by a newer version; left untouched), `store-damaged`,
 * `store-locked` (another Plantroom has it open), `folder-unwritable`, `disk-full`.
 */
export type OpenStore = (siteFolder: string) => Result<WritableStore>
