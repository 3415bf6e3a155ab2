/** A change tried on history before it is made: which points, which period, what change; then what would have fired. */
import { Button, MultiSelect, SegmentedControl, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import type { DetectionTuning } from '../../../shared/domain/detection.ts'
import type { Equipment } from '../../../shared/domain/rules.ts'
import { unitSymbol } from '../../../shared/units.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { CustomPeriod } from '../../components/custom-period.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { useNow } from '../../components/now.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { BackTestResult } from './back-test-result.tsx'
import { Reprocessings } from './reprocessings.tsx'
import { RuleDelayField } from './rule-delay-field.tsx'
import { TuningFields } from './tuning-fields.tsx'
import { sendableTuning, useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

const DAY_MS = 86_400_000
const PERIODS = ['7', '30', '90'] as const
const MOST_OPTIONS = 50
const NO_EQUIPMENT: readonly Equipment[] = []

const pointsOf = (search: string): string[] => (new URLSearchParams(search).get('points') ?? '').split(',').filter((id) => /^\d+$/.test(id))
const equipmentOf = (search: string): string[] => new URLSearchParams(search).getAll('equipment').filter((id) => id !== '')

const isRule = (id: string | null): boolean => id?.startsWith('rule.') === true
const ruleDelay = (id: string, onDelayMs: number | undefined): DetectionTuning => (onDelayMs === undefined ? {} : { ruleDelaysMs: { [id]: onDelayMs } })

export const BackTestPage = () => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const points = usePointIndex()
  const detectors = useCall('getDetectionSettings', {}).data?.detectors ?? []
  const tests = useCall('listBackTests', {}).data ?? []
  const job = useNewestJob('backTest')
  const search = useSearch()
  const equipment = useCall('listEquipment', {}).data ?? NO_EQUIPMENT
  const [asked, setAsked] = useState<readonly string[]>(pointsOf(search))
  const [askedEquipment, setAskedEquipment] = useState<readonly string[]>(equipmentOf(search))
  const [days, setDays] = useState<string>('30')
  const [own, setOwn] = useState<TimeRange | null>(null)
  const timeZone = useTimeZone()
  const nowMs = useNow('minute')
  const [tuning, setTuning] = useState<DetectionTuning>({})
  const [only, setOnly] = useState<string | null>(null)
  const [shown, setShown] = useState<number | null>(null)
  const { failed, run } = useChange()
  const options = useMemo(() => Array.from(points.values(), (point) => ({ value: String(point.id), label: point.name || `#${point.id}` })), [points])
  const equipmentOptions = useMemo(() => equipment.map(({ id, name, kind }) => ({ value: id, label: `${name} · ${t(`equipment.kind.${kind}`)}` })), [equipment, t])
  const single = asked.length === 1 ? points.get(Number(asked[0])) : undefined
  const choices = (rules: boolean) => detectors.filter(({ id, replayed }) => replayed && isRule(id) === rules).map(({ id, title }) => ({ value: id, label: text(title) }))
  const running = job?.state === 'running'
  /** A period of one's own, or so many days that end now. */
  const range: TimeRange = own ?? { fromMs: nowMs - Number(days) * DAY_MS, toMs: nowMs }
  const start = (): void => {
    void run(async () => {
      const answer = await engine.startBackTest({ pointIds: asked.map(Number), equipmentIds: [...askedEquipment], ...range, tuning: sendableTuning(tuning), only: only === null ? [] : [only] })
      if (answer.ok) setShown(answer.value.backTestId)
      return answer
    })
  }
  /** What is tried of points and of rules is not the same: a change of one says nothing of the other. */
  const judgeOnly = (id: string | null): void => {
    setOnly(id)
    if (isRule(id) !== isRule(only)) setTuning({})
    else if (isRule(id)) setTuning(id === null ? {} : ruleDelay(id, tuning.ruleDelaysMs?.[only ?? '']))
  }
  const testId = shown ?? tests[0]?.id
  return (
    <div className={`${classes.columns} ${classes.narrow}`}>
      <Section title={t('detection.try')}>
        <div className={classes.fields}>
          <MultiSelect label={t('detection.points')} placeholder={asked.length === 0 ? t('detection.allPoints') : ''} searchable limit={MOST_OPTIONS} data={options} value={[...asked]} onChange={setAsked} nothingFoundMessage={t('detection.nothingFound')} />
          <MultiSelect label={t('detection.equipment')} placeholder={askedEquipment.length > 0 ? '' : t(asked.length === 0 ? 'detection.allEquipment' : 'detection.noEquipment')} searchable limit={MOST_OPTIONS} data={equipmentOptions} value={[...askedEquipment]} onChange={setAskedEquipment} nothingFoundMessage={t('detection.nothingFound')} />
          <SegmentedControl fullWidth aria-label={t('detection.period')} data={PERIODS.map((value) => ({ value, label: t('detection.days', { count: Number(value) }) }))} value={own === null ? days : ''} onChange={(value) => { setDays(value); setOwn(null) }} />
          <CustomPeriod range={range} timeZone={timeZone} onRange={setOwn} />
          <Select label={t('detection.only')} placeholder={t('detection.allDetectors')} clearable searchable data={[{ group: t('detection.detectors'), items: choices(false) }, { group: t('detection.rules'), items: choices(true) }]} value={only} onChange={judgeOnly} nothingFoundMessage={t('detection.nothingFound')} />
          {only !== null && isRule(only) ? (
            <RuleDelayField value={tuning.ruleDelaysMs?.[only]} change={(onDelayMs) => setTuning(ruleDelay(only, onDelayMs))} />
          ) : (
            (asked.length > 0 || askedEquipment.length === 0) && <TuningFields tuning={tuning} change={setTuning} limits={single?.kind === 'analog' ? unitSymbol(single.units) : null} />
          )}
          {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
          {running ? (
            <>
              <ProgressBar progress={job.progress} label={text(job.doing)} />
              <p className={classes.quiet} role="status">{text(job.doing)}</p>
              <Button variant="default" onClick={() => void run(() => engine.cancelJob({ jobId: job.id }))}>
                {t('detection.cancel')}
              </Button>
            </>
          ) : (
            <Button onClick={start}>{t('detection.run')}</Button>
          )}
          {tests.length > 1 && <Select label={t('detection.earlier')} data={tests.map((test) => ({ value: String(test.id), label: t('detection.test', { id: test.id, points: test.points, equipment: test.equipment, fires: test.fires }) }))} value={testId === undefined ? null : String(testId)} onChange={(id) => setShown(id === null ? null : Number(id))} />}
        </div>
      </Section>
      <div>
        {testId === undefined ? <StatePanel title={t('detection.noTest')}>{t('detection.noTestText')}</StatePanel> : <BackTestResult id={testId} />}
        <Reprocessings pointIds={asked.map(Number)} range={range} busy={running} />
      </div>
    </div>
  )
}
