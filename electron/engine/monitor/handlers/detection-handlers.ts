/** Handlers of calls about how points are judged. */
import type { DETECTION_CALLS } from '../../../../shared/calls/detection-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notThere } from './not-there.ts'

export const createDetectionHandlers = (_on: OnSession): HandlersOf<typeof DETECTION_CALLS> => ({
  getDetectionSettings: notThere,
  setDetectionTuning: notThere,
  removeDetectionException: notThere,
  startBackTest: notThere,
  getBackTest: notThere,
  listBackTests: notThere,
  previewFeedback: notThere,
  giveFeedback: notThere,
  listFeedback: notThere,
  undoFeedback: notThere,
  startReprocessing: notThere,
  listReprocessings: notThere,
  getReprocessing: notThere,
})
