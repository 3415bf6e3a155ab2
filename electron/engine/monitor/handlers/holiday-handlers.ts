/** Handlers of calls about holidays that calendars of the building tell, and the record of the list. */
import type { HOLIDAY_CALLS } from '../../../../shared/calls/holiday-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createHolidayHandlers = (on: OnSession): HandlersOf<typeof HOLIDAY_CALLS> => ({
  listHolidayProposals: () => on(async ({ holidays }) => ok(await holidays.proposals())),
  readHolidayCalendars: () => on(({ holidays }) => holidays.startReading()),
  acceptHolidayProposals: ({ keys }) => on(({ holidays }) => holidays.accept(keys)),
  dismissHolidayProposals: ({ keys, dismissed }) => on(({ holidays }) => holidays.dismiss(keys, dismissed)),
  listHolidayChanges: () => on(({ holidays }) => ok(holidays.list.changes())),
  undoHolidayChange: ({ changeId }) => on(({ holidays }) => holidays.list.undo(changeId)),
})
