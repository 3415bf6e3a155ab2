/** The tables of bookmarks in memory. */
import type { BookmarksTable } from '../../../electron/engine/store/tables/bookmarks-table.ts'
import type { Bookmark, BookmarkChange } from '../../../shared/domain/past-state.ts'

export const memoryBookmarks = (first: readonly Bookmark[] = []): BookmarksTable => {
  const bookmarks = new Map(first.map((bookmark) => [bookmark.id, bookmark]))
  const changes = new Map<number, BookmarkChange>()
  let lastId = bookmarks.size
  const replace = (before: Bookmark | null, after: Bookmark | null): Bookmark | null => {
    if (after === null) {
      if (before !== null) bookmarks.delete(before.id)
      return null
    }
    const kept = after.id === 0 ? { ...after, id: ++lastId } : after
    bookmarks.set(kept.id, kept)
    return kept
  }
  return {
    list: (limit) => [...bookmarks.values()].sort((a, b) => b.atMs - a.atMs || b.id - a.id).slice(0, limit),
    bookmark: (id) => bookmarks.get(id),
    count: () => bookmarks.size,
    change: (id) => changes.get(id),
    changes: (limit) => [...changes.values()].toReversed().slice(0, limit),
    apply: ({ what, by, before, after }, atMs) => {
      const change: BookmarkChange = { id: changes.size + 1, atMs, by, what, before, after: replace(before, after), undone: false }
      changes.set(change.id, change)
      return change
    },
    revert: (change) => {
      replace(change.after, change.before)
      changes.set(change.id, { ...change, undone: true })
    },
  }
}
