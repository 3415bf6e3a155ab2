/** The sign that one looks at the past: which time, how long ago, whether anything was observed then; on screens that show now, that they do. */
import { Button, Tooltip } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../components/engine-text.ts'
import { duration, fullTime } from '../components/format-time.ts'
import { useNow } from '../components/now.ts'
import { useTimeZone } from '../components/time.tsx'
import { Bookmarks } from './bookmarks.tsx'
import { CompareTool } from './compare-tool.tsx'
import { usePastView, useTravelling } from './travel-context.tsx'
import classes from './time-bar.module.css'

const Where = ({ atMs }: { readonly atMs: number }) => {
  const { t } = useTranslation()
  const { past, shown } = useTravelling()
  const { state, problem } = usePastView(past)
  const timeZone = useTimeZone()
  const nowMs = useNow('tenSeconds')
  if (!shown) {
    return (
      <span className={classes.text}>
        <strong>{t('time-machine.showsNow')}</strong> {t('time-machine.standsAt', { time: fullTime(atMs, timeZone) })}
      </span>
    )
  }
  return (
    <span className={classes.text}>
      <strong>
        {t('time-machine.past')} <time dateTime={new Date(atMs).toISOString()}>{fullTime(atMs, timeZone)}</time>
      </strong>{' '}
      <span className={classes.notLive}>{t('time-machine.notLive')}</span> {t('time-machine.ago', { length: duration(t, nowMs - atMs) })}
      {problem !== null && state !== null && <span className={classes.note}> {failureText(t, problem)}</span>}
      {problem === null && state?.observed === false && <span className={classes.note}> {t('time-machine.notObserved')}</span>}
      {state !== null && state.forgotten.length > 0 && <span className={classes.note}> {t('time-machine.forgotten', { count: state.forgotten.length, names: state.forgotten.map(({ name }) => name).join(', ') })}</span>}
    </span>
  )
}

interface TimeBandProps {
  readonly leave: () => void
}

export const TimeBand = ({ leave }: TimeBandProps) => {
  const { t } = useTranslation()
  const { travel } = useTravelling()
  return (
    <div className={classes.band} role="status" aria-live="off">
      <IconHistory size={16} aria-hidden="true" />
      {travel.atMs === null ? (
        <span className={classes.text}>
          <strong>{t('time-machine.now')}</strong> {t('time-machine.nowHint')}
        </span>
      ) : (
        <Where atMs={travel.atMs} />
      )}
      <CompareTool />
      <Bookmarks />
      <Tooltip label={`${t(travel.atMs === null ? 'time-machine.close' : 'time-machine.backToNow')} (H)`}>
        <Button variant="default" size="compact-xs" onClick={leave}>
          {t(travel.atMs === null ? 'time-machine.close' : 'time-machine.backToNow')}
        </Button>
      </Tooltip>
    </div>
  )
}
