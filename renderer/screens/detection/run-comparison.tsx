/** One version of the history beside what stood before: which alerts are new, gone or the same, by what it was judged, and taking it back. */
import { Button, SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DetectorInfo, Reprocessing, RunComparison as Comparison, RunDifference } from '../../../shared/domain/detection.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { duration } from '../../components/format-time.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { FiredCells, markKey } from './back-test-marks.tsx'
import { useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

const KINDS = ['new', 'gone', 'same'] as const
const MOST_LISTED = 200
const LIVE = 'live'

interface RunComparisonProps {
  readonly run: Reprocessing
  /** Others that can stand for before. */
  readonly others: readonly Reprocessing[]
  readonly detectors: readonly DetectorInfo[]
}

const Differences = ({ comparison, detectors }: { readonly comparison: Comparison; readonly detectors: readonly DetectorInfo[] }) => {
  const { t } = useTranslation()
  const { counts, differences } = comparison
  const [kind, setKind] = useState<RunDifference['what']>(counts.new > 0 || counts.gone === 0 ? 'new' : 'gone')
  const listed = differences.filter((each) => each.what === kind)
  return (
    <>
      <SegmentedControl aria-label={t('detection.anew.differences')} data={KINDS.map((value) => ({ value, label: t(`detection.anew.kind.${value}`, { count: counts[value] }) }))} value={kind} onChange={(value) => setKind(value)} />
      {counts[kind] === 0 ? (
        <p className={classes.quiet}>{t(`detection.anew.noneOf.${kind}`)}</p>
      ) : (
        <>
          <table className={table.table}>
            <thead>
              <tr>
                {(['severity', 'of', 'what', 'began', 'lasted'] as const).map((name) => (
                  <th key={name} scope="col" className={name === 'lasted' || name === 'what' ? table.number : undefined}>{t(`detection.anew.column.${name}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {listed.slice(0, MOST_LISTED).map(({ alert }) => (
                <tr key={markKey(alert)}>
                  <td><StatusMark status={alert.severity} label={t(`status.${alert.severity}`)} /></td>
                  <FiredCells mark={alert} detectors={detectors} />
                  <td><Moment atMs={alert.startedAtMs} /></td>
                  <td className={table.number}>{alert.clearedAtMs === null ? t('detection.goesOn') : duration(t, alert.clearedAtMs - alert.startedAtMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {counts[kind] > Math.min(listed.length, MOST_LISTED) && <p className={classes.quiet}>{t('detection.shownOf', { shown: Math.min(listed.length, MOST_LISTED), all: counts[kind] })}</p>}
        </>
      )}
    </>
  )
}

/** `12 detectors and 46 rules; zScore-3, …`: what a run was judged by. */
const JudgedByText = ({ judgedBy }: Pick<Reprocessing, 'judgedBy'>) => {
  const { t } = useTranslation()
  if (judgedBy.length === 0) return <p className={classes.quiet}>{t('detection.anew.judgedByUnknown')}</p>
  const rules = judgedBy.filter(({ detector }) => detector.startsWith('rule.'))
  const versions = [...new Set(judgedBy.map(({ version }) => version))].join(', ')
  return (
    <details className={classes.quiet}>
      <summary>{t('detection.anew.judgedBy', { detectors: judgedBy.length - rules.length, rules: rules.length })}</summary>
      <p>{t('detection.anew.versions', { versions })}</p>
    </details>
  )
}

export const RunComparison = ({ run, others, detectors }: RunComparisonProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [before, setBefore] = useState<string>(LIVE)
  const [asking, setAsking] = useState(false)
  const { failed, run: change } = useChange()
  const comparison = useCall('compareReprocessing', { version: run.version, before: before === LIVE ? null : Number(before) })
  return (
    <div className={classes.comparison}>
      <JudgedByText judgedBy={run.judgedBy} />
      <div className={classes.line}>
        <Select label={t('detection.anew.before')} allowDeselect={false} data={[{ value: LIVE, label: t('detection.anew.live') }, ...others.map(({ version }) => ({ value: String(version), label: t('detection.anew.versionNo', { version }) }))]} value={before} onChange={(value) => setBefore(value ?? LIVE)} />
        {asking ? (
          <div className={classes.ask}>
            <span>{t('detection.anew.removeAsk', { version: run.version })}</span>
            <Button color="red" onClick={() => void change(() => engine.removeReprocessing({ version: run.version }))}>{t('detection.anew.removeYes')}</Button>
            <Button variant="default" onClick={() => setAsking(false)}>{t('detection.anew.removeNo')}</Button>
          </div>
        ) : (
          <div className={classes.ask}>
            <Button variant="default" onClick={() => setAsking(true)}>{t('detection.anew.remove')}</Button>
          </div>
        )}
      </div>
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      <Answer query={comparison} loading={t('detection.anew.comparing')}>
        {(data) => <Differences key={`${data.version} ${data.before}`} comparison={data} detectors={detectors} />}
      </Answer>
    </div>
  )
}
