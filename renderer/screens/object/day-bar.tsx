/** One day of a schedule as a bar of 24 hours: what applies from when. The list beside it says the same in words. */
import type { ScheduleTime } from '../../../shared/domain/device-voice.ts'
import classes from './day-bar.module.css'

const DAY_MINUTES = 1_440

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** `06:00 On, 18:00 Off`. */
export const dayText = (times: readonly ScheduleTime[]): string => times.map(({ minute, text }) => `${clock(minute)} ${text}`).join(', ')

const isOff = ({ value }: ScheduleTime): boolean => value === null || value === 0

export const DayBar = ({ times }: { readonly times: readonly ScheduleTime[] }) => (
  <span className={classes.bar} aria-hidden="true">
    {times.map((time, at) => {
      const toMinute = times[at + 1]?.minute ?? DAY_MINUTES
      return isOff(time) ? null : <span key={time.minute} className={classes.on} style={{ left: `${(time.minute / DAY_MINUTES) * 100}%`, width: `${((toMinute - time.minute) / DAY_MINUTES) * 100}%` }} />
    })}
  </span>
)
