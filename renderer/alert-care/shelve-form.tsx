/** Sets alerts aside: why, and until when. */
import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../shared/domain/alert.ts'
import { DialogEnd } from '../components/dialog-end.tsx'
import { failureText } from '../components/engine-text.ts'
import { duration, fullTime } from '../components/format-time.ts'
import { LOCAL_INPUT_FORMAT, fromLocalInput, toLocalInput } from '../components/local-input.ts'
import { useNow } from '../components/now.ts'
import { useTimeZone } from '../components/time.tsx'
import { useEngine } from '../engine/engine-context.tsx'
import { SHELF_CHOICES, shelfEnd, type ShelfChoice } from './shelf-end.ts'
import classes from './care-dialog.module.css'

interface ShelveFormProps {
  readonly alerts: readonly Alert[]
  readonly close: () => void
  readonly done: () => void
}

const DAY_MS = 86_400_000

/** What is chosen, and what of it stands in the way. */
const useChoice = () => {
  const timeZone = useTimeZone()
  const nowMs = useNow()
  const [choice, setChoice] = useState<ShelfChoice>('4h')
  const [custom, setCustom] = useState(() => toLocalInput(timeZone, nowMs + DAY_MS))
  const [oneShot, setOneShot] = useState(true)
  const untilMs = shelfEnd(choice, nowMs, timeZone, fromLocalInput(timeZone, custom))
  return { timeZone, nowMs, choice, setChoice, custom, setCustom, oneShot, setOneShot, untilMs, past: untilMs !== null && !(untilMs > nowMs) }
}

export const ShelveForm = ({ alerts, close, done }: ShelveFormProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const { timeZone, nowMs, choice, setChoice, custom, setCustom, oneShot, setOneShot, untilMs, past } = useChoice()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const missing = reason.trim() === ''
  const submit = async (): Promise<void> => {
    setTried(true)
    if (missing || past) return
    setBusy(true)
    const answer = await engine.shelveAlerts({ alertIds: alerts.map(({ id }) => id), reason, ...(untilMs === null ? { oneShot: true } : { untilMs: Math.round(untilMs), oneShot }) })
    setBusy(false)
    if (answer.ok) done()
    else setFailed(failureText(t, answer.error))
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <p className={classes.text}>{t('alert-care.shelve.text')}</p>
      <TextInput data-autofocus label={t('alert-care.reason')} placeholder={t('alert-care.shelve.placeholder')} maxLength={500} value={reason} error={tried && missing ? t('alert-care.reasonMissing') : undefined} onChange={(event) => setReason(event.currentTarget.value)} />
      <div>
        <div className={classes.label} id="shelf-choice">
          {t('alert-care.shelve.until')}
        </div>
        <SegmentedControl
          fullWidth
          aria-labelledby="shelf-choice"
          data={SHELF_CHOICES.map((value) => ({ value, label: t(`alert-care.shelve.choice.${value}`) }))}
          value={choice}
          onChange={(value) => setChoice(value)}
        />
      </div>
      {choice === 'custom' && <DateTimePicker size="xs" label={t('alert-care.shelve.end')} valueFormat={LOCAL_INPUT_FORMAT} value={custom} minDate={toLocalInput(timeZone, nowMs)} onChange={(value) => setCustom(value ?? '')} error={past ? t('alert-care.shelve.past') : undefined} />}
      <p className={classes.end} role="status">
        {untilMs === null ? t('alert-care.shelve.endsClears') : past ? '' : t('alert-care.shelve.ends', { time: fullTime(untilMs, timeZone), length: duration(t, untilMs - nowMs) })}
      </p>
      {choice !== 'clears' && <Checkbox label={t('alert-care.shelve.oneShot')} description={t('alert-care.shelve.oneShotText')} checked={oneShot} onChange={(event) => setOneShot(event.currentTarget.checked)} />}
      <DialogEnd failed={failed} close={close}>
        <Button type="submit" loading={busy}>
          {t('alert-care.shelve.do', { count: alerts.length })}
        </Button>
      </DialogEnd>
    </form>
  )
}
