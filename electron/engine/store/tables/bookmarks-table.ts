/** Tables `bookmarks` and `bookmark_changes`: moments worth coming back to, as JSON, and every change of them, kept for good. */
import type { Bookmark, BookmarkChange } from '../../../../shared/domain/past-state.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface ChangeRow {
  readonly id: number
  readonly at_ms: number
  readonly who: string
  readonly what: BookmarkChange['what']
  readonly before_body: string | null
  readonly after_body: string | null
  readonly undone: number
}

/** As given to `apply`: a new bookmark has the id 0. */
export type BookmarkEdit = Pick<BookmarkChange, 'what' | 'by' | 'before' | 'after'>

export interface BookmarksTable {
  /** By their moment, latest first. */
  list(limit: number): Bookmark[]
  bookmark(id: number): Bookmark | undefined
  count(): number
  change(id: number): BookmarkChange | undefined
  /** Newest first. */
  changes(limit: number): BookmarkChange[]
  /** Writes the edit and what it did. To be run in one transaction. */
  apply(edit: BookmarkEdit, atMs: number): BookmarkChange
  /** Puts back what was before a change and marks it as undone. To be run in one transaction. */
  revert(change: BookmarkChange): void
}

const fromJson = (body: string | null): Bookmark | null => (body === null ? null : (JSON.parse(body) as Bookmark))
const toJson = (bookmark: Bookmark | null): string | null => (bookmark === null ? null : JSON.stringify(bookmark))

const changeOf = (row: ChangeRow): BookmarkChange => ({
  id: row.id, atMs: row.at_ms, by: row.who, what: row.what, before: fromJson(row.before_body), after: fromJson(row.after_body), undone: row.undone !== 0,
})

export const createBookmarksTable = (db: Connection): BookmarksTable => {
  const list = db.prepare<[number], { readonly id: number; readonly body: string }>('SELECT id, body FROM bookmarks ORDER BY at_ms DESC, id DESC LIMIT ?')
  const one = db.prepare<[number], string>('SELECT body FROM bookmarks WHERE id = ?').pluck()
  const count = db.prepare<[], number>('SELECT count(*) FROM bookmarks').pluck()
  const insert = db.prepare<[number, string]>('INSERT INTO bookmarks (at_ms, body) VALUES (?, ?)')
  const put = db.prepare<[number, number, string]>('INSERT OR REPLACE INTO bookmarks (id, at_ms, body) VALUES (?, ?, ?)')
  const remove = db.prepare<[number]>('DELETE FROM bookmarks WHERE id = ?')
  const change = db.prepare<[number], ChangeRow>('SELECT * FROM bookmark_changes WHERE id = ?')
  const changes = db.prepare<[number], ChangeRow>('SELECT * FROM bookmark_changes ORDER BY id DESC LIMIT ?')
  const addChange = db.prepare<[number, string, string, string | null, string | null]>('INSERT INTO bookmark_changes (at_ms, who, what, before_body, after_body, undone) VALUES (?, ?, ?, ?, ?, 0)')
  const setUndone = db.prepare<[number]>('UPDATE bookmark_changes SET undone = 1 WHERE id = ?')

  const write = (bookmark: Bookmark): Bookmark => {
    if (bookmark.id === 0) return { ...bookmark, id: Number(insert.run(wholeMs(bookmark.atMs), JSON.stringify(bookmark)).lastInsertRowid) }
    put.run(bookmark.id, wholeMs(bookmark.atMs), JSON.stringify(bookmark))
    return bookmark
  }
  const replace = (before: Bookmark | null, after: Bookmark | null): Bookmark | null => {
    if (after !== null) return write(after)
    if (before !== null) remove.run(before.id)
    return null
  }
  const read = (id: number, body: string): Bookmark => ({ ...(JSON.parse(body) as Bookmark), id })
  return {
    list: (limit) => list.all(limit).map(({ id, body }) => read(id, body)),
    bookmark: (id) => {
      const body = one.get(id)
      return body === undefined ? undefined : read(id, body)
    },
    count: () => count.get() ?? 0,
    change: (id) => {
      const row = change.get(id)
      return row && changeOf(row)
    },
    changes: (limit) => changes.all(limit).map(changeOf),
    apply: ({ what, by, before, after }, atMs) => {
      const written = replace(before, after)
      const id = Number(addChange.run(wholeMs(atMs), by, what, toJson(before), toJson(written)).lastInsertRowid)
      return { id, atMs, by, what, before, after: written, undone: false }
    },
    revert: ({ id, before, after }) => {
      replace(after, before)
      setUndone.run(id)
    },
  }
}
