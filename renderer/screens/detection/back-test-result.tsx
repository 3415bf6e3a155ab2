/** What a back-test found: alerts with the change and without, day by day, by on-delay, and the change to apply. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { BackTest, TuningScope, WouldFire } from '../../../shared/domain/detection.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { duration } from '../../components/format-time.ts'
import { formatShare, formatValue } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment } from '../../components/time.tsx'
import { trendDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { PreviewStrip } from '../alert/preview-strip.tsx'
import { sendable, useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

const MOST_LISTED = 100
const HOUR_MS = 3_600_000

/** The site when all points were tried, the point when one was; several points have no scope of their own. */
const scopeOf = ({ plan }: BackTest): TuningScope | null => (plan.pointIds.length === 0 ? { what: 'site' } : plan.pointIds.length === 1 ? { what: 'point', pointId: plan.pointIds[0] ?? 0 } : null)

const Days = ({ test }: { readonly test: BackTest }) => {
  const { t } = useTranslation()
  const most = Math.max(1, ...test.days.map(({ fires, firesNow }) => Math.max(fires, firesNow)))
  return (
    <Section title={t('detection.perDay')} aside={t('detection.perDayLegend')}>
      <div className={classes.bars} role="img" aria-label={t('detection.perDayText', { now: test.firesPerDayNow.toFixed(1), after: test.firesPerDay.toFixed(1), most })}>
        {test.days.map(({ dayMs, fires, firesNow }) => (
          <span key={dayMs} className={classes.day} title={`${new Date(dayMs).toISOString().slice(0, 10)}: ${firesNow} → ${fires}`}>
            <span className={classes.then} style={{ height: `${(fires / most) * 100}%` }} />
            <span className={classes.now} style={{ height: `${(firesNow / most) * 100}%` }} />
          </span>
        ))}
      </div>
    </Section>
  )
}

const Delays = ({ test }: { readonly test: BackTest }) => {
  const { t } = useTranslation()
  const suggested = test.byDelay.find(({ onDelayMs }) => onDelayMs === test.suggestedOnDelayMs)
  return (
    <Section title={t('detection.byDelay')}>
      <p className={classes.quiet}>{suggested === undefined ? t('detection.delayRight') : t('detection.delaySuggested', { time: duration(t, suggested.onDelayMs), fires: suggested.fires, all: test.fires })}</p>
      <table className={`${table.table} ${classes.delays}`}>
        <thead>
          <tr>
            <th scope="col">{t('detection.onDelayMs')}</th>
            <th scope="col" className={table.number}>{t('detection.alerts')}</th>
          </tr>
        </thead>
        <tbody>
          {test.byDelay.map(({ onDelayMs, fires }) => (
            <tr key={onDelayMs} aria-current={onDelayMs === test.suggestedOnDelayMs || undefined}>
              <td>{duration(t, onDelayMs)}{onDelayMs === test.suggestedOnDelayMs ? ` · ${t('detection.suggested')}` : ''}</td>
              <td className={table.number}>{fires}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

const Marks = ({ marks }: { readonly marks: readonly WouldFire[] }) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  return (
    <Section title={t('detection.wouldFire')} aside={t('detection.shownOf', { shown: Math.min(MOST_LISTED, marks.length), all: marks.length })}>
      <table className={table.table}>
        <tbody>
          {marks.slice(0, MOST_LISTED).map((mark) => {
            const point = points.get(mark.pointId)
            const door = trendDoor({ points: [mark.pointId], fromMs: mark.startedAtMs - 6 * HOUR_MS, toMs: (mark.clearedAtMs ?? mark.startedAtMs) + 6 * HOUR_MS })
            return (
              <tr key={`${mark.pointId} ${mark.startedAtMs}`}>
                <td><StatusMark status={mark.severity} label={t(`status.${mark.severity}`)} /></td>
                <td className={table.name}><Link href={door}>{point?.name ?? mark.pointId}</Link></td>
                <td className={table.number}>{point === undefined ? mark.worstValue : formatValue(point, mark.worstValue)}</td>
                <td><Moment atMs={mark.startedAtMs} /></td>
                <td className={table.number}>{mark.clearedAtMs === null ? t('detection.goesOn') : duration(t, mark.clearedAtMs - mark.startedAtMs)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}

const Content = ({ test }: { readonly test: BackTest }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const { failed, run } = useChange()
  const settings = useCall('getDetectionSettings', {}).data
  const scope = scopeOf(test)
  if (test.state === 'running') return <StatePanel title={t('detection.running')}>{t('detection.runningText')}</StatePanel>
  if (test.state === 'failed') return <StatePanel title={t('detection.failedTest')}>{t('detection.failedTestText')}</StatePanel>
  if (test.readings === 0) return <StatePanel title={t('detection.noReadings')}>{t('detection.noReadingsText')}</StatePanel>
  const own = scope?.what === 'site' ? settings?.site : settings?.points.find(({ pointId }) => scope?.what === 'point' && pointId === scope.pointId)?.tuning
  const changes = Object.keys(test.plan.tuning).length > 0
  return (
    <>
      <div className={classes.result}>
      {test.state === 'cancelled' && <p className={classes.quiet}>{t('detection.cancelled', { count: test.points })}</p>}
      <dl className={classes.figures}>
        <div><dt>{t('detection.now')}</dt><dd>{test.firesNow}</dd></div>
        <div><dt>{t('detection.then')}</dt><dd>{test.fires}</dd></div>
        <div><dt>{t('detection.aDay')}</dt><dd>{test.firesPerDayNow.toFixed(1)} → {test.firesPerDay.toFixed(1)}</dd></div>
        <div><dt>{t('detection.coverage')}</dt><dd>{formatShare(test.coverage)}</dd></div>
      </dl>
      <p className={classes.quiet}>{t('detection.strips')}</p>
      <PreviewStrip preview={{ alertId: 0, effect: { what: 'none' }, fromMs: test.plan.fromMs, toMs: test.plan.toMs, firesNow: test.firesNow, firesThen: test.fires, marksNow: test.marksNow.slice(0, 500), marksThen: test.marks.slice(0, 500) }} />
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      {changes && scope !== null && settings !== undefined && (
        <Button onClick={() => void run(() => engine.setDetectionTuning(sendable(scope, { ...own, ...test.plan.tuning })))}>{t(scope.what === 'site' ? 'detection.applySite' : 'detection.applyPoint')}</Button>
      )}
      </div>
      <Days test={test} />
      <Delays test={test} />
      <Marks marks={test.marks} />
    </>
  )
}

export const BackTestResult = ({ id }: { readonly id: number }) => {
  const { t } = useTranslation()
  const test = useCall('getBackTest', { backTestId: id })
  return (
    <Answer query={test} loading={t('detection.loadingTest')}>
      {(data) => <Content test={data} />}
    </Answer>
  )
}
