/** Handlers of the calls about snapshots and what changed between visits. */
import type { SITE_CALLS } from '../../../../shared/calls/site-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notBuilt } from './not-built.ts'

type VisitCalls = 'listSnapshots' | 'takeSnapshot' | 'diffSnapshots' | 'removeSnapshot' | 'exportDiff'

export const createVisitHandlers = (on: OnSession): Pick<HandlersOf<typeof SITE_CALLS>, VisitCalls> => ({
  listSnapshots: () => on(notBuilt),
  takeSnapshot: () => on(notBuilt),
  diffSnapshots: () => on(notBuilt),
  removeSnapshot: () => on(notBuilt),
  exportDiff: () => on(notBuilt),
})
