/** What is different between two times, in words, each a door. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Alert } from '../../shared/domain/alert.ts'
import type { PastState } from '../../shared/domain/past-state.ts'
import { useMessageText } from '../components/engine-text.ts'
import { formatValue } from '../components/format-value.ts'
import { StatusMark } from '../components/status-mark.tsx'
import { useStatusWord } from '../components/status-word.ts'
import { alertDetailDoor, devicePageDoor, trendDoor } from '../doors.ts'
import { usePointIndex } from '../engine/indexes.ts'
import { alertStatus, liveStatus } from '../theme/status.ts'
import { stateChanges, type DeviceChange, type PointChange } from './state-changes.ts'
import classes from './compare.module.css'

const idOf = ({ id }: Alert): number => id

/** More are counted. */
const MOST = 12

interface PartProps<T> {
  readonly title: string
  readonly items: readonly T[]
  readonly keyOf: (item: T) => number
  readonly children: (item: T) => React.ReactNode
}

const Part = <T,>({ title, items, keyOf, children }: PartProps<T>) => {
  const { t } = useTranslation()
  if (items.length === 0) return null
  return (
    <section className={classes.part}>
      <h3>
        {title} <span className={classes.count}>{items.length}</span>
      </h3>
      <ul>
        {items.slice(0, MOST).map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
      {items.length > MOST && <p className={classes.quiet}>{t('time-machine.more', { count: items.length - MOST })}</p>}
    </section>
  )
}

const AlertRow = ({ alert }: { readonly alert: Alert }) => {
  const text = useMessageText()
  return (
    <>
      <StatusMark status={alertStatus(alert)} hollow={alert.acknowledgedAtMs !== null} compact /> <Link href={alertDetailDoor(alert.id)}>{text(alert.title)}</Link>
    </>
  )
}

const PointRow = ({ change }: { readonly change: PointChange }) => {
  const { t } = useTranslation()
  const point = usePointIndex().get(change.pointId)
  if (point === undefined) return null
  const side = (of: PointChange['before']) =>
    of === null ? (
      t('time-machine.notThere')
    ) : (
      <>
        {formatValue(point, of.value)}
        {of.state !== 'good' && <StatusMark status={liveStatus(of.state)} compact />}
      </>
    )
  return (
    <>
      <Link href={trendDoor({ points: [point.id] })}>{point.name}</Link>
      <span className={classes.values}>
        {side(change.before)} → {side(change.after)}
      </span>
    </>
  )
}

const DeviceRow = ({ change: { device, before, after } }: { readonly change: DeviceChange }) => {
  const { t } = useTranslation()
  const wordOf = useStatusWord()
  const word = (state: DeviceChange['before']): string => (state === null ? t('time-machine.notThere') : wordOf(state))
  return (
    <>
      <Link href={devicePageDoor(device.id)}>{device.name}</Link>
      <span className={classes.values}>
        {word(before)} → {word(after)}
      </span>
    </>
  )
}

interface ChangesPanelProps {
  /** The earlier time. */
  readonly before: PastState
  readonly after: PastState
}

export const ChangesPanel = ({ before, after }: ChangesPanelProps) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const changes = useMemo(() => stateChanges(before, after, points), [before, after, points])
  const known = changes.points.filter(({ pointId }) => points.has(pointId))
  const nothing = changes.raised.length + changes.over.length + changes.acknowledged.length + changes.devices.length + known.length === 0
  const alertRow = (alert: Alert) => <AlertRow alert={alert} />
  return (
    <aside className={classes.changes} aria-label={t('time-machine.changes')}>
      <h2>{t('time-machine.changes')}</h2>
      {nothing && <p className={classes.quiet}>{t('time-machine.noChanges')}</p>}
      <Part title={t('time-machine.raised')} items={changes.raised} keyOf={idOf}>
        {alertRow}
      </Part>
      <Part title={t('time-machine.over')} items={changes.over} keyOf={idOf}>
        {alertRow}
      </Part>
      <Part title={t('time-machine.acknowledged')} items={changes.acknowledged} keyOf={idOf}>
        {alertRow}
      </Part>
      <Part title={t('time-machine.devices')} items={changes.devices} keyOf={({ device }) => device.id}>
        {(change) => <DeviceRow change={change} />}
      </Part>
      <Part title={t('time-machine.points')} items={known} keyOf={({ pointId }) => pointId}>
        {(change) => <PointRow change={change} />}
      </Part>
    </aside>
  )
}
