/** How the building runs: the devices, those in trouble first. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import type { Device } from '../../../shared/domain/device.ts'
import { deviceLabel } from '../../components/device-label.ts'
import { useInPast } from '../../components/moment.ts'
import { Section } from '../../components/section.tsx'
import { ErrorPanel, LoadingPanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useStatusWord } from '../../components/status-word.ts'
import { Span } from '../../components/time.tsx'
import { alertsDoor, deviceDoor, devicePageDoor, pointsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { deviceStatus } from '../../theme/status.ts'
import classes from './device-table.module.css'

const MOST = 10

const activeByDevice = (alerts: readonly Alert[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>()
  for (const alert of alerts) if (isActive(alert)) counts.set(alert.deviceId, (counts.get(alert.deviceId) ?? 0) + 1)
  return counts
}

const troubledFirst = (devices: readonly Device[], alerts: ReadonlyMap<number, number>): readonly Device[] => {
  const rank = (device: Device): number => (device.state === 'offline' ? 0 : device.problems.length > 0 ? 1 : (alerts.get(device.id) ?? 0) > 0 ? 2 : device.state === 'unknown' ? 3 : 4)
  return [...devices].sort((a, b) => rank(a) - rank(b) || (alerts.get(b.id) ?? 0) - (alerts.get(a.id) ?? 0) || a.name.localeCompare(b.name))
}

const DeviceRow = ({ device, active }: { readonly device: Device; readonly active: number }) => {
  const { t } = useTranslation()
  const wordOf = useStatusWord()
  const inPast = useInPast()
  // How long it was not observed is the same for all and told by the time bar.
  const tellsSince = device.state === 'offline' || (device.state === 'unknown' && !inPast)
  return (
    <tr>
      <td className={classes.name}>
        <Link href={devicePageDoor(device.id)}>{deviceLabel(t, device)}</Link>
      </td>
      <td>
        <span className={classes.state}>
          <StatusMark status={deviceStatus(device.state)} label={wordOf(device.state)} />
          {tellsSince && (
            <span className={classes.quiet}>
              <Span fromMs={device.stateSinceMs} toMs={null} />
            </span>
          )}
        </span>
      </td>
      <td className={classes.number}>
        <Link href={deviceDoor(device.id)}>{device.pointCount}</Link>
      </td>
      <td className={classes.number}>{active === 0 ? <span className={classes.quiet}>–</span> : <Link href={alertsDoor({ device: device.id })}>{active}</Link>}</td>
    </tr>
  )
}

export const DeviceTable = () => {
  const { t } = useTranslation()
  const devices = useCall('listDevices', {})
  const alerts = useCall('listAlerts', { which: 'open', limit: 5_000 }).data
  if (devices.isPending) return <LoadingPanel what={t('overview.loadingDevices')} />
  if (devices.isError) return <ErrorPanel error={devices.error} retry={() => void devices.refetch()} />
  const active = activeByDevice(alerts ?? [])
  const ranked = troubledFirst(devices.data, active)
  const online = devices.data.filter((device) => device.state === 'online').length
  return (
    <Section title={t('overview.devices')} aside={<Link href={pointsDoor()}>{t('overview.devicesOnline', { online, count: devices.data.length })}</Link>}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('overview.device')}</th>
            <th scope="col">{t('overview.state')}</th>
            <th scope="col" className={classes.number}>
              {t('overview.points')}
            </th>
            <th scope="col" className={classes.number}>
              {t('overview.alerts')}
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.slice(0, MOST).map((device) => (
            <DeviceRow key={device.id} device={device} active={active.get(device.id) ?? 0} />
          ))}
        </tbody>
      </table>
      {ranked.length > MOST && (
        <Link href={pointsDoor()} className={classes.more}>
          {t('overview.moreDevices', { count: ranked.length - MOST })}
        </Link>
      )}
    </Section>
  )
}
