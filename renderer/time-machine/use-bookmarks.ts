/** Bookmarks of moments as the screen keeps them: listed, saved, changed and removed with a way back, copied as a link. */
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Bookmark, BookmarkChange, BookmarkFields } from '../../shared/domain/past-state.ts'
import type { Result } from '../../shared/result.ts'
import { failureText } from '../components/engine-text.ts'
import { useEngine } from '../engine/engine-context.tsx'
import { showUndo } from './undo-notice.tsx'

export interface BookmarkDeeds {
  /** True when it was done; otherwise it was told why not. */
  save(bookmark: BookmarkFields): Promise<boolean>
  /** Gives it another name and note; true when it was done. */
  change(bookmark: Bookmark, words: Pick<BookmarkFields, 'name' | 'note'>): Promise<boolean>
  remove(bookmarkId: number, name: string): Promise<void>
  copyLink(address: string): Promise<void>
}

export const useBookmarkDeeds = (): BookmarkDeeds => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const done = async (answer: Promise<Result<BookmarkChange>>): Promise<BookmarkChange | null> => {
    const result = await answer
    if (!result.ok) {
      notifications.show({ message: failureText(t, result.error), color: 'red' })
      return null
    }
    void queries.invalidateQueries({ queryKey: ['listBookmarks'] })
    return result.value
  }
  const offerUndo = ({ id }: BookmarkChange, message: string): void =>
    showUndo({ message, label: t('time-machine.bookmark.undo'), undo: () => void done(engine.undoBookmarkChange({ changeId: id })) })
  return {
    save: async (bookmark) => (await done(engine.addBookmark({ bookmark }))) !== null,
    change: async ({ id, atMs, address, ...old }, { name, note }) => {
      if (name === old.name && note === old.note) return true
      const change = await done(engine.changeBookmark({ bookmarkId: id, bookmark: { name, note, atMs, address } }))
      if (change !== null) offerUndo(change, t('time-machine.bookmark.changed', { name }))
      return change !== null
    },
    remove: async (bookmarkId, name) => {
      const change = await done(engine.removeBookmark({ bookmarkId }))
      if (change !== null) offerUndo(change, t('time-machine.bookmark.removed', { name }))
    },
    copyLink: async (address) => {
      try {
        await navigator.clipboard.writeText(address)
        notifications.show({ message: t('time-machine.bookmark.copied') })
      } catch {
        // Refused by the browser: the link is shown, to be copied by hand.
        notifications.show({ message: t('time-machine.bookmark.copyByHand', { address }), autoClose: false })
      }
    },
  }
}
