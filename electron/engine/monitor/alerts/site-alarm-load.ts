/** The alarm load of the open site over a period. */
import type { AlarmLoad } from '../../../../shared/domain/alarm-load.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { alarmLoad } from '../../analysis/alarm-load/alarm-load.ts'
import type { SiteContext } from '../site-context.ts'

const LONGEST_MS = 32 * 86_400_000
/** Ten times what a site in a permanent flood raises in 32 days; read in about 1 s. */
const MOST_ALERTS = 200_000
/** What is older than this and still open is standing in any case. */
const MOST_OPEN = 5_000

/** Fails with `period-invalid` or `period-too-long`. */
export const siteAlarmLoad = ({ clock, store }: Pick<SiteContext, 'clock' | 'store'>, fromMs: number, toMs: number): Result<AlarmLoad> => {
  if (toMs <= fromMs) return failure('period-invalid', 'The end of the period must be after its beginning.')
  if (toMs - fromMs > LONGEST_MS) return failure('period-too-long', 'The alarm load is worked out for 32 days at most.')
  const within = store.alerts({ which: 'all', fromMs, toMs, limit: MOST_ALERTS })
  const known = new Set(within.map(({ id }) => id))
  const open = store.alerts({ which: 'open', limit: MOST_OPEN }).filter(({ id }) => !known.has(id))
  const gaps = store.coverageGaps(fromMs, toMs).filter(({ deviceId }) => deviceId === null)
  return ok(alarmLoad({ alerts: [...within, ...open], gaps, fromMs, toMs, nowMs: clock.nowMs() }))
}
