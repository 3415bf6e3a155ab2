/** The door of `pipeline/`: readings in, stored batches, live values and alerts out. Free of I/O of its own: everything comes as an argument. */
import type { Clock } from '../../../shared/clock.ts'
import type { PollOutcome, ReadingBatch } from '../../../shared/domain/acquisition.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { LearntSum, PointLearnt } from '../../../shared/domain/detection.ts'
import type { HolidayReport } from '../../../shared/domain/holidays.ts'
import type { LiveValues, Point } from '../../../shared/domain/point.ts'
import type { ExpectedBand } from '../../../shared/domain/series.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import type { Equipment } from '../../../shared/domain/rules.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Message } from '../../../shared/message.ts'
import type { Result } from '../../../shared/result.ts'
import type { LearntFeeder, SupplyTree } from '../analysis/rules/supply-tree.ts'
import type { AlertEvent } from './alert-states.ts'
import type { Log } from '../log.ts'
import type { ReadingRows, WritableStore } from '../store/store-types.ts'
import type { DemandJudgement } from './demand-alerts.ts'
import type { DriftRound } from './drift-round.ts'
import type { Learner } from './learner.ts'
import type { KnownHolidays } from './replay-holidays.ts'
import type { DetectionRules } from './tuning.ts'

export interface PipelineDeps {
  readonly clock: Clock
  readonly store: WritableStore
  readonly learner: Learner
  readonly log: Log
  readonly listener: PipelineListener
  /** What a point means, where that is sure (`isSureRole`); asked when points or roles change. Without it no fault rule is bound. */
  readonly roleOf?: (pointId: number) => PointRole | null
}

export interface PipelineListener {
  /** Values that changed since the last call; at most twice a second. */
  liveValues(values: LiveValues): void
  alertsChanged(alerts: readonly Alert[]): void
  /** The store refused a batch (disk full ...); the batch is kept and tried again. Null = it takes batches again. */
  storeTrouble(text: string | null): void
}

export interface Pipeline {
  /** All points that exist now, of all devices; see `setDevicePoints`. */
  setPoints(points: readonly Point[]): void
  /**
   * Points that a device has now; new ones get detectors, state of removed ones is dropped. Stored models of many new points are loaded in slices;
   * equipment is not judged by a point until its own have arrived.
   */
  setDevicePoints(deviceId: number, points: readonly Point[]): void
  /** Roles were found, confirmed or corrected: equipment and its rules are formed anew, within a second; within some on a large site. */
  rolesChanged(): void
  /** Equipment with the rules that judge it, their present verdicts, and the rules that lack something. */
  equipment(): readonly Equipment[]
  /** Which equipment feeds which, as it was formed last. */
  supplyTree(): SupplyTree
  /** The point that was learnt to feed a point; null where none was. */
  readonly learntFeeder: LearntFeeder
  configure(settings: Settings): void
  /** What people set for the site, devices and points, and what they expect; holds from the next reading on. */
  tune(rules: DetectionRules): void
  /** Live readings: gate, detectors, alerts at once; to disk with the next flush. */
  take(batch: ReadingBatch): void
  /** Points that report their changes and reported none: as fresh as if they had been read again, with nothing to keep. */
  takeUnchanged(pointIds: Int32Array, atMs: number): void
  takeOutcome(outcome: PollOutcome): void
  /**
   * History (import, demo, backfill): gate and store, marked imported; no alerts. Ascending in time per point. `fresh`: it does not go on where the
   * history before it ended, so that the gate judges nothing across the two.
   */
  takeHistory(rows: ReadingRows, how?: { readonly fresh: boolean }): void
  /** A device's reachability: its points become stale, its alerts of kind device open and close. */
  deviceState(deviceId: number, state: 'online' | 'offline', atMs: number): void
  /**
   * Has models fitted from stored history, keeps them and puts them to work. `progress` 0..1. An abort ends it early, what is learnt stays.
   * Fails with `learning-failed` when the fitting thread dies or cannot read, or as the store does.
   */
  learn(pointIds: readonly number[], progress: (share: number) => void, signal: AbortSignal): Promise<Result<null>>
  /** How many of the watched points are learnt, and from how much of their past. */
  learnt(): LearntSum
  learntOf(pointId: number): PointLearnt
  /** Watched points without a model. */
  unlearntIds(): readonly number[]
  /**
   * Judges slow faults (drift, gain, noise ...) of all watched sensors and meters from their stored days, raises and clears their alerts. Meant for once a day.
   * Fails with `learning-failed` when the thread cannot go on, or as the store does.
   */
  judgeDrift(signal: AbortSignal): Promise<Result<DriftRound>>
  /** What is known of the meters that have a demand limit: alerts are raised before one is probably exceeded, and cleared. Alerts of meters in `undecided` stay as they are. */
  judgeDemand(judgements: readonly DemandJudgement[], undecided: ReadonlySet<number>): void
  /** What is taken as holiday today and was in the past. */
  holidays(): HolidayReport
  /** Those between two times apart: entered, learnt, and by which points; for replays. */
  knownHolidays(fromMs: number, toMs: number): KnownHolidays
  /** Local days (whole days since the epoch) between two times that are judged as Sundays. */
  holidayDays(fromMs: number, toMs: number): readonly number[]
  liveValues(): LiveValues
  expectedBand(pointId: number, fromMs: number, toMs: number, steps: number): Promise<ExpectedBand>
  /** Moves alerts on as a person decides, all in one transaction: a few hundred at a time take about 10 ms. Fails with `alert-unknown`, `alert-not-saved`. */
  act(alertIds: readonly number[], event: AlertEvent): Result<readonly Alert[]>
  /** Maintenance windows were added, changed or ended in the store. */
  maintenanceChanged(): void
  /** Makes open alerts part of an incident; those that are closed or gone are left out. */
  /** @param because enters the history of alerts that leave another incident for it */
  joinIncident(alertIds: readonly number[], incidentId: number, because?: Message): void
  openAlerts(): readonly Alert[]
  /** Nothing was observed from `fromMs` on (asleep, network down): delays and states start anew, nothing is judged across the gap. */
  markUnobserved(fromMs: number, toMs: number): void
  counts(): { readonly readingsKept: number; readonly readingsPerSecond: number; readonly stale: number; readonly dataProblem: number; readonly overridden: number; readonly alertsSetAside: number; readonly latencyP50Ms: number | null; readonly latencyP99Ms: number | null }
  /** Writes what waits and stops all timers. */
  stop(): void
}
