/** Calls about holidays that calendars of the building tell, and about the record of the list. */
import * as v from 'valibot'
import type { HolidayChange, HolidayProposals } from '../domain/holiday-proposals.ts'
import type { Job } from '../domain/job.ts'
import { call, id } from './call.ts'

const keys = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.minLength(1), v.maxLength(2_000))

export const HOLIDAY_CALLS = {
  /** What the calendars and schedules told when they were read last, compared with the list as it is now. */
  listHolidayProposals: call({}).returns<HolidayProposals>(),
  /** Reads the calendars and the exceptions of the schedules of all devices. They are read once a day by themselves. A job. */
  readHolidayCalendars: call({}).returns<{ readonly job: Job }>(),
  /** Adds the days of these proposals to the list of the settings. */
  acceptHolidayProposals: call({ keys }).returns<HolidayProposals>(),
  /** These are not offered again; `false` offers them again. */
  dismissHolidayProposals: call({ keys, dismissed: v.boolean() }).returns<HolidayProposals>(),
  /** Who changed the list when, newest first, at most 200. */
  listHolidayChanges: call({}).returns<readonly HolidayChange[]>(),
  /** Takes out what a change added and puts back what it removed; what was changed since stays. */
  undoHolidayChange: call({ changeId: id }).returns<readonly HolidayChange[]>(),
} as const
