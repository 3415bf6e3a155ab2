/** Going on after a restart: open alerts stay the same rows, and what they were judged by is taken up again. */
import { QUALITY } from '../../../shared/domain/quality.ts'
import type { Log } from '../log.ts'
import type { ReadingRows, WritableStore } from '../store/store-types.ts'
import { FIRST_HOURS, isFirstHoursState, type FirstHoursState } from '../analysis/detect/first-hours.ts'
import type { AlertBook } from './alert-book.ts'
import { causeOfEvidence } from './alert-words.ts'
import type { DataAlerts } from './data-alerts.ts'
import { isDriftEvidence } from './drift-alerts.ts'
import { confirmRaised } from './episode.ts'
import { dataCauseOf, isLevelState, type DataCause, type LevelState, type MonitoredPoint } from './point-monitor.ts'

/** Levels of points with an open alert, kept in the store between runs. */
export const LEVELS_KEY = 'pipeline.levels'
/** As many zero readings as the gate asks for, so that a known problem is not asked to prove itself again. */
const KNOWN_ZEROS = 1_000

/** Takes up the open alerts of points that are new to this run. Levels are read only where an alert needs them. */
export const resumeAlerts = (added: readonly MonitoredPoint[], last: ReadingRows, book: AlertBook, dataAlerts: DataAlerts, readLevels: () => Levels): void => {
  let levels: Levels | null = null
  const rowOf = new Map<number, number>()
  for (let i = 0; i < last.count; i++) rowOf.set(last.pointIds[i] as number, i)
  const active = book.open().filter((alert) => alert.clearedAtMs === null)
  const equipment = new Map(active.filter(({ kind, pointId }) => kind === 'equipment' && pointId !== null).map((alert) => [alert.pointId, alert]))
  const data = new Map(active.filter(({ kind, pointId, evidence }) => kind === 'data' && pointId !== null && !isDriftEvidence(evidence)).map((alert) => [alert.pointId, alert]))
  for (const monitored of added) {
    const { point } = monitored
    const open = equipment.get(point.id)
    if (open !== undefined) {
      monitored.alertId = open.id
      monitored.equipment.sinceMs = open.startedAtMs
      monitored.equipment.worstScore = Math.max(1, ...open.evidence.map(({ score }) => score))
      confirmRaised(monitored.equipment)
      takeUpLevels(monitored, (levels ??= readLevels())[point.id])
    }
    const row = rowOf.get(point.id)
    const lastCause = row === undefined ? null : dataCauseOf(last.qualities[row] as number, last.values[row] as number)
    const cause = causeOfEvidence(data.get(point.id)?.evidence ?? []) ?? lastCause
    if (cause === null || !dataAlerts.resume(monitored, cause)) continue
    monitored.dataCause = cause
    confirmRaised(monitored.data)
    if (row !== undefined && isStill(cause)) takeUpStillness(monitored, last, row)
  }
}

const isStill = (cause: DataCause): boolean => cause === 'flat' || cause === 'zero'

const takeUpStillness = ({ gate }: MonitoredPoint, last: ReadingRows, row: number): void => {
  if (((last.qualities[row] as number) & QUALITY.flat) === 0) return
  gate.last = last.values[row] as number
  gate.lastMs = last.timesMs[row] as number
  gate.flatSinceMs = 0
  gate.zeroReadings = gate.last === 0 ? KNOWN_ZEROS : 0
}

export type Levels = Readonly<Record<number, Readonly<Record<string, LevelState | FirstHoursState>>>>

/** Levels of the points with an open equipment alert. */
export const collectLevels = (all: Iterable<MonitoredPoint>): Levels => {
  const levels: Record<number, Record<string, LevelState | FirstHoursState>> = {}
  for (const { point, alertId, detectors, states, early } of all) {
    if (alertId === 0) continue
    const own: Record<string, LevelState | FirstHoursState> = early.seen?.isHeld === true ? { [FIRST_HOURS]: early.seen } : {}
    for (const [i, state] of states.entries()) {
      if (isLevelState(state) && Number.isFinite(state.level)) own[detectors[i]?.id ?? ''] = { level: state.level, lastMs: state.lastMs, sinceMs: state.sinceMs }
    }
    levels[point.id] = own
  }
  return levels
}

const takeUpLevels = ({ detectors, states, early }: MonitoredPoint, levels: Levels[number] | undefined): void => {
  const seen = levels?.[FIRST_HOURS]
  if (isFirstHoursState(seen)) early.seen = { ...seen }
  for (const [i, state] of states.entries()) {
    const level = levels?.[detectors[i]?.id ?? '']
    if (level !== undefined && isLevelState(state)) Object.assign(state, level)
  }
}

export const readLevels = (store: Pick<WritableStore, 'meta'>, log: Log): Levels => {
  try {
    return JSON.parse(store.meta(LEVELS_KEY) ?? '{}') as Levels
  } catch (error) {
    log.warn('kept levels are unreadable', String(error))
    return {}
  }
}
