/** Whether the network may be searched now. */
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { SiteSession } from '../session-types.ts'

/** How long a search listens after its last question, ms. */
export const LISTEN_MS = 3_000

/** Fails with `demo-open` or `transport-closed`. */
export const searchable = (session: SiteSession): Result<null> => {
  if (session.demo) return failure('demo-open', 'The demo building is open. Leave it before searching the real network.')
  const { open, problem } = session.transport.state()
  return open ? ok(null) : failure('transport-closed', 'The BACnet port is not open, so nothing can be searched.', { reason: problem?.key ?? '' })
}
