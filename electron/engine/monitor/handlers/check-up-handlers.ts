/** Handlers of the calls about the network check-up. */
import type { SITE_CALLS } from '../../../../shared/calls/site-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createCheckUpHandlers = (on: OnSession): Pick<HandlersOf<typeof SITE_CALLS>, 'getCheckUp' | 'exportCheckUp'> => ({
  getCheckUp: () => on(({ checkUp }) => ok(checkUp.current())),
  exportCheckUp: ({ format }) => on(({ checkUp }) => checkUp.document(format)),
})
