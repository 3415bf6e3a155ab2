/** Unlocks writing for this run, after it was said what that means. */
import { Button, Checkbox, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../components/engine-text.ts'
import { useEngine } from '../engine/engine-context.tsx'
import classes from './writing.module.css'

interface UnlockDialogProps {
  readonly opened: boolean
  readonly close: () => void
}

const Form = ({ close }: { readonly close: () => void }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [understood, setUnderstood] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const unlock = async (): Promise<void> => {
    const answer = await engine.unlockWriting({ confirmed: true })
    if (answer.ok) close()
    else setFailed(failureText(t, answer.error))
  }
  return (
    <div className={classes.form}>
      <p className={classes.text}>{t('writing.unlockText')}</p>
      <Checkbox data-autofocus label={t('writing.understood')} checked={understood} onChange={(event) => setUnderstood(event.currentTarget.checked)} />
      {failed !== null && (
        <p className={classes.wrong} role="alert">
          {failed}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={close}>
          {t('writing.cancel')}
        </Button>
        <Button disabled={!understood} onClick={() => void unlock()}>
          {t('writing.unlock')}
        </Button>
      </div>
    </div>
  )
}

export const UnlockDialog = ({ opened, close }: UnlockDialogProps) => {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={close} title={t('writing.unlockTitle')} closeButtonProps={{ 'aria-label': t('writing.cancel') }}>
      {opened && <Form close={close} />}
    </Modal>
  )
}
