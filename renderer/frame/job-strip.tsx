/** Long work under way: what it is doing, how far it is, and a cancel. How it ended stays for a moment. */
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Job } from '../../shared/domain/job.ts'
import { failureText, useMessageText } from '../components/engine-text.ts'
import { DISCOVERY_DOOR, HOME_DOOR, networkDoor } from '../doors.ts'
import { ProgressBar } from '../components/progress-bar.tsx'
import { useCall, useEngine, useEngineEvent } from '../engine/engine-context.tsx'
import classes from './banner.module.css'

const SHOWN_AFTER_END_MS = 8_000

const JobLine = ({ job }: { readonly job: Job }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const running = job.state === 'running'
  return (
    <div className={classes.banner} data-tone={job.state === 'failed' ? 'trouble' : 'notice'} role="status">
      <span className={classes.job}>
        <strong>{t(`frame.job.${job.kind}`)}</strong> {job.failure === null ? text(job.doing) : failureText(t, job.failure)}
      </span>
      {running && <ProgressBar progress={job.progress} label={t(`frame.job.${job.kind}`)} />}
      {running && (
        <Button variant="default" size="compact-xs" onClick={() => void engine.cancelJob({ jobId: job.id })}>
          {t('frame.cancel')}
        </Button>
      )}
    </div>
  )
}

/** Some screens show their own job, larger. */
const shownByScreen = ({ kind, state }: Job, location: string): boolean =>
  (kind === 'discovery' && (location.startsWith(DISCOVERY_DOOR) || location === networkDoor('search'))) || kind === 'correlation' || (kind === 'demo' && state === 'running' && location === HOME_DOOR)

export const JobStrip = () => {
  const jobs = useCall('listJobs', {}).data ?? []
  const [ended, setEnded] = useState<readonly Job[]>([])
  useEngineEvent('jobChanged', (job) => {
    // Who cancels knows.
    if (job.state === 'done' || job.state === 'failed') setEnded((old) => [...old.filter((other) => other.id !== job.id), job])
  })
  useEffect(() => {
    if (ended.length === 0) return undefined
    const timer = setTimeout(() => setEnded([]), SHOWN_AFTER_END_MS)
    return () => clearTimeout(timer)
  }, [ended])
  const [location] = useLocation()
  const shown = [...jobs.filter((job) => job.state === 'running'), ...ended].filter((job) => !shownByScreen(job, location))
  return shown.map((job) => <JobLine key={job.id} job={job} />)
}
