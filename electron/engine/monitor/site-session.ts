/** One open site: store, acquisition and pipeline wired together, with the services around them. Opened and closed as a whole. */
import type { Clock } from '../../../shared/clock.ts'
import { addressKey, addressLabel } from '../../../shared/domain/device.ts'
import type { AlertExplanation } from '../../../shared/domain/incident.ts'
import { message } from '../../../shared/message.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Acquisition, AcquisitionDeps, AcquisitionListener } from '../bacnet/acquisition-types.ts'
import type { Log } from '../log.ts'
import type { CorrelationWorker } from '../pipeline/correlation/correlation-lane.ts'
import type { BaselineWorker } from '../pipeline/energy/baseline-lane.ts'
import type { EnergyWorker } from '../pipeline/energy/energy-lane.ts'
import type { ForecastWorker } from '../pipeline/forecast/forecast-lane.ts'
import type { PatternWorker } from '../pipeline/energy/pattern-lane.ts'
import type { HealthWorker } from '../pipeline/health/health-lane.ts'
import type { Learner } from '../pipeline/learner.ts'
import type { Replayer } from '../pipeline/replay-lane.ts'
import type { Pipeline, PipelineDeps } from '../pipeline/pipeline-types.ts'
import type { RenderPdf } from '../reports/render-pdf.ts'
import type { CheckingReaders } from '../store/store-readers.ts'
import type { OpenStore, WritableStore } from '../store/store-types.ts'
import { createMuteKeeper, type MuteKeeper } from './alerts/mute-keeper.ts'
import { createReferenceWatch } from './check-up/broken-references.ts'
import { createCheckUpSource, type CheckUpSource } from './check-up/check-up-source.ts'
import { createAutoBackfill, type AutoBackfill } from './backfill/auto-backfill.ts'
import { createCorrelations, type Correlations } from './correlation/correlations.ts'
import { createCoverageKeeper } from './coverage-keeper.ts'
import { createDemo, type Demo } from './demo.ts'
import type { OpenDemo } from './demo-source.ts'
import { createDetection, type Detection } from './detection/detection.ts'
import { createDeviceRegistry, type DeviceRegistry } from './device-registry.ts'
import { createDiscovery, type StartDiscovery } from './discovery.ts'
import { createEfficiencyKeeper, type EfficiencyKeeper } from './energy/efficiency-keeper.ts'
import { createEnergy, type Energy } from './energy/energy.ts'
import { createEnergyImports, type EnergyImports } from './energy/energy-imports.ts'
import { createEnergyCosts, type EnergyCosts } from './energy/energy-costs.ts'
import { giveDemoTariff } from './energy/demo-tariff.ts'
import { createBaselines, type Baselines } from './energy/baselines.ts'
import { createTaskKeeper, type TaskKeeper } from './tasks/task-keeper.ts'
import { createTariffKeeper, type TariffKeeper } from './energy/tariff-keeper.ts'
import { createForecasts, type Forecasts } from './energy/forecast/forecasts.ts'
import type { EventHub } from './event-hub.ts'
import { createHealth, type Health } from './health/health.ts'
import { keepLogShort } from './log-keeper.ts'
import { explainAlert } from './explain/explain-alert.ts'
import { createHolidays, type Holidays } from './holidays/holidays.ts'
import { feedingPoints } from './incidents/feeding-points.ts'
import { createIncidentKeeper } from './incidents/incident-keeper.ts'
import { createSiteEquipment } from './incidents/site-equipment.ts'
import { topologyOf } from './incidents/topology.ts'
import { createJobs } from './jobs.ts'
import { startLearning } from './learning.ts'
import { loadAllPoints, loadPointsOf } from './load-points.ts'
import { createNetworkKeeper, type NetworkKeeper } from './network/network-keeper.ts'
import { createBookmarks, type Bookmarks } from './past/bookmarks.ts'
import { createNotices, type Notices } from './notices.ts'
import { arrangeableOf } from './plans/arrangeable.ts'
import { makeDemoPlans } from './plans/demo-plans.ts'
import { createPictureFiles } from './plans/picture-files.ts'
import { createPlanKeeper, type PlanKeeper } from './plans/plan-keeper.ts'
import { createBehaviours } from './roles/behaviours.ts'
import { createRoleKeeper, type RoleKeeper } from './roles/role-keeper.ts'
import type { SiteContext } from './site-context.ts'
import { CREATED_KEY } from './site-keys.ts'
import { createSitePoints } from './site-points.ts'
import { watchReadingProblems } from './reading-problems.ts'
import { createStatistics, type StatisticsSource } from './statistics.ts'
import { createDeviceClocks } from './voice/device-clocks.ts'
import { createDeviceVoice, type DeviceVoice } from './voice/device-voice.ts'
import { startDeviceWatch } from './voice/device-watch.ts'
import { createWriting, type Writing } from './writing/writing.ts'
import { createSnapshots, type Snapshots } from './visits/snapshots.ts'
import { createVisitKeeper, type VisitKeeper } from './visits/visit-keeper.ts'
import { createTransportKeeper, type TransportKeeper } from './transport-keeper.ts'
import { createUrgency, type Urgency } from './urgency.ts'

/** What a session needs from the world. */
export interface SessionDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly hub: EventHub
  readonly openStore: OpenStore
  readonly openReaders: (siteFolder: string) => CheckingReaders
  readonly openLearner: (siteFolder: string) => Learner
  readonly openReplayer: (siteFolder: string) => Replayer
  readonly openEnergyWorker: (siteFolder: string) => EnergyWorker
  readonly openBaselineWorker: (siteFolder: string) => BaselineWorker
  readonly openCorrelationWorker: (siteFolder: string) => CorrelationWorker
  readonly openForecastWorker: (siteFolder: string) => ForecastWorker
  readonly openPatternWorker: (siteFolder: string) => PatternWorker
  readonly openHealthWorker: (siteFolder: string) => HealthWorker
  readonly createAcquisition: (deps: AcquisitionDeps) => Acquisition
  readonly createPipeline: (deps: PipelineDeps) => Pipeline
  readonly openDemo: OpenDemo
  readonly renderPdf: RenderPdf
  readonly appVersion: string
  /** The account on this machine, for the record of changes. */
  readonly userName: string
  /** IANA name of this machine's time zone: the first guess for a new site. */
  readonly systemTimeZone: string
  /** Stays off real networks: any free UDP port, no interface but loopback. */
  readonly loopbackOnly?: boolean
  /** UDP port to use instead of the site's setting and of any free one. */
  readonly bacnetPort?: number
}

export interface SiteSession {
  readonly siteFolder: string
  readonly context: SiteContext
  readonly startDiscovery: StartDiscovery
  readonly transport: TransportKeeper
  readonly network: NetworkKeeper
  readonly statistics: StatisticsSource
  readonly snapshots: Snapshots
  readonly writing: Writing
  readonly urgency: Urgency
  readonly checkUp: CheckUpSource
  readonly autoBackfill: AutoBackfill
  readonly voice: DeviceVoice
  readonly roles: RoleKeeper
  readonly detection: Detection
  readonly correlations: Correlations
  readonly energy: Energy
  readonly energyImports: EnergyImports
  readonly efficiency: EfficiencyKeeper
  readonly tariffs: TariffKeeper
  readonly costs: EnergyCosts
  readonly baselines: Baselines
  readonly plans: PlanKeeper
  readonly forecasts: Forecasts
  readonly tasks: TaskKeeper
  readonly bookmarks: Bookmarks
  readonly health: Health
  readonly holidays: Holidays
  readonly mute: MuteKeeper
  /** Why an alert was raised, and what may be behind it. */
  readonly explain: (alertId: number) => Promise<Result<AlertExplanation>>
  /** null in a technician's own site. */
  readonly demo: Demo | null
  suspend(): void
  resume(): void
  close(): Promise<void>
}

interface SessionOptions {
  readonly siteFolder: string
  readonly demo: boolean
  /** Something that `getStatus` tells has changed. */
  readonly statusChanged: () => void
}


/** Opens the site of a folder and starts monitoring it. Fails as `OpenStore` does. */
export const openSession = async (deps: SessionDeps, options: SessionOptions): Promise<Result<SiteSession>> => {
  const opened = deps.openStore(options.siteFolder)
  if (!opened.ok) return opened
  const store = opened.value
  if (store.meta(CREATED_KEY) === undefined) {
    store.changeSettings({ timeZone: deps.systemTimeZone })
    store.setMeta(CREATED_KEY, String(deps.clock.nowMs()))
  }
  const { clock, hub, log } = deps
  const loopbackOnly = options.demo || deps.loopbackOnly === true
  const readers = deps.openReaders(options.siteFolder)
  const notices = createNotices(clock, options.statusChanged)
  const jobs = createJobs(clock, log, (job) => hub.emit('jobChanged', job))
  const registry = createDeviceRegistry(clock, (devices) => hub.emit('devicesChanged', devices))

  // Both exist after those who ask them: what was not observed before the start is told before there is anyone to doubt.
  const parts: { acquisition?: Acquisition; roles?: RoleKeeper; energy?: Energy } = {}
  const judged = deps.createPipeline({
    clock,
    store,
    learner: deps.openLearner(options.siteFolder),
    log,
    roleOf: (pointId) => parts.roles?.roleOf(pointId) ?? null,
    listener: {
      liveValues: (values) => hub.emit('liveValues', values),
      alertsChanged: (alerts) => {
        hub.emit('alertsChanged', alerts)
        incidents.alertsChanged(alerts)
        statistics.push()
        urgency.alertsChanged(alerts)
      },
      storeTrouble: (text) => (text === null ? notices.clear('store.trouble') : notices.add(message('store.trouble', { reason: text }))),
    },
  })
  // History that comes in later changes hours of energy that were worked out.
  const pipeline: Pipeline = {
    ...judged,
    takeHistory: (rows, how) => {
      judged.takeHistory(rows, how)
      parts.energy?.lateReadings(rows)
    },
  }
  const coverage = createCoverageKeeper({
    clock,
    store,
    unobserved: (fromMs, toMs, reason) => {
      pipeline.markUnobserved(fromMs, toMs)
      registry.forgetStates(toMs)
      parts.acquisition?.doubtAll()
      if (reason === 'clockJump') notices.add(message('clock.jumped', { hours: Math.round((toMs - fromMs) / 3_600_000) }))
    },
    polledPoints: (deviceId) => context.points.ofDevice(deviceId).filter(({ pollIntervalMs }) => pollIntervalMs > 0).length,
  })
  const acquisition = deps.createAcquisition({
    clock,
    random: deps.random,
    log,
    loopbackOnly,
    listener: acquisitionListener(() => session, { store, pipeline, registry, hub, log }),
  })

  parts.acquisition = acquisition

  const reloadPoints = (changedDeviceIds: readonly number[]): void => {
    loadPointsOf(changedDeviceIds, context)
    for (const deviceId of changedDeviceIds) autoBackfill.deviceReady(deviceId)
    hub.emit('pointsChanged', changedDeviceIds)
    roles.pointsChanged()
    network.changed()
    // The first device ends the first run.
    options.statusChanged()
  }

  const context: SiteContext = { clock, log, hub, store, readers, acquisition, pipeline, registry, coverage, jobs, notices, points: createSitePoints(store), deviceClocks: createDeviceClocks(), reloadPoints }
  const statistics = createStatistics(context)
  const transport = createTransportKeeper({
    clock,
    acquisition,
    settings: () => store.settings(),
    port: () => deps.bacnetPort ?? (loopbackOnly ? 0 : store.settings().bacnetPort),
    changed: options.statusChanged,
  })
  const network = createNetworkKeeper(context, (ip) => !options.demo && (!loopbackOnly || ip.startsWith('127.')))
  const demo = options.demo ? createDemo(context, deps.openDemo, () => makeDemoPlans(plans, { devices: registry.list(), points: context.points.all(), equipment: pipeline.equipment() })) : null
  const writing = createWriting(context)
  const autoBackfill = createAutoBackfill(context)
  const snapshots = createSnapshots(context)
  const visits = options.demo ? null : keepVisits(context, snapshots)
  const watch = startDeviceWatch(context)
  const roles = createRoleKeeper({ ...context, behaviourOf: (pointId) => behaviours.of(pointId) })
  const behaviours = createBehaviours(context, (pointId) => roles.roleOf(pointId), () => roles.pointsChanged())
  const roleOf = (pointId: number) => roles.roleOf(pointId)
  parts.roles = roles
  const energy = createEnergy(context, roles, deps.openEnergyWorker(options.siteFolder), deps.userName)
  parts.energy = energy
  const tariffs = createTariffKeeper(context, deps.userName, () => hub.emit('energyChanged', { meterIds: [] }))
  if (options.demo) giveDemoTariff(tariffs)
  const costs = createEnergyCosts(context, tariffs)
  const baselines = createBaselines(context, deps.openBaselineWorker(options.siteFolder), tariffs, deps.userName)
  energy.seams = { ...energy.seams, costOf: (...args) => costs.costOf(...args) }
  const forecasts = createForecasts(context, energy, deps.openForecastWorker(options.siteFolder))
  const efficiency = createEfficiencyKeeper(context, (meter) => tariffs.of(meter), deps.openPatternWorker(options.siteFolder))
  const health = createHealth(context, { roleOf, seams: () => energy.seams }, deps.openHealthWorker(options.siteFolder))
  const stopBinding = bindRulesAnew(hub, roles, pipeline)
  const equipmentOf = createSiteEquipment(context.points)
  const feedersOf = (pointId: number): readonly number[] => feedingPoints(pipeline, pointId)
  const holidays = createHolidays(context, deps.userName)
  const mute = createMuteKeeper({ clock, store, changed: (now) => hub.emit('muteChanged', now) })
  const incidents = createIncidentKeeper({
    clock, log, store, pipeline, topology: () => topologyOf({ registry, roleOf, equipmentOf, supply: pipeline.supplyTree(), learntFeeder: pipeline.learntFeeder }), changed: (changed) => hub.emit('incidentsChanged', changed),
  })
  const stopLearning = startLearning(context)
  const urgency = createUrgency({ clock, acquisition, store })
  const stopWatchingReading = watchReadingProblems({ clock, acquisition, registry })
  const logKeeper = keepLogShort({ clock, store, readers, log })
  const cancelCheck = clock.after(CHECK_STORE_AFTER_MS, () => void checkStore(readers, notices, log))

  const references = createReferenceWatch(context)
  const plans = createPlanKeeper({
    clock, log, hub, store, files: createPictureFiles(options.siteFolder),
    arrangeable: () => arrangeableOf({ devices: registry.list(), points: context.points.all(), equipment: pipeline.equipment(), roleOf }),
  })
  const session: SiteSession = {
    siteFolder: options.siteFolder,
    context,
    startDiscovery: createDiscovery(context),
    transport,
    network,
    statistics,
    snapshots,
    writing,
    urgency,
    checkUp: createCheckUpSource(context, { renderPdf: deps.renderPdf, appVersion: deps.appVersion, networkMap: () => network.map(), clock: (deviceId) => context.deviceClocks.of(deviceId), references }),
    autoBackfill,
    roles,
    voice: createDeviceVoice(context, watch),
    detection: createDetection(context, deps.openReplayer(options.siteFolder), deps.userName),
    correlations: createCorrelations(context, { worker: deps.openCorrelationWorker(options.siteFolder), roleOf, equipmentOf, feedersOf }),
    energy,
    energyImports: createEnergyImports(context, energy.importMeters),
    efficiency,
    tariffs,
    costs,
    baselines,
    plans,
    forecasts,
    tasks: createTaskKeeper({ clock, store, changed: () => hub.emit('tasksChanged', null) }),
    bookmarks: createBookmarks({ clock, store, userName: deps.userName, changed: () => hub.emit('bookmarksChanged', null) }),
    health,
    holidays,
    mute,
    explain: (alertId) => explainAlert(alertId, { context, roleOf, equipmentOf, feedersOf }),
    demo,
    suspend: () => {
      // Whoever opens the lid again need not be the one who unlocked.
      writing.lock()
      acquisition.pause()
      coverage.suspend()
    },
    resume: () => {
      coverage.resume()
      acquisition.resume()
    },
    close: async () => {
      writing.lock()
      watch.stop()
      incidents.stop()
      mute.stop()
      stopBinding()
      await behaviours.stop()
      roles.stop()
      await roles.settled()
      await efficiency.stop()
      await health.stop()
      await energy.stop()
      await baselines.stop()
      await forecasts.stop()
      stopLearning()
      visits?.stop()
      urgency.stop()
      stopWatchingReading()
      await autoBackfill.stop()
      await holidays.stop()
      cancelCheck()
      await jobs.stop()
      await plans.stop()
      await demo?.stop()
      network.stop()
      await transport.stop()
      await writing.stop()
      statistics.stop()
      for (const device of registry.list()) if (device.lastSeenMs !== null) store.touchDevice(device.id, device.lastSeenMs)
      registry.stop()
      pipeline.stop()
      coverage.stop()
      await logKeeper.stop()
      await readers.close()
      store.close()
    },
  }

  pipeline.configure(store.settings())
  await loadAllPoints(context)
  await network.applyForeign(store.settings())
  await transport.open()
  demo?.prepare()
  return ok(session)
}

/** Fault rules follow the roles: when those of the last run are read, and whenever some change. */
const bindRulesAnew = (hub: EventHub, roles: RoleKeeper, pipeline: Pipeline): (() => void) => {
  void roles.settled().then(() => pipeline.rolesChanged())
  return hub.subscribe((name) => {
    if (name === 'rolesChanged') pipeline.rolesChanged()
  })
}

/** A demo is no visit: it begins anew each time. */
const keepVisits = ({ clock, log, store, registry, jobs }: SiteContext, snapshots: Snapshots): VisitKeeper =>
  createVisitKeeper({
    clock,
    log,
    store,
    devices: () => registry.list(),
    busy: () => jobs.list().some(({ state }) => state === 'running'),
    snapshot: () => snapshots.take({ note: '', automatic: true }).ok,
  })

/** Long after the start, in a worker: reading a large store through takes seconds. */
const CHECK_STORE_AFTER_MS = 5 * 60_000

const checkStore = async (readers: CheckingReaders, notices: Notices, log: Log): Promise<void> => {
  try {
    const [damage] = await readers.integrity()
    if (damage !== undefined) notices.add(message('store.damaged', { reason: damage }))
  } catch (error) {
    log.warn('the store could not be checked', error)
  }
}

interface ListenerParts {
  readonly store: WritableStore
  readonly pipeline: Pipeline
  readonly registry: DeviceRegistry
  readonly hub: EventHub
  readonly log: Log
}

/** What the network tells goes to everyone whom it concerns. `session` is asked late, because acquisition exists before it. */
const acquisitionListener = (session: () => SiteSession, { store, pipeline, registry, hub, log }: ListenerParts): AcquisitionListener => ({
  readings: (batch) => pipeline.take(batch),
  unchanged: (_deviceId, pointIds, atMs) => pipeline.takeUnchanged(pointIds, atMs),
  outcome: (outcome) => {
    pipeline.takeOutcome(outcome)
    registry.outcome(outcome)
  },
  pointProblem: (deviceId, pointId, error, text) => log.warn(`point ${pointId} of device ${deviceId}: ${error}: ${text}`),
  iAm: (iAm) => {
    const known = registry.byInstance(iAm.instance)
    // Somebody else with its number is no sign of life of it.
    if (known && addressKey(known.address) === addressKey(iAm.address)) registry.seen(known.id, session().context.clock.nowMs())
  },
  reachability: (deviceId, state, atMs) => {
    const before = registry.get(deviceId)
    registry.reachability(deviceId, state, atMs)
    pipeline.deviceState(deviceId, state, atMs)
    const { coverage } = session().context
    if (state === 'offline') coverage.deviceAway(deviceId, Math.max(before?.lastSeenMs ?? atMs, before?.stateSinceMs ?? atMs))
    else {
      coverage.deviceBack(deviceId, atMs)
      session().autoBackfill.deviceReady(deviceId)
      store.touchDevice(deviceId, atMs)
    }
  },
  moved: (deviceId, from, to) => {
    log.info(`device ${deviceId} moved from ${addressLabel(from)} to ${addressLabel(to)}`)
    store.setDeviceAddress(deviceId, to)
    registry.addressChanged(deviceId, to)
  },
  duplicate: (instance, address, other) => {
    const known = registry.byInstance(instance)
    const problem = message('device.duplicate', { instance, address: addressLabel(address), other: addressLabel(other) })
    if (known) registry.setProblem(known.id, problem)
  },
  learnt: (deviceId, profile) => {
    try {
      store.saveLearntProfile(deviceId, profile)
    } catch (error) {
      // It will be learnt again.
      log.warn(`what was learnt of device ${deviceId} could not be kept`, error)
    }
  },
  duplicateOver: (instance) => {
    const known = registry.byInstance(instance)
    if (known) registry.clearProblem(known.id, 'device.duplicate')
  },
  networkChanged: () => session().network.changed(),
  interfacesChanged: (interfaces) => {
    hub.emit('interfacesChanged', interfaces)
    session().network.changed()
  },
  transportLost: (text) => session().transport.lost(text),
  transportBack: () => session().transport.back(),
})
