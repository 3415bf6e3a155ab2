/** Ends a task: done, with what was done, what it took and what it saves; or dropped, with why. */
import { Button, NumberInput, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskEnd } from '../../../shared/domain/task.ts'
import { DialogEnd } from '../../components/dialog-end.tsx'
import classes from './work.module.css'

const numberOf = (value: string | number): number | null => (typeof value === 'number' ? value : null)

interface EndFormProps {
  readonly how: 'done' | 'dropped'
  readonly close: () => void
  readonly currency: string | null
  /** Null = ended; else why not. */
  readonly end: (end: TaskEnd) => Promise<string | null>
}

export const EndForm = ({ how, close, currency, end }: EndFormProps) => {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [saved, setSaved] = useState<string | number>('')
  const [hours, setHours] = useState<string | number>('')
  const [cost, setCost] = useState<string | number>('')
  const [failed, setFailed] = useState<string | null>(null)
  const submit = async (): Promise<void> => {
    const refused = await end({ note, savedKwhPerYear: numberOf(saved), spentHours: numberOf(hours), cost: numberOf(cost), currency })
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
      {how === 'done' && (
        <div className={classes.pair}>
          <NumberInput label={t('work.end.hours')} description={t('work.end.hoursText')} min={0} max={10_000} step={0.5} value={hours} onChange={setHours} />
          <NumberInput label={currency === null ? t('work.end.cost') : t('work.end.costIn', { currency })} description={t('work.end.costText')} min={0} max={1e9} decimalScale={2} thousandSeparator=" " value={cost} onChange={setCost} />
        </div>
      )}
      {how === 'done' && <NumberInput label={t('work.end.saved')} description={t('work.end.savedText')} min={0} max={1e9} thousandSeparator=" " value={saved} onChange={setSaved} />}
      <DialogEnd failed={failed} close={close}>
        <Button type="submit">{t(`work.end.${how}.do`)}</Button>
      </DialogEnd>
    </form>
  )
}
