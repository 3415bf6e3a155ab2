/** A search has found nobody: the diagnosis of the network in place, and the ways that need no broadcast. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { LoadingPanel } from '../../components/state-panel.tsx'
import { networkDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { FindingList } from '../network/diagnosis.tsx'
import type { Advice } from './advice.ts'
import classes from './discovery-form.module.css'

interface AdviceListProps {
  readonly title: string
  readonly advice: readonly Advice[]
}

/** What is likely, without having looked. */
export const AdviceList = ({ title, advice }: AdviceListProps) => {
  const { t } = useTranslation()
  const port = useCall('getStatus', {}).data?.transport.port ?? 47_808
  return (
    <div className={classes.advice} role="status">
      <strong>{title}</strong>
      <ul>
        {advice.map((one) => (
          <li key={one}>{t(`first-run.advice.${one}`, { port })}</li>
        ))}
      </ul>
    </div>
  )
}

interface FoundNothingProps {
  /** When the search ended: each is followed by a new look. */
  readonly endedAtMs: number
  readonly advice: readonly Advice[]
}

export const FoundNothing = ({ endedAtMs, advice }: FoundNothingProps) => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const { data, isError, isFetching, refetch } = useCall('getDiagnosis', {})
  const old = data !== undefined && data.atMs < endedAtMs
  useEffect(() => {
    if (old && !isFetching) void refetch()
    // Once for each search: a look that fails is not repeated by itself.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [endedAtMs])
  if (data === undefined && !isError) return <LoadingPanel what={t('network.looking')} />
  const wrong = data?.findings.some(({ severity }) => severity !== 'fine') === true
  return (
    <>
      {data !== undefined && (
        <div className={classes.advice} role="status">
          <strong>{t('network.diagnosis')}</strong>
          <FindingList findings={data.findings} />
        </div>
      )}
      {!wrong && <AdviceList title={t('first-run.whatToDo')} advice={advice} />}
      {location !== networkDoor('search') && (
        <p className={classes.ways}>
          <Link href={networkDoor('search')}>{t('network.otherWays')}</Link>
          {t('first-run.otherWaysText')}
        </p>
      )}
    </>
  )
}
