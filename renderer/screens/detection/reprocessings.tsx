/** History judged anew: alerts of before stay untouched, each run is a version of its own. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TimeRange } from '../../charts/time-range.ts'
import table from '../../components/data-table.module.css'
import { periodText } from '../../components/period-text.ts'
import { Section } from '../../components/section.tsx'
import { Ago, useTimeZone } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

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
  return (
    <Section title={t('detection.anew.title')}>
      <p className={classes.quiet}>{t('detection.anew.text')}</p>
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      {runs.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              {(['version', 'period', 'points', 'alerts', 'state', 'when'] as const).map((name) => (
                <th key={name} scope="col" className={name === 'points' || name === 'alerts' || name === 'version' ? table.number : undefined}>
                  {t(`detection.anew.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map(({ version, fromMs, toMs, points, fires, state, startedAtMs }) => (
              <tr key={version}>
                <td className={table.number}>{version}</td>
                <td>{periodText({ fromMs, toMs }, timeZone)}</td>
                <td className={table.number}>{points}</td>
                <td className={table.number}>{fires}</td>
                <td>{t(`detection.anew.is.${state}`)}</td>
                <td><Ago atMs={startedAtMs} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div>
        <Button variant="default" disabled={busy} onClick={() => void run(() => engine.startReprocessing({ pointIds: [...pointIds], fromMs: range.fromMs, toMs: range.toMs }))}>
          {t('detection.anew.start')}
        </Button>
      </div>
    </Section>
  )
}
