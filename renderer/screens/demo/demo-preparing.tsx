/** The demo building while it is made ready: what is being done, how far it is, or why it failed and what to do. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../shared/result.ts'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useEngine } from '../../engine/engine-context.tsx'

export const DemoPreparing = () => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const job = useNewestJob('demo')
  useScreenPath([])
  const act = async (answer: Promise<Result<unknown>>): Promise<void> => {
    const result = await answer
    if (!result.ok) notifications.show({ message: failureText(t, result.error), color: 'red' })
  }
  const leave = (
    <Button variant="default" onClick={() => void act(engine.leaveDemo({}))}>
      {t('demo.leave')}
    </Button>
  )
  if (job === undefined || job.state === 'running' || job.state === 'done') {
    return (
      <StatePanel
        title={t('demo.preparing')}
        actions={
          job?.state === 'running' && (
            <Button variant="default" onClick={() => void act(engine.cancelJob({ jobId: job.id }))}>
              {t('frame.cancel')}
            </Button>
          )
        }
      >
        <p>{job === undefined ? t('demo.preparingText') : text(job.doing)}</p>
        <ProgressBar progress={job?.progress ?? null} label={t('demo.preparing')} />
      </StatePanel>
    )
  }
  return (
    <StatePanel
      title={t(job.state === 'failed' ? 'demo.failed' : 'demo.cancelled')}
      actions={
        <>
          <Button onClick={() => void act(engine.startDemo({}))}>{t('frame.tryAgain')}</Button>
          {leave}
        </>
      }
    >
      {job.failure !== null && failureText(t, job.failure)}
    </StatePanel>
  )
}
