/** Calls about how points are judged: tuning, feedback, back-tests. */
import * as v from 'valibot'
import type { BackTest, DetectionChange, DetectionSettings, DetectionTuning, Feedback, FeedbackEffect, FeedbackPreview, LearntSum, PointLearnt, Reprocessing, RunComparison } from '../domain/detection.ts'
import type { HolidayReport } from '../domain/holidays.ts'
import { LONGEST_DELAY_MS, NARROWEST_BAND, WIDEST_BAND } from '../domain/detection.ts'
import type { Job } from '../domain/job.ts'
import { call, id, ids, timeMs } from './call.ts'

const MOST_POINTS = 20_000
const MOST_EQUIPMENT = 5_000
const delay = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_DELAY_MS)))
const bandWidth = v.pipe(v.number(), v.minValue(NARROWEST_BAND), v.maxValue(WIDEST_BAND))
const detectorIds = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(80))), v.maxLength(200))
const ruleId = v.pipe(v.string(), v.regex(/^rule\.[\w.]{1,80}$/))
const equipmentId = v.pipe(v.string(), v.minLength(1), v.maxLength(400))
const limit = v.optional(v.nullable(v.pipe(v.number(), v.finite())))

const tuning = v.strictObject({
  bandWidth: v.optional(bandWidth),
  onDelayMs: delay,
  offDelayMs: delay,
  off: v.optional(detectorIds),
  silent: v.optional(v.boolean()),
  ruleDelaysMs: v.optional(v.pipe(v.record(ruleId, v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_DELAY_MS))), v.check((all) => Object.keys(all).length <= 200))),
  lowLimit: limit,
  highLimit: limit,
}) satisfies v.GenericSchema<unknown, DetectionTuning>

const scope = v.variant('what', [
  v.strictObject({ what: v.literal('site') }),
  v.strictObject({ what: v.literal('device'), deviceId: id }),
  v.strictObject({ what: v.literal('equipment'), equipmentId }),
  v.strictObject({ what: v.literal('point'), pointId: id }),
])

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_440))
const number = v.nullable(v.pipe(v.number(), v.finite()))

const exception = v.strictObject({
  weekdays: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))), v.maxLength(7), v.readonly()),
  fromMinute: minute,
  toMinute: minute,
  low: number,
  high: number,
  reason: v.pipe(v.string(), v.trim(), v.maxLength(500)),
  untilMs: v.nullable(timeMs),
})

const effect = v.variant('what', [
  v.strictObject({ what: v.literal('none') }),
  v.strictObject({ what: v.literal('sensitivity'), bandWidth }),
  v.strictObject({
    what: v.literal('exception'),
    exception,
  }),
]) satisfies v.GenericSchema<unknown, FeedbackEffect>

const verdict = v.picklist(['useful', 'notUseful', 'expected'])
const because = v.pipe(v.string(), v.trim(), v.maxLength(500))

export const DETECTION_CALLS = {
  getDetectionSettings: call({}).returns<DetectionSettings>(),
  /** Who changed what when, newest first. */
  listDetectionChanges: call({}).returns<readonly DetectionChange[]>(),
  /** Replaces the tuning of one scope; an empty tuning removes it. Of the site, band width and delays are its settings. */
  setDetectionTuning: call({ scope, tuning }).returns<DetectionSettings>(),
  /** Values that are expected of a point at certain times. */
  addDetectionException: call({ pointId: id, exception }).returns<DetectionSettings>(),
  removeDetectionException: call({ exceptionId: id }).returns<DetectionSettings>(),

  /** How many points are learnt, and from how much of their past. */
  getLearnt: call({}).returns<LearntSum>(),
  /** The same of one point. Fails with `point-unknown`. */
  getPointLearnt: call({ pointId: id }).returns<PointLearnt>(),

  /** What is taken as holiday: today, and the days learnt. */
  getHolidays: call({}).returns<HolidayReport>(),

  /** Runs detection over stored history in a worker; nothing is raised. Answers with the job to watch; `backTestId` finds the result. */
  startBackTest: call({ pointIds: v.pipe(v.array(id), v.maxLength(MOST_POINTS)), equipmentIds: v.optional(v.pipe(v.array(equipmentId), v.maxLength(MOST_EQUIPMENT))), fromMs: timeMs, toMs: timeMs, tuning, only: detectorIds }).returns<{ readonly job: Job; readonly backTestId: number }>(),
  getBackTest: call({ backTestId: id }).returns<BackTest>(),
  /** Newest first, without their marks. */
  listBackTests: call({}).returns<readonly BackTest[]>(),

  /** What feedback on an alert would change, by back-test of its point over the last days; some seconds. Without `effect` the product proposes one. */
  previewFeedback: call({ alertId: id, verdict, effect: v.optional(effect) }).returns<FeedbackPreview>(),
  giveFeedback: call({ alertId: id, verdict, because, effect }).returns<Feedback>(),
  /** Of one alert, one point or all, newest first. */
  listFeedback: call({ alertId: v.optional(id), pointId: v.optional(id) }).returns<readonly Feedback[]>(),
  /** Takes the effect back; what was said stays in the record. */
  undoFeedback: call({ feedbackId: id }).returns<Feedback>(),

  /** Judges stored history anew under a new version; alerts of before stay untouched. A job. */
  startReprocessing: call({ pointIds: v.pipe(v.array(id), v.maxLength(MOST_POINTS)), fromMs: timeMs, toMs: timeMs }).returns<{ readonly job: Job; readonly version: number }>(),
  listReprocessings: call({}).returns<readonly Reprocessing[]>(),
  /** What a version says otherwise than the alerts raised live (`before` null), or than another version. */
  compareReprocessing: call({ version: id, before: v.nullable(id) }).returns<RunComparison>(),
  /** Removes a version and all its alerts; alerts raised live stay. */
  removeReprocessing: call({ version: id }).returns<readonly Reprocessing[]>(),
  getReprocessing: call({ version: id, pointIds: v.optional(ids(MOST_POINTS)) }).returns<{ readonly run: Reprocessing; readonly alerts: BackTest['marks'] }>(),
} as const
