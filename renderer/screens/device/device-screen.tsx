/** A device: how it is reached, what it says of itself, its events, what was written to it, its trend logs, its properties. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Device } from '../../../shared/domain/device.ts'
import { Answer } from '../../components/answer.tsx'
import { deviceLabel } from '../../components/device-label.ts'
import { failureText } from '../../components/engine-text.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ScreenTabs } from '../../components/screen-tabs.tsx'
import { LoadingPanel, StatePanel } from '../../components/state-panel.tsx'
import { deviceDoor, devicePageDoor, pointsDoor, type DevicePage } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'
import { DeviceHealthPage } from '../health/device-health.tsx'
import { Properties } from '../object/object-screen.tsx'
import { WriteLog } from '../writes/write-log.tsx'
import { DeviceEventsPage } from './device-events.tsx'
import { DeviceOverview } from './device-overview.tsx'
import { TrendLogsPage } from './trend-logs-page.tsx'
import classes from './device-screen.module.css'

const PropertiesPage = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  return (
    <Answer query={useCall('readDevice', { deviceId: device.id })} loading={t('device.reading')}>
      {({ properties }) => <Properties properties={properties} />}
    </Answer>
  )
}

const WritesPage = ({ device }: { readonly device: Device }) => <WriteLog deviceId={device.id} />

const PAGES: Readonly<Record<DevicePage, (props: { readonly device: Device }) => React.JSX.Element>> = {
  overview: DeviceOverview,
  health: DeviceHealthPage,
  events: DeviceEventsPage,
  writes: WritesPage,
  logs: TrendLogsPage,
  properties: PropertiesPage,
}
const NAMES = Object.keys(PAGES) as readonly DevicePage[]

/** `/device/7/events`. */
const placeOf = (location: string): { readonly deviceId: number; readonly page: DevicePage } => {
  const [, id = '0', name] = /^\/device\/(\d+)(?:\/(\w+))?/.exec(location) ?? []
  return { deviceId: Number(id), page: NAMES.find((one) => one === name) ?? 'overview' }
}

const Head = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const searching = useNewestJob('discovery')?.state === 'running'
  const again = async (): Promise<void> => {
    const started = await engine.rediscoverDevice({ deviceId: device.id })
    if (!started.ok) notifications.show({ message: failureText(t, started.error), color: 'red' })
  }
  return (
    <div className={classes.bar}>
      <h2 className={classes.name}>{deviceLabel(t, device)}</h2>
      <span className={classes.quiet}>{t('frame.instance', { instance: device.instance })}</span>
      <span className={classes.spring} />
      <Button component={Link} href={deviceDoor(device.id)} variant="default">
        {t('device.points', { count: device.pointCount })}
      </Button>
      <Button variant="default" loading={searching} onClick={() => void again()}>
        {t('device.readObjects')}
      </Button>
    </div>
  )
}

export const DeviceScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const { deviceId, page } = placeOf(location)
  const devices = useCall('listDevices', {})
  const device = useDeviceIndex().get(deviceId)
  const Page = PAGES[page]
  useScreenPath([
    { label: t('frame.screen.points'), to: pointsDoor() },
    { label: device === undefined ? t('device.device') : deviceLabel(t, device), to: devicePageDoor(deviceId) },
    ...(page === 'overview' ? [] : [{ label: t(`device.page.${page}`), to: devicePageDoor(deviceId, page) }]),
  ])
  if (device === undefined) return devices.isPending ? <LoadingPanel what={t('device.reading')} /> : <StatePanel title={t('device.noDevice')}>{t('device.noDeviceText')}</StatePanel>
  return (
    <div className={classes.screen}>
      <ScreenTabs label={t('device.pages')} tabs={NAMES.map((name) => ({ label: t(`device.page.${name}`), to: devicePageDoor(device.id, name), here: name === page }))} />
      <Head device={device} />
      <Page device={device} />
    </div>
  )
}
