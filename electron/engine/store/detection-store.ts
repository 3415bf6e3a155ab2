/** The part of the store's door that is about detection: tuning, exceptions, feedback, back-tests, reprocessing. Writes are as those of `WritableStore`. */
import type { BackTestsTable } from './tables/back-tests-table.ts'
import type { DetectionRulesTable } from './tables/detection-rules-table.ts'
import type { FeedbackTable } from './tables/feedback-table.ts'
import type { ReprocessingsTable } from './tables/reprocessings-table.ts'

export interface DetectionStore {
  readonly rules: Omit<DetectionRulesTable, 'removeOfDevice'>
  readonly feedback: Omit<FeedbackTable, 'removeOfPoint'>
  readonly backTests: BackTestsTable
  readonly reprocessings: ReprocessingsTable
  /** Runs several writes as one: all of it is kept or nothing. */
  atOnce<T>(run: () => T): T
}

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

interface DetectionTables {
  readonly detectionRules: DetectionRulesTable
  readonly feedback: FeedbackTable
  readonly backTests: BackTestsTable
  readonly reprocessings: ReprocessingsTable
}

/** `write` makes a transaction of each call. */
export const createDetectionStore = ({ detectionRules: rules, feedback, backTests, reprocessings }: DetectionTables, write: Write): DetectionStore => ({
  rules: {
    tunings: () => rules.tunings(),
    exceptions: () => rules.exceptions(),
    changes: (limit) => rules.changes(limit),
    setTuning: write((...args: Parameters<typeof rules.setTuning>) => rules.setTuning(...args)),
    addException: write((...args: Parameters<typeof rules.addException>) => rules.addException(...args)),
    removeException: write((id: number) => rules.removeException(id)),
    addChange: write((...args: Parameters<typeof rules.addChange>) => rules.addChange(...args)),
  },
  feedback: {
    list: (filter, limit) => feedback.list(filter, limit),
    get: (id) => feedback.get(id),
    insert: write((...args: Parameters<typeof feedback.insert>) => feedback.insert(...args)),
    setUndone: write((...args: Parameters<typeof feedback.setUndone>) => feedback.setUndone(...args)),
  },
  backTests: {
    list: () => backTests.list(),
    get: (id) => backTests.get(id),
    insert: write((...args: Parameters<typeof backTests.insert>) => backTests.insert(...args)),
    finish: write((...args: Parameters<typeof backTests.finish>) => backTests.finish(...args)),
    failRunning: write((atMs: number) => backTests.failRunning(atMs)),
  },
  reprocessings: {
    list: () => reprocessings.list(),
    get: (version) => reprocessings.get(version),
    alerts: (...args) => reprocessings.alerts(...args),
    insert: write((...args: Parameters<typeof reprocessings.insert>) => reprocessings.insert(...args)),
    add: write((...args: Parameters<typeof reprocessings.add>) => reprocessings.add(...args)),
    finish: write((...args: Parameters<typeof reprocessings.finish>) => reprocessings.finish(...args)),
    giveUp: write((...args: Parameters<typeof reprocessings.giveUp>) => reprocessings.giveUp(...args)),
    failRunning: write((...args: Parameters<typeof reprocessings.failRunning>) => reprocessings.failRunning(...args)),
    remove: write((version: number) => reprocessings.remove(version)),
  },
  atOnce: (run) => write(run)(),
})
