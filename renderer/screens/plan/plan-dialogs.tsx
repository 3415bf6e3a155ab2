/** Dialogs of plans: a new one with or without a picture, another name, and being sure before one goes. */
import { Button, FileButton, Modal, TextInput } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogEnd } from '../../components/dialog-end.tsx'
import { failureText } from '../../components/engine-text.ts'
import classes from './plan-screen.module.css'
import { usePictureChoice } from './use-picture-choice.tsx'

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
  /** The chosen PDF gave no picture: no plan is made without what was asked for. */
  const [unusable, setUnusable] = useState(false)
  const picture = usePictureChoice()
  const choose = async (chosen: File | null): Promise<void> => {
    setFailed(null)
    if (chosen === null) return
    setBusy(true)
    const taken = await picture.choose(chosen)
    setBusy(false)
    setFile(taken.ok ? taken.value : null)
    setUnusable(!taken.ok)
    if (!taken.ok) setFailed(failureText(t, taken.error))
    if (name.trim() === '') setName(nameFrom(chosen.name))
  }
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
          if (name.trim() !== '' && !unusable) void take()
        }}
      >
        <TextInput data-autofocus label={t('plan.name')} placeholder={t('plan.namePlaceholder')} value={name} maxLength={120} required onChange={(event) => setName(event.currentTarget.value)} />
        <div>
          <FileButton accept={PICTURE_TYPES} onChange={(chosen) => void choose(chosen)}>
            {(props) => (
              <Button {...props} variant="default" loading={busy} leftSection={<IconPhoto size={14} aria-hidden="true" />}>
                {t('plan.choosePicture')}
              </Button>
            )}
          </FileButton>
          <p className={classes.quiet}>{file === null ? t('plan.pictureText') : file.name}</p>
        </div>
        <DialogEnd failed={failed} close={close}>
          <Button type="submit" loading={busy} disabled={name.trim() === '' || unusable}>{t('plan.make')}</Button>
        </DialogEnd>
      </form>
      {picture.dialog}
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
