/** An engine in the page itself: answers every call of the contract from a made-up building and pushes events, so that screens can be looked at and tested alone. */
import { ALERT_CALLS } from '../../../shared/calls/alert-calls.ts'
import type { Handlers, EngineEvents, EventName } from '../../../shared/contract.ts'
import { isActive, isListed, isLive, type Alert, type AlertTransition, type TransitionKind } from '../../../shared/domain/alert.ts'
import type { DemoFault } from '../../../shared/domain/demo.ts'
import type { EngineStatus } from '../../../shared/domain/engine-status.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { LIVE_STATES, type LiveState, type LiveValues } from '../../../shared/domain/point.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/domain/settings.ts'
import type { Statistics } from '../../../shared/domain/statistics.ts'
import { message } from '../../../shared/message.ts'
import { seededRandom } from '../../../shared/random.ts'
import { failure, ok } from '../../../shared/result.ts'
import { fakeBuilding, moreDevices, type FakePoint } from './building.ts'
import { fakeAcquisition } from './fake-acquisition.ts'
import { fakeAlerts } from './fake-alerts.ts'
import { fakeCorrelation } from './fake-correlation.ts'
import { fakeDetection } from './fake-detection.ts'
import { fakeAlertCare } from './fake-alert-care.ts'
import { fakeEnergy, METERS, seriesOf } from './fake-energy.ts'
import { fakeEnergyImport } from './fake-energy-import.ts'
import { fakeEfficiency } from './fake-efficiency.ts'
import { fakeBaseline } from './fake-baseline.ts'
import { fakeTariff } from './fake-tariff.ts'
import { fakeForecast } from './fake-forecast.ts'
import { fakeEquipment } from './fake-equipment.ts'
import { fakeFeedback } from './fake-feedback.ts'
import { fakeHolidays } from './fake-holidays.ts'
import { fakeIncidents, incidentsOf } from './fake-incidents.ts'
import { fakePast } from './fake-past.ts'
import { fakePlans } from './fake-plans.ts'
import { fakeTasks } from './fake-tasks.ts'
import { fakeHealth } from './fake-health.ts'
import { fakeRoles } from './fake-roles.ts'
import { fakeAdapters } from './fake-network.ts'
import { fakeBand, fakeGaps, fakeSeries } from './fake-series.ts'

export interface FakeOptions {
  /** 1 = about 260 points, 95 = about 20,000; 0 = first run, nothing found yet. */
  readonly scale: number
  /** Additional alerts. */
  readonly trouble: number
  readonly transportProblem: boolean
  readonly demo: boolean
  /** Small devices behind routers, beyond the eight. */
  readonly moreDevices: number
  /** Searches end without a device. */
  readonly nothing: boolean
  /** Calls about network, devices, files and visits fail. */
  readonly failing: boolean
  /** Calls about alerts and incidents fail. */
  readonly alertsFailing: boolean
  /** Items on the first floor plan; 0 = there is no plan. */
  readonly planItems: number
  /** Half of all points have a new value twice a second, not a tenth of them; made beforehand, because the engine's work is not the page's. */
  readonly allLive: boolean
}

type Push = <N extends EventName>(name: N, payload: EngineEvents[N]) => void

export interface FakeEngine {
  readonly handlers: Handlers
  start(push: Push): void
  /** Raises so many alerts of one incident; that they are one is known a second later, as with the engine. */
  raiseIncident(count: number): void
}

export const createFakeEngine = ({ scale, trouble, transportProblem, demo, moreDevices: more, nothing, failing, alertsFailing, planItems, allLive }: FakeOptions): FakeEngine => {
  const startedAtMs = Date.now()
  const random = seededRandom(7)
  const empty = scale === 0
  let { devices, points } = empty ? { devices: [], points: [] } : fakeBuilding(scale, startedAtMs)
  devices = [...devices, ...moreDevices(more, startedAtMs)]
  let alerts: Alert[] = empty ? [] : fakeAlerts({ devices, points }, startedAtMs, trouble)
  let settings: Settings = { ...DEFAULT_SETTINGS, siteName: empty ? 'My site' : 'Harbour House', timeZone: 'Europe/Berlin' }
  let faults: DemoFault[] = []
  let jobs: Job[] = []
  const notes = new Map<number, AlertTransition[]>()
  let push: Push = () => undefined
  const values = new Map<number, number>()

  const kinds = [
    { id: 'stuck', title: message('fake.faultStuck') },
    { id: 'valve', title: message('fake.faultValve') },
  ]

  const stateOf = (point: FakePoint): LiveState => {
    if (point.pollIntervalMs === 0) return 'never'
    if (point.deviceId === 7) return 'stale'
    if (alerts.some((alert) => alert.kind === 'data' && alert.pointId === point.id && isActive(alert))) return 'dataProblem'
    return point.id === 11 ? 'overridden' : 'good'
  }
  const valueOf = (point: FakePoint): number => {
    if (point.pollIntervalMs === 0) return Number.NaN
    const alert = alerts.find((candidate) => candidate.pointId === point.id && isActive(candidate) && candidate.kind === 'equipment')
    if (alert !== undefined && alert.value !== null) return alert.value + (random() - 0.5) * 0.2
    return point.kind === 'analog' ? point.base + (random() - 0.5) * point.swing : point.base
  }
  const liveOf = (of: readonly FakePoint[]): LiveValues => ({
    pointIds: Int32Array.from(of, (point) => point.id),
    values: Float64Array.from(of, (point) => {
      const value = valueOf(point)
      values.set(point.id, value)
      return value
    }),
    timesMs: Float64Array.from(of, (point) => (point.deviceId === 7 ? startedAtMs - 42 * 60_000 : Date.now())),
    qualities: Uint16Array.from(of, (point) => (stateOf(point) === 'dataProblem' ? QUALITY.flat : stateOf(point) === 'overridden' ? QUALITY.overridden : 0)),
    states: Uint8Array.from(of, (point) => LIVE_STATES.indexOf(stateOf(point))),
  })

  const status = (): EngineStatus => ({
    version: '0.1.0',
    startedAtMs,
    siteName: settings.siteName,
    siteFolder: '/home/operator/Plantroom/harbour-house',
    demo,
    firstRun: devices.length === 0,
    transport: { open: !transportProblem, port: settings.bacnetPort, problem: transportProblem ? message('fake.portTaken', { port: settings.bacnetPort }) : null },
    storeBytes: 48_340_992,
    readings: 2_481_204,
    notices: transportProblem ? [{ atMs: startedAtMs - 60_000, text: message('fake.portTaken', { port: settings.bacnetPort }) }] : [],
  })

  const statistics = (): Statistics => {
    const active = alerts.filter((alert) => isActive(alert) && isLive(alert))
    const of = (severity: string): number => active.filter((alert) => alert.severity === severity && alert.kind !== 'data').length
    const stale = points.filter((point) => stateOf(point) === 'stale').length
    return {
      atMs: Date.now(),
      devicesOnline: devices.filter((device) => device.state === 'online').length,
      devicesOffline: devices.filter((device) => device.state === 'offline').length,
      devicesUnknown: 0,
      points: points.length,
      pointsPolled: points.filter((point) => point.pollIntervalMs > 0).length,
      pointsStale: stale,
      pointsDataProblem: new Set(active.filter((alert) => alert.kind === 'data').map((alert) => alert.pointId)).size,
      pointsOverridden: empty ? 0 : 1,
      alertsActive: active.length,
      alertsUnacknowledged: alerts.filter((alert) => isLive(alert) && alert.acknowledgedAtMs === null).length,
      alertsShelved: alerts.filter((alert) => isListed(alert, 'shelved')).length,
      alertsDataProblem: active.filter((alert) => alert.kind === 'data').length,
      alertsBySeverity: { critical: of('critical'), high: of('high'), medium: of('medium'), low: of('low') },
      readingsKept: Math.round((Date.now() - startedAtMs) / 40) + 84_211,
      readingsPerSecond: empty ? 0 : 25.6,
      requests: empty ? 0 : 4_120,
      requestsFailed: empty ? 0 : 96,
      coverage24h: empty ? null : 0.963,
      refusedPackets: empty ? {} : { 'too-short': 3, 'bad-length': 1 },
      alertLatencyP50Ms: empty ? null : 84,
      alertLatencyP99Ms: empty ? null : 412,
    }
  }

  const setJob = (job: Job): Job => {
    jobs = [job, ...jobs.filter((other) => other.id !== job.id)]
    push('jobChanged', job)
    return job
  }
  const runJob = (kind: Job['kind']): Job => {
    const job: Job = { id: `job-${jobs.length + 1}`, kind, state: 'running', progress: null, doing: message(kind === 'demo' ? 'fake.preparing' : 'fake.discovering'), startedAtMs: Date.now(), endedAtMs: null, failure: null }
    const full = fakeBuilding(1, Date.now())
    let step = 0
    const timer = setInterval(() => {
      const now = jobs.find((other) => other.id === job.id)
      if (now === undefined || now.state !== 'running') {
        clearInterval(timer)
        return
      }
      step += 1
      if (nothing && step === 3) {
        setJob({ ...now, state: 'failed', endedAtMs: Date.now(), failure: { code: 'nothing-found', message: 'Nothing found.', detail: { interfaces: 'eth0' } } })
        clearInterval(timer)
        return
      }
      const device = nothing ? undefined : full.devices[step - 1]
      if (device !== undefined) {
        devices = [...devices.filter((other) => other.id !== device.id), { ...device, state: 'online', lastSeenMs: Date.now(), latencyMs: 14 }]
        points = full.points.filter((point) => point.deviceId <= step)
        push('devicesChanged', [device])
        push('pointsChanged', [device.id])
        setJob({ ...now, progress: step / 9, doing: kind === 'demo' ? now.doing : message('fake.reading', { device: device.name }) })
      } else if (step > 9) {
        setJob({ ...now, state: 'done', progress: 1, doing: message('fake.done', { count: devices.length }), endedAtMs: Date.now() })
        push('statusChanged', status())
        clearInterval(timer)
      }
    }, 700)
    return setJob(job)
  }

  const history = (alert: Alert): readonly AlertTransition[] =>
    [
      { atMs: alert.raisedAtMs, what: 'raised' as const, note: '' },
      ...(alert.acknowledgedAtMs === null ? [] : [{ atMs: alert.acknowledgedAtMs, what: 'acknowledged' as const, note: alert.acknowledgeNote }]),
      ...(notes.get(alert.id) ?? []),
      ...(alert.clearedAtMs === null ? [] : [{ atMs: alert.clearedAtMs, what: 'cleared' as const, note: '' }]),
    ].sort((a, b) => a.atMs - b.atMs)

  const noted = (alertId: number, what: TransitionKind, note: string): void => void notes.set(alertId, [...(notes.get(alertId) ?? []), { atMs: Date.now(), what, note }])
  const changeAlerts = (alertIds: readonly number[], change: (alert: Alert) => Alert): readonly Alert[] => {
    const chosen = new Set(alertIds)
    alerts = alerts.map((alert) => (chosen.has(alert.id) ? change(alert) : alert))
    const changed = alerts.filter((alert) => chosen.has(alert.id))
    push('alertsChanged', changed)
    push('incidentsChanged', incidentsOf(alerts).filter(({ id }) => changed.some((alert) => alert.incidentId === id)))
    push('statisticsChanged', statistics())
    return changed
  }
  const alertsFail = Object.fromEntries(Object.keys(ALERT_CALLS).map((name) => [name, () => failure('engine-bug', `${name} failed.`, { name })])) as unknown as Partial<Handlers>

  const handlers: Handlers = {
    ...fakeAlertCare({
      alerts: () => alerts,
      change: (alertIds, change, what, note) => {
        for (const id of alertIds) noted(id, what, note)
        return changeAlerts(alertIds, change)
      },
      push: (name, payload) => push(name, payload),
      nowMs: startedAtMs,
      empty,
    }),
    ...fakeIncidents({ alerts: () => alerts, points: () => points }),
    ...fakeDetection({ push: (name, payload) => push(name, payload), setJob, failing, empty }),
    ...fakeCorrelation({ points: () => points, setJob, failing }),
    ...fakeRoles({ points: () => points, live: () => liveOf(points), push: (name, payload) => push(name, payload), failing }),
    ...fakeHolidays({
      settings: () => settings,
      enter: (holidays) => {
        settings = { ...settings, holidays: [...holidays] }
        push('settingsChanged', settings)
      },
      push: (name, payload) => push(name, payload),
      job: () => runJob('discovery'),
      empty,
      failing,
    }),
    ...fakeFeedback({ alerts: () => alerts, noted, push: (name, payload) => push(name, payload) }),
    ...fakeAcquisition({ devices: () => devices, points: () => points, job: (kind) => runJob(kind), settings: () => settings, push: (name, payload) => push(name, payload), discover: () => runJob('discovery'), transportProblem, failing }),
    ...fakeEquipment({ scale, failing }),
    ...fakeHealth({ devices: () => devices, points: () => points, empty, failing }),
    ...fakeEnergy({ empty, failing, scale, points: () => points, push: (name, payload) => push(name, payload) }),
    ...fakeEfficiency({ empty, failing, meters: () => METERS, push: (name, payload) => push(name, payload) }),
    ...fakeBaseline({ empty, failing, push: (name, payload) => push(name, payload) }),
    ...fakeTariff({ empty, failing, meters: () => METERS, series: seriesOf, push: (name, payload) => push(name, payload) }),
    ...fakeEnergyImport({ empty, failing, job: (kind) => runJob(kind), push: (name, payload) => push(name, payload) }),
    ...fakePlans({ empty, failing, planItems, devices: () => devices, points: () => points, push: (name, payload) => push(name, payload) }),
    ...fakePast({ empty, failing, startedAtMs, devices: () => devices, points: () => points, alerts: () => alerts, history: (alert) => history(alert), push: (name, payload) => push(name, payload) }),
    ...fakeForecast({ empty, failing }),
    ...fakeTasks({ empty, failing, scale, alerts: () => alerts, devices: () => devices, points: () => points, settings: () => settings, nowMs: startedAtMs, push: (name, payload) => push(name, payload) }),
    getStatus: () => ok(status()),
    getStatistics: () => ok(statistics()),
    listInterfaces: () => ok(fakeAdapters(devices.length)),
    startDiscovery: () => ok(runJob('discovery')),
    startDemo: () => ok(runJob('demo')),
    listJobs: () => ok(jobs),
    cancelJob: ({ jobId }) => {
      const job = jobs.find((other) => other.id === jobId)
      return job === undefined ? failure('job-unknown', `There is no job ${jobId}.`) : ok(setJob({ ...job, state: 'cancelled', doing: message('fake.cancelled'), endedAtMs: Date.now() }))
    },
    listDevices: () => ok(devices),
    removeDevice: ({ deviceId }) => {
      devices = devices.filter((device) => device.id !== deviceId)
      points = points.filter((point) => point.deviceId !== deviceId)
      push('pointsChanged', [deviceId])
      return ok(null)
    },
    listPoints: ({ deviceId }) => ok(deviceId === undefined ? points : points.filter((point) => point.deviceId === deviceId)),
    setPollInterval: ({ pointIds, intervalMs }) => {
      const chosen = new Set(pointIds)
      points = points.map((point) => (chosen.has(point.id) ? { ...point, pollIntervalMs: intervalMs } : point))
      return ok(points.filter((point) => chosen.has(point.id)))
    },
    getLiveValues: () => ok(liveOf(points)),
    getSeries: ({ pointIds, fromMs, toMs, maxPoints }) => ok(pointIds.map((id) => fakeSeries(points.find((point) => point.id === id), id, fromMs, toMs, maxPoints, alerts, startedAtMs))),
    getExpectedBand: ({ pointId, fromMs, toMs, steps }) => ok(fakeBand(points.find((point) => point.id === pointId), pointId, fromMs, toMs, steps)),
    getCoverageGaps: ({ fromMs, toMs }) => ok(fakeGaps(startedAtMs, fromMs, toMs)),
    listAlerts: ({ which, pointId, deviceId, fromMs, toMs, limit }) =>
      ok(
        alerts
          .filter((alert) => isListed(alert, which))
          .filter((alert) => (pointId === undefined || alert.pointId === pointId) && (deviceId === undefined || alert.deviceId === deviceId))
          .filter((alert) => (fromMs === undefined || (alert.clearedAtMs ?? Infinity) >= fromMs) && (toMs === undefined || alert.startedAtMs < toMs))
          .sort((a, b) => b.raisedAtMs - a.raisedAtMs)
          .slice(0, limit),
      ),
    getAlert: ({ alertId }) => {
      const alert = alerts.find((other) => other.id === alertId)
      return alert === undefined ? failure('alert-unknown', `There is no alert ${alertId}.`, { alertId }) : ok({ alert, history: history(alert) })
    },
    acknowledgeAlerts: ({ alertIds, note }) => {
      const atMs = Date.now()
      return ok(changeAlerts(alertIds, (alert) => ({ ...alert, acknowledgedAtMs: atMs, acknowledgeNote: note })))
    },
    addAlertNote: ({ alertId, note }) => {
      const alert = alerts.find((other) => other.id === alertId)
      if (alert === undefined) return failure('alert-unknown', `There is no alert ${alertId}.`, { alertId })
      noted(alertId, 'noted', note)
      return ok({ alert, history: history(alert) })
    },
    getSettings: () => ok(settings),
    changeSettings: ({ patch }) => {
      if (patch.bacnetPort === 47_809) return failure('port-taken', 'UDP port 47809 is in use by another program.', { port: 47_809 })
      settings = { ...settings, ...(Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<Settings>) }
      push('settingsChanged', settings)
      return ok(settings)
    },
    reopenTransport: () => ok(status()),
    leaveDemo: () => ok(status()),
    listDemoFaults: () => (demo ? ok({ running: faults, kinds }) : failure('not-demo', 'This is not the demo building.')),
    startDemoFault: ({ kindId }) => {
      const kind = kinds.find((other) => other.id === kindId)
      if (kind === undefined) return failure('fault-unknown', `There is no fault ${kindId}.`)
      const fault: DemoFault = { id: `f${faults.length + 1}`, kindId, title: kind.title, startedAtMs: Date.now(), endsAtMs: null }
      faults = [...faults, fault]
      return ok(fault)
    },
    endDemoFaults: () => {
      faults = []
      return ok(null)
    },
    ...(alertsFailing ? alertsFail : {}),
  }

  const raiseIncident = (count: number): void => {
    const nowMs = Date.now()
    const [like] = alerts
    if (like === undefined) return
    const raised = Array.from({ length: count }, (_, index): Alert => ({ ...like, id: alerts.length + index + 1, severity: 'high', startedAtMs: nowMs, raisedAtMs: nowMs, announcedAtMs: nowMs, reAlarmedAtMs: null, acknowledgedAtMs: null, clearedAtMs: null, incidentId: null, chattering: false }))
    alerts = [...alerts, ...raised]
    push('alertsChanged', raised)
    setTimeout(() => changeAlerts(raised.map(({ id }) => id), (alert) => ({ ...alert, incidentId: 2 })), 1_000)
  }

  return {
    handlers,
    raiseIncident,
    start: (to) => {
      push = to
      let turn = 0
      const ready = allLive ? Array.from({ length: 8 }, (_, half) => liveOf(points.filter((point, index) => point.deviceId !== 7 && index % 2 === half % 2))) : []
      setInterval(() => {
        turn += 1
        const values = allLive ? ready[turn % ready.length] : liveOf(points.filter((point, index) => point.deviceId !== 7 && index % 10 === turn % 10))
        if (values !== undefined && values.pointIds.length > 0) push('liveValues', { ...values, timesMs: values.timesMs.fill(Date.now()) })
        if (turn % 4 === 0) push('statisticsChanged', statistics())
      }, 500)
    },
  }
}
