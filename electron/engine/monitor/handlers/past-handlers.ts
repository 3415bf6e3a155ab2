/** Handlers of the calls of the time machine. */
import type { PAST_CALLS } from '../../../../shared/calls/past-calls.ts'
import { ok } from '../../../../shared/result.ts'
import { alertStop, pastState, pastStates, timelineOf } from '../past/past-answers.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createPastHandlers = (on: OnSession): HandlersOf<typeof PAST_CALLS> => ({
  getPastState: ({ atMs }) => on(({ context }) => pastState(context, atMs)),
  getPastStates: ({ timesMs }) => on(({ context }) => pastStates(context, timesMs)),
  getTimeline: ({ fromMs, toMs, steps }) => on(({ context }) => timelineOf(context, fromMs, toMs, steps)),
  getNextAlert: ({ fromMs, direction }) => on(({ context }) => alertStop(context, fromMs, direction)),
  listBookmarks: () => on(({ bookmarks }) => ok(bookmarks.list())),
  listBookmarkChanges: () => on(({ bookmarks }) => ok(bookmarks.changes())),
  addBookmark: ({ bookmark }) => on(({ bookmarks }) => bookmarks.add(bookmark)),
  changeBookmark: ({ bookmarkId, bookmark }) => on(({ bookmarks }) => bookmarks.change(bookmarkId, bookmark)),
  removeBookmark: ({ bookmarkId }) => on(({ bookmarks }) => bookmarks.remove(bookmarkId)),
  undoBookmarkChange: ({ changeId }) => on(({ bookmarks }) => bookmarks.undo(changeId)),
})
