/** What changes something: where the past is shown it cannot be used, and it is said why. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useInPast } from './moment.ts'
import classes from './deeds.module.css'

interface DeedsProps {
  /** Without the sentence, where it stands close by. */
  readonly quiet?: boolean
  readonly children: ReactNode
}

export const Deeds = ({ quiet = false, children }: DeedsProps) => {
  const { t } = useTranslation()
  if (!useInPast()) return children
  return (
    <>
      <fieldset className={classes.deeds} disabled title={t('time-machine.onlyLooks')}>
        {children}
      </fieldset>
      {!quiet && <span className={classes.why}>{t('time-machine.onlyLooks')}</span>}
    </>
  )
}
