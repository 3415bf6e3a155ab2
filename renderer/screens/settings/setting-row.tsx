/** A setting on its line: name and explanation on the left, field on the right, what became of the save below it. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './setting-row.module.css'

interface SettingRowProps {
  readonly title: string
  readonly text: string
  readonly saved?: boolean
  readonly failed?: string | null
  readonly children: ReactNode
}

export const SettingRow = ({ title, text, saved = false, failed = null, children }: SettingRowProps) => {
  const { t } = useTranslation()
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.text}>{text}</span>
      </div>
      <div className={classes.field}>
        {children}
        <span className={classes.outcome} role="status" data-failed={failed !== null || undefined}>
          {failed ?? (saved ? t('settings.saved') : '')}
        </span>
      </div>
    </div>
  )
}
