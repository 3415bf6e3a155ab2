/** Handlers of calls about how points are judged. */
import type { DETECTION_CALLS } from '../../../../shared/calls/detection-calls.ts'
import { failure, ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createDetectionHandlers = (on: OnSession): HandlersOf<typeof DETECTION_CALLS> => ({
  getDetectionSettings: () => on(({ detection }) => ok(detection.rules.settings())),
  listDetectionChanges: () => on(({ detection }) => ok(detection.rules.changes())),
  setDetectionTuning: ({ scope, tuning }) => on(({ detection }) => detection.rules.setTuning(scope, tuning)),
  addDetectionException: ({ pointId, exception }) =>
    on(({ detection }) => {
      const added = detection.rules.addException({ ...exception, pointId })
      return added.ok ? ok(detection.rules.settings()) : added
    }),
  removeDetectionException: ({ exceptionId }) => on(({ detection }) => detection.rules.removeException(exceptionId)),
  getLearnt: () => on(({ context }) => ok(context.pipeline.learnt())),
  getPointLearnt: ({ pointId }) =>
    on(({ context }) => (context.points.all().some(({ id }) => id === pointId) ? ok(context.pipeline.learntOf(pointId)) : failure('point-unknown', `There is no point ${pointId} any more.`, { id: pointId }))),
  getHolidays: () => on(({ context }) => ok(context.pipeline.holidays())),
  startBackTest: (plan) => on(({ detection }) => detection.backTests.start(plan)),
  getBackTest: ({ backTestId }) => on(({ detection }) => detection.backTests.get(backTestId)),
  listBackTests: () => on(({ detection }) => ok(detection.backTests.list())),
  previewFeedback: ({ alertId, verdict, effect }) => on(({ detection }) => detection.feedback.preview(alertId, verdict, effect)),
  giveFeedback: ({ alertId, verdict, because, effect }) => on(({ detection }) => detection.feedback.give(alertId, verdict, because, effect)),
  listFeedback: (filter) => on(({ detection }) => ok(detection.feedback.list(filter))),
  undoFeedback: ({ feedbackId }) => on(({ detection }) => detection.feedback.undo(feedbackId)),
  startReprocessing: (plan) => on(({ detection }) => detection.reprocessings.start(plan)),
  listReprocessings: () => on(({ detection }) => ok(detection.reprocessings.list())),
  compareReprocessing: ({ version, before }) => on(({ detection }) => detection.reprocessings.compare(version, before)),
  removeReprocessing: ({ version }) => on(({ detection }) => detection.reprocessings.remove(version)),
  getReprocessing: ({ version, pointIds }) => on(({ detection }) => detection.reprocessings.get(version, pointIds)),
})
