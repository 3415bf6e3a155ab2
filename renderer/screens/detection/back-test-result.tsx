/** What a back-test found: alerts with the change and without, day by day, by on-delay, and the change to apply. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BackTest, DetectionSettings, DetectionTuning, TuningScope } from '../../../shared/domain/detection.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { duration } from '../../components/format-time.ts'
import { formatShare } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { PreviewStrip } from '../alert/preview-strip.tsx'
import { BackTestDays } from './back-test-days.tsx'
import { Marks } from './back-test-marks.tsx'
import { SaveBackTest } from './back-test-save.tsx'
import { RuleResults } from './rule-results.tsx'
import { sendable, useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

/** The site when everything was tried, the point or equipment when one was; several have no scope of their own. */
const scopeOf = ({ plan: { pointIds, equipmentIds = [] } }: BackTest): TuningScope | null => {
  const [pointId] = pointIds
  const [equipmentId] = equipmentIds
  if (pointId === undefined && equipmentId === undefined) return { what: 'site' }
  if (pointIds.length + equipmentIds.length > 1) return null
  return pointId === undefined ? { what: 'equipment', equipmentId: equipmentId ?? '' } : { what: 'point', pointId }
}

const APPLY = { site: 'detection.applySite', equipment: 'detection.applyEquipment', point: 'detection.applyPoint', device: 'detection.applySite' } as const

const ownOf = (settings: DetectionSettings, scope: TuningScope | null): DetectionTuning => {
  if (scope?.what === 'site') return settings.site
  if (scope?.what === 'equipment') return settings.equipment.find(({ equipmentId }) => equipmentId === scope.equipmentId)?.tuning ?? {}
  return settings.points.find(({ pointId }) => scope?.what === 'point' && pointId === scope.pointId)?.tuning ?? {}
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

const applied = (own: DetectionTuning, change: DetectionTuning): DetectionTuning => ({ ...own, ...change, ...(change.ruleDelaysMs === undefined ? {} : { ruleDelaysMs: { ...own.ruleDelaysMs, ...change.ruleDelaysMs } }) })

const Content = ({ test }: { readonly test: BackTest }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const { failed, run } = useChange()
  const settings = useCall('getDetectionSettings', {}).data
  const scope = scopeOf(test)
  if (test.state === 'running') return <StatePanel title={t('detection.running')}>{t('detection.runningText')}</StatePanel>
  if (test.state === 'failed') return <StatePanel title={t('detection.failedTest')}>{t('detection.failedTestText')}</StatePanel>
  if (test.readings === 0) return <StatePanel title={t('detection.noReadings')}>{t('detection.noReadingsText')}</StatePanel>
  const own = settings === undefined ? {} : ownOf(settings, scope)
  const delayRule = (detector: string, onDelayMs: number): void => {
    if (scope !== null) void run(() => engine.setDetectionTuning(sendable(scope, { ...own, ruleDelaysMs: { ...own.ruleDelaysMs, [detector]: onDelayMs } })))
  }
  const changes = Object.keys(test.plan.tuning).length > 0
  return (
    <>
      <div className={classes.result}>
      {test.state === 'cancelled' && <p className={classes.quiet}>{t('detection.cancelled', { count: test.points + test.equipment })}</p>}
      <dl className={classes.figures}>
        <div><dt>{t('detection.now')}</dt><dd>{test.firesNow}</dd></div>
        <div><dt>{t('detection.then')}</dt><dd>{test.fires}</dd></div>
        <div><dt>{t('detection.aDay')}</dt><dd>{test.firesPerDayNow.toFixed(1)} → {test.firesPerDay.toFixed(1)}</dd></div>
        <div><dt>{t('detection.coverage')}</dt><dd>{formatShare(test.coverage)}</dd></div>
      </dl>
      {(test.rolesDecided ?? 0) > 0 && <p className={classes.quiet}>{t('detection.rolesDecided', { count: test.rolesDecided ?? 0 })}</p>}
      <p className={classes.quiet}>{t('detection.strips')}</p>
      <PreviewStrip preview={{ alertId: 0, effect: { what: 'none' }, fromMs: test.plan.fromMs, toMs: test.plan.toMs, firesNow: test.firesNow, firesThen: test.fires, marksNow: test.marksNow.slice(0, 500), marksThen: test.marks.slice(0, 500) }} />
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      <div className={classes.deeds}>
        {changes && scope !== null && settings !== undefined && (
          <Button onClick={() => void run(() => engine.setDetectionTuning(sendable(scope, applied(own, test.plan.tuning))))}>{t(APPLY[scope.what])}</Button>
        )}
        <SaveBackTest test={test} detectors={settings?.detectors ?? []} />
      </div>
      </div>
      <BackTestDays test={test} />
      {test.points > 0 && test.byDelay.length > 0 && <Delays test={test} />}
      <RuleResults rules={test.rules} detectors={settings?.detectors ?? []} apply={settings === undefined || scope === null || scope.what === 'point' ? null : delayRule} />
      <Marks marks={test.marks} detectors={settings?.detectors ?? []} />
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
