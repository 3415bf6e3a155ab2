/** Handlers of the calls about the network check-up. */
import type { SITE_CALLS } from '../../../../shared/calls/site-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notBuilt } from './not-built.ts'

export const createCheckUpHandlers = (on: OnSession): Pick<HandlersOf<typeof SITE_CALLS>, 'getCheckUp' | 'exportCheckUp'> => ({
  getCheckUp: () => on(notBuilt),
  exportCheckUp: () => on(notBuilt),
})
