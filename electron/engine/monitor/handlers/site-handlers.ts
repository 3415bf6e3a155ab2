/** Handlers of the calls about the site itself: each finds the right service and says what cannot be done. */
import type { DEVICE_CALLS } from '../../../../shared/calls/device-calls.ts'
import type { ALL_ENERGY_CALLS } from '../../../../shared/calls/all-energy-calls.ts'
import type { ALERT_CALLS } from '../../../../shared/calls/alert-calls.ts'
import type { CORRELATION_CALLS } from '../../../../shared/calls/correlation-calls.ts'
import type { DETECTION_CALLS } from '../../../../shared/calls/detection-calls.ts'
import type { HEALTH_CALLS } from '../../../../shared/calls/health-calls.ts'
import type { HOLIDAY_CALLS } from '../../../../shared/calls/holiday-calls.ts'
import type { NETWORK_CALLS } from '../../../../shared/calls/network-calls.ts'
import type { PAST_CALLS } from '../../../../shared/calls/past-calls.ts'
import type { PLAN_CALLS } from '../../../../shared/calls/plan-calls.ts'
import type { ROLE_CALLS } from '../../../../shared/calls/role-calls.ts'
import type { RULE_CALLS } from '../../../../shared/calls/rule-calls.ts'
import type { SITE_CALLS } from '../../../../shared/calls/site-calls.ts'
import type { TASK_CALLS } from '../../../../shared/calls/task-calls.ts'
import type { Handlers } from '../../../../shared/contract.ts'
import type { EngineStatus } from '../../../../shared/domain/engine-status.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Settings } from '../../../../shared/domain/settings.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { gapsOfPoints, withoutEchoes } from '../backfill/point-gaps.ts'
import { notInDemo } from '../demo.ts'
import type { OnSession } from './handler-group.ts'
import type { SiteSession } from '../session-types.ts'
import { parseTarget } from '../parse-target.ts'
import { transportLimits } from '../transport-keeper.ts'
import { LISTEN_MS, searchable } from './searchable.ts'

/** What the handlers need beyond the open site. */
export interface SiteSwitch {
  /** The open site; a failure while one is being opened or after none could be. */
  session(): Result<SiteSession>
  status(): Promise<EngineStatus> | EngineStatus
  openDemo(): Promise<Result<SiteSession>>
  leaveDemo(): Promise<Result<SiteSession>>
}

type OtherCalls =
  | keyof typeof ALERT_CALLS
  | keyof typeof ALL_ENERGY_CALLS
  | keyof typeof CORRELATION_CALLS
  | keyof typeof DETECTION_CALLS
  | keyof typeof DEVICE_CALLS
  | keyof typeof HEALTH_CALLS
  | keyof typeof HOLIDAY_CALLS
  | keyof typeof NETWORK_CALLS
  | keyof typeof PAST_CALLS
  | keyof typeof PLAN_CALLS
  | keyof typeof ROLE_CALLS
  | keyof typeof RULE_CALLS
  | keyof typeof SITE_CALLS
  | keyof typeof TASK_CALLS

export const createSiteHandlers = (site: SiteSwitch, on: OnSession): Omit<Handlers, OtherCalls> => {
  const withStatus = async (result: Result<unknown>): Promise<Result<EngineStatus>> => (result.ok ? ok(await site.status()) : result)

  return {
    getStatus: async () => ok(await site.status()),
    getStatistics: () => on((session) => ok(session.statistics.current())),

    listInterfaces: () =>
      on((session) => {
        session.context.acquisition.probe()
        return ok(session.context.acquisition.interfaces())
      }),
    startDiscovery: ({ interfaces, targets, lowInstance, highInstance }) =>
      on((session) => {
        const may = searchable(session)
        if (!may.ok) return may
        const parsed = targets.map(parseTarget)
        const bad = parsed.findIndex((target) => target === null)
        if (bad >= 0) return failure('target-invalid', `${targets[bad]} is not an IPv4 address with an optional port.`, { target: targets[bad] ?? '' })
        return session.startDiscovery({
          interfaces,
          targets: parsed.filter((target) => target !== null),
          listenMs: LISTEN_MS,
          ...(lowInstance === undefined ? {} : { lowInstance }),
          ...(highInstance === undefined ? {} : { highInstance }),
        })
      }),
    startDemo: async () => {
      const opened = await site.openDemo()
      if (!opened.ok) return opened
      const job = opened.value.context.jobs.list().findLast((one) => one.kind === 'demo')
      return job ? ok(job) : failure('demo-not-started', 'The demo building could not be started.')
    },
    leaveDemo: async () => withStatus(await site.leaveDemo()),
    listJobs: () => on((session) => ok(session.context.jobs.list())),
    cancelJob: ({ jobId }) => on((session) => session.context.jobs.cancel(jobId)),

    listDevices: () => on((session) => ok(session.context.registry.list())),
    removeDevice: ({ deviceId }) =>
      on(({ context }) => {
        if (!context.registry.get(deviceId)) return unknown('device', deviceId)
        context.store.removeDevice(deviceId, context.clock.nowMs())
        context.reloadPoints([deviceId])
        return ok(null)
      }),
    listPoints: ({ deviceId }) => on(({ context }) => ok(deviceId === undefined ? context.points.all() : context.points.ofDevice(deviceId))),
    setPollInterval: ({ pointIds, intervalMs }) =>
      on(({ context }) => {
        context.store.setPollInterval(pointIds, intervalMs)
        const wanted = new Set(pointIds)
        const changed = (): Point[] => context.points.all().filter((point) => wanted.has(point.id))
        context.reloadPoints([...new Set(changed().map((point) => point.deviceId))])
        return ok(changed())
      }),
    getLiveValues: () => on(({ context }) => ok(context.pipeline.liveValues())),

    getSeries: ({ pointIds, fromMs, toMs, maxPoints }) =>
      on(async ({ context }) => {
        if (toMs <= fromMs) return badPeriod()
        return ok(await Promise.all(pointIds.map((pointId) => context.readers.series(pointId, fromMs, toMs, maxPoints))))
      }),
    getExpectedBand: ({ pointId, fromMs, toMs, steps }) =>
      on(async ({ context }) => (toMs <= fromMs ? badPeriod() : ok(await context.pipeline.expectedBand(pointId, fromMs, toMs, steps)))),
    getCoverageGaps: ({ deviceId, pointIds, fromMs, toMs }) =>
      on(({ context }) => {
        const gaps = withoutEchoes(context.store.coverageGaps(fromMs, toMs, deviceId))
        if (pointIds === undefined) return ok(gaps)
        const wanted = new Set(pointIds)
        const points = context.points.all().filter(({ id }) => wanted.has(id))
        return ok(gapsOfPoints(gaps, points, (pointId) => context.store.backfilled(pointId, fromMs, toMs)))
      }),

    getSettings: () => on(({ context }) => ok(context.store.settings())),
    changeSettings: ({ patch }) => on(async (session) => ok(await changeSettings(session, patch))),
    reopenTransport: ({ port }) =>
      on(async (session) => {
        if (port !== undefined) session.context.store.changeSettings({ bacnetPort: port })
        await session.transport.reopen()
        return ok(await site.status())
      }),

    listDemoFaults: () => on(async (session) => demoFaults(session)),
    startDemoFault: ({ kindId }) =>
      on(async (session) => {
        const source = session.demo?.source()
        if (!source) return notInDemo()
        const fault = await source.startFault(kindId)
        return fault ? ok(fault) : failure('fault-unknown', `The demo building has no fault ${kindId}.`, { kindId })
      }),
    endDemoFaults: () =>
      on(async (session) => {
        const source = session.demo?.source()
        if (!source) return notInDemo()
        await source.endFaults()
        return ok(null)
      }),
  }
}

const demoFaults = async (session: SiteSession) => {
  const source = session.demo?.source()
  return source ? ok(await source.faults()) : notInDemo()
}

const changeSettings = async (session: SiteSession, patch: { [K in keyof Settings]?: Settings[K] | undefined }): Promise<Settings> => {
  const { store, pipeline, acquisition, hub } = session.context
  const before = store.settings()
  const defined = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<Settings>
  const { holidays, ...others } = defined
  store.changeSettings(others)
  // The list of holidays has a record of its changes.
  if (holidays !== undefined) session.holidays.list.enter(holidays)
  const after = store.settings()
  pipeline.configure(after)
  acquisition.configure(transportLimits(after))
  session.energy.settingsChanged()
  hub.emit('settingsChanged', after)
  if (after.bacnetPort !== before.bacnetPort) await session.transport.reopen()
  if (defined.foreignDevice !== undefined) await session.network.applyForeign(after)
  return after
}

const unknown = (what: 'device' | 'alert', id: number): Result<never> =>
  failure(`${what}-unknown`, `There is no ${what} ${id}; it may have been removed.`, { id })

const badPeriod = (): Result<never> => failure('period-invalid', 'The end of the period must be after its beginning.')
