/** What is to be worked out now: meters whose last hour is not over, meters marked as due, run-time and weather. */
import type { Meter } from '../../../../shared/domain/energy.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { EnergyPoint, EnergyTask } from '../../pipeline/energy/energy-task.ts'
import type { SiteContext } from '../site-context.ts'
import { withSums } from './meter-tree.ts'

const HOUR_MS = 3_600_000
/** Readings of the last hours may still change: a reading tells of the time before it, and a slow device is late. */
const OPEN_MS = 2 * HOUR_MS

const RUN_ROLES: ReadonlySet<PointRole> = new Set(['fan_status', 'pump_status', 'run_status'])

type Parts = Pick<SiteContext, 'store' | 'points'>

export interface PlanOptions {
  readonly nowMs: number
  readonly roleOf: (pointId: number) => PointRole | null
  readonly undone: EnergyTask['undone']
  /** Meters marked as due only, not all whose last hour is open. */
  readonly dueOnly: boolean
  /** Run-time and weather as well. */
  readonly daily: boolean
  /** Points whose run-time must be worked out from a moment on; others go on where they stand. */
  readonly runDue: ReadonlyMap<number, number>
  /** Outdoor temperature must be worked out from here on; null = it goes on where it stands. */
  readonly weatherDueMs: number | null
}

export const planEnergy = ({ store, points }: Parts, options: PlanOptions): EnergyTask => {
  const { nowMs, roleOf } = options
  const settings = store.settings()
  const meters = store.energy.meters.all()
  const marked = new Map(store.energy.periods.due().map((row) => [row.meterId, row]))
  const due = new Map<number, number>()
  for (const { id, ignored, known } of meters) {
    if (ignored) continue
    const mark = marked.get(id)
    const openMs = known === null ? 0 : known.toMs - OPEN_MS
    if (mark !== undefined) due.set(id, Math.min(mark.fromMs, openMs))
    else if (!options.dueOnly) due.set(id, openMs)
  }
  const all = points.all()
  const run = options.daily ? all.filter(({ id, kind }) => kind === 'binary' && RUN_ROLES.has(roleOf(id) as PointRole)) : []
  const outdoor = all.find(({ id, kind }) => kind === 'analog' && roleOf(id) === 'outside_air_temp')
  const needed = new Set([...meters.flatMap(pointsOf), ...run.map(({ id }) => id), ...(outdoor === undefined ? [] : [outdoor.id])])
  return {
    nowMs, timeZone: settings.timeZone, windowMinutes: settings.demandWindowMinutes, meters,
    points: all.filter(({ id }) => needed.has(id)).map(({ id, deviceId, units }): EnergyPoint => ({ id, deviceId, units })),
    due: [...withSums(meters, due)].map(([meterId, fromMs]) => ({ meterId, fromMs, late: marked.get(meterId)?.late ?? false, marks: marked.get(meterId)?.marks ?? 0 })),
    undone: options.undone,
    run: run.map(({ id }) => ({ pointId: id, fromMs: Math.min(options.runDue.get(id) ?? Infinity, store.energy.runDays.lastRunDay(id) ?? 0) })),
    weather: options.daily ? { pointId: outdoor?.id ?? null, fromMs: Math.min(options.weatherDueMs ?? Infinity, (store.energy.runDays.lastWeatherHour() ?? OPEN_MS) - OPEN_MS) } : null,
  }
}

export const pointsOf = ({ source }: Meter): number[] => {
  if (source.what === 'point') return [source.pointId]
  if (source.what === 'thermal') return [source.flowPointId, source.supplyPointId, source.returnPointId]
  return source.what === 'runTime' ? [source.pointId, ...(source.speedPointId === null ? [] : [source.speedPointId])] : []
}
