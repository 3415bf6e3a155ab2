/** One deduction: what it costs, how grave it is, what was seen and where, what to do. */
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Deduction } from '../../../shared/domain/check-up.ts'
import { deviceLabel } from '../../components/device-label.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { devicePageDoor, pointsDoor } from '../../doors.ts'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import classes from './deduction-item.module.css'

/** So many stand there at once; the others are a click away. */
const SHOWN_AT_ONCE = 2

type Evidence = Deduction['evidence'][number]

const EvidenceRow = ({ evidence }: { readonly evidence: Evidence }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const device = useDeviceIndex().get(evidence.deviceId ?? 0)
  const point = usePointIndex().get(evidence.pointId ?? 0)
  const words = text(evidence.text)
  return (
    <li className={classes.evidence}>
      {device !== undefined && (
        <span className={classes.where}>
          <Link href={devicePageDoor(device.id)}>{deviceLabel(t, device)}</Link>
          {point !== undefined && (
            <>
              {' / '}
              <Link href={pointsDoor({ device: device.id, point: point.id })}>{point.name}</Link>
            </>
          )}
        </span>
      )}
      <span className={device === undefined ? classes.alone : classes.words}>{words}</span>
    </li>
  )
}

const EvidenceList = ({ deduction }: { readonly deduction: Deduction }) => {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const listId = useId()
  const { evidence, affected } = deduction
  if (evidence.length === 0) return null
  const hidden = evidence.length - SHOWN_AT_ONCE
  const shown = opened ? evidence : evidence.slice(0, SHOWN_AT_ONCE)
  const Chevron = opened ? IconChevronDown : IconChevronRight
  return (
    <>
      <ul className={classes.list} id={listId}>
        {shown.map((one) => (
          <EvidenceRow key={`${one.deviceId} ${one.pointId} ${JSON.stringify(one.text)}`} evidence={one} />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className={classes.more} aria-expanded={opened} aria-controls={listId} onClick={() => setOpened(!opened)}>
          <Chevron size={14} aria-hidden="true" />
          {opened ? t('check-up.fewer') : t('check-up.more', { count: hidden })}
        </button>
      )}
      {affected > evidence.length && <p className={classes.all}>{t('check-up.affected', { count: affected, shown: evidence.length })}</p>}
    </>
  )
}

export const DeductionItem = ({ deduction }: { readonly deduction: Deduction }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <li className={classes.item}>
      <span className={classes.points} title={t('check-up.pointsTaken', { count: deduction.points })}>
        {deduction.points === 0 ? '0' : `−${Math.round(deduction.points * 10) / 10}`}
      </span>
      <StatusMark status={deduction.severity} />
      <div className={classes.said}>
        <h3>{text(deduction.text)}</h3>
        <p className={classes.advice}>{text(deduction.advice)}</p>
        <EvidenceList deduction={deduction} />
      </div>
    </li>
  )
}
