/** The list of holidays of the site: changed by hand, from what the building's calendars tell, and back; every change on record, none by itself. */
import { isDeepStrictEqual } from 'node:util'
import { MOST_HOLIDAYS, type HolidayEntry } from '../../../../shared/domain/holidays.ts'
import type { HolidayChange } from '../../../../shared/domain/holiday-proposals.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { SiteContext } from '../site-context.ts'

const CHANGES_SHOWN = 200

export interface HolidayList {
  changes(): readonly HolidayChange[]
  /** Puts another list in the place of the present one. Nothing happens when it says the same. */
  enter(entries: readonly HolidayEntry[]): void
  /** Adds days to the list; `source` says who told them. Fails with `holidays-full`. */
  accept(entries: readonly HolidayEntry[], source: string): Result<null>
  /** Takes out what a change added and puts back what it removed. Fails with `holiday-change-unknown`, `holiday-change-undone`, `holiday-change-other`, `holidays-full`. */
  undo(changeId: number): Result<readonly HolidayChange[]>
}

export type HolidayListParts = Pick<SiteContext, 'clock' | 'store' | 'pipeline' | 'hub'>

const same = (a: HolidayEntry, b: HolidayEntry): boolean => isDeepStrictEqual(a, b)
const without = (entries: readonly HolidayEntry[], gone: readonly HolidayEntry[]): readonly HolidayEntry[] => entries.filter((entry) => !gone.some((other) => same(entry, other)))
const together = (entries: readonly HolidayEntry[], more: readonly HolidayEntry[]): readonly HolidayEntry[] => [...entries, ...without(more, entries)]

const full = (): Result<never> => failure('holidays-full', `The list of holidays holds at most ${MOST_HOLIDAYS} days. Remove past ones first.`, { most: MOST_HOLIDAYS })

export const createHolidayList = ({ clock, store, pipeline, hub }: HolidayListParts, who: string): HolidayList => {
  const put = (entries: readonly HolidayEntry[], what: HolidayChange['what'], source: string, undoes?: number): void => {
    const before = store.settings().holidays
    if (isDeepStrictEqual(before, entries) && undoes === undefined) return
    const change = { atMs: clock.nowMs(), who, what, added: without(entries, before), removed: without(before, entries), source, undoneAtMs: null }
    store.holidays.changeList(entries, change, undoes)
    const settings = store.settings()
    pipeline.configure(settings)
    hub.emit('settingsChanged', settings)
    hub.emit('holidaysChanged', null)
  }

  return {
    changes: () => store.holidays.changes(CHANGES_SHOWN),
    enter: (entries) => put(entries, 'entered', ''),
    accept: (entries, source) => {
      const next = together(store.settings().holidays, entries)
      if (next.length > MOST_HOLIDAYS) return full()
      put(next, 'accepted', source)
      return ok(null)
    },
    undo: (changeId) => {
      const change = store.holidays.change(changeId)
      if (change === undefined) return failure('holiday-change-unknown', `There is no change ${changeId} of the list of holidays.`, { id: changeId })
      if (change.undoneAtMs !== null) return failure('holiday-change-undone', 'This change was taken back already.', { id: changeId })
      if (change.added.length + change.removed.length === 0) return failure('holiday-change-other', 'This change was not one of the list. Offer or dismiss the proposal instead.', { id: changeId })
      const next = together(without(store.settings().holidays, change.added), change.removed)
      if (next.length > MOST_HOLIDAYS) return full()
      put(next, 'undone', change.source, changeId)
      return ok(store.holidays.changes(CHANGES_SHOWN))
    },
  }
}
