/** In place of an alert or incident that at the time shown was still to come: says when it came, and leads there. */
import { Button, CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fullTime } from '../../components/format-time.ts'
import { usePastMoment } from '../../components/moment.ts'
import { StatePanel } from '../../components/state-panel.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { jumpTo, travelNow } from '../../time-machine/travel.ts'

interface NotYetProps {
  readonly what: 'alert' | 'incident'
  /** When it was raised or began, ms. */
  readonly fromMs: number
  /** Closes the panel it stands in; absent where it is the whole screen. */
  readonly close?: () => void
  /** Shown once it was there, and always of now. */
  readonly children: ReactNode
}

export const NotYet = ({ what, fromMs, close, children }: NotYetProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const pastMs = usePastMoment()
  if (pastMs === null || fromMs <= pastMs) return children
  const go = (): void => {
    const travel = travelNow()
    // Of two times side by side, the one that is shown here.
    jumpTo(travel.versusMs === pastMs ? { ...travel, versusMs: fromMs } : { ...travel, atMs: fromMs })
  }
  return (
    <>
      {close !== undefined && <CloseButton aria-label={t('alerts.closePanel')} onClick={close} ml="auto" />}
      <StatePanel title={t(`time-machine.notYet.${what}`)} actions={<Button onClick={go}>{t('time-machine.notYet.go')}</Button>}>
        {t(`time-machine.notYet.${what}At`, { time: fullTime(fromMs, timeZone) })}
      </StatePanel>
    </>
  )
}
