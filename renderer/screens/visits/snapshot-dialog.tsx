/** Takes a snapshot with a note. */
import { Button, Modal, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import classes from './visits-screen.module.css'

const Form = ({ close }: { readonly close: () => void }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState<string | null>(null)
  const take = async (): Promise<void> => {
    const started = await engine.takeSnapshot({ note })
    if (started.ok) close()
    else setFailed(failureText(t, started.error))
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void take()
  }
  return (
    <form className={classes.form} onSubmit={onSubmit}>
      <TextInput data-autofocus label={t('visits.note')} placeholder={t('visits.notePlaceholder')} maxLength={2_000} value={note} error={failed} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={close}>
          {t('visits.cancel')}
        </Button>
        <Button type="submit">{t('visits.take')}</Button>
      </div>
    </form>
  )
}

export const SnapshotDialog = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={close} title={t('visits.take')} closeButtonProps={{ 'aria-label': t('visits.cancel') }}>
      {opened && <Form close={close} />}
    </Modal>
  )
}
