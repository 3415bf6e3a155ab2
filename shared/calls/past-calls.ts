/** Calls of the time machine: the state at a past moment, the time bar, and bookmarks. */
import * as v from 'valibot'
import { MOST_PAST_STATES, type AlertStop, type Bookmark, type BookmarkChange, type BookmarkFields, type PastState, type PastStates, type Timeline } from '../domain/past-state.ts'
import { call, id, note, timeMs } from './call.ts'

/** An address within the program and nothing else: it is opened by whoever follows the bookmark. */
const address = v.pipe(v.string(), v.maxLength(1_000), v.regex(/^#\/[\x21-\x7E]*$/))

const bookmark = v.strictObject({ name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)), atMs: timeMs, address, note }) satisfies v.GenericSchema<unknown, BookmarkFields>

export const PAST_CALLS = {
  /** Everything at a past moment. Fails with `past-in-future`, `past-before-first`, `past-nothing-kept`. */
  getPastState: call({ atMs: timeMs }).returns<PastState>(),
  /** Several moments in the order in which they are played, forwards or backwards: the first whole, each other by what changed since the one before. Fails as `getPastState`. */
  getPastStates: call({ timesMs: v.pipe(v.array(timeMs), v.minLength(1), v.maxLength(MOST_PAST_STATES)) }).returns<PastStates>(),
  getTimeline: call({ fromMs: timeMs, toMs: timeMs, steps: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_000)) }).returns<Timeline>(),
  /** The alert that was raised next after, or last before, a moment; null = there is none. */
  getNextAlert: call({ fromMs: timeMs, direction: v.picklist(['next', 'previous']) }).returns<AlertStop | null>(),

  /** By their moment, latest first. */
  listBookmarks: call({}).returns<readonly Bookmark[]>(),
  addBookmark: call({ bookmark }).returns<BookmarkChange>(),
  changeBookmark: call({ bookmarkId: id, bookmark }).returns<BookmarkChange>(),
  removeBookmark: call({ bookmarkId: id }).returns<BookmarkChange>(),
  /** Refused where something newer was done to the same bookmark. */
  undoBookmarkChange: call({ changeId: id }).returns<BookmarkChange>(),
  /** Who did what to bookmarks, newest first; the newest hundred. */
  listBookmarkChanges: call({}).returns<readonly BookmarkChange[]>(),
} as const
