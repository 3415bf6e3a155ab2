/** Days as words and as doors to the trend of the meter's point. */
import type { Meter } from '../../../shared/domain/energy.ts'
import { DAY_MS, localToUtcMs } from '../../charts/site-clock.ts'
import { axisDay } from '../../charts/time-ticks.ts'
import { useTimeZone } from '../../components/time.tsx'
import { trendDoor } from '../../doors.ts'

/** `dayMs`: local date at 00:00 UTC. Meters without a point have no trend. */
export const useDayDoor = ({ source }: Meter): ((dayMs: number) => { readonly label: string; readonly to: string | null }) => {
  const timeZone = useTimeZone()
  return (dayMs) => ({
    label: axisDay(dayMs, 'UTC'),
    to: source.what !== 'point' ? null : trendDoor({ points: [source.pointId], fromMs: localToUtcMs(timeZone, dayMs - DAY_MS / 4), toMs: localToUtcMs(timeZone, dayMs + (5 * DAY_MS) / 4) }),
  })
}
