/** The part of the store's door that is about the list of holidays and where it came from. Writes are as those of `WritableStore`. */
import type { HolidayEntry } from '../../../shared/domain/holidays.ts'
import type { HolidayChange } from '../../../shared/domain/holiday-proposals.ts'
import type { HolidaysTable } from './tables/holidays-table.ts'
import type { SettingsTable } from './tables/settings-table.ts'

export interface HolidayStore extends Pick<HolidaysTable, 'objects' | 'saveObjects' | 'dismissals' | 'changes' | 'change'> {
  /** Changes the list of the settings and keeps the record of it, both or neither; `undoes` = the id of the change that this one takes back. */
  changeList(entries: readonly HolidayEntry[], change: Omit<HolidayChange, 'id'>, undoes?: number): void
  /** Marks proposals as not wanted, or wanted again, with the record of it. */
  setDismissed(keys: readonly string[], dismissed: boolean, change: Omit<HolidayChange, 'id'>): void
}

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

interface HolidayTables {
  readonly holidays: HolidaysTable
  readonly settings: SettingsTable
}

/** `write` makes a transaction of each call; `forgetSettings` is told when the settings were changed. */
export const createHolidayStore = ({ holidays, settings }: HolidayTables, write: Write, forgetSettings: () => void): HolidayStore => {
  const changeList = write((...[entries, change, undoes]: Parameters<HolidayStore['changeList']>) => {
    settings.change({ holidays: entries })
    holidays.addChange(change)
    if (undoes !== undefined) holidays.setUndone(undoes, change.atMs)
  })
  return {
    objects: () => holidays.objects(),
    dismissals: () => holidays.dismissals(),
    changes: (limit) => holidays.changes(limit),
    change: (id) => holidays.change(id),
    saveObjects: write((...args: Parameters<HolidaysTable['saveObjects']>) => holidays.saveObjects(...args)),
    changeList: (...args) => {
      changeList(...args)
      forgetSettings()
    },
    setDismissed: write((...[keys, dismissed, change]: Parameters<HolidayStore['setDismissed']>) => {
      for (const key of keys) if (dismissed) holidays.dismiss(key, change.atMs)
      else holidays.restore(key)
      holidays.addChange(change)
    }),
  }
}
