/** What was found of the seeded faults of a year, what was told that is none, how soon and how rightly. */
import type { SeededFault, SeededType } from './slow-faults.ts'
import { shareOf } from './slow-faults.ts'
import type { YearAlert } from './live-year.ts'

export interface FoundFault {
  readonly fault: SeededFault
  readonly alert: YearAlert
  /** From its onset to the alert, days. */
  readonly delayDays: number
  readonly typeRight: boolean
  /** Distance of the size last told from the true one on that day, as a share of it; NaN for what has none (noise, standstill). */
  readonly sizeError: number
  /** Distance of the begin first told from the true one, days. */
  readonly startErrorDays: number
}

export interface YearScore {
  readonly found: readonly FoundFault[]
  readonly missed: readonly SeededFault[]
  /** Alerts of points without a fault, or before the fault. */
  readonly falseAlerts: readonly YearAlert[]
}

/** Shapes that are one fault to a technician. */
const family = (type: string | null): string | null => (type === 'polydrift' ? 'drift' : type)

/** A fault is found by the first alert of one of its points that is raised after its onset. */
export const scoreYear = (faults: readonly SeededFault[], alerts: readonly YearAlert[]): YearScore => {
  const found: FoundFault[] = []
  const missed: SeededFault[] = []
  for (const fault of faults) {
    const [alert] = alerts.filter(({ pointId, raisedDay }) => fault.pointIds.includes(pointId) && raisedDay > fault.day).sort((a, b) => a.raisedDay - b.raisedDay)
    if (alert === undefined) missed.push(fault)
    else found.push(judged(fault, alert))
  }
  const falseAlerts = alerts.filter(({ pointId, raisedDay }) => !faults.some((fault) => fault.pointIds.includes(pointId) && raisedDay > fault.day))
  return { found, missed, falseAlerts }
}

const WITHOUT_SIZE: ReadonlySet<SeededType> = new Set(['noise', 'stuck'])

const judged = (fault: SeededFault, alert: YearAlert): FoundFault => {
  const truth = fault.size * shareOf(fault, alert.lastDay)
  return {
    fault, alert, delayDays: alert.raisedDay - fault.day, typeRight: family(alert.last.type) === family(fault.type),
    sizeError: WITHOUT_SIZE.has(fault.type) ? Number.NaN : Math.abs(alert.last.size - truth) / Math.abs(truth),
    startErrorDays: Math.abs(alert.sinceDay - fault.day),
  }
}

/** NaN for no values. */
export const median = (values: readonly number[]): number => {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN
}
