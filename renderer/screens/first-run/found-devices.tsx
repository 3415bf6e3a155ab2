/** The devices as they are found, each with what is known so far. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { addressLabel } from '../../../shared/domain/device.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { HOME_DOOR, deviceDoor, pointsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { deviceStatus } from '../../theme/status.ts'
import classes from './found-devices.module.css'

export const FoundDevices = () => {
  const { t } = useTranslation()
  const text = useMessageText()
  const devices = useCall('listDevices', {}).data ?? []
  const searching = (useCall('listJobs', {}).data ?? []).some(({ state }) => state === 'running')
  const points = devices.reduce((sum, device) => sum + device.pointCount, 0)
  return (
    <section className={classes.found} aria-label={t('first-run.found')}>
      {devices.length === 0 ? (
        <StatePanel title={t(searching ? 'first-run.searching' : 'first-run.noneYet')}>{t(searching ? 'first-run.searchingText' : 'first-run.noneYetText')}</StatePanel>
      ) : (
        <>
          <header className={classes.head}>
            <h2>{t('first-run.foundCount', { count: devices.length, points })}</h2>
            {!searching && (
              <Button variant="default" onClick={() => navigate(pointsDoor())}>
                {t('first-run.toPoints')}
              </Button>
            )}
            {!searching && <Button onClick={() => navigate(HOME_DOOR)}>{t('frame.toOverview')}</Button>}
          </header>
          <ul className={classes.list}>
            {devices.map((device) => (
              <li key={device.id}>
                <StatusMark status={deviceStatus(device.state)} label={t(`status.${device.state}`)} compact />
                <span className={classes.name}>
                  <Link href={deviceDoor(device.id)}>{device.name || t('frame.instance', { instance: device.instance })}</Link>
                  <span className={classes.quiet}>{[device.vendorName, device.modelName].filter(Boolean).join(' ')}</span>
                  {device.problems.map((problem) => (
                    <span key={text(problem)} className={classes.problem}>
                      {text(problem)}
                    </span>
                  ))}
                </span>
                <span className={classes.quiet}>
                  {device.instance} · {addressLabel(device.address)}
                </span>
                <span className={classes.number}>{t('first-run.points', { count: device.pointCount })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
