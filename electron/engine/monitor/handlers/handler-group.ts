/** How the groups of handlers reach the open site. */
import type { CALLS, Handlers } from '../../../../shared/contract.ts'
import type { Result } from '../../../../shared/result.ts'
import type { SiteSession } from '../session-types.ts'

/** Runs `use` on the open site; a failure while none is open. */
export type OnSession = <T>(use: (session: SiteSession) => Result<T> | Promise<Result<T>>) => Result<T> | Promise<Result<T>>

/** The handlers of one group of calls: `HandlersOf<typeof NETWORK_CALLS>`. */
export type HandlersOf<Group> = Pick<Handlers, Extract<keyof Group, keyof typeof CALLS>>
