/** The health of one device: its score over time, what it is made of, what cost points on a day, and how the device could be reached. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../../shared/domain/device.ts'
import { HEALTH_PARTS, type DeviceHealthDetail } from '../../../shared/domain/health.ts'
import { Answer } from '../../components/answer.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { formatShare } from '../../components/format-value.ts'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { ShareBar } from '../../components/share-bar.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { dayText } from './day-text.ts'
import { Deductions } from './deductions.tsx'
import { scoreStatus, scoreText, scoreWord } from './health-order.ts'
import { HealthTrendMark, trendSentence } from './health-trend.tsx'
import { ScoreChart } from './score-chart.tsx'
import { StatusHistorySection } from './status-history.tsx'
import classes from './health.module.css'

const DAY_MS = 86_400_000
const SHOWN_DAYS = 90

const Parts = ({ detail }: { readonly detail: DeviceHealthDetail }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <dl className={classes.parts}>
      {HEALTH_PARTS.map((part) => {
        const score = detail.day?.parts[part] ?? null
        const why = detail.lacking.find((one) => one.part === part)
        return (
          <div key={part} style={{ display: 'contents' }}>
            <dt>{t(`health.part.${part}`)}</dt>
            <dd>{scoreText(score)}</dd>
            <dd className={classes.why}>{score === null ? (why === undefined ? t('health.notJudged') : text(why.text)) : <ShareBar share={score / 100} width={120} />}</dd>
          </div>
        )
      })}
    </dl>
  )
}

interface PageProps {
  readonly detail: DeviceHealthDetail
  readonly choose: (startMs: number) => void
}

const Judged = ({ detail, choose }: PageProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const { day, days, trend } = detail
  if (day === null) return <StatePanel title={t('health.none')}>{t('health.noneText')}</StatePanel>
  return (
    <>
      <Section title={t('health.scoreOf', { day: dayText(day.startMs, timeZone) })} aside={<HealthTrendMark trend={trend} />}>
        <p className={classes.head}>
          <span className={classes.big}>{scoreText(day.score)}</span>
          <span className={classes.quiet}>{day.score === null ? null : t('health.of')}</span>
          <StatusMark status={scoreStatus(day.score)} label={t(`health.word.${scoreWord(day.score)}`)} />
          <span className={classes.quiet}>{t('health.observed', { share: formatShare(day.observed) })}</span>
        </p>
        <Parts detail={detail} />
        <ScoreChart days={days} chosenMs={day.startMs} choose={(chosen) => choose(chosen.startMs)} />
        <p className={classes.quiet}>{trendSentence(t, trend)}</p>
      </Section>
      <Section title={t('health.deductions', { day: dayText(day.startMs, timeZone) })}>
        <Deductions detail={detail} />
      </Section>
    </>
  )
}

export const DeviceHealthPage = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  const nowMs = useNow('minute')
  const [chosenMs, setChosenMs] = useState<number | null>(null)
  // Asked by whole hours, so that a passing minute asks nothing anew.
  const toMs = Math.ceil(nowMs / 3_600_000) * 3_600_000
  const query = useCall('getDeviceHealth', { deviceId: device.id, fromMs: toMs - SHOWN_DAYS * DAY_MS, toMs, atMs: chosenMs ?? toMs }, { keepPrevious: true })
  return (
    <div className={classes.page}>
      <Answer query={query} loading={t('health.loading')}>{(detail) => <Judged detail={detail} choose={setChosenMs} />}</Answer>
      <div className={classes.wide}>
        <StatusHistorySection deviceId={device.id} toMs={toMs} />
      </div>
    </div>
  )
}
