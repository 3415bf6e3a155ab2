/**
 * What live hours taught of how surprising each measure is, kept between runs: else a restart in the middle of a fault would let the next fit call the fault usual.
 * A row of the models' table beside the model it was followed under; written some points a minute, each at most once an hour, and at the end.
 */
import type { Clock } from '../../../shared/clock.ts'
import { habit } from '../analysis/detect/habit.ts'
import { MEASURES } from '../analysis/detect/habit-measures.ts'
import type { HabitModel } from '../analysis/detect/habit-model.ts'
import { resumeScales, type FollowedScales } from '../analysis/detect/habit-scales.ts'
import type { HabitState, HabitUnits } from '../analysis/detect/habit-state.ts'
import type { SurpriseScale } from '../analysis/detect/surprise-scale.ts'
import type { Log } from '../log.ts'
import type { ModelRow, WritableStore } from '../store/store-types.ts'
import type { MonitoredPoint } from './point-monitor.ts'

/** Among the detectors of the models' table. */
export const FOLLOWED = 'habit.followed'
/** About 3 ms; 20,000 points take five hours, in which a scale moves by a hundredth. */
const POINTS_A_TURN = 64
const POINTS_AT_END = 500
const ROUND_EVERY_MS = 3_600_000
/** More digits than a scale is known to. */
const DIGITS = 8

const isPositive = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0

const scaleOf = (row: unknown): SurpriseScale | null => {
  const [threshold, tail, hours] = Array.isArray(row) && row.length === 3 ? (row as readonly unknown[]) : []
  return isPositive(threshold) && isPositive(tail) && (hours === 0 || isPositive(hours)) ? { threshold, tail, hours } : null
}

/** null where they are not told, as in rows of earlier versions. */
const unitsOf = (value: unknown): HabitUnits | null => {
  const { profile, ahead, step } = (value ?? {}) as Readonly<Record<string, unknown>>
  return isPositive(profile) && isPositive(ahead) && isPositive(step) ? { profile, ahead, step } : null
}

/** null for anything that this version did not write. */
const keptOf = (body: string): FollowedScales | null => {
  try {
    const { toMs, units, scales } = (JSON.parse(body) ?? {}) as { readonly toMs?: unknown; readonly units?: unknown; readonly scales?: unknown }
    const found = Array.isArray(scales) ? scales.flatMap((row) => scaleOf(row) ?? []) : []
    return isPositive(toMs) && found.length === MEASURES.length && Array.isArray(scales) && scales.length === found.length ? { toMs, units: unitsOf(units), scales: found } : null
  } catch {
    return null
  }
}

interface Following {
  readonly state: HabitState
  readonly model: HabitModel
}

/** The point's habit with a model; null where it has none. */
const followingOf = ({ detectors, states, fitted }: MonitoredPoint): Following | null => {
  const at = detectors.findIndex(({ id }) => id === habit.id)
  const model = fitted[at] ?? null
  return model === null ? null : { state: states[at] as HabitState, model: model as HabitModel }
}

/** The row that keeps what was followed; null before the first reading under a model. */
export const followedRowOf = (monitored: MonitoredPoint, keptAtMs: number): ModelRow | null => {
  const following = followingOf(monitored)
  if (following === null || following.state.scales.length === 0 || monitored.models === null) return null
  const { scales, units, filledMs } = following.state
  const { trainedFromMs, trainedToMs, coverage } = monitored.models
  const body = JSON.stringify({ toMs: filledMs, units, scales: scales.map(({ threshold, tail, hours }) => [threshold, tail, hours].map((each) => Number(each.toPrecision(DIGITS)))) })
  return { pointId: monitored.point.id, detector: FOLLOWED, version: habit.version, fittedAtMs: keptAtMs, trainedFromMs, trainedToMs, coverage, seed: 0, body }
}

/** Takes up what an earlier run followed, where the row can be read and belongs to this version of the method; else the model is taken as it was fitted. */
export const takeUpFollowed = (monitored: MonitoredPoint, rows: readonly ModelRow[]): void => {
  const row = rows.find(({ detector, version }) => detector === FOLLOWED && version === habit.version)
  const following = followingOf(monitored)
  if (row === undefined || following === null || following.state.scales.length > 0) return
  const kept = keptOf(row.body)
  if (kept !== null && kept.toMs <= following.model.toMs) resumeScales(following.state, following.model, kept)
}

export interface FollowedKeeper {
  /** Once a minute: keeps some of the points that learnt an hour since they were kept. */
  turn(): void
  /** Keeps all of them. */
  keepAll(): void
}

export interface FollowedKeeperDeps {
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>
  readonly store: Pick<WritableStore, 'saveModels'>
  readonly log: Log
  readonly all: () => Iterable<MonitoredPoint>
}

export const createFollowedKeeper = ({ clock, store, log, all }: FollowedKeeperDeps): FollowedKeeper => {
  /** What was kept last of a point, so that nothing is written twice. */
  const kept = new Map<number, string>()
  let waiting: MonitoredPoint[] = []
  let roundMs = clock.monotonicMs()

  const moved = (): MonitoredPoint[] => [...all()].filter((monitored) => stampOf(monitored) !== (kept.get(monitored.point.id) ?? startOf(monitored)))
  const keep = (some: readonly MonitoredPoint[]): void => {
    try {
      store.saveModels(some.flatMap((monitored) => followedRowOf(monitored, clock.nowMs()) ?? []))
      for (const monitored of some) kept.set(monitored.point.id, stampOf(monitored))
    } catch (error) {
      log.warn('what was followed of usual surprises was not kept', String(error))
    }
  }

  return {
    turn: () => {
      if (waiting.length === 0 && clock.monotonicMs() - roundMs >= ROUND_EVERY_MS) {
        roundMs = clock.monotonicMs()
        waiting = moved()
      }
      if (waiting.length > 0) keep(waiting.splice(0, POINTS_A_TURN))
    },
    keepAll: () => {
      const last = moved()
      for (let from = 0; from < last.length; from += POINTS_AT_END) keep(last.slice(from, from + POINTS_AT_END))
      waiting = []
    },
  }
}

/** Changes with every hour that was learnt from, and with the model. */
const stampOf = (monitored: MonitoredPoint): string => {
  const { scales, filledMs } = followingOf(monitored)?.state ?? {}
  return `${filledMs ?? 0}/${scales?.[0]?.hours ?? 0}`
}

/** The stamp of a point of which no hour was followed yet: what the store has of it needs no writing. */
const startOf = (monitored: MonitoredPoint): string => {
  const following = followingOf(monitored)
  return following === null || following.state.scales.length === 0 ? stampOf(monitored) : `${following.model.toMs}/${following.model.scales[0]?.hours ?? 0}`
}
