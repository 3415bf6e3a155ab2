/** How many alerts people have to cope with: rate against what a person can handle, where they come from, what stands for days, how fast they are seen. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearch } from 'wouter'
import type { AlarmLoad, LoadSource } from '../../../shared/domain/alarm-load.ts'
import { NO_DEVICE } from '../../../shared/domain/alert.ts'
import { Answer } from '../../components/answer.tsx'
import { Facts } from '../../components/facts.tsx'
import { duration } from '../../components/format-time.ts'
import { formatShare } from '../../components/format-value.ts'
import { useNow } from '../../components/now.ts'
import { PeriodBar } from '../../components/period-bar.tsx'
import { parsePeriod, periodQuery, periodRange } from '../../components/period.ts'
import { Section } from '../../components/section.tsx'
import { ShareBar } from '../../components/share-bar.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { alertsPageDoor, deviceDoor, trendDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { navigate } from '../../hash-location.ts'
import { AlertDoors } from './alert-doors.tsx'
import { LoadChart } from './load-chart.tsx'
import { SaveHours, SaveSources } from './load-save.tsx'
import classes from './load-page.module.css'

/** The engine answers for at most this long, ms. */
const MOST_MS = 32 * 86_400_000

const oneDecimal = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en')

const Level = ({ load }: { readonly load: AlarmLoad }) => {
  const { t } = useTranslation()
  if (load.meanPerHour === null) return null
  return (
    <div className={classes.level}>
      <p className={classes.headline}>
        <strong>{t(`load.level.${load.level}`)}</strong> {t('load.mean', { rate: oneDecimal.format(load.meanPerHour) })}
      </p>
      <p className={classes.text}>
        {t(`load.levelText.${load.level}`)} {load.floodShare > 0 ? t('load.floodShare', { share: formatShare(load.floodShare) }) : t('load.noFlood')}
      </p>
    </div>
  )
}

const Source = ({ source, rank }: { readonly source: LoadSource; readonly rank: number }) => {
  const { t } = useTranslation()
  const device = useDeviceIndex().get(source.deviceId)
  const point = usePointIndex().get(source.pointId ?? 0)
  const to = source.deviceId === NO_DEVICE ? alertsPageDoor('history') : source.pointId === null ? deviceDoor(source.deviceId) : trendDoor({ points: [source.pointId] })
  return (
    <tr>
      <td className={classes.number}>{rank}</td>
      <td className={classes.name}>
        <Link href={to}>{point?.name ?? device?.name ?? (source.deviceId === NO_DEVICE ? t('alerts.ofSite') : `#${source.deviceId}`)}</Link>
        {point !== undefined && <span className={classes.quiet}> {device?.name}</span>}
      </td>
      <td className={classes.number}>{whole.format(source.alerts)}</td>
      <td>
        <span className={classes.share}>
          <ShareBar share={source.share} width={72} />
          <span className={classes.number}>{formatShare(source.share)}</span>
        </span>
      </td>
      <td className={classes.number} title={t('load.mostInAnHourText')}>
        {source.mostInAnHour}
      </td>
    </tr>
  )
}

const Top = ({ load }: { readonly load: AlarmLoad }) => {
  const { t } = useTranslation()
  const devices = useDeviceIndex()
  const points = usePointIndex()
  const share = load.top.reduce((sum, source) => sum + source.share, 0)
  const nameOf = ({ deviceId, pointId }: LoadSource) => ({ device: devices.get(deviceId)?.name ?? (deviceId === NO_DEVICE ? t('alerts.ofSite') : ''), point: points.get(pointId ?? 0)?.name ?? '' })
  const aside = (
    <span className={classes.aside}>
      {t('load.topShare', { share: formatShare(share) })}
      <SaveSources top={load.top} nameOf={nameOf} />
    </span>
  )
  return (
    <Section title={t('load.top')} aside={load.top.length > 0 && aside}>
      {load.top.length === 0 ? (
        <p className={classes.text}>{t('load.noTop')}</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" className={classes.number}>
                <span className="visually-hidden">{t('load.rank')}</span>
              </th>
              <th scope="col">{t('load.source')}</th>
              <th scope="col" className={classes.number}>
                {t('load.alerts')}
              </th>
              <th scope="col">{t('load.share')}</th>
              <th scope="col" className={classes.number}>
                {t('load.mostInAnHour')}
              </th>
            </tr>
          </thead>
          <tbody>
            {load.top.map((source, index) => (
              <Source key={`${source.deviceId} ${source.pointId}`} source={source} rank={index + 1} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

const Figures = ({ load }: { readonly load: AlarmLoad }) => {
  const { t } = useTranslation()
  const said = (lengthMs: number | null): string | null => (lengthMs === null ? null : duration(t, lengthMs))
  return (
    <Section title={t('load.figures')}>
      <Facts
        facts={[
          [t('load.raised'), whole.format(load.raised)],
          [t('load.mostPerHour'), whole.format(load.mostPerHour)],
          [t('load.seen'), load.acknowledgeP50Ms === null ? null : t('load.seenText', { half: said(load.acknowledgeP50Ms), most: said(load.acknowledgeP90Ms) ?? '–' })],
          [t('load.acknowledged'), whole.format(load.acknowledged)],
          [t('load.unacknowledged'), whole.format(load.unacknowledged)],
          [t('load.suppressed'), whole.format(load.suppressed)],
          [t('load.observed'), formatShare(load.observed)],
        ]}
      />
    </Section>
  )
}

export const LoadPage = () => {
  const { t } = useTranslation()
  const search = useSearch()
  const nowMs = useNow('minute')
  const period = useMemo(() => parsePeriod(new URLSearchParams(search), '24h'), [search])
  const range = periodRange(period, nowMs)
  const answer = useCall('getAlarmLoad', range, { keepPrevious: true })
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <PeriodBar period={period} nowMs={nowMs} mostMs={MOST_MS} change={(next) => navigate(alertsPageDoor('load', periodQuery(next)), { replace: true })} />
      </div>
      <Answer query={answer} loading={t('load.loading')}>
        {(load) =>
          load.meanPerHour === null && load.raised === 0 ? (
            <StatePanel title={t('load.nothing')}>{t('load.nothingText')}</StatePanel>
          ) : (
            <>
              <div className={classes.rate}>
                <div className={classes.said}>
                  <Level load={load} />
                  <SaveHours load={load} />
                </div>
                <LoadChart load={load} />
              </div>
              <div className={classes.columns}>
                <Top load={load} />
                <div className={classes.side}>
                  <Figures load={load} />
                  <Section title={t('load.standing')} aside={whole.format(load.standing.length)}>
                    <AlertDoors alertIds={load.standing} none={t('load.noStanding')} />
                  </Section>
                  <Section title={t('load.chattering')} aside={whole.format(load.chattering.length)}>
                    <AlertDoors alertIds={load.chattering} none={t('load.noChattering')} />
                  </Section>
                </div>
              </div>
            </>
          )
        }
      </Answer>
    </div>
  )
}
