/** One open site: store, acquisition and pipeline wired together, with the services around them. Opened and closed as a whole. */
import { message } from '../../../shared/message.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Acquisition } from '../bacnet/acquisition-types.ts'
import type { Pipeline } from '../pipeline/pipeline-types.ts'
import { acquisitionListener } from './acquisition-listener.ts'
import { createMuteKeeper } from './alerts/mute-keeper.ts'
import { createAutoBackfill } from './backfill/auto-backfill.ts'
import { createReferenceWatch } from './check-up/broken-references.ts'
import { createCheckUpSource } from './check-up/check-up-source.ts'
import { createCorrelations } from './correlation/correlations.ts'
import { createCoverageKeeper } from './coverage-keeper.ts'
import { createDemo } from './demo.ts'
import { createDetection } from './detection/detection.ts'
import { createDeviceRegistry } from './device-registry.ts'
import { createDiscovery } from './discovery.ts'
import type { Energy } from './energy/energy.ts'
import { openSiteEnergy } from './energy/site-energy.ts'
import type { EventHub } from './event-hub.ts'
import { explainAlert } from './explain/explain-alert.ts'
import { createHealth } from './health/health.ts'
import { createHolidays } from './holidays/holidays.ts'
import { feedingPoints } from './incidents/feeding-points.ts'
import { createIncidentKeeper } from './incidents/incident-keeper.ts'
import { createSiteEquipment } from './incidents/site-equipment.ts'
import { topologyOf } from './incidents/topology.ts'
import { createJobs } from './jobs.ts'
import { startLearning } from './learning.ts'
import { loadAllPoints, loadPointsOf } from './load-points.ts'
import { keepLogShort } from './log-keeper.ts'
import { createNetworkKeeper } from './network/network-keeper.ts'
import { createNotices } from './notices.ts'
import { createBookmarks } from './past/bookmarks.ts'
import { arrangeableOf } from './plans/arrangeable.ts'
import { makeDemoPlans } from './plans/demo-plans.ts'
import { createPictureFiles } from './plans/picture-files.ts'
import { createPlanKeeper } from './plans/plan-keeper.ts'
import { watchReadingProblems } from './reading-problems.ts'
import { createBehaviours } from './roles/behaviours.ts'
import { createRoleKeeper, type RoleKeeper } from './roles/role-keeper.ts'
import type { SessionDeps, SessionOptions, SiteSession } from './session-types.ts'
import type { SiteContext } from './site-context.ts'
import { CREATED_KEY } from './site-keys.ts'
import { createSitePoints } from './site-points.ts'
import { createStatistics } from './statistics.ts'
import { checkStoreLater } from './store-check.ts'
import { createTaskKeeper } from './tasks/task-keeper.ts'
import { createTransportKeeper } from './transport-keeper.ts'
import { createUrgency } from './urgency.ts'
import { createSnapshots, type Snapshots } from './visits/snapshots.ts'
import { createVisitKeeper, type VisitKeeper } from './visits/visit-keeper.ts'
import { createDeviceClocks } from './voice/device-clocks.ts'
import { createDeviceVoice } from './voice/device-voice.ts'
import { startDeviceWatch } from './voice/device-watch.ts'
import { createWriting } from './writing/writing.ts'

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
  const { stop: stopEnergy, ...siteEnergy } = openSiteEnergy(context, roles, deps, options)
  const { energy } = siteEnergy
  parts.energy = energy
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
  const cancelCheck = checkStoreLater(context, readers)

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
    ...siteEnergy,
    plans,
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
      await health.stop()
      await stopEnergy()
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
