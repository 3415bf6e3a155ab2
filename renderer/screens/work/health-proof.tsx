/** What the health score of the device says of work that was done, in a sentence with a door to the score. */
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TaskHealth } from '../../../shared/domain/task.ts'
import { devicePageDoor } from '../../doors.ts'
import { useDeviceIndex } from '../../engine/indexes.ts'
import classes from './work.module.css'

export const healthText = (t: TFunction, health: TaskHealth, device: string): string => {
  if (health.what === 'noBefore') return t('work.health.noBefore', { device })
  if (health.what === 'tooEarly') return t('work.health.tooEarly', { device, count: health.observedDays, needed: health.neededDays })
  const { part, before, after, observedDays } = health
  return [
    t(`work.health.${health.what}`, { device, before, after }),
    ...(part === null ? [] : [t('work.health.part', { part: t(`health.part.${part.part}`).toLowerCase(), before: part.before, after: part.after })]),
    t('work.health.days', { count: observedDays }),
  ].join('; ')
}

export const useHealthText = (): ((health: TaskHealth) => string) => {
  const { t } = useTranslation()
  const devices = useDeviceIndex()
  return (health) => healthText(t, health, devices.get(health.deviceId)?.name ?? t('work.removed'))
}

export const HealthProof = ({ health }: { readonly health: TaskHealth }) => {
  const text = useHealthText()(health)
  return <Link href={devicePageDoor(health.deviceId, 'health')} className={classes.proof} title={text}>{text}</Link>
}
