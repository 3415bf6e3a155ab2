/** Handlers of the calls about EDE files. */
import type { SITE_CALLS } from '../../../../shared/calls/site-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notBuilt } from './not-built.ts'

export const createEdeHandlers = (on: OnSession): Pick<HandlersOf<typeof SITE_CALLS>, 'importEde' | 'exportEde'> => ({
  importEde: () => on(notBuilt),
  exportEde: () => on(notBuilt),
})
