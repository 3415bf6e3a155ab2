/**
 * The contract: every call a renderer may make and every event the engine pushes, declared once.
 * Both hosts, the client, the engine's handler table and the documentation derive from it.
 * A call takes one argument object, validated in the engine; it answers with a `Result`, nothing is thrown across.
 */
import * as v from 'valibot'
import type { Alert } from './domain/alert.ts'
import type { InterfaceInfo } from './domain/acquisition.ts'
import type { DemoFault, DemoFaultKind } from './domain/demo.ts'
import type { Device } from './domain/device.ts'
import type { Incident } from './domain/incident.ts'
import type { Job } from './domain/job.ts'
import type { Mute } from './domain/maintenance.ts'
import type { LiveValues, Point } from './domain/point.ts'
import type { CoverageGap, ExpectedBand, Series } from './domain/series.ts'
import { settingsPatchSchema, type Settings } from './domain/settings.ts'
import type { Statistics } from './domain/statistics.ts'
import type { EngineStatus } from './domain/engine-status.ts'
import type { NetworkMap } from './domain/network.ts'
import type { WriteState } from './domain/writing.ts'
import { call, id, ids, instance, port, target, timeMs } from './calls/call.ts'
import { ALL_ENERGY_CALLS } from './calls/all-energy-calls.ts'
import { ALERT_CALLS } from './calls/alert-calls.ts'
import { CORRELATION_CALLS } from './calls/correlation-calls.ts'
import { DETECTION_CALLS } from './calls/detection-calls.ts'
import { DEVICE_CALLS } from './calls/device-calls.ts'
import { HEALTH_CALLS } from './calls/health-calls.ts'
import { HOLIDAY_CALLS } from './calls/holiday-calls.ts'
import { NETWORK_CALLS } from './calls/network-calls.ts'
import { PAST_CALLS } from './calls/past-calls.ts'
import { PLAN_CALLS } from './calls/plan-calls.ts'
import { ROLE_CALLS } from './calls/role-calls.ts'
import { RULE_CALLS } from './calls/rule-calls.ts'
import { TASK_CALLS } from './calls/task-calls.ts'
import { SITE_CALLS } from './calls/site-calls.ts'
import type { Result } from './result.ts'

export const CALLS = {
  /** What the engine is, what it has open, and what stands in its way. */
  getStatus: call({}).returns<EngineStatus>(),
  getStatistics: call({}).returns<Statistics>(),

  /** Local interfaces with the number of devices heard on each. Starts listening and asks who is there, if not done yet. */
  listInterfaces: call({}).returns<readonly InterfaceInfo[]>(),
  /**
   * Finds devices and reads their objects; answers at once with the job to watch. Devices found are stored and polled as they are read.
   * `interfaces`: names to broadcast on; empty = all but loopback, or none where `targets` names peers to ask directly.
   */
  startDiscovery: call({
    interfaces: v.pipe(v.array(v.pipe(v.string(), v.maxLength(260))), v.maxLength(64)),
    targets: v.pipe(v.array(target), v.maxLength(1_000)),
    lowInstance: v.optional(instance),
    highInstance: v.optional(instance),
  }).returns<Job>(),
  /**
   * Opens the demo site, which has a folder of its own: builds 30 days of history, starts its simulated devices and monitors them.
   * Answers with the job to watch. The site changes at once: `statusChanged` tells the new folder, and all that was asked before is void.
   */
  startDemo: call({}).returns<Job>(),
  /** Leaves the demo building and goes back to the technician's own site; nothing of the demo stays in it. */
  leaveDemo: call({}).returns<EngineStatus>(),
  listJobs: call({}).returns<readonly Job[]>(),
  cancelJob: call({ jobId: v.pipe(v.string(), v.maxLength(80)) }).returns<Job>(),

  listDevices: call({}).returns<readonly Device[]>(),
  /** Forgets a device, its points and their readings. */
  removeDevice: call({ deviceId: id }).returns<null>(),
  /** All points, or those of one device. */
  listPoints: call({ deviceId: v.optional(id) }).returns<readonly Point[]>(),
  /** How often the points are read; 0 = not at all. */
  setPollInterval: call({ pointIds: ids(20_000), intervalMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000)) }).returns<readonly Point[]>(),
  /** Latest value of every point. Changes follow as `liveValues` events. */
  getLiveValues: call({}).returns<LiveValues>(),

  /** Readings of some points over [fromMs, toMs), each thinned to at most `maxPoints` when there are more. */
  getSeries: call({
    pointIds: ids(16),
    fromMs: timeMs,
    toMs: timeMs,
    maxPoints: v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(100_000)),
  }).returns<readonly Series[]>(),
  /** What is expected of a point over the period, at `steps` equidistant times. */
  getExpectedBand: call({
    pointId: id,
    fromMs: timeMs,
    toMs: timeMs,
    steps: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(2_000)),
  }).returns<ExpectedBand>(),
  /** Periods not observed, of all devices or of one. With `pointIds` as they are for these points: without what trend logs filled. */
  getCoverageGaps: call({ deviceId: v.optional(id), pointIds: v.optional(ids(16)), fromMs: timeMs, toMs: timeMs }).returns<readonly CoverageGap[]>(),

  ...ALERT_CALLS,
  ...DETECTION_CALLS,
  ...CORRELATION_CALLS,
  ...HOLIDAY_CALLS,

  getSettings: call({}).returns<Settings>(),
  changeSettings: call({ patch: settingsPatchSchema }).returns<Settings>(),
  /** Opens the BACnet socket anew, e.g. after the port became free. */
  reopenTransport: call({ port: v.optional(port) }).returns<EngineStatus>(),

  ...RULE_CALLS,
  ...NETWORK_CALLS,
  ...DEVICE_CALLS,
  ...ROLE_CALLS,
  ...SITE_CALLS,
  ...ALL_ENERGY_CALLS,
  ...PLAN_CALLS,
  ...TASK_CALLS,
  ...HEALTH_CALLS,
  ...PAST_CALLS,

  /** Faults of the demo building that are running, and all that can be started. Refused outside the demo. */
  listDemoFaults: call({}).returns<{ readonly running: readonly DemoFault[]; readonly kinds: readonly DemoFaultKind[] }>(),
  startDemoFault: call({ kindId: v.string() }).returns<DemoFault>(),
  endDemoFaults: call({}).returns<null>(),
} as const

export type CallName = keyof typeof CALLS
type SchemaOf<N extends CallName> = (typeof CALLS)[N]['args']
export type CallArgs<N extends CallName> = v.InferOutput<SchemaOf<N>>
export type CallInput<N extends CallName> = v.InferInput<SchemaOf<N>>
export type CallValue<N extends CallName> = NonNullable<(typeof CALLS)[N]['value']> | Extract<(typeof CALLS)[N]['value'], null>

/** The engine's side: one handler a call, a missing one does not compile. */
export type Handlers = { readonly [N in CallName]: (args: CallArgs<N>) => Result<CallValue<N>> | Promise<Result<CallValue<N>>> }

/** What the engine pushes, with what each carries. */
export interface EngineEvents {
  /** New values, at most twice a second. */
  liveValues: LiveValues
  /** Devices that are new or changed. */
  devicesChanged: readonly Device[]
  /** Points of these devices were added, changed or removed: ask again. */
  pointsChanged: readonly number[]
  /** Alerts raised, changed or cleared. */
  alertsChanged: readonly Alert[]
  /** Incidents that are new or changed. */
  incidentsChanged: readonly Incident[]
  muteChanged: Mute
  /** Tuning, exceptions or feedback changed: ask again. */
  detectionChanged: null
  /** The list of holidays, its record or what calendars tell changed: ask again. */
  holidaysChanged: null
  jobChanged: Job
  interfacesChanged: readonly InterfaceInfo[]
  statisticsChanged: Statistics
  settingsChanged: Settings
  statusChanged: EngineStatus
  /** Routers, networks, registration as foreign device; at most once a second. */
  networkChanged: NetworkMap
  /** Writing was unlocked, locked, or a value written from here stands or stands no more. */
  writingChanged: WriteState
  /** Roles of points of these devices were found, decided or changed: ask again. */
  rolesChanged: readonly number[]
  /** Meters, tariffs, imports or what was worked out of them changed: ask again. `meterIds` empty = all. */
  energyChanged: { readonly meterIds: readonly number[] }
  /** Floor plans, or what is placed on these, changed: ask again. */
  plansChanged: readonly number[]
  /** Maintenance work changed: ask again. */
  tasksChanged: null
  /** Bookmarks of moments changed: ask again. */
  bookmarksChanged: null
  /** Health and status of these devices were worked out anew: ask again. */
  healthChanged: { readonly deviceIds: readonly number[] }
}

export type EventName = keyof EngineEvents

const eventNames: Record<EventName, true> = {
  liveValues: true,
  devicesChanged: true,
  pointsChanged: true,
  alertsChanged: true,
  incidentsChanged: true,
  muteChanged: true,
  detectionChanged: true,
  holidaysChanged: true,
  jobChanged: true,
  interfacesChanged: true,
  statisticsChanged: true,
  settingsChanged: true,
  statusChanged: true,
  networkChanged: true,
  writingChanged: true,
  rolesChanged: true,
  energyChanged: true,
  plansChanged: true,
  tasksChanged: true,
  bookmarksChanged: true,
  healthChanged: true,
}
export const EVENT_NAMES = Object.keys(eventNames) as readonly EventName[]
export const CALL_NAMES = Object.keys(CALLS) as readonly CallName[]

/** The renderer's side: every call as an async function. Rejects never; a lost connection is a failure `disconnected`. */
export type EngineClient = { readonly [N in CallName]: (args: CallInput<N>) => Promise<Result<CallValue<N>>> }
