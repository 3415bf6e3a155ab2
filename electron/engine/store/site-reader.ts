/** A site's store for reading only: takes no lock, migrates nothing, and works while a Plantroom runs on the same folder. */
import { existsSync } from 'node:fs'
import { fail, failure, ok, type Result } from '../../../shared/result.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { APPLICATION_ID, openReader, type Connection } from './connection.ts'
import { storeNewer } from './inspect-database.ts'
import { databaseVersion } from './migrate.ts'
import { LATEST_VERSION } from './migrations/migration-list.ts'
import { databaseFile } from './open-store.ts'
import { openReplayQueries, type ReplayQueries } from './replay-queries.ts'
import { sqliteFailure, storeDamaged } from './store-failure.ts'
import type { DeviceRow } from './store-types.ts'
import { createDetectionRulesTable, type DetectionRulesTable } from './tables/detection-rules-table.ts'
import { createDevicesTable } from './tables/devices-table.ts'
import { createMetaTable } from './tables/meta-table.ts'
import { createPointsTable } from './tables/points-table.ts'
import { createSettingsTable } from './tables/settings-table.ts'

export interface SiteReader {
  readonly file: string
  readonly settings: Settings
  /** As found when the site was opened. */
  readonly devices: readonly DeviceRow[]
  readonly points: readonly Point[]
  readonly rules: Pick<DetectionRulesTable, 'tunings' | 'exceptions'>
  readonly history: ReplayQueries
  meta(name: string): string | undefined
  close(): void
}

const checkStore = (db: Connection, file: string): Result<null> => {
  const version = databaseVersion(db)
  if (version > LATEST_VERSION) return fail(storeNewer(file, version))
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return fail(storeDamaged(file, 'it is the database of another program'))
  if (version === LATEST_VERSION) return ok(null)
  return failure('store-older', `The database ${file} is of an older Plantroom (version ${version} of the store; this one reads ${LATEST_VERSION}). Open the site once in this Plantroom, which brings it up to date.`, { file, version })
}

const readSite = (db: Connection, file: string): SiteReader => {
  const meta = createMetaTable(db)
  const { settings } = createSettingsTable(db).read()
  const devices = createDevicesTable(db).all()
  const points = createPointsTable(db).present()
  const rules = createDetectionRulesTable(db)
  const history = openReplayQueries(file)
  return {
    file, settings, devices, points, rules, history,
    meta: (name) => meta.get(name),
    close: () => {
      history.close()
      db.close()
    },
  }
}

/** Fails with `store-missing`, `store-newer`, `store-older`, `store-damaged`, and as SQLite does where the file cannot be read. */
export const openSiteReader = (siteFolder: string): Result<SiteReader> => {
  const file = databaseFile(siteFolder)
  if (!existsSync(file)) return failure('store-missing', `There is no site in ${siteFolder}: ${file} does not exist. Give the folder of a site with --site.`, { file })
  let db: Connection | undefined
  try {
    db = openReader(file)
    const checked = checkStore(db, file)
    if (checked.ok) return ok(readSite(db, file))
    db.close()
    return checked
  } catch (error) {
    db?.close()
    const known = sqliteFailure(error, file)
    if (known === undefined) throw error
    return fail(known)
  }
}
