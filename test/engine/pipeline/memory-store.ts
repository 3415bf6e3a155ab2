/** A store in memory for tests of the pipeline: keeps what it is given, answers what the pipeline asks, and can refuse on demand. */
import { StoreWriteError } from '../../../electron/engine/store/store-failure.ts'
import type { Alert, AlertTransition } from '../../../shared/domain/alert.ts'
import type { PollOutcome } from '../../../shared/domain/acquisition.ts'
import type { CoverageGap, Series } from '../../../shared/domain/series.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/domain/settings.ts'
import { isListed, isOpen } from '../../../shared/domain/alert.ts'
import type { MaintenanceWindow } from '../../../shared/domain/maintenance.ts'
import type { DeviceRow, ModelRow, ReadingRows, StoreReaders, WritableStore } from '../../../electron/engine/store/store-types.ts'

interface Stored {
  readonly value: number
  readonly quality: number
}

export interface MemoryStore {
  readonly store: WritableStore
  readonly readers: StoreReaders
  /** While set, every write throws this text. */
  refuse: string | null
  readonly batches: number[]
  readonly outcomes: PollOutcome[]
  readonly gaps: CoverageGap[]
  readonly models: ModelRow[]
  readonly alerts: ReadonlyMap<number, Alert>
  readonly transitions: ReadonlyMap<number, AlertTransition[]>
  readings(pointId: number): readonly { readonly timeMs: number; readonly value: number; readonly quality: number }[]
}

export const createMemoryStore = (settings: Partial<Settings> = {}, devices: readonly DeviceRow[] = []): MemoryStore => {
  let current: Settings = { ...DEFAULT_SETTINGS, ...settings }
  const byPoint = new Map<number, Map<number, Stored>>()
  const alerts = new Map<number, Alert>()
  const transitions = new Map<number, AlertTransition[]>()
  const meta = new Map<string, string>()

  const guard = (): void => {
    if (memory.refuse !== null) throw new StoreWriteError({ code: 'disk-full', message: memory.refuse }, null)
  }
  const seriesOf = (pointId: number, fromMs: number, toMs: number): Series => {
    const rows = memory.readings(pointId).filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
    return {
      pointId, thinned: false, timesMs: Float64Array.from(rows, (row) => row.timeMs), values: Float64Array.from(rows, (row) => row.value),
      qualities: Uint16Array.from(rows, (row) => row.quality),
    }
  }
  const windows = new Map<number, MaintenanceWindow>()
  const addTransitions = (id: number, added: readonly AlertTransition[]): void => void transitions.set(id, [...(transitions.get(id) ?? []), ...added])
  const lastReadings = (): ReadingRows => {
    const rows = [...byPoint].flatMap(([pointId, readings]) => {
      const timeMs = Math.max(...readings.keys())
      const stored = readings.get(timeMs)
      return stored === undefined ? [] : [{ pointId, timeMs, ...stored }]
    })
    return {
      count: rows.length, pointIds: Int32Array.from(rows, (row) => row.pointId), timesMs: Float64Array.from(rows, (row) => row.timeMs),
      values: Float64Array.from(rows, (row) => row.value), qualities: Uint16Array.from(rows, (row) => row.quality),
    }
  }
  const unused = (name: string) => () => {
    throw new Error(`${name} is not for the pipeline`)
  }

  const store: WritableStore = {
    settings: () => current,
    meta: (key) => meta.get(key),
    devices: () => [...devices],
    points: () => [],
    learntProfiles: () => new Map(),
    lastReadings,
    alerts: ({ which, fromMs, limit }) =>
      [...alerts.values()]
        .filter((alert) => isListed(alert, which) && (fromMs === undefined || alert.clearedAtMs === null || alert.clearedAtMs >= fromMs))
        .sort((a, b) => b.raisedAtMs - a.raisedAtMs || b.id - a.id)
        .slice(0, limit),
    alertsOfIncident: (incidentId, limit) => [...alerts.values()].filter((alert) => alert.incidentId === incidentId).sort((a, b) => a.startedAtMs - b.startedAtMs || a.id - b.id).slice(0, limit),
    lingeringAlerts: () => [...alerts.values()].filter((alert) => !isOpen(alert) && (alert.shelf !== null || alert.chattering)),
    maintenanceWindows: () => [...windows.values()],
    alert: (id) => alerts.get(id),
    alertHistory: (id) => transitions.get(id) ?? [],
    incidents: () => [],
    incident: () => undefined,
    models: (pointId) => memory.models.filter((row) => pointId === undefined || row.pointId === pointId),
    coverageGaps: () => [...memory.gaps],
    writes: () => [],
    standingWrites: () => [],
    outcomesSince: () => ({ requests: 0, failed: 0 }),
    outcomesByDevice: () => [],
    snapshots: () => [],
    snapshot: () => undefined,
    snapshotBodies: () => [],
    roles: () => [],
    bytes: () => 0,
    logBytes: () => 0,
    readingCount: () => [...byPoint.values()].reduce((sum, readings) => sum + readings.size, 0),
    changeSettings: (patch) => (current = { ...current, ...patch }),
    setMeta: (key, value) => {
      guard()
      meta.set(key, value)
    },
    saveDevice: unused('saveDevice'),
    insertIncident: unused('insertIncident'),
    mergeIncident: unused('mergeIncident'),
    updateIncident: unused('updateIncident'),
    plans: new Proxy({} as WritableStore['plans'], { get: (_, name) => unused(`plans.${String(name)}`)() }),
    efficiency: new Proxy({} as WritableStore['efficiency'], { get: (_, name) => unused(`efficiency.${String(name)}`)() }),
    energyImports: new Proxy({} as WritableStore['energyImports'], { get: (_, name) => unused(`energyImports.${String(name)}`)() }),
    baselines: new Proxy({} as WritableStore['baselines'], { get: (_, name) => unused(`baselines.${String(name)}`)() }),
    tasks: new Proxy({} as WritableStore['tasks'], { get: (_, name) => unused(`tasks.${String(name)}`)() }),
    bookmarks: new Proxy({} as WritableStore['bookmarks'], { get: (_, name) => unused(`bookmarks.${String(name)}`)() }),
    tariffs: new Proxy({} as WritableStore['tariffs'], { get: (_, name) => unused(`tariffs.${String(name)}`)() }),
    energy: new Proxy({} as WritableStore['energy'], { get: (_, name) => unused(`energy.${String(name)}`)() }),
    health: new Proxy({} as WritableStore['health'], { get: (_, name) => unused(`health.${String(name)}`)() }),
    related: { all: () => [], save: unused('related.save'), remove: unused('related.remove') },
    detection: new Proxy({} as WritableStore['detection'], { get: (_, name) => unused(`detection.${String(name)}`)() }),
    holidays: new Proxy({} as WritableStore['holidays'], { get: (_, name) => unused(`holidays.${String(name)}`)() }),
    saveSnapshot: unused('saveSnapshot'),
    removeSnapshot: unused('removeSnapshot'),
    prepareDevice: unused('prepareDevice'),
    prepareObjects: unused('prepareObjects'),
    setDeviceAddress: unused('setDeviceAddress'),
    saveLearntProfile: unused('saveLearntProfile'),
    touchDevice: unused('touchDevice'),
    removeDevice: unused('removeDevice'),
    setPollInterval: unused('setPollInterval'),
    writeBatch: ({ readings, outcomes }) => {
      guard()
      for (let i = 0; i < readings.count; i++) {
        const pointId = readings.pointIds[i] as number
        const rows = byPoint.get(pointId) ?? new Map<number, Stored>()
        byPoint.set(pointId, rows)
        rows.set(readings.timesMs[i] as number, { value: readings.values[i] as number, quality: readings.qualities[i] as number })
      }
      memory.batches.push(readings.count)
      memory.outcomes.push(...outcomes)
      return readings.count
    },
    saveModels: (rows) => {
      guard()
      for (const row of rows) {
        const old = memory.models.findIndex(({ pointId, detector }) => pointId === row.pointId && detector === row.detector)
        if (old >= 0) memory.models.splice(old, 1)
        memory.models.push(row)
      }
    },
    insertAlert: (alert, ...added) => {
      guard()
      const id = alerts.size + 1
      alerts.set(id, JSON.parse(JSON.stringify({ ...alert, id })) as Alert)
      addTransitions(id, added)
      return id
    },
    updateAlert: (alert, ...added) => {
      guard()
      alerts.set(alert.id, JSON.parse(JSON.stringify(alert)) as Alert)
      addTransitions(alert.id, added)
    },
    updateAlerts: (changes) => {
      for (const { alert, transitions: added } of changes) store.updateAlert(alert, ...added)
    },
    insertMaintenanceWindow: (window) => {
      guard()
      const id = windows.size + 1
      windows.set(id, { id, ...window })
      return id
    },
    updateMaintenanceWindow: (window) => {
      guard()
      windows.set(window.id, window)
    },
    openGap: unused('openGap'),
    closeGap: unused('closeGap'),
    addGap: (gap) => {
      guard()
      memory.gaps.push(gap)
    },
    saveFoundRoles: unused('saveFoundRoles'),
    decideRoles: unused('decideRoles'),
    undoRoles: unused('undoRoles'),
    insertWrite: unused('insertWrite'),
    finishWrite: unused('finishWrite'),
    saveStanding: unused('saveStanding'),
    removeStanding: unused('removeStanding'),
    trendLogs: () => [],
    backfilled: () => [],
    backfilledByDevice: () => new Map(),
    saveTrendLogs: unused('saveTrendLogs'),
    noteBackfill: unused('noteBackfill'),
    finishCheckpoint: unused('finishCheckpoint'),
    close: () => {},
  }

  const memory: MemoryStore = {
    store,
    readers: {
      series: (pointId, fromMs, toMs) => Promise.resolve(seriesOf(pointId, fromMs, toMs)),
      history: (pointIds, fromMs, toMs) => Promise.resolve(pointIds.map((id) => seriesOf(id, fromMs, toMs))),
      alarmRows: () => Promise.reject(new Error('alarmRows is not for the pipeline')),
      status: () => Promise.reject(new Error('status is not for the pipeline')),
      energyHours: () => Promise.reject(new Error('energyHours is not for the pipeline')),
      energySums: () => Promise.reject(new Error('energySums is not for the pipeline')),
      energyDays: () => Promise.reject(new Error('energyDays is not for the pipeline')),
      pastStates: () => Promise.reject(new Error('pastStates is not for the pipeline')),
      timeline: () => Promise.reject(new Error('timeline is not for the pipeline')),
      alertStop: () => Promise.reject(new Error('alertStop is not for the pipeline')),
      firstReadingMs: () => Promise.reject(new Error('firstReadingMs is not for the pipeline')),
      close: () => Promise.resolve(),
    },
    refuse: null,
    batches: [], outcomes: [], gaps: [], models: [], alerts, transitions,
    readings: (pointId) => [...(byPoint.get(pointId) ?? [])].map(([timeMs, stored]) => ({ timeMs, ...stored })).sort((a, b) => a.timeMs - b.timeMs),
  }
  return memory
}
