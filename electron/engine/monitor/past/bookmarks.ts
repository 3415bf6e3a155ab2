/** Bookmarks of the open site: moments with the screen they were seen on, kept, changed, and every act taken back. */
import { MOST_BOOKMARKS, type Bookmark, type BookmarkChange, type BookmarkFields } from '../../../../shared/domain/past-state.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { SiteContext } from '../site-context.ts'

export interface Bookmarks {
  list(): readonly Bookmark[]
  /** Newest first. */
  changes(): readonly BookmarkChange[]
  /** Fails with `bookmark-too-many`. All throw a `StoreWriteError` when the disk refuses. */
  add(fields: BookmarkFields): Result<BookmarkChange>
  /** Fails with `bookmark-unknown`. */
  change(id: number, fields: BookmarkFields): Result<BookmarkChange>
  remove(id: number): Result<BookmarkChange>
  /** Fails with `bookmark-change-unknown`, `bookmark-change-later`. */
  undo(changeId: number): Result<BookmarkChange>
}

const MOST_CHANGES = 100

interface Deps extends Pick<SiteContext, 'clock'> {
  readonly store: Pick<SiteContext['store'], 'bookmarks'>
  readonly userName: string
  readonly changed: () => void
}

const isSame = (a: Bookmark | null, b: Bookmark | null): boolean =>
  a === null || b === null ? a === b : a.id === b.id && a.name === b.name && a.atMs === b.atMs && a.address === b.address && a.note === b.note && a.createdAtMs === b.createdAtMs && a.createdBy === b.createdBy

export const createBookmarks = ({ clock, store, userName, changed }: Deps): Bookmarks => {
  const { bookmarks } = store
  const write = (what: BookmarkChange['what'], before: Bookmark | null, after: Bookmark | null): Result<BookmarkChange> => {
    const change = bookmarks.apply({ what, by: userName, before, after }, clock.nowMs())
    changed()
    return ok(change)
  }
  const known = (id: number, use: (bookmark: Bookmark) => Result<BookmarkChange>): Result<BookmarkChange> => {
    const bookmark = bookmarks.bookmark(id)
    return bookmark === undefined ? failure('bookmark-unknown', `There is no bookmark ${id}; it may have been removed.`, { id }) : use(bookmark)
  }
  const isAsLeft = ({ before, after }: BookmarkChange): boolean => isSame(bookmarks.bookmark((after ?? before)?.id ?? 0) ?? null, after)

  return {
    list: () => bookmarks.list(MOST_BOOKMARKS),
    changes: () => bookmarks.changes(MOST_CHANGES),
    add: (fields) => {
      if (bookmarks.count() >= MOST_BOOKMARKS) return failure('bookmark-too-many', `A site keeps at most ${MOST_BOOKMARKS} bookmarks.`, { most: MOST_BOOKMARKS })
      return write('added', null, { ...fields, id: 0, createdAtMs: clock.nowMs(), createdBy: userName })
    },
    change: (id, fields) => known(id, (bookmark) => write('changed', bookmark, { ...bookmark, ...fields })),
    remove: (id) => known(id, (bookmark) => write('removed', bookmark, null)),
    undo: (changeId) => {
      const change = bookmarks.change(changeId)
      if (change === undefined || change.undone) return failure('bookmark-change-unknown', 'This change cannot be undone, or was undone already.')
      if (!isAsLeft(change)) return failure('bookmark-change-later', 'Something newer was done to this bookmark. Undo that first.')
      bookmarks.revert(change)
      changed()
      return ok({ ...change, undone: true })
    },
  }
}
