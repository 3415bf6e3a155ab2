/** The part of the store's door that is about health: status history, days of points, scores, restarts. Writes are as those of `WritableStore`. */
import type { HealthDaysTable } from './tables/health-days-table.ts'
import type { PointDaysTable } from './tables/point-days-table.ts'
import type { StatusTable } from './tables/status-table.ts'

export interface HealthTables {
  readonly status: StatusTable
  readonly pointDays: PointDaysTable
  readonly healthDays: HealthDaysTable
}

export interface HealthStore extends Pick<HealthDaysTable, 'allDays' | 'days' | 'explained' | 'lastMs' | 'addRestart'> {
  readonly putStatus: StatusTable['put']
  readonly lastStatusMs: StatusTable['lastMs']
  readonly putPointDays: PointDaysTable['put']
  readonly dropPointDays: PointDaysTable['deleteBefore']
  readonly lastPointDay: PointDaysTable['lastDay']
  readonly putDays: HealthDaysTable['put']
  /** Runs several writes as one: all of it is kept or nothing. */
  atOnce(run: () => void): void
}

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** `write` makes a transaction of each call. */
export const createHealthStore = ({ status, pointDays, healthDays }: HealthTables, write: Write): HealthStore => ({
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
  atOnce: (run) => write(run)(),
})
