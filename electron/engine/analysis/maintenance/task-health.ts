/** What the health score of the device says of work that was done: the week before it beside the weeks that lie wholly after it. */
import { HEALTH_PARTS, type HealthDay, type HealthPart } from '../../../../shared/domain/health.ts'
import type { TaskHealth } from '../../../../shared/domain/task.ts'
import { medianOf } from '../drift/day-statistics.ts'

const DAY_MS = 86_400_000
/** A score is of the week that ends with its day: from the eighth day on it knows nothing of the time before the work. */
const WEEK_DAYS = 7
/** Later, other things than the work move the score. */
const LATEST_DAYS = 28
/** Less than this is no change, as in the trend. */
const LEAST_CHANGE = 3
/** A score of a week of which less was observed says little. */
const LEAST_OBSERVED = 0.5

export interface TaskHealthFacts {
  readonly deviceId: number
  /** Days of the device around the work, in order. */
  readonly days: readonly HealthDay[]
  readonly doneMs: number
  /** The part that the work was about; null = the one that moved most. */
  readonly part: HealthPart | null
  /** Time since the work in which the device was looked after, ms. */
  readonly observedMs: number
}

/** The local days whose scores the judgement may need. */
export const healthPeriod = (doneMs: number): { readonly fromMs: number; readonly toMs: number } => ({ fromMs: doneMs - (WEEK_DAYS + 1) * DAY_MS, toMs: doneMs + (LATEST_DAYS + 1) * DAY_MS })

export const taskHealth = ({ deviceId, days, doneMs, part, observedMs }: TaskHealthFacts): TaskHealth => {
  const enough = days.filter(({ score, observed }) => score !== null && observed >= LEAST_OBSERVED)
  // The day of the work itself is neither before nor after.
  const before = enough.filter(({ startMs }) => startMs + DAY_MS <= doneMs && startMs >= doneMs - (WEEK_DAYS + 1) * DAY_MS)
  if (before.length === 0) return { what: 'noBefore', deviceId }
  const after = enough.filter(({ startMs }) => startMs >= doneMs + (WEEK_DAYS - 1) * DAY_MS && startMs < doneMs + LATEST_DAYS * DAY_MS)
  const observedDays = Math.min(LATEST_DAYS, Math.floor(observedMs / DAY_MS))
  if (after.length === 0 || observedDays < WEEK_DAYS) return { what: 'tooEarly', deviceId, observedDays, neededDays: WEEK_DAYS }
  const of = (own: readonly HealthDay[], value: (day: HealthDay) => number | null): number => Math.round(medianOf(own.map((day) => value(day) ?? Number.NaN)))
  const scores = { before: of(before, ({ score }) => score), after: of(after, ({ score }) => score) }
  const parts = HEALTH_PARTS.map((one) => ({ part: one, before: of(before, (day) => day.parts[one]), after: of(after, (day) => day.parts[one]) })).filter((one) => Number.isFinite(one.before + one.after))
  const most = parts.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))[0]
  const moved = part === null ? (most !== undefined && Math.abs(most.after - most.before) >= LEAST_CHANGE ? most : undefined) : parts.find((one) => one.part === part)
  const change = scores.after - scores.before
  return { what: change >= LEAST_CHANGE ? 'rose' : change <= -LEAST_CHANGE ? 'fell' : 'held', deviceId, ...scores, part: moved ?? null, observedDays }
}
