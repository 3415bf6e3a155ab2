/** The object behind a point as the device tells it now: state, who commands it, schedule, all properties; and the ways to write. */
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ObjectDetails, PropertyReading } from '../../../shared/domain/device-voice.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { Answer } from '../../components/answer.tsx'
import { Facts } from '../../components/facts.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { LoadingPanel, StatePanel } from '../../components/state-panel.tsx'
import { Ago } from '../../components/time.tsx'
import { LiveValueText } from '../../components/value.tsx'
import { deviceDoor, devicePageDoor, objectDoor, trendDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { useViewedPoints } from '../../engine/viewed-points.ts'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { navigate } from '../../hash-location.ts'
import { UnlockDialog } from '../../writing/unlock-dialog.tsx'
import { WriteDialog, type WriteAction } from '../../writing/write-dialog.tsx'
import { useWriteState } from '../../writing/write-state.ts'
import { PointLearnt } from './point-learnt.tsx'
import { PointMeaning } from './point-meaning.tsx'
import { PointMeters } from './point-meters.tsx'
import { PriorityLadder } from './priority-ladder.tsx'
import { CalendarDates, Schedule } from './schedule.tsx'
import classes from './object-screen.module.css'

export const Properties = ({ properties }: { readonly properties: readonly PropertyReading[] }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('device.properties')} aside={String(properties.length)}>
      <Facts facts={properties.map(({ property, name, text, problem }) => [name, text ?? <span key={property} className={classes.quiet}>{problem ?? '–'}</span>])} />
    </Section>
  )
}

const FLAG_NAMES = ['inAlarm', 'fault', 'overridden', 'outOfService'] as const

const States = ({ details }: { readonly details: ObjectDetails }) => {
  const { t } = useTranslation()
  const { eventState, statusFlags, reliability, outOfService } = details
  const flags = statusFlags === null ? null : FLAG_NAMES.filter((_, at) => ((statusFlags >> at) & 1) === 1).map((flag) => t(`trend.quality.${flag}`))
  const facts = [
    ['eventState', eventState === null ? null : t(`device.eventState.${Math.min(eventState, 6)}`)],
    ['statusFlags', flags === null ? null : flags.length === 0 ? t('device.noFlags') : flags.join(', ')],
    ['reliability', reliability === null ? null : reliability === 0 ? t('device.noFault') : t('device.reliabilityCode', { code: reliability })],
    ['outOfService', outOfService === null ? null : t(outOfService ? 'device.yes' : 'device.no')],
  ] as const
  return (
    <Section title={t('device.state')}>
      <Facts facts={facts.map(([name, value]) => [t(`device.fact.${name}`), value])} />
    </Section>
  )
}

const WRITABLE_KINDS: ReadonlySet<string> = new Set(['analog', 'binary', 'multiState'])

const Actions = ({ point, details, again }: { readonly point: Point; readonly details: ObjectDetails; readonly again: () => void }) => {
  const { t } = useTranslation()
  const { unlocked } = useWriteState()
  const [action, setAction] = useState<WriteAction | null>(null)
  const [asking, setAsking] = useState(false)
  const commandable = details.prioritySlots !== null
  const outOfService = details.outOfService === true
  if (!WRITABLE_KINDS.has(point.kind)) return null
  return (
    <div className={classes.actions}>
      {unlocked ? (
        <>
          <Button onClick={() => setAction('write')}>{t('writing.writeDots')}</Button>
          {commandable && (
            <Button variant="default" onClick={() => setAction('relinquish')}>
              {t('writing.relinquishDots')}
            </Button>
          )}
          {details.outOfService !== null && (
            <Button variant="default" onClick={() => setAction('outOfService')}>
              {t(outOfService ? 'writing.backDots' : 'writing.outDots')}
            </Button>
          )}
        </>
      ) : (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('writing.unlockDots')}
        </Button>
      )}
      <WriteDialog point={point} action={action} commandable={commandable} outOfService={outOfService} close={() => setAction(null)} done={again} />
      <UnlockDialog opened={asking} close={() => setAsking(false)} />
    </div>
  )
}

const Details = ({ point, details, again, reading }: { readonly point: Point; readonly details: ObjectDetails; readonly again: () => void; readonly reading: boolean }) => {
  const { t } = useTranslation()
  return (
    <>
      <header className={classes.head}>
        <h2 className={classes.name}>{point.name}</h2>
        <span className={classes.quiet}>{objectLabel(point.objectType, point.objectInstance)}</span>
        <span className={classes.value}>
          <LiveValueText point={point} />
        </span>
        <span className={classes.quiet}>
          {t('device.readAt')} <Ago atMs={details.readAtMs} />
        </span>
        <span className={classes.spring} />
        <Button variant="default" onClick={() => navigate(trendDoor({ points: [point.id] }))}>
          {t('device.trend')}
        </Button>
        <Button variant="default" leftSection={<IconRefresh size={14} aria-hidden="true" />} loading={reading} onClick={again}>
          {t('device.readAgain')}
        </Button>
        <Actions point={point} details={details} again={again} />
      </header>
      <div className={classes.screen}>
        <div>
          {details.schedule !== null && <Schedule schedule={details.schedule} />}
          {details.calendar !== null && <CalendarDates calendar={details.calendar} />}
          <Properties properties={details.properties} />
        </div>
        <div className={classes.side}>
          <PointMeaning pointId={point.id} deviceId={point.deviceId} />
          <PointMeters pointId={point.id} />
          <PointLearnt pointId={point.id} />
          <States details={details} />
          {details.prioritySlots !== null && <PriorityLadder slots={details.prioritySlots} command={details.command} />}
        </div>
      </div>
    </>
  )
}

const idOf = (location: string): number => Number(/^\/object\/(\d+)/.exec(location)?.[1] ?? 0)

export const ObjectScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const pointId = idOf(location)
  const points = useCall('listPoints', {})
  const point = usePointIndex().get(pointId)
  const device = useDeviceIndex().get(point?.deviceId ?? 0)
  const details = useCall('readObject', { pointId: Math.max(1, pointId) }, { enabled: point !== undefined })
  useViewedPoints(point === undefined ? [] : [point.id])
  useScreenPath([
    { label: t('frame.screen.points'), to: deviceDoor(point?.deviceId ?? 0) },
    ...(device === undefined ? [] : [{ label: device.name, to: devicePageDoor(device.id) }]),
    { label: point?.name ?? t('device.object'), to: objectDoor(pointId) },
  ])
  if (point === undefined) return points.isPending ? <LoadingPanel what={t('device.reading')} /> : <StatePanel title={t('device.noObject')}>{t('device.noObjectText')}</StatePanel>
  return (
    <Answer query={details} loading={t('device.reading')}>
      {(found) => <Details point={point} details={found} again={() => void details.refetch()} reading={details.isFetching} />}
    </Answer>
  )
}
