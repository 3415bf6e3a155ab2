/** Dialogs of plans: a new one with or without a picture, another name, and being sure before one goes. */
import { Button, FileButton, Modal, TextInput } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogEnd } from '../../components/dialog-end.tsx'
import classes from './plan-screen.module.css'

/** A PDF may be chosen: the answer says what to do with it. */
export const PICTURE_TYPES = '.png,.jpg,.jpeg,.svg,.pdf,image/png,image/jpeg,image/svg+xml,application/pdf'

interface NewPlanProps {
  readonly close: () => void
  /** Why it was refused, in words; null when the plan is there. */
  readonly make: (name: string, file: File | null) => Promise<string | null>
}

const nameFrom = (fileName: string): string => fileName.replace(/\.[^.]*$/, '').replaceAll(/[_-]+/g, ' ').trim().slice(0, 120)

export const NewPlanDialog = ({ close, make }: NewPlanProps) => {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const take = async (): Promise<void> => {
    setBusy(true)
    const refused = await make(name.trim(), file)
    setBusy(false)
    setFailed(refused)
    if (refused === null) close()
  }
  return (
    <Modal opened onClose={close} title={t('plan.new')} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') void take()
        }}
      >
        <TextInput data-autofocus label={t('plan.name')} placeholder={t('plan.namePlaceholder')} value={name} maxLength={120} required onChange={(event) => setName(event.currentTarget.value)} />
        <div>
          <FileButton
            accept={PICTURE_TYPES}
            onChange={(chosen) => {
              setFile(chosen)
              setFailed(null)
              if (chosen !== null && name.trim() === '') setName(nameFrom(chosen.name))
            }}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconPhoto size={14} aria-hidden="true" />}>
                {t('plan.choosePicture')}
              </Button>
            )}
          </FileButton>
          <p className={classes.quiet}>{file === null ? t('plan.pictureText') : file.name}</p>
        </div>
        <DialogEnd failed={failed} close={close}>
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>{t('plan.make')}</Button>
        </DialogEnd>
      </form>
    </Modal>
  )
}

interface RenameProps {
  readonly name: string
  readonly close: () => void
  readonly rename: (name: string) => void
}

export const RenamePlanDialog = ({ name: before, close, rename }: RenameProps) => {
  const { t } = useTranslation()
  const [name, setName] = useState(before)
  return (
    <Modal opened onClose={close} title={t('plan.rename')} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') rename(name.trim())
          close()
        }}
      >
        <TextInput data-autofocus label={t('plan.name')} value={name} maxLength={120} required onChange={(event) => setName(event.currentTarget.value)} />
        <DialogEnd failed={null} close={close}>
          <Button type="submit" disabled={name.trim() === ''}>{t('plan.keep')}</Button>
        </DialogEnd>
      </form>
    </Modal>
  )
}
