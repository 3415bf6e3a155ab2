/** The health of all devices: who is worst, what it lies in, and where it is going. */
import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { HEALTH_PARTS, type DeviceHealth } from '../../../shared/domain/health.ts'
import { Answer } from '../../components/answer.tsx'
import { deviceLabel } from '../../components/device-label.ts'
import { downloadFile } from '../../components/download.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { Ago } from '../../components/time.tsx'
import { DISCOVERY_DOOR, HEALTH_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'
import { healthCsv } from './health-csv.ts'
import { FIRST_ORDER, orderedHealth, scoreWord, type HealthRow } from './health-order.ts'
import { HealthTable } from './health-table.tsx'
import classes from './health.module.css'

interface ListProps {
  readonly all: readonly DeviceHealth[]
  readonly workedOutAtMs: number | null
}

const List = ({ all, workedOutAtMs }: ListProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const devices = useDeviceIndex()
  const [order, setOrder] = useState(FIRST_ORDER)
  const [wanted, setWanted] = useState('')
  const rows = all.map((health): HealthRow => {
    const device = devices.get(health.deviceId)
    return { health, name: device === undefined ? '' : deviceLabel(t, device) }
  })
  const shown = orderedHealth(rows.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase())), order)
  const count = (word: ReturnType<typeof scoreWord>): number => all.filter(({ latest }) => scoreWord(latest?.score ?? null) === word).length
  const save = (): void => {
    const heads = ['device', 'day', 'score', ...HEALTH_PARTS, 'observed', 'trend', 'perMonth', 'confidence', 'worst'].map((name) => t(`health.csv.${name}`))
    const content = healthCsv(heads, shown, ({ health }) => ({ trend: t(`health.direction.${health.trend.direction}`), worst: health.worst !== null ? text(health.worst) : health.lacking === null ? '' : text(health.lacking) }))
    downloadFile('health.csv', content, 'text/csv;charset=utf-8')
  }
  return (
    <div className={classes.screen}>
      <div className={classes.bar}>
        <TextInput className={classes.search} aria-label={t('health.search')} placeholder={t('health.search')} leftSection={<IconSearch size={14} aria-hidden="true" />} value={wanted} onChange={(event) => setWanted(event.currentTarget.value)} />
        <p className={classes.sum} role="status">
          {t('health.sum', { poor: count('poor'), fair: count('fair'), good: count('good'), none: count('none'), degrading: all.filter(({ trend }) => trend.direction === 'degrading').length })}
        </p>
        <span className={classes.spring} />
        <span className={classes.quiet}>{workedOutAtMs === null ? t('health.waiting') : <>{t('health.workedOut')} <Ago atMs={workedOutAtMs} /></>}</span>
        <Button variant="default" disabled={shown.length === 0} onClick={save}>{t('health.saveCsv')}</Button>
      </div>
      {shown.length === 0 ? <p className={classes.quiet}>{t('health.noMatch')}</p> : <div className={classes.scroll}><HealthTable rows={shown} order={order} change={setOrder} /></div>}
      <p className={classes.note}>{t('health.note')}</p>
    </div>
  )
}

export const HealthScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('frame.screen.health'), to: HEALTH_DOOR }])
  return (
    <Answer query={useCall('getHealth', {})} loading={t('health.loading')}>
      {({ devices, workedOutAtMs }) =>
        devices.length === 0 ? (
          <StatePanel title={t('health.noDevices')} actions={<Button component={Link} href={DISCOVERY_DOOR}>{t('health.find')}</Button>}>
            {t('health.noDevicesText')}
          </StatePanel>
        ) : (
          <List all={devices} workedOutAtMs={workedOutAtMs} />
        )
      }
    </Answer>
  )
}
