/** The alarm load of the open site over a period: rows from a reader's thread, coverage from the store, what stands now from the pipeline. */
import { STANDING_AFTER_MS, type AlarmLoad } from '../../../../shared/domain/alarm-load.ts'
import { isActive, isLive, type Alert } from '../../../../shared/domain/alert.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { alarmLoad, type Unobserved } from '../../analysis/alarm-load/alarm-load.ts'
import type { SiteContext } from '../site-context.ts'
import { CREATED_KEY } from '../site-keys.ts'

const LONGEST_MS = 32 * 86_400_000

type Context = Pick<SiteContext, 'clock' | 'store' | 'readers' | 'pipeline'>

/** Fails with `period-invalid` or `period-too-long`. Holds the calling thread for some 20 ms when the period has 100,000 alerts. */
export const siteAlarmLoad = async ({ clock, store, readers, pipeline }: Context, fromMs: number, toMs: number): Promise<Result<AlarmLoad>> => {
  if (toMs <= fromMs) return failure('period-invalid', 'The end of the period must be after its beginning.')
  if (toMs - fromMs > LONGEST_MS) return failure('period-too-long', 'The alarm load is worked out for 32 days at most.')
  const rows = await readers.alarmRows(fromMs, toMs)
  const nowMs = clock.nowMs()
  const open = pipeline.openAlerts()
  const load = alarmLoad(rows, unobserved(store, nowMs, fromMs, toMs), fromMs, toMs)
  return ok({ ...load, standing: standing(open, nowMs), chattering: open.filter(({ chattering }) => chattering).map(({ id }) => id) })
}

/** Gaps of the whole site, and what nobody can have observed: before the site was made, and what has not come yet. */
const unobserved = (store: Context['store'], nowMs: number, fromMs: number, toMs: number): readonly Unobserved[] => [
  { fromMs, toMs: Number(store.meta(CREATED_KEY) ?? fromMs) },
  { fromMs: nowMs, toMs },
  ...store.coverageGaps(fromMs, toMs).filter(({ deviceId }) => deviceId === null),
]

/** Alerts that ask for someone and have been active for more than a day, the longest first. */
const standing = (open: readonly Alert[], nowMs: number): readonly number[] =>
  open.filter((alert) => isLive(alert) && isActive(alert) && nowMs - alert.startedAtMs > STANDING_AFTER_MS).toSorted((a, b) => a.startedAtMs - b.startedAtMs || a.id - b.id).map(({ id }) => id)
