/** Calls about maintenance work. Every change can be taken back. */
import * as v from 'valibot'
import { isLocalDay } from '../domain/local-day.ts'
import { HEALTH_PARTS } from '../domain/health.ts'
import { URGENCIES, type LimitCrossing, type TaskBook, type TaskChange, type TaskEnd, type TaskFields } from '../domain/task.ts'
import { call, id, ids, note, timeMs } from './call.ts'

const day = v.pipe(v.string(), v.check(isLocalDay, 'no such day'))
const text = v.pipe(v.string(), v.trim(), v.maxLength(500))

const about = v.variant('what', [
  v.strictObject({ what: v.literal('site') }),
  v.strictObject({ what: v.literal('device'), deviceId: id }),
  v.strictObject({ what: v.literal('point'), pointId: id }),
])
const repeat = v.variant('by', [
  v.strictObject({ by: v.literal('days'), days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_660)) }),
  v.strictObject({ by: v.literal('runHours'), pointId: id, hours: v.pipe(v.number(), v.minValue(1), v.maxValue(100_000)) }),
])
const hour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23))

const finding = v.strictObject({ deviceId: id, kind: v.pipe(v.string(), v.regex(/^[a-zA-Z]{1,40}$/)), part: v.picklist(HEALTH_PARTS) })
const foretold = v.strictObject({ pointId: id, side: v.picklist(['low', 'high']), limit: v.pipe(v.number(), v.finite()), earliestMs: timeMs, likelyMs: timeMs, latestMs: v.nullable(timeMs) })

const fields = v.strictObject({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)), about, urgency: v.picklist(URGENCIES), assignee: v.pipe(v.string(), v.trim(), v.maxLength(100)), bring: text, note, alertId: v.nullable(id), finding: v.nullable(finding), foretold: v.nullable(foretold), plannedFor: v.nullable(day),
  plannedHour: v.nullable(hour), durationHours: v.pipe(v.number(), v.minValue(0.25), v.maxValue(240)), disturbs: v.boolean(), repeat: v.nullable(repeat),
}) satisfies v.GenericSchema<unknown, TaskFields>

const taskIds = ids(500)

const amount = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1e9)))
const end = v.strictObject({
  note, savedKwhPerYear: amount, spentHours: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(10_000))), cost: amount, currency: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
}) satisfies v.GenericSchema<unknown, TaskEnd>

export const TASK_CALLS = {
  listTasks: call({}).returns<TaskBook>(),
  /** Points on their way to a limit that was set for them, soonest first. Reads 30 days of each point with limits. */
  listLimitCrossings: call({}).returns<readonly LimitCrossing[]>(),
  addTask: call({ task: fields }).returns<TaskChange>(),
  changeTask: call({ taskId: id, task: fields }).returns<TaskChange>(),
  /** Puts tasks on a day; null takes them off the calendar. */
  planTasks: call({ taskIds, plannedFor: v.nullable(day), plannedHour: v.optional(v.nullable(hour)) }).returns<TaskChange>(),
  /** Done: a task that repeats makes its next one. */
  completeTask: call({ taskId: id, end }).returns<TaskChange>(),
  /** Will not be done. */
  dropTask: call({ taskId: id, note }).returns<TaskChange>(),
  reopenTask: call({ taskId: id }).returns<TaskChange>(),
  /** Refused where something newer was done to the same task. */
  undoTaskChange: call({ changeId: id }).returns<TaskChange>(),
} as const
