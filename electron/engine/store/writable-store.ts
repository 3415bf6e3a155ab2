/** The store of one open database: the tables' queries behind the door of `store-types.ts`, every write in one transaction. */
import { statSync } from 'node:fs'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Log } from '../log.ts'
import { passiveCheckpoint } from './checkpointer.ts'
import type { Connection } from './connection.ts'
import { createDetectionStore } from './detection-store.ts'
import { createEfficiencyStore } from './efficiency-store.ts'
import { createEnergyImportStore } from './energy-import-store.ts'
import { createEnergyStore } from './energy-store.ts'
import { createBaselineStore } from './baseline-store.ts'
import { createTariffStore } from './tariff-store.ts'
import { createBookmarkStore } from './bookmark-store.ts'
import { createTaskStore } from './task-store.ts'
import { createPlanStore } from './plan-store.ts'
import { createHealthStore } from './health-store.ts'
import { createRelatedStore } from './related-store.ts'
import { createHolidayStore } from './holiday-store.ts'
import { purgeSlice, removeDevice } from './remove-device.ts'
import { hourStarts } from './hour-start.ts'
import type { SiteLock } from './site-lock.ts'
import { sqliteFailure, StoreWriteError } from './store-failure.ts'
import type { Batch, ReadableStore, WritableStore } from './store-types.ts'
import { createTables, type Tables } from './tables/all-tables.ts'

export interface OpenedDatabase {
  readonly db: Connection
  readonly file: string
  readonly lock: SiteLock
  readonly log: Log
}

/** A store that also deletes what removed devices left behind. `writeBatch` does one slice each time by itself; call `purgeStep` to be done sooner. */
export interface SqliteStore extends WritableStore {
  /** Deletes one slice (about 10 ms); false when nothing is left. */
  purgeStep(): boolean
}

/** Rooms behind the door, which have calls of their own. */
type Room =
  | 'detection'
  | 'efficiency'
  | 'energyImports'
  | 'energy'
  | 'tariffs'
  | 'baselines'
  | 'plans'
  | 'tasks'
  | 'bookmarks'
  | 'health'
  | 'related'
  | 'holidays'

/** Arguments of a call of the door. */
type Args<N extends Exclude<keyof WritableStore, Room>> = Parameters<WritableStore[N]>

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** Runs writes in one transaction each. An error of the disk becomes a `StoreWriteError`, with nothing of the write kept; a bug stays what it is. */
const writesOf = ({ db, file }: OpenedDatabase): Write => (run) => {
  const transaction = db.transaction(run)
  return (...args) => {
    try {
      return transaction.immediate(...args)
    } catch (error) {
      const known = sqliteFailure(error, file)
      throw known === undefined ? error : new StoreWriteError(known, error)
    }
  }
}

/** Settings are asked for often and change seldom: read once, kept until changed. */
const cachedSettings = (tables: Tables, log: Log): { read(): Settings; forget(): void } => {
  let kept: Settings | undefined
  const load = (): Settings => {
    const { settings, refused } = tables.settings.read()
    if (refused.length > 0) log.warn(`stored settings that are unknown or invalid are ignored, defaults stand in: ${refused.join(', ')}`)
    return settings
  }
  return {
    read: () => (kept ??= load()),
    forget: () => {
      kept = undefined
    },
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
const logFile = (file: string): string => `${file}-wal`

const createReadable = (tables: Tables, file: string, settings: () => Settings): ReadableStore => ({
  settings,
  meta: (key) => tables.meta.get(key),
  devices: () => tables.devices.all(),
  points: (deviceId) => tables.points.present(deviceId),
  learntProfiles: () => tables.learntProfiles.all(),
  lastReadings: (deviceId) => tables.readings.last(deviceId),
  alerts: (filter) => tables.alerts.list(filter),
  alert: (id) => tables.alerts.get(id),
  lingeringAlerts: () => tables.alerts.lingering(),
  alertsOfIncident: (incidentId, limit) => tables.alerts.ofIncident(incidentId, limit),
  maintenanceWindows: () => tables.maintenance.list(),
  alertHistory: (id) => tables.alerts.history(id),
  incidents: (filter) => tables.incidents.list(filter),
  incident: (id) => tables.incidents.get(id),
  models: (pointId) => tables.models.all(pointId),
  coverageGaps: (fromMs, toMs, deviceId) => tables.coverage.gaps(fromMs, toMs, deviceId),
  trendLogs: (deviceId) => tables.trendLogs.all(deviceId),
  backfilled: (pointId, fromMs, toMs) => tables.backfilled.ofPoint(pointId, fromMs, toMs),
  backfilledByDevice: (fromMs, toMs) => tables.backfilled.byDevice(fromMs, toMs),
  outcomesSince: (fromMs) => tables.outcomes.since(fromMs),
  writes: (limit, deviceId) => tables.writes.list(limit, deviceId),
  standingWrites: () => tables.writes.standing(),
  outcomesByDevice: (fromMs) => tables.outcomes.byDevice(fromMs),
  snapshots: () => tables.snapshots.list(),
  snapshot: (id) => tables.snapshots.get(id),
  snapshotBodies: (id) => tables.snapshots.bodies(id),
  roles: (deviceId) => tables.roles.present(deviceId),
  bytes: () => sizeOf(file) + sizeOf(logFile(file)),
  logBytes: () => sizeOf(logFile(file)),
  readingCount: () => tables.readings.count(),
})

interface Known {
  readonly points: Set<number>
  readonly devices: Set<number>
}

/**
 * A batch may still hold readings of a device removed meanwhile: those are left out, or they would stay for ever without an owner.
 */
const createBatchWriter = (tables: Tables, known: Known, write: Write, timeZone: () => string, log: Log): ((batch: Batch) => number) => {
  const hours = new Map<string, (timeMs: number) => number>()
  const hourStartOf = (timeMs: number): number => {
    const zone = timeZone()
    const own = hours.get(zone) ?? hourStarts(zone)
    hours.set(zone, own)
    return own(timeMs)
  }
  const writeRows = write((batch: Batch): number => {
    const { taken, added } = tables.readings.write(batch.readings, (id) => known.points.has(id))
    if (added > 0) tables.readings.addToCount(added)
    tables.outcomes.write(batch.outcomes, (id) => known.devices.has(id), hourStartOf)
    return taken
  })
  const purge = write(() => purgeSlice(tables))
  return (batch) => {
    const taken = writeRows(batch)
    try {
      if (tables.purgeQueue.first() !== undefined) purge()
    } catch (error) {
      // The batch itself is on disk; what is to be deleted waits in its queue.
      log.warn('deleting readings of removed devices failed, to be tried again', error)
    }
    return taken
  }
}

/** Makes the store of an open, migrated database. Closing it releases the lock of its folder. */
export const createWritableStore = (opened: OpenedDatabase): SqliteStore => {
  const { db, file, lock, log } = opened
  const tables = createTables(db)
  const write = writesOf(opened)
  const settings = cachedSettings(tables, log)
  const known: Known = { points: new Set(tables.points.ids()), devices: new Set(tables.devices.ids()) }

  const changeSettings = write((patch: Partial<Settings>) => tables.settings.change(patch))
  const saveDevice = write<Args<'saveDevice'>, number>((facts, objects, nowMs, firstIntervalMs) => {
    const deviceId = tables.devices.save(facts, nowMs)
    tables.points.save(deviceId, objects, nowMs, firstIntervalMs)
    tables.learntProfiles.forgetOutdated(deviceId, facts.firmware, facts.maxApdu)
    return deviceId
  })
  const prepareDevice = write((...args: Args<'prepareDevice'>) => tables.devices.prepare(...args))
  const prepareObjects = write<Args<'prepareObjects'>, number[]>((...args) => tables.points.prepare(...args))
  const remove = write((deviceId: number, nowMs: number | undefined) => {
    const pointIds = tables.points.idsOfDevice(deviceId)
    removeDevice(tables, deviceId, nowMs)
    return pointIds
  })

  return {
    ...createReadable(tables, file, () => settings.read()),
    changeSettings: (patch) => {
      changeSettings(patch)
      settings.forget()
      return settings.read()
    },
    setMeta: write((key: string, value: string) => tables.meta.set(key, value)),
    saveDevice: (...args) => {
      const deviceId = saveDevice(...args)
      known.devices.add(deviceId)
      for (const id of tables.points.idsOfDevice(deviceId)) known.points.add(id)
      return { deviceId }
    },
    prepareDevice: (...args) => {
      const prepared = prepareDevice(...args)
      known.devices.add(prepared.deviceId)
      return prepared
    },
    prepareObjects: (...args) => {
      const added = prepareObjects(...args)
      for (const id of added) known.points.add(id)
      return added.length
    },
    saveSnapshot: write((...args: Args<'saveSnapshot'>) => tables.snapshots.insert(...args)),
    removeSnapshot: write((...args: Args<'removeSnapshot'>) => tables.snapshots.remove(...args)),
    setDeviceAddress: write((...args: Args<'setDeviceAddress'>) => tables.devices.setAddress(...args)),
    saveLearntProfile: write((...[deviceId, profile]: Args<'saveLearntProfile'>) => {
      if (known.devices.has(deviceId)) tables.learntProfiles.save(deviceId, profile)
    }),
    touchDevice: write((...args: Args<'touchDevice'>) => tables.devices.touch(...args)),
    removeDevice: (deviceId, nowMs) => {
      for (const id of remove(deviceId, nowMs)) known.points.delete(id)
      known.devices.delete(deviceId)
    },
    setPollInterval: write((...args: Args<'setPollInterval'>) => tables.points.setPollInterval(...args)),
    writeBatch: createBatchWriter(tables, known, write, () => settings.read().timeZone, log),
    saveModels: write((...[models]: Args<'saveModels'>) => tables.models.save(models, (id) => known.points.has(id))),
    insertAlert: write((...args: Args<'insertAlert'>) => tables.alerts.insert(...args)),
    updateAlert: write((...args: Args<'updateAlert'>) => tables.alerts.update(...args)),
    insertIncident: write((...args: Args<'insertIncident'>) => tables.incidents.insert(...args)),
    mergeIncident: write((...args: Args<'mergeIncident'>) => tables.incidents.merge(...args)),
    updateIncident: write((...args: Args<'updateIncident'>) => tables.incidents.update(...args)),
    updateAlerts: write((...args: Args<'updateAlerts'>) => tables.alerts.updateAll(...args)),
    insertMaintenanceWindow: write((...args: Args<'insertMaintenanceWindow'>) => tables.maintenance.insert(...args)),
    updateMaintenanceWindow: write((...args: Args<'updateMaintenanceWindow'>) => tables.maintenance.update(...args)),
    openGap: write((...args: Args<'openGap'>) => tables.coverage.open(...args)),
    closeGap: write((...args: Args<'closeGap'>) => tables.coverage.close(...args)),
    addGap: write((...args: Args<'addGap'>) => tables.coverage.add(...args)),
    insertWrite: write((...args: Args<'insertWrite'>) => tables.writes.insert(...args)),
    finishWrite: write((...args: Args<'finishWrite'>) => tables.writes.finish(...args)),
    saveStanding: write((...args: Args<'saveStanding'>) => tables.writes.saveStanding(...args)),
    removeStanding: write((...args: Args<'removeStanding'>) => tables.writes.removeStanding(...args)),
    saveTrendLogs: write((...[deviceId, logs]: Args<'saveTrendLogs'>) => {
      if (known.devices.has(deviceId)) tables.trendLogs.save(deviceId, logs)
    }),
    noteBackfill: write((...[deviceId, progress, periods]: Args<'noteBackfill'>) => {
      if (progress !== null) tables.trendLogs.progress(deviceId, progress)
      for (const period of periods) if (known.points.has(period.pointId)) tables.backfilled.add(period)
    }),
    saveFoundRoles: write((...[found]: Args<'saveFoundRoles'>) => tables.roles.saveFound(found, (id) => known.points.has(id))),
    decideRoles: write((...args: Args<'decideRoles'>) => tables.roles.decide(...args)),
    undoRoles: write((...args: Args<'undoRoles'>) => tables.roles.undo(...args)),
    finishCheckpoint: () => void passiveCheckpoint(db),
    detection: createDetectionStore(tables, write),
    related: createRelatedStore(tables.relatedPoints, write),
    energyImports: createEnergyImportStore(tables.energyImports, write),
    efficiency: createEfficiencyStore(tables.efficiency, write),
    tariffs: createTariffStore(tables.tariffs, write),
    baselines: createBaselineStore(tables.baselines, write),
    tasks: createTaskStore(tables.tasks, write),
    bookmarks: createBookmarkStore(tables.bookmarks, write),
    energy: createEnergyStore(tables, write),
    plans: createPlanStore(tables, write),
    health: createHealthStore(tables, write),
    holidays: createHolidayStore(tables, write, () => settings.forget()),
    purgeStep: write(() => purgeSlice(tables)),
    close: () => {
      if (db.open) db.close()
      lock.release()
    },
  }
}
