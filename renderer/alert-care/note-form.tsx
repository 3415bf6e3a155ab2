/** Acknowledges, confirms, notes or takes off the shelf: one or many alerts, with a note. */
import { Button, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineClient } from '../../shared/contract.ts'
import type { Alert } from '../../shared/domain/alert.ts'
import type { Failure, Result } from '../../shared/result.ts'
import { DialogEnd } from '../components/dialog-end.tsx'
import { failureText } from '../components/engine-text.ts'
import { useEngine } from '../engine/engine-context.tsx'
import classes from './care-dialog.module.css'

export type NoteAction = 'acknowledge' | 'confirm' | 'note' | 'unshelve'

interface NoteFormProps {
  readonly action: NoteAction
  readonly alerts: readonly Alert[]
  readonly close: () => void
  readonly done: () => void
}

const send = async (engine: EngineClient, action: NoteAction, alertIds: readonly number[], note: string): Promise<Failure | null> => {
  const failed = (answer: Result<unknown>): Failure | null => (answer.ok ? null : answer.error)
  switch (action) {
    case 'acknowledge':
      return failed(await engine.acknowledgeAlerts({ alertIds: [...alertIds], note }))
    case 'confirm':
      return failed(await engine.confirmAlerts({ alertIds: [...alertIds], note }))
    case 'unshelve':
      return failed(await engine.unshelveAlerts({ alertIds: [...alertIds], note }))
    case 'note':
      for (const alertId of alertIds) {
        const problem = failed(await engine.addAlertNote({ alertId, note }))
        if (problem !== null) return problem
      }
      return null
  }
}

export const NoteForm = ({ action, alerts, close, done }: NoteFormProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const missing = action === 'note' && note.trim() === ''
  const submit = async (): Promise<void> => {
    if (missing) return
    setBusy(true)
    const problem = await send(engine, action, alerts.map(({ id }) => id), note)
    setBusy(false)
    if (problem === null) done()
    else setFailed(failureText(t, problem))
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <p className={classes.text}>{t(`alert-care.${action}.text`)}</p>
      <Textarea
        data-autofocus
        label={t('alert-care.note.label')}
        placeholder={t(`alert-care.${action}.placeholder`)}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={2_000}
        value={note}
        error={failed}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault()
            void submit()
          }
        }}
      />
      <DialogEnd failed={null} close={close}>
        <Button type="submit" loading={busy} disabled={missing}>
          {t(`alert-care.${action}.do`, { count: alerts.length })}
        </Button>
      </DialogEnd>
    </form>
  )
}
