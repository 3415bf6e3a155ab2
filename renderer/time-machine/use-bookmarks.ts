/** Bookmarks of moments as the screen keeps them: listed, saved, removed with a way back, copied as a link. */
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BookmarkChange, BookmarkFields } from '../../shared/domain/past-state.ts'
import type { Result } from '../../shared/result.ts'
import { failureText } from '../components/engine-text.ts'
import { useEngine } from '../engine/engine-context.tsx'
import { showUndo } from './undo-notice.tsx'

export interface BookmarkDeeds {
  /** True when it was done; otherwise it was told why not. */
  save(bookmark: BookmarkFields, bookmarkId?: number): Promise<boolean>
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
  return {
    save: async (bookmark, bookmarkId) => (await done(bookmarkId === undefined ? engine.addBookmark({ bookmark }) : engine.changeBookmark({ bookmarkId, bookmark }))) !== null,
    remove: async (bookmarkId, name) => {
      const change = await done(engine.removeBookmark({ bookmarkId }))
      if (change !== null) showUndo({ message: t('time-machine.bookmark.removed', { name }), label: t('time-machine.bookmark.undo'), undo: () => void done(engine.undoBookmarkChange({ changeId: change.id })) })
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
