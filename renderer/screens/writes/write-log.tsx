/** Every write with its value before and after, newest first; of a device or of all. */
import { useTranslation } from 'react-i18next'
import type { WriteRecord } from '../../../shared/domain/writing.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import classes from './writes-screen.module.css'

const MOST = 500
const COLUMNS = ['when', 'device', 'object', 'action', 'priority', 'before', 'after', 'remark'] as const
const NUMBERS: ReadonlySet<string> = new Set(['priority', 'before', 'after'])

const Row = ({ record, withDevice }: { readonly record: WriteRecord; readonly withDevice: boolean }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const problem = record.problem === null ? '' : text(record.problem)
  return (
    <tr>
      <td>
        <Moment atMs={record.atMs} />
      </td>
      {withDevice && (
        <td className={classes.device} title={record.device}>
          {record.device}
        </td>
      )}
      <td>{record.object}</td>
      <td>{t(`writing.action.${record.action}`)}</td>
      <td className={table.number}>{record.priority ?? '–'}</td>
      <td className={table.number}>{record.before ?? '–'}</td>
      <td className={table.number}>{record.after ?? '–'}</td>
      <td className={table.name} title={problem === '' ? record.reason : problem}>
        {problem === '' ? record.reason : <StatusMark status="high" label={problem} size={12} />}
      </td>
    </tr>
  )
}

export const WriteLog = ({ deviceId }: { readonly deviceId?: number }) => {
  const { t } = useTranslation()
  const withDevice = deviceId === undefined
  const columns = COLUMNS.filter((name) => withDevice || name !== 'device')
  return (
    <Answer query={useCall('listWrites', deviceId === undefined ? { limit: MOST } : { limit: MOST, deviceId })} loading={t('writing.loading')}>
      {(records) => (
        <Section title={t('writing.log')} aside={t('writing.logCount', { count: records.length })}>
          {records.length === 0 ? (
            <StatePanel title={t('writing.logNone')}>{t('writing.logNoneText')}</StatePanel>
          ) : (
            <table className={table.table}>
              <thead>
                <tr>
                  {columns.map((name) => (
                    <th key={name} scope="col" className={NUMBERS.has(name) ? table.number : undefined}>
                      {t(`writing.column.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {records.map((record) => (
                  <Row key={record.id} record={record} withDevice={withDevice} />
                ))}
              </tbody>
            </table>
          )}
        </Section>
      )}
    </Answer>
  )
}
