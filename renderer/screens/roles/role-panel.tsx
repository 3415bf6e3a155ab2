/** One pattern beside the list: what it is and why, what can be said about it, its points. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Ref } from 'react'
import { Link } from 'wouter'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import type { Message } from '../../../shared/message.ts'
import { deviceLabel } from '../../components/device-label.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { LiveValueText } from '../../components/value.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { dayTime } from '../../components/format-time.ts'
import { useNow } from '../../components/now.ts'
import { objectDoor } from '../../doors.ts'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { BRICK_CLASSES } from './brick-classes.ts'
import type { RoleGroup } from './role-groups.ts'
import { RoleStateMark } from './role-marks.tsx'
import { RolePicker } from './role-picker.tsx'
import { shareText } from './share-text.ts'
import classes from './roles-screen.module.css'

interface RolePanelProps {
  readonly group: RoleGroup
  readonly busy: boolean
  readonly picker: Ref<HTMLInputElement>
  readonly confirm: () => void
  readonly set: (role: PointRole | null) => void
  readonly forget: () => void
}

/** Longer lists are counted. */
const MOST_POINTS = 60

const Messages = ({ messages }: { readonly messages: readonly Message[] }) => {
  const say = useMessageText()
  const said = [...new Set(messages.map(say))]
  return (
    <ul className={classes.reasons}>
      {said.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

const Decision = ({ group }: { readonly group: RoleGroup }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const nowMs = useNow()
  const [first] = group.assignments
  if (first === undefined || first.decidedAtMs === null) return null
  const found = first.foundRole === null ? t('roles.noRole') : `${t(`roles.name.${first.foundRole}`)} (${shareText(first.foundConfidence)})`
  return <p className={classes.quiet}>{t(`roles.decided.${group.source}`, { when: dayTime(first.decidedAtMs, timeZone, nowMs), found })}</p>
}

const Points = ({ group }: { readonly group: RoleGroup }) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const devices = useDeviceIndex()
  return (
    <>
      <h3>{t('roles.points', { count: group.assignments.length })}</h3>
      <ul className={classes.points}>
        {group.assignments.slice(0, MOST_POINTS).map(({ pointId, problems }) => {
          const point = points.get(pointId)
          const device = point === undefined ? undefined : devices.get(point.deviceId)
          if (point === undefined) return null
          return (
            <li key={pointId}>
              <span className={classes.pointName}>
                {problems.length > 0 && <StatusMark status="data" compact />}
                <Link href={objectDoor(pointId)} title={point.description === '' ? point.name : `${point.name}\n${point.description}`}>
                  {point.name}
                </Link>
              </span>
              <LiveValueText point={point} />
              <span className={classes.pointWhere}>
                {device === undefined ? '' : `${deviceLabel(t, device)} · `}
                {objectLabel(point.objectType, point.objectInstance)}
                {point.description === '' ? '' : ` · ${point.description}`}
              </span>
            </li>
          )
        })}
      </ul>
      {group.assignments.length > MOST_POINTS && <p className={classes.quiet}>{t('roles.morePoints', { count: group.assignments.length - MOST_POINTS })}</p>}
    </>
  )
}

export const RolePanel = ({ group, busy, picker, confirm, set, forget }: RolePanelProps) => {
  const { t } = useTranslation()
  const problems = group.assignments.flatMap((assignment) => assignment.problems)
  const [first] = group.assignments
  return (
    <aside className={classes.panel} aria-label={t('roles.panel')}>
      <h2 className={classes.panelTitle}>{group.role === null ? t('roles.noRole') : t(`roles.name.${group.role}`)}</h2>
      {group.role !== null && (
        <p className={classes.quiet}>
          {t(`roles.meaning.${group.role}`)}
          <br />
          <span className={classes.brick}>Brick: {BRICK_CLASSES[group.role]}</span>
        </p>
      )}
      <RoleStateMark state={group.state} confidence={group.confidence} />
      <Decision group={group} />
      <div className={classes.decide}>
        <RolePicker value={group.role} disabled={busy} input={picker} pick={set} />
        <div className={classes.buttons}>
          <Button variant={group.state === 'unsure' ? 'filled' : 'default'} disabled={busy || group.role === null || group.source !== 'found'} onClick={confirm} title="C">
            {t('roles.confirm')}
          </Button>
          {group.source !== 'found' && (
            <Button variant="default" disabled={busy} onClick={forget}>
              {t('roles.forget')}
            </Button>
          )}
        </div>
        <p className={classes.quiet}>{t('roles.decidesFor', { count: group.assignments.length })}</p>
      </div>
      <h3>{t('roles.why')}</h3>
      <Messages messages={first?.reasons ?? []} />
      {problems.length > 0 && (
        <>
          <h3>{t('roles.against')}</h3>
          <Messages messages={problems} />
        </>
      )}
      <Points group={group} />
    </aside>
  )
}
