/** The bell of the frame: no sound and no notification for a while; alerts are raised and shown all the same. It ends by itself, and says how long still. */
import { Button, Popover, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../components/engine-text.ts'
import { duration } from '../components/format-time.ts'
import { useNow } from '../components/now.ts'
import { Moment } from '../components/time.tsx'
import { useCall, useEngine } from '../engine/engine-context.tsx'
import { mutedUntil } from './muted.ts'
import classes from './mute-control.module.css'

const MINUTE_MS = 60_000
/** Lengths to choose from, minutes. */
const LENGTHS = [15, 60, 240, 480] as const

const useSetMute = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  return async (untilMs: number | null, reason: string): Promise<void> => {
    const answer = await engine.setMute({ untilMs, reason })
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
}

const Choices = ({ close, untilMs, reason: given }: { readonly close: () => void; readonly untilMs: number | null; readonly reason: string }) => {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const setMute = useSetMute()
  const choose = (end: number | null): void => {
    void setMute(end, end === null ? '' : reason)
    close()
  }
  return (
    <div className={classes.choices}>
      {untilMs !== null && (
        <>
          <p className={classes.text}>
            {t('frame.mute.until')} <Moment atMs={untilMs} />. {given}
          </p>
          <Button onClick={() => choose(null)} data-autofocus>
            {t('frame.mute.end')}
          </Button>
        </>
      )}
      <p className={classes.text}>{t('frame.mute.text')}</p>
      <TextInput label={t('frame.mute.reason')} placeholder={t('frame.mute.placeholder')} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className={classes.lengths} role="group" aria-label={t('frame.mute.for')}>
        {LENGTHS.map((minutes) => (
          <Button key={minutes} variant="default" px={4} onClick={() => choose(Date.now() + minutes * MINUTE_MS)}>
            {duration(t, minutes * MINUTE_MS)}
          </Button>
        ))}
      </div>
    </div>
  )
}

export const MuteControl = () => {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const mute = useCall('getMute', {}).data
  const nowMs = useNow()
  const untilMs = mutedUntil(mute, nowMs)
  const left = untilMs === null ? '' : duration(t, Math.max(MINUTE_MS, untilMs - nowMs))
  const Picture = untilMs === null ? IconBell : IconBellOff
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus shadow="sm" width={328} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <button type="button" className={classes.bell} data-muted={untilMs !== null || undefined} aria-label={untilMs === null ? t('frame.mute.open') : t('frame.mute.left', { left })} title={untilMs === null ? t('frame.mute.open') : t('frame.mute.left', { left })} onClick={() => setOpened(!opened)}>
          <Picture size={16} stroke={1.8} aria-hidden="true" />
          {untilMs !== null && <span className={classes.left}>{left}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('frame.mute.open')}>{opened && <Choices close={() => setOpened(false)} untilMs={untilMs} reason={mute?.reason ?? ''} />}</Popover.Dropdown>
    </Popover>
  )
}
