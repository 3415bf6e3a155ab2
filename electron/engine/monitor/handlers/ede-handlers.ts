/** Handlers of the calls about EDE files. */
import type { SITE_CALLS } from '../../../../shared/calls/site-calls.ts'
import { exportEde, importEde } from '../ede-exchange.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createEdeHandlers = (on: OnSession): Pick<HandlersOf<typeof SITE_CALLS>, 'importEde' | 'exportEde'> => ({
  importEde: ({ files, apply }) => on(({ context }) => importEde(context, files, apply)),
  exportEde: ({ deviceIds, separator }) => on(({ context }) => exportEde(context, deviceIds, separator)),
})
