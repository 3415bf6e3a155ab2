/** The part of the store's door that is about bookmarks. Writes are as those of `WritableStore`. */
import type { BookmarksTable } from './tables/bookmarks-table.ts'

export type BookmarkStore = BookmarksTable

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** `write` makes a transaction of each call. */
export const createBookmarkStore = (table: BookmarksTable, write: Write): BookmarkStore => ({
  list: (limit) => table.list(limit),
  bookmark: (id) => table.bookmark(id),
  count: () => table.count(),
  change: (id) => table.change(id),
  changes: (limit) => table.changes(limit),
  apply: write((...args: Parameters<BookmarksTable['apply']>) => table.apply(...args)),
  revert: write((...args: Parameters<BookmarksTable['revert']>) => table.revert(...args)),
})
