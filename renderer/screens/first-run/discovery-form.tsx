/** Chooses where to ask, starts the discovery, shows how far it is and lets it be cancelled; says in words why nothing is found. */
import { Button, Textarea } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { ErrorPanel, LoadingPanel } from '../../components/state-panel.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { DISCOVERY_DOOR, HOME_DOOR } from '../../doors.ts'
import { navigate } from '../../hash-location.ts'
import { adviceFor } from './advice.ts'
import { AdapterTable } from './adapter-table.tsx'
import { AdviceList, FoundNothing } from './found-nothing.tsx'
import { InstanceRange } from './instance-range.tsx'
import { parseTargets } from './targets.ts'
import { ALL_INSTANCES, rangeProblem, typedInstances } from './typed-range.ts'
import classes from './discovery-form.module.css'

const Running = ({ job }: { readonly job: Job }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  return (
    <div className={classes.running} role="status">
      <ProgressBar progress={job.progress} label={t('first-run.title')} />
      <span className={classes.doing}>{text(job.doing)}</span>
      <Button variant="default" onClick={() => void engine.cancelJob({ jobId: job.id })}>
        {t('frame.cancel')}
      </Button>
    </div>
  )
}

/** How the last search ended, when it did not go well. */
const LastEnd = ({ job }: { readonly job: Job | undefined }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (job === undefined || job.state === 'running' || job.state === 'done') return null
  return (
    <p className={classes.end} role="status">
      {job.failure === null ? text(job.doing) : failureText(t, job.failure)}
    </p>
  )
}

const Advices = ({ interfaces, chosen, job }: { readonly interfaces: readonly InterfaceInfo[]; readonly chosen: readonly string[]; readonly job: Job | undefined }) => {
  const { t } = useTranslation()
  const devices = useCall('listDevices', {}).data ?? []
  const searched = job?.state === 'done' || job?.state === 'failed'
  const advice = adviceFor({ interfaces, chosen, devicesFound: devices.length, searched })
  if (advice.length === 0) return null
  if (searched) return <FoundNothing endedAtMs={job.endedAtMs ?? job.startedAtMs} advice={advice} />
  return <AdviceList title={t('first-run.cannotSearch')} advice={advice} />
}

const usualChoice = (interfaces: readonly InterfaceInfo[]): readonly string[] => interfaces.filter(({ loopback }) => !loopback).map(({ name }) => name)

const Form = ({ interfaces, last }: { readonly interfaces: readonly InterfaceInfo[]; readonly last: Job | undefined }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [changed, setChosen] = useState<readonly string[] | null>(null)
  const [typed, setTyped] = useState('')
  const [range, setRange] = useState(ALL_INSTANCES)
  const [failed, setFailed] = useState<string | null>(null)
  const [location] = useLocation()
  const chosen = (changed ?? usualChoice(interfaces)).filter((name) => interfaces.some((one) => one.name === name))
  const { valid, wrong } = parseTargets(typed)
  const start = async (): Promise<void> => {
    const answer = await engine.startDiscovery({ interfaces: [...new Set(chosen)], targets: [...valid], ...typedInstances(range) })
    setFailed(answer.ok ? null : failureText(t, answer.error))
    // Stays here while devices come in, though the first of them ends the first run.
    if (answer.ok && location === HOME_DOOR) navigate(DISCOVERY_DOOR)
  }
  const nowhere = chosen.length === 0 && valid.length === 0
  return (
    <>
      {interfaces.length > 0 && <AdapterTable interfaces={interfaces} chosen={chosen} choose={setChosen} />}
      <Textarea
        className={classes.targets ?? ''}
        label={t('first-run.targets')}
        description={t('first-run.targetsText')}
        placeholder="192.168.1.20 192.168.1.21:47809"
        autosize
        minRows={1}
        maxRows={6}
        value={typed}
        error={wrong.length > 0 ? t('first-run.wrongTargets', { count: wrong.length, list: wrong.join(', ') }) : null}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <InstanceRange typed={range} type={setRange} />
      {last?.state === 'running' ? (
        <Running job={last} />
      ) : (
        <div className={classes.running}>
          <Button size="sm" leftSection={<IconSearch size={16} />} disabled={nowhere || wrong.length > 0 || rangeProblem(range) !== null} onClick={() => void start()}>
            {t('first-run.start')}
          </Button>
          {nowhere && <span className={classes.doing}>{t('first-run.nowhere')}</span>}
        </div>
      )}
      <LastEnd job={last} />
      {failed !== null && (
        <p className={classes.failed} role="alert">
          {failed}
        </p>
      )}
      <Advices interfaces={interfaces} chosen={chosen} job={last} />
    </>
  )
}

export const DiscoveryForm = () => {
  const { t } = useTranslation()
  const interfaces = useCall('listInterfaces', {})
  const last = useNewestJob('discovery')
  if (interfaces.isPending) return <LoadingPanel what={t('first-run.lookingAtAdapters')} />
  if (interfaces.isError) return <ErrorPanel error={interfaces.error} retry={() => void interfaces.refetch()} />
  return <Form interfaces={interfaces.data} last={last} />
}
