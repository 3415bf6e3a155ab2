/** What the engine is doing: itself, the store, the network, packets refused, latencies, and what the user should know. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { EngineStatus } from '../../../shared/domain/engine-status.ts'
import type { Statistics } from '../../../shared/domain/statistics.ts'
import { formatShare } from '../../components/format-value.ts'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { ErrorPanel, LoadingPanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago, Moment, Span } from '../../components/time.tsx'
import { DISCOVERY_DOOR, pointsDoor } from '../../doors.ts'
import { useCall, useConnection, useEngine } from '../../engine/engine-context.tsx'
import classes from './status-page.module.css'

const whole = new Intl.NumberFormat('en')

const megabytes = (bytes: number): string => `${new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(bytes / 1_048_576)}\u00a0MB`

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={classes.fact}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

const Engine = ({ status }: { readonly status: EngineStatus }) => {
  const { t } = useTranslation()
  const { kind } = useConnection()
  return (
    <Section title={t('settings.status.engine')}>
      <dl className={classes.facts}>
        <Fact label={t('settings.status.state')}>
          <StatusMark status={kind === 'connected' ? 'normal' : 'offline'} label={t(`settings.status.connection.${kind}`)} />
        </Fact>
        <Fact label={t('settings.status.version')}>{status.version}</Fact>
        <Fact label={t('settings.status.running')}>
          <Span fromMs={status.startedAtMs} toMs={null} />
        </Fact>
        <Fact label={t('settings.status.folder')}>
          <span className={classes.path}>{status.siteFolder}</span>
        </Fact>
        <Fact label={t('settings.status.store')}>{t('settings.status.storeSize', { size: megabytes(status.storeBytes), count: status.readings, readings: whole.format(status.readings) })}</Fact>
      </dl>
    </Section>
  )
}

const Network = ({ status, statistics }: { readonly status: EngineStatus; readonly statistics: Statistics | undefined }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const reopen = async (): Promise<void> => {
    const answer = await engine.reopenTransport({})
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  const { open, port, problem } = status.transport
  return (
    <Section
      title={t('settings.status.network')}
      aside={
        <Button variant="default" size="compact-sm" onClick={() => void reopen()}>
          {t('settings.status.reopen')}
        </Button>
      }
    >
      <dl className={classes.facts}>
        <Fact label={t('settings.status.transport')}>
          <StatusMark status={open ? 'normal' : 'offline'} label={t(open ? 'settings.status.open' : 'settings.status.closed', { port })} />
          {problem !== null && <span className={classes.problem}>{text(problem)}</span>}
        </Fact>
        <Fact label={t('settings.status.devices')}>
          <Link href={pointsDoor()}>{t('settings.status.devicesOnline', { online: statistics?.devicesOnline ?? 0, count: (statistics?.devicesOnline ?? 0) + (statistics?.devicesOffline ?? 0) + (statistics?.devicesUnknown ?? 0) })}</Link>
          {' · '}
          <Link href={DISCOVERY_DOOR}>{t('frame.action.discover')}</Link>
        </Fact>
        {statistics !== undefined && (
          <>
            <Fact label={t('settings.status.requests')}>{t('settings.status.requestsFailed', { count: statistics.requests, all: whole.format(statistics.requests), failed: whole.format(statistics.requestsFailed) })}</Fact>
            <Fact label={t('settings.status.readings')}>{t('overview.readingsPace', { all: whole.format(statistics.readingsKept), rate: statistics.readingsPerSecond.toFixed(1) })}</Fact>
            <Fact label={t('overview.coverage')}>{statistics.coverage24h === null ? t('overview.notYet') : formatShare(statistics.coverage24h)}</Fact>
            <Fact label={t('settings.status.latency')}>
              {statistics.alertLatencyP50Ms === null
                ? t('settings.status.noAlertYet')
                : t('settings.status.latencyOf', { p50: Math.round(statistics.alertLatencyP50Ms), p99: Math.round(statistics.alertLatencyP99Ms ?? statistics.alertLatencyP50Ms) })}
            </Fact>
          </>
        )}
      </dl>
    </Section>
  )
}

const Refused = ({ statistics }: { readonly statistics: Statistics }) => {
  const { t } = useTranslation()
  const causes = Object.entries(statistics.refusedPackets).filter(([, count]) => count > 0)
  return (
    <Section title={t('settings.status.refused')}>
      <p className={classes.quiet}>{t(causes.length === 0 ? 'settings.status.noneRefused' : 'settings.status.refusedText')}</p>
      {causes.length > 0 && (
        <dl className={classes.facts}>
          {causes.map(([cause, count]) => (
            <Fact key={cause} label={t(`settings.refusal.${cause}`, { defaultValue: cause })}>
              {whole.format(count)}
            </Fact>
          ))}
        </dl>
      )}
    </Section>
  )
}

const Notices = ({ status }: { readonly status: EngineStatus }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (status.notices.length === 0) return null
  return (
    <Section title={t('settings.status.notices')}>
      <ul className={classes.notices}>
        {status.notices.map((notice) => (
          <li key={`${notice.atMs} ${notice.text.key}`}>
            <span className={classes.quiet}>
              <Moment atMs={notice.atMs} /> (<Ago atMs={notice.atMs} />)
            </span>
            {text(notice.text)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const StatusPage = () => {
  const { t } = useTranslation()
  const status = useCall('getStatus', {})
  const statistics = useCall('getStatistics', {}).data
  if (status.isPending) return <LoadingPanel what={t('frame.waitingForEngine')} />
  if (status.isError) return <ErrorPanel error={status.error} retry={() => void status.refetch()} />
  return (
    <div className={classes.page}>
      <Notices status={status.data} />
      <Engine status={status.data} />
      <Network status={status.data} statistics={statistics} />
      {statistics !== undefined && <Refused statistics={statistics} />}
    </div>
  )
}
