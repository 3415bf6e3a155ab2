/** What moved with the point of an alert: looked for when somebody asks, because two weeks of many points are read for it. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { MovedView } from '../correlation/moved-view.tsx'
import classes from './alert-reasons.module.css'

/** Of a long alert its beginning, in which the others moved too. */
const LONGEST_MS = 24 * 3_600_000
/** Of one that just began at least so much, and what went before it. */
const SHORTEST_MS = 3_600_000
const MINUTE_MS = 60_000

export const AlertCompany = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const nowMs = useNow('minute')
  const [asked, setAsked] = useState<{ readonly fromMs: number; readonly toMs: number } | null>(null)
  if (alert.pointId === null) return null
  const ask = (): void => {
    const endMs = Math.min(alert.clearedAtMs ?? nowMs, alert.startedAtMs + LONGEST_MS)
    const fromMs = Math.min(alert.startedAtMs, endMs - SHORTEST_MS)
    setAsked({ fromMs: Math.floor(fromMs / MINUTE_MS) * MINUTE_MS, toMs: Math.ceil(endMs / MINUTE_MS) * MINUTE_MS })
  }
  return (
    <Section title={t('correlation.movedWith')}>
      {asked === null ? (
        <>
          <p className={classes.none}>{t('correlation.movedWhy')}</p>
          <Button variant="default" onClick={ask}>{t('correlation.movedLook')}</Button>
        </>
      ) : (
        <MovedView pointId={alert.pointId} {...asked} />
      )}
    </Section>
  )
}
