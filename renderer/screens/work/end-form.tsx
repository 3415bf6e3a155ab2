/** Ends a task: done, with what was done and what it saves; or dropped, with why. */
import { Button, NumberInput, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogEnd } from '../../components/dialog-end.tsx'
import classes from './work.module.css'

interface EndFormProps {
  readonly how: 'done' | 'dropped'
  readonly close: () => void
  /** Null = ended; else why not. */
  readonly end: (note: string, savedKwhPerYear: number | null) => Promise<string | null>
}

export const EndForm = ({ how, close, end }: EndFormProps) => {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [saved, setSaved] = useState<string | number>('')
  const [failed, setFailed] = useState<string | null>(null)
  const submit = async (): Promise<void> => {
    const refused = await end(note, typeof saved === 'number' ? saved : null)
    if (refused === null) close()
    else setFailed(refused)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <Textarea data-autofocus label={t(`work.end.${how}.note`)} autosize minRows={3} maxRows={8} maxLength={2_000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {how === 'done' && <NumberInput label={t('work.end.saved')} description={t('work.end.savedText')} min={0} max={1e9} thousandSeparator=" " value={saved} onChange={setSaved} />}
      <DialogEnd failed={failed} close={close}>
        <Button type="submit">{t(`work.end.${how}.do`)}</Button>
      </DialogEnd>
    </form>
  )
}
