/** What a task is about, as a door to it; and the same as plain words. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TaskSubject } from '../../../shared/domain/task.ts'
import { deviceLabel } from '../../components/device-label.ts'
import { deviceDoor, trendDoor } from '../../doors.ts'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'

/** Names of subjects; what was removed is said to be. */
export const useSubjectName = (): ((about: TaskSubject) => string) => {
  const { t } = useTranslation()
  const devices = useDeviceIndex()
  const points = usePointIndex()
  return (about) => {
    if (about.what === 'site') return t('work.site')
    const nameOf = (deviceId: number): string | undefined => {
      const device = devices.get(deviceId)
      return device === undefined ? undefined : deviceLabel(t, device)
    }
    if (about.what === 'device') return nameOf(about.deviceId) ?? t('work.removed')
    const point = points.get(about.pointId)
    return point === undefined ? t('work.removed') : `${nameOf(point.deviceId) ?? ''} · ${point.name}`
  }
}

export const Subject = ({ about }: { readonly about: TaskSubject }) => {
  const name = useSubjectName()(about)
  if (about.what === 'site') return <>{name}</>
  return <Link href={about.what === 'device' ? deviceDoor(about.deviceId) : trendDoor({ points: [about.pointId] })}>{name}</Link>
}
