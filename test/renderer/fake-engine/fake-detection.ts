/** Detection settings, back-tests and feedback, made up. */
import type { DETECTION_CALLS } from '../../../shared/calls/detection-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import { failure } from '../../../shared/result.ts'

const notMade = () => failure('call-unanswered', 'Not made up yet.')

export const fakeDetection = (): Pick<Handlers, keyof typeof DETECTION_CALLS> => ({
  getDetectionSettings: notMade,
  setDetectionTuning: notMade,
  listDetectionChanges: notMade,
  addDetectionException: notMade,
  removeDetectionException: notMade,
  startBackTest: notMade,
  getBackTest: notMade,
  listBackTests: notMade,
  previewFeedback: notMade,
  giveFeedback: notMade,
  listFeedback: notMade,
  undoFeedback: notMade,
  startReprocessing: notMade,
  listReprocessings: notMade,
  getReprocessing: notMade,
})
