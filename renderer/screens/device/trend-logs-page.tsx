/** Trend logs in the device: what each records and how far it was read; and filling gaps from them. */
import { Button, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Device } from '../../../shared/domain/device.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import type { TrendLogInfo } from '../../../shared/domain/trend-log.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { duration } from '../../components/format-time.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment } from '../../components/time.tsx'
import { objectDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import form from '../../writing/writing.module.css'

const DAY_MS = 86_400_000
const PERIODS = ['1', '7', '30', '90'] as const

const LogRow = ({ log }: { readonly log: TrendLogInfo }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const point = usePointIndex().get(log.pointId ?? 0)
  return (
    <tr>
      <td>{objectLabel(log.logType, log.logInstance)}</td>
      <td className={table.name}>{point === undefined ? log.records : <Link href={objectDoor(point.id)}>{point.name}</Link>}</td>
      <td className={table.number}>{log.intervalMs === 0 ? t('device.onChange') : duration(t, log.intervalMs)}</td>
      <td className={table.number}>
        {log.recordCount} / {log.bufferSize}
      </td>
      <td>{log.readUntilMs === null ? t('device.never') : <Moment atMs={log.readUntilMs} />}</td>
      <td>
        {!log.enabled && <StatusMark status="medium" label={t('device.logDisabled')} size={12} />}
        {log.problems.map((problem) => (
          <StatusMark key={JSON.stringify(problem)} status="data" label={text(problem)} size={12} />
        ))}
      </td>
    </tr>
  )
}

const Fill = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const running = useNewestJob('backfill')?.state === 'running'
  const [days, setDays] = useState('7')
  const fill = async (): Promise<void> => {
    const toMs = Date.now()
    const started = await engine.backfill({ deviceId: device.id, fromMs: toMs - Number(days) * DAY_MS, toMs })
    if (!started.ok) notifications.show({ message: failureText(t, started.error), color: 'red' })
  }
  return (
    <span className={form.buttons}>
      <Select aria-label={t('device.fillPeriod')} size="xs" data={PERIODS.map((value) => ({ value, label: t('device.lastDays', { count: Number(value) }) }))} value={days} allowDeselect={false} onChange={(value) => setDays(value ?? '7')} />
      <Button variant="default" size="compact-sm" loading={running} onClick={() => void fill()}>
        {t('device.fill')}
      </Button>
    </span>
  )
}

export const TrendLogsPage = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  return (
    <Answer query={useCall('listTrendLogs', { deviceId: device.id })} loading={t('device.readingLogs')}>
      {(logs) => (
        <Section title={t('device.page.logs')} aside={logs.length === 0 ? undefined : <Fill device={device} />}>
          {logs.length === 0 ? (
            <StatePanel title={t('device.noLogs')}>{t('device.noLogsText')}</StatePanel>
          ) : (
            <table className={table.table}>
              <thead>
                <tr>
                  {(['log', 'records', 'interval', 'count', 'readUntil', 'problems'] as const).map((column) => (
                    <th key={column} scope="col" className={column === 'interval' || column === 'count' ? table.number : undefined}>
                      {t(`device.logColumn.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {logs.map((log) => (
                  <LogRow key={`${log.logType} ${log.logInstance} ${log.member}`} log={log} />
                ))}
              </tbody>
            </table>
          )}
        </Section>
      )}
    </Answer>
  )
}
