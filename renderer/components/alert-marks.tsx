/** What is worth knowing of an alert beside its state, each as a small picture with its word: chattering, standing, called again. */
import { IconActivityHeartbeat, IconBellRinging, IconCheckbox, IconClockPause, IconHourglassHigh, IconTool, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../shared/domain/alert.ts'
import { alertMarks, type AlertMark } from './alert-facts.ts'
import { useNow } from './now.ts'
import classes from './alert-marks.module.css'

const ICONS: Readonly<Record<AlertMark, Icon>> = { shelved: IconClockPause, maintenance: IconTool, chattering: IconActivityHeartbeat, reAlarmed: IconBellRinging, standing: IconHourglassHigh, confirmed: IconCheckbox }

interface AlertMarksProps {
  readonly alert: Alert
  /** Marks that the place shows otherwise. */
  readonly without?: readonly AlertMark[]
}

export const AlertMarks = ({ alert, without = [] }: AlertMarksProps) => {
  const { t } = useTranslation()
  const marks = alertMarks(alert, useNow('minute')).filter((mark) => !without.includes(mark))
  if (marks.length === 0) return null
  return (
    <span className={classes.marks}>
      {marks.map((mark) => {
        const Picture = ICONS[mark]
        return (
          <span key={mark} className={classes.mark} title={t(`alerts.markText.${mark}`)}>
            <Picture size={13} stroke={1.8} aria-hidden="true" />
            {t(`alerts.mark.${mark}`)}
          </span>
        )
      })}
    </span>
  )
}
