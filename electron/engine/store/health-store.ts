/** The part of the store's door that is about health: status history, days of points, scores, restarts. Writes are as those of `WritableStore`. */
import type { HealthDaysTable } from './tables/health-days-table.ts'
import type { OutcomesTable } from './tables/outcomes-table.ts'
import type { PointDaysTable } from './tables/point-days-table.ts'
import type { StatusTable } from './tables/status-table.ts'
import { wholeMs } from './whole-ms.ts'

/** With an hour that clocks repeat, and one that began at half past. */
const LONGEST_DAY_MS = 26 * 3_600_000

export interface HealthTables {
  readonly status: StatusTable
  readonly pointDays: PointDaysTable
  readonly healthDays: HealthDaysTable
  readonly outcomes: Pick<OutcomesTable, 'deleteSome' | 'deleteHours'>
}

export interface HealthStore extends Pick<HealthDaysTable, 'allDays' | 'days' | 'explained' | 'lastMs' | 'addRestart'> {
  readonly putStatus: StatusTable['put']
  readonly lastStatusMs: StatusTable['lastMs']
  readonly putPointDays: PointDaysTable['put']
  readonly dropPointDays: PointDaysTable['deleteBefore']
  readonly lastPointDay: PointDaysTable['lastDay']
  readonly putDays: HealthDaysTable['put']
  /** Deletes up to `limit` minutes of outcomes of a device before this moment, and its hours before that one which status history was derived of; returns how many minutes went. */
  deleteOutcomes(deviceId: number, limit: number, before: { readonly minutesBeforeMs: number; readonly hoursBeforeMs: number }): number
  /** Runs several writes as one: all of it is kept or nothing. */
  atOnce(run: () => void): void
}

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** `write` makes a transaction of each call. */
export const createHealthStore = ({ status, pointDays, healthDays, outcomes }: HealthTables, write: Write): HealthStore => ({
  allDays: (fromMs) => healthDays.allDays(fromMs),
  days: (...args) => healthDays.days(...args),
  explained: (...args) => healthDays.explained(...args),
  lastMs: (deviceId) => healthDays.lastMs(deviceId),
  addRestart: write((...args: Parameters<HealthDaysTable['addRestart']>) => healthDays.addRestart(...args)),
  putStatus: write((...args: Parameters<StatusTable['put']>) => status.put(...args)),
  lastStatusMs: (...args) => status.lastMs(...args),
  putPointDays: write((...args: Parameters<PointDaysTable['put']>) => pointDays.put(...args)),
  dropPointDays: write((...args: Parameters<PointDaysTable['deleteBefore']>) => pointDays.deleteBefore(...args)),
  lastPointDay: (pointId) => pointDays.lastDay(pointId),
  putDays: write((...args: Parameters<HealthDaysTable['put']>) => healthDays.put(...args)),
  deleteOutcomes: write((deviceId: number, limit: number, { minutesBeforeMs, hoursBeforeMs }: { readonly minutesBeforeMs: number; readonly hoursBeforeMs: number }) => {
    // The day of the newest hour is derived once more with the next one.
    const derivedUntilMs = (status.lastMs('hour', deviceId) ?? 0) - LONGEST_DAY_MS
    if (derivedUntilMs > 0) outcomes.deleteHours(deviceId, wholeMs(Math.min(hoursBeforeMs, derivedUntilMs)))
    return outcomes.deleteSome(deviceId, limit, wholeMs(minutesBeforeMs))
  }),
  atOnce: (run) => write(run)(),
})
