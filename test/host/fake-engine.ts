/** An engine of a few fixed facts, for tests of what carries the contract: links, hosts, supervision. */
import { CALL_NAMES, type EngineEvents, type EventName, type Handlers } from '../../shared/contract.ts'
import { NEW_ALERT, type Alert } from '../../shared/domain/alert.ts'
import type { Device } from '../../shared/domain/device.ts'
import type { EngineStatus } from '../../shared/domain/engine-status.ts'
import type { Job } from '../../shared/domain/job.ts'
import type { LiveValues, Point } from '../../shared/domain/point.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/domain/settings.ts'
import { message } from '../../shared/message.ts'
import { failure, ok } from '../../shared/result.ts'
import type { EventListener } from '../../shared/rpc.ts'
import type { SupervisedEngine } from '../../electron/supervision/supervised-engine.ts'

/** Calls that what carries the contract need not try one by one. */
const unanswered = Object.fromEntries(CALL_NAMES.map((name) => [name, () => failure('call-unanswered', `This engine does not answer ${name}.`)])) as unknown as Handlers

const START_MS = Date.UTC(2026, 0, 5, 8)

export const FAKE_DEVICE: Device = {
  id: 1,
  instance: 1_001,
  address: { ip: '127.0.0.1', port: 47_809 },
  name: 'AHU-1',
  vendorId: 260,
  vendorName: 'BACnet Stack',
  modelName: 'Fake',
  firmware: '1.0',
  description: '',
  maxApdu: 1_476,
  segmentation: 'none',
  protocolRevision: 14,
  pointCount: 1,
  state: 'online',
  stateSinceMs: START_MS,
  lastSeenMs: START_MS,
  latencyMs: 3,
  failureShare: 0,
  problems: [],
}

export const FAKE_POINT: Point = {
  id: 1,
  deviceId: 1,
  objectType: 0,
  objectInstance: 0,
  name: 'Supply air temperature',
  description: '',
  kind: 'analog',
  units: 62,
  stateTexts: [],
  pollIntervalMs: 10_000,
}

export const fakeAlert = (over: Partial<Alert> = {}): Alert => ({
  id: 1,
  kind: 'equipment',
  severity: 'high',
  deviceId: 1,
  pointId: 1,
  title: message('fake.title'),
  explanation: [message('fake.reason')],
  checks: [],
  value: 31.4,
  expected: 18,
  low: 16,
  high: 20,
  worstValue: 31.4,
  evidence: [],
  startedAtMs: START_MS,
  raisedAtMs: START_MS + 30_000,
  ...NEW_ALERT,
  ...over,
})

const JOB: Job = { id: 'job-1', kind: 'discovery', state: 'running', progress: null, doing: message('fake.doing'), startedAtMs: START_MS, endedAtMs: null, failure: null }

export const fakeLiveValues = (value: number, count = 1): LiveValues => ({
  pointIds: Int32Array.from({ length: count }, (_, index) => index + 1),
  values: new Float64Array(count).fill(value),
  timesMs: new Float64Array(count).fill(START_MS),
  qualities: new Uint16Array(count),
  states: new Uint8Array(count).fill(1),
})

export interface FakeEngine extends SupervisedEngine {
  emit<N extends EventName>(name: N, payload: EngineEvents[N]): void
  readonly calls: string[]
}

/** @param over handlers that answer otherwise than with the fixed facts. */
export const createFakeEngine = (over: Partial<Handlers> = {}, dataFolder = ''): FakeEngine => {
  const listeners = new Set<EventListener>()
  const calls: string[] = []
  let settings: Settings = DEFAULT_SETTINGS
  const noAlert = failure('alert-unknown', 'There is no such alert.')
  const status = (): EngineStatus => ({
    version: String(process.pid),
    startedAtMs: START_MS,
    siteName: settings.siteName,
    siteFolder: dataFolder,
    demo: false,
    firstRun: false,
    transport: { open: true, port: 47_808, problem: null },
    storeBytes: 0,
    readings: 0,
    notices: [],
  })
  const handlers: Handlers = {
    ...unanswered,
    getStatus: () => ok(status()),
    getStatistics: () => noAlert,
    listInterfaces: () => ok([]),
    startDiscovery: () => ok(JOB),
    startDemo: () => ok(JOB),
    leaveDemo: () => ok(status()),
    listJobs: () => ok([JOB]),
    cancelJob: () => ok(JOB),
    listDevices: () => ok([FAKE_DEVICE]),
    removeDevice: () => ok(null),
    listPoints: () => ok([FAKE_POINT]),
    setPollInterval: () => ok([FAKE_POINT]),
    getLiveValues: () => ok(fakeLiveValues(21.5)),
    getSeries: ({ pointIds, maxPoints }) =>
      ok(
        pointIds.map((pointId) => ({
          pointId,
          timesMs: Float64Array.from({ length: maxPoints }, (_, index) => START_MS + index * 1_000),
          values: Float64Array.from({ length: maxPoints }, (_, index) => index / 10),
          qualities: new Uint16Array(maxPoints),
          thinned: true,
        })),
      ),
    getExpectedBand: () => failure('point-unknown', 'There is no such point.'),
    getCoverageGaps: () => ok([]),
    listAlerts: () => ok([]),
    getAlert: () => noAlert,
    acknowledgeAlerts: () => ok([]),
    addAlertNote: () => noAlert,
    getSettings: () => ok(settings),
    changeSettings: ({ patch }) => {
      settings = { ...settings, ...(patch as Partial<Settings>) }
      return ok(settings)
    },
    reopenTransport: () => failure('port-taken', 'UDP port 47808 is in use.'),
    listDemoFaults: () => failure('demo-not-running', 'The demo does not run.'),
    startDemoFault: () => failure('demo-not-running', 'The demo does not run.'),
    endDemoFaults: () => ok(null),
    ...over,
  }
  return {
    handlers,
    calls,
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => {
      calls.push('start')
      return Promise.resolve(ok(undefined))
    },
    stop: () => {
      calls.push('stop')
      return Promise.resolve()
    },
    suspend: () => {
      calls.push('suspend')
    },
    resume: () => {
      calls.push('resume')
    },
  }
}
