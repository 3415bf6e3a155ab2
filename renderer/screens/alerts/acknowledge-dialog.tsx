/** Acknowledges one or many alerts with a note. The alerts stay in the list while they are active. */
import { Button, Modal, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import classes from './acknowledge-dialog.module.css'

interface AcknowledgeDialogProps {
  /** The alerts; null = closed. */
  readonly alertIds: readonly number[] | null
  readonly close: () => void
  readonly done: () => void
}

const Form = ({ alertIds, close, done }: AcknowledgeDialogProps & { readonly alertIds: readonly number[] }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setBusy(true)
    const answer = await engine.acknowledgeAlerts({ alertIds: [...alertIds], note })
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
      <p className={classes.text}>{t('alerts.acknowledgeText')}</p>
      <Textarea
        data-autofocus
        label={t('alerts.note')}
        placeholder={t('alerts.notePlaceholder')}
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
      <div className={classes.buttons}>
        <Button variant="default" onClick={close}>
          {t('alerts.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('alerts.acknowledgeMany', { count: alertIds.length })}
        </Button>
      </div>
    </form>
  )
}

export const AcknowledgeDialog = ({ alertIds, close, done }: AcknowledgeDialogProps) => {
  const { t } = useTranslation()
  return (
    <Modal opened={alertIds !== null} onClose={close} title={t('alerts.acknowledgeMany', { count: alertIds?.length ?? 0 })} closeButtonProps={{ 'aria-label': t('alerts.cancel') }}>
      {alertIds !== null && <Form alertIds={alertIds} close={close} done={done} />}
    </Modal>
  )
}
