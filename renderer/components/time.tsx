/** Times on the screen, in the site's time zone, with the full time on hover. */
import { useTranslation } from 'react-i18next'
import { useCall } from '../engine/engine-context.tsx'
import { dayTime, duration, fullTime, relativeTime } from './format-time.ts'
import { useNow } from './now.ts'
import { computerZone } from './time-zones.ts'

/** The site's time zone (IANA name); that of the computer until the settings are known. */
export const useTimeZone = (): string => useCall('getSettings', {}).data?.timeZone ?? computerZone()

interface TimeProps {
  readonly atMs: number
}

const iso = (atMs: number): string => new Date(atMs).toISOString()

/** `12 min ago`; from one day on `23 Nov 14:05`. */
export const Ago = ({ atMs }: TimeProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const nowMs = useNow()
  return (
    <time dateTime={iso(atMs)} title={fullTime(atMs, timeZone)}>
      {relativeTime(t, atMs, Math.max(nowMs, atMs), timeZone)}
    </time>
  )
}

/** `14:05` today, else `22 Nov 14:05`. */
export const Moment = ({ atMs }: TimeProps) => {
  const timeZone = useTimeZone()
  const nowMs = useNow('minute')
  return (
    <time dateTime={iso(atMs)} title={fullTime(atMs, timeZone)}>
      {dayTime(atMs, timeZone, nowMs)}
    </time>
  )
}

interface SpanProps {
  readonly fromMs: number
  /** null = goes on. */
  readonly toMs: number | null
  /** How often it moves on; every ten seconds unless told. */
  readonly every?: 'second' | 'tenSeconds'
}

/** How long something lasted, or lasts: `35 min`. */
export const Span = ({ fromMs, toMs, every = 'tenSeconds' }: SpanProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const nowMs = useNow(every)
  return (
    <time dateTime={iso(fromMs)} title={fullTime(fromMs, timeZone)}>
      {duration(t, (toMs ?? Math.max(nowMs, fromMs)) - fromMs)}
    </time>
  )
}
