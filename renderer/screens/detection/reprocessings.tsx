/** History judged anew: alerts of before stay untouched, each run is a version of its own. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimeRange } from '../../charts/time-range.ts'
import table from '../../components/data-table.module.css'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { periodText } from '../../components/period-text.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { Section } from '../../components/section.tsx'
import { Ago, useTimeZone } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { RunComparison } from './run-comparison.tsx'
import { useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

const NUMBERS: ReadonlySet<string> = new Set(['version', 'points', 'equipment', 'alerts'])

interface ReprocessingsProps {
  /** What is chosen beside; no points = all. */
  readonly pointIds: readonly number[]
  readonly range: TimeRange
  readonly busy: boolean
}

export const Reprocessings = ({ pointIds, range, busy }: ReprocessingsProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const timeZone = useTimeZone()
  const runs = useCall('listReprocessings', {}).data ?? []
  const { failed, run } = useChange()
  const detectors = useCall('getDetectionSettings', {}).data?.detectors ?? []
  const job = useNewestJob('reprocess')
  const text = useMessageText()
  const [shown, setShown] = useState<number | null>(null)
  const chosen = runs.find(({ version, state }) => version === shown && state === 'done')
  return (
    <Section title={t('detection.anew.title')}>
      <p className={classes.quiet}>{t('detection.anew.text')}</p>
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      {runs.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              {(['version', 'period', 'points', 'equipment', 'alerts', 'state', 'when'] as const).map((name) => (
                <th key={name} scope="col" className={NUMBERS.has(name) ? table.number : undefined}>
                  {t(`detection.anew.${name}`)}
                </th>
              ))}
              <th scope="col">{t('detection.anew.differences')}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map(({ version, fromMs, toMs, points, equipment, fires, state, startedAtMs, failure }) => (
              <tr key={version}>
                <td className={table.number}>{version}</td>
                <td>{periodText({ fromMs, toMs }, timeZone)}</td>
                <td className={table.number}>{points}</td>
                <td className={table.number}>{equipment}</td>
                <td className={table.number}>{fires}</td>
                <td className={table.name}>
                  {t(`detection.anew.is.${state}`)}
                  {failure !== null && <span className={classes.failed}> {failureText(t, failure)}</span>}
                </td>
                <td><Ago atMs={startedAtMs} /></td>
                <td>
                  {state === 'done' && (
                    <Button variant="subtle" size="compact-sm" aria-expanded={shown === version} aria-label={t(shown === version ? 'detection.anew.closeOf' : 'detection.anew.openOf', { version })} onClick={() => setShown(shown === version ? null : version)}>
                      {t(shown === version ? 'detection.anew.close' : 'detection.anew.open')}
                    </Button>
                  )}
                  {(state === 'failed' || state === 'cancelled') && (
                    <Button variant="subtle" size="compact-sm" aria-label={t('detection.anew.removeOf', { version })} onClick={() => void run(() => engine.removeReprocessing({ version }))}>
                      {t('detection.remove')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {chosen !== undefined && <RunComparison key={chosen.version} run={chosen} others={runs.filter(({ version, state }) => version !== chosen.version && state === 'done')} detectors={detectors} />}
      {job?.state === 'running' ? (
        <>
          <ProgressBar progress={job.progress} label={text(job.doing)} />
          <p className={classes.quiet} role="status">{text(job.doing)}</p>
          <div>
            <Button variant="default" onClick={() => void run(() => engine.cancelJob({ jobId: job.id }))}>{t('detection.cancel')}</Button>
          </div>
        </>
      ) : (
        <div>
          <Button variant="default" disabled={busy} onClick={() => void run(() => engine.startReprocessing({ pointIds: [...pointIds], fromMs: range.fromMs, toMs: range.toMs }))}>
            {t('detection.anew.start')}
          </Button>
        </div>
      )}
    </Section>
  )
}
