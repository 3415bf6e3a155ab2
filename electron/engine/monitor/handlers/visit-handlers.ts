/** Handlers of the calls about snapshots and what changed between visits. */
import type { SITE_CALLS } from '../../../../shared/calls/site-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

type VisitCalls = 'listSnapshots' | 'takeSnapshot' | 'diffSnapshots' | 'removeSnapshot' | 'exportDiff'

export const createVisitHandlers = (on: OnSession): Pick<HandlersOf<typeof SITE_CALLS>, VisitCalls> => ({
  listSnapshots: () => on(({ snapshots }) => ok(snapshots.list())),
  takeSnapshot: ({ note }) => on(({ snapshots }) => snapshots.take({ note, automatic: false })),
  diffSnapshots: ({ fromId, toId }) => on(({ snapshots }) => snapshots.diff(fromId, toId)),
  removeSnapshot: ({ snapshotId }) => on(({ snapshots }) => snapshots.remove(snapshotId)),
  exportDiff: ({ fromId, toId, format }) => on(({ snapshots }) => snapshots.diffFile(fromId, toId, format)),
})
