/** Handlers of the calls about trend logs. */
import type { DEVICE_CALLS } from '../../../../shared/calls/device-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notBuilt } from './not-built.ts'

export const createTrendLogHandlers = (on: OnSession): Pick<HandlersOf<typeof DEVICE_CALLS>, 'listTrendLogs' | 'backfill'> => ({
  listTrendLogs: () => on(notBuilt),
  backfill: () => on(notBuilt),
})
