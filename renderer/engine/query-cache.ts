/** The answers of the engine as the screens hold them, and how each pushed event makes them true again. */
import { QueryClient } from '@tanstack/react-query'
import { ALL_ENERGY_CALLS } from '../../shared/calls/all-energy-calls.ts'
import type { CallInput } from '../../shared/contract.ts'
import type { Alert, AlertDetail } from '../../shared/domain/alert.ts'
import type { Device } from '../../shared/domain/device.ts'
import type { EngineStatus } from '../../shared/domain/engine-status.ts'
import type { Incident } from '../../shared/domain/incident.ts'
import type { Job } from '../../shared/domain/job.ts'
import { mergeAlerts } from './alert-lists.ts'
import { mergeIncidents } from './incident-lists.ts'
import type { EngineSession } from './engine-session.ts'
import type { LiveStore } from './live-store.ts'

/** What follows from meters: asked again whenever they change. */
const ENERGY_CALL_NAMES: ReadonlySet<string> = new Set(Object.keys(ALL_ENERGY_CALLS))

/** `keptMs`: how long an answer is kept that nobody shows. */
export const createQueryClient = (keptMs = 5 * 60_000): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // Events say when an answer is old; time alone does not make it so.
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: keptMs,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
    },
  })

const mergeById = <T extends { readonly id: string | number }>(old: readonly T[], changed: readonly T[]): readonly T[] => {
  const fresh = new Map(changed.map((item) => [item.id, item]))
  const merged = old.map((item) => {
    const next = fresh.get(item.id)
    fresh.delete(item.id)
    return next ?? item
  })
  return [...merged, ...fresh.values()]
}

const patchAlerts = (client: QueryClient, changed: readonly Alert[]): void => {
  for (const [key, old] of client.getQueriesData<readonly Alert[]>({ queryKey: ['listAlerts'] })) {
    if (old !== undefined) client.setQueryData(key, mergeAlerts(old, changed, key[1] as CallInput<'listAlerts'>))
  }
  for (const alert of changed) {
    const key = ['getAlert', { alertId: alert.id }]
    const old = client.getQueryData<AlertDetail>(key)
    if (old === undefined) continue
    client.setQueryData<AlertDetail>(key, { ...old, alert })
    void client.invalidateQueries({ queryKey: key })
  }
}

const patchIncidents = (client: QueryClient, changed: readonly Incident[]): void => {
  for (const [key, old] of client.getQueriesData<readonly Incident[]>({ queryKey: ['listIncidents'] })) {
    if (old !== undefined) client.setQueryData(key, mergeIncidents(old, changed, key[1] as CallInput<'listIncidents'>))
  }
  for (const { id } of changed) void client.invalidateQueries({ queryKey: ['getIncident', { incidentId: id }] })
}

/** Collects calls of `run` and runs it once at most every `intervalMs`. */
const throttled = (intervalMs: number, run: () => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | null = null
  return () => {
    timer ??= setTimeout(() => {
      timer = null
      run()
    }, intervalMs)
  }
}

/** Wires a session to the cache and the live values; the returned function takes the wires out. */
export const followEngine = (session: EngineSession, client: QueryClient, live: LiveStore): (() => void) => {
  const loadLive = async (): Promise<void> => {
    const values = await session.client.getLiveValues({})
    if (values.ok) live.apply(values.value, true)
  }
  const statusMayDiffer = throttled(200, () => void client.invalidateQueries({ queryKey: ['getStatus'] }))
  const pointsMoved = throttled(500, () => {
    void client.invalidateQueries({ queryKey: ['listPoints'] })
    void client.invalidateQueries({ queryKey: ['listDevices'] })
    void loadLive()
  })
  const rolesMoved = throttled(300, () => {
    for (const call of ['listRoles', 'listDataProblems']) void client.invalidateQueries({ queryKey: [call] })
  })
  // Alerts decide what is proposed and what work has proved.
  const tasksMoved = throttled(1_000, () => void client.invalidateQueries({ queryKey: ['listTasks'] }))
  const energyMoved = throttled(500, () => void client.invalidateQueries({ predicate: ({ queryKey }) => ENERGY_CALL_NAMES.has(String(queryKey[0])) }))
  // The load is a sum over a period: it may wait for a moment in which many alerts change.
  const loadMayDiffer = throttled(5_000, () => void client.invalidateQueries({ queryKey: ['getAlarmLoad'] }))
  const ends = [
    session.on('statusChanged', (status) => {
      const former = client.getQueryData<EngineStatus>(['getStatus', {}])
      client.setQueryData(['getStatus', {}], status)
      // Another folder is another site: nothing asked before is true any more.
      if (former === undefined || former.siteFolder === status.siteFolder) return
      live.clear()
      void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'getStatus' })
      void loadLive()
    }),
    session.on('statisticsChanged', (statistics) => client.setQueryData(['getStatistics', {}], statistics)),
    session.on('settingsChanged', (settings) => client.setQueryData(['getSettings', {}], settings)),
    session.on('networkChanged', (map) => client.setQueryData(['getNetworkMap', {}], map)),
    session.on('writingChanged', (state) => {
      client.setQueryData(['getWriteState', {}], state)
      void client.invalidateQueries({ queryKey: ['listWrites'] })
    }),
    session.on('interfacesChanged', (interfaces) => client.setQueryData(['listInterfaces', {}], interfaces)),
    session.on('devicesChanged', (devices) => {
      client.setQueryData<readonly Device[]>(['listDevices', {}], (old) => old && mergeById(old, devices))
      // The first device ends the first run, of which the status tells.
      if (client.getQueryData<EngineStatus>(['getStatus', {}])?.firstRun === true) statusMayDiffer()
    }),
    session.on('jobChanged', (job) => {
      if (job.state !== 'running') statusMayDiffer()
      client.setQueryData<readonly Job[]>(['listJobs', {}], (old) => old && mergeById(old, [job]))
      if (job.kind === 'learn' && job.state !== 'running') for (const call of ['getLearnt', 'getPointLearnt']) void client.invalidateQueries({ queryKey: [call] })
      if (job.kind === 'demo') void client.invalidateQueries({ queryKey: ['listDemoFaults'] })
    }),
    session.on('tasksChanged', () => void client.invalidateQueries({ queryKey: ['listTasks'] })),
    session.on('bookmarksChanged', () => {
      for (const call of ['listBookmarks', 'listBookmarkChanges']) void client.invalidateQueries({ queryKey: [call] })
    }),
    session.on('pointsChanged', pointsMoved),
    session.on('alertsChanged', (alerts) => {
      tasksMoved()
      patchAlerts(client, alerts)
      loadMayDiffer()
    }),
    session.on('incidentsChanged', (incidents) => patchIncidents(client, incidents)),
    session.on('muteChanged', (mute) => client.setQueryData(['getMute', {}], mute)),
    session.on('detectionChanged', () => {
      for (const call of ['getDetectionSettings', 'listDetectionChanges', 'listBackTests', 'getBackTest', 'listReprocessings', 'compareReprocessing', 'listFeedback', 'previewFeedback']) void client.invalidateQueries({ queryKey: [call] })
    }),
    session.on('holidaysChanged', () => {
      for (const call of ['listHolidayProposals', 'listHolidayChanges', 'getHolidays']) void client.invalidateQueries({ queryKey: [call] })
    }),
    session.on('rolesChanged', rolesMoved),
    session.on('energyChanged', energyMoved),
    // Pictures are not among them: another picture has another name.
    session.on('plansChanged', () => {
      for (const call of ['listPlans', 'getPlan']) void client.invalidateQueries({ queryKey: [call] })
    }),
    session.on('healthChanged', () => {
      for (const call of ['getHealth', 'getDeviceHealth', 'getStatusHistory']) void client.invalidateQueries({ queryKey: [call] })
    }),
    session.on('liveValues', (values) => live.apply(values)),
    session.onConnected(() => {
      void client.invalidateQueries()
      void loadLive()
    }),
  ]
  return () => ends.forEach((end) => end())
}
