/** Name and note of a bookmark: of a new one, or of one that is changed. */
import { Button, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookmarkFields } from '../../shared/domain/past-state.ts'
import { fullTime } from '../components/format-time.ts'
import { useTimeZone } from '../components/time.tsx'
import classes from './bookmarks.module.css'

type Words = Pick<BookmarkFields, 'name' | 'note'>

interface BookmarkFormProps {
  readonly atMs: number
  /** What stands there already; absent for a new one. */
  readonly first?: Words
  /** On the button. */
  readonly save: string
  /** Without a name it is called by its time. True when it was done. */
  readonly done: (words: Words) => Promise<boolean>
  /** Further buttons. */
  readonly children: ReactNode
}

const LONGEST_NAME = 200
const LONGEST_NOTE = 2_000

export const BookmarkForm = ({ atMs, first, save, done, children }: BookmarkFormProps) => {
  const { t } = useTranslation()
  const time = fullTime(atMs, useTimeZone())
  const [name, setName] = useState(first?.name ?? '')
  const [note, setNote] = useState(first?.note ?? '')
  const nameField = useRef<HTMLInputElement>(null)
  const changes = first !== undefined
  // The button that opened it is gone, and with it where the keyboard was.
  useEffect(() => {
    if (changes) nameField.current?.select()
  }, [changes])
  const submit = async (): Promise<void> => {
    const did = await done({ name: name.trim() === '' ? time : name.trim(), note })
    if (!did || changes) return
    setName('')
    setNote('')
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextInput ref={nameField} label={t('time-machine.bookmark.name')} placeholder={time} maxLength={LONGEST_NAME} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Textarea label={t('time-machine.bookmark.note')} autosize minRows={1} maxRows={4} maxLength={LONGEST_NOTE} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className={classes.buttons}>
        <Button type="submit">{save}</Button>
        {children}
      </div>
    </form>
  )
}
