/** Around an answer that takes seconds: how far it is with a way to give it up, what went wrong, or the answer. */
import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../shared/domain/job.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { ErrorPanel, LoadingPanel } from '../../components/state-panel.tsx'
import { useEngine, type CallError } from '../../engine/engine-context.tsx'
import classes from './correlation.module.css'

interface AskedProps<T> {
  readonly query: UseQueryResult<T, CallError>
  readonly job: Job | undefined
  readonly children: (answer: T) => ReactNode
}

export const Asked = <T,>({ query, job, children }: AskedProps<T>) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  if (query.error !== null && !query.isFetching) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (query.data !== undefined) return children(query.data)
  if (job === undefined) return <LoadingPanel what={t('correlation.asking')} />
  return (
    <div className={classes.asking} role="status">
      <ProgressBar progress={job.progress} label={text(job.doing)} />
      <p>{text(job.doing)}</p>
      <Button variant="default" onClick={() => void engine.cancelJob({ jobId: job.id })}>{t('correlation.cancel')}</Button>
    </div>
  )
}
