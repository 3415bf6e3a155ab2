/** Bookmarks of the time machine: save this time with a name and a note, and go back to saved ones. */
import { ActionIcon, Button, Popover, Textarea, TextInput } from '@mantine/core'
import { IconBookmark, IconLink, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bookmark } from '../../shared/domain/past-state.ts'
import { failureText } from '../components/engine-text.ts'
import { fullTime } from '../components/format-time.ts'
import { useTimeZone } from '../components/time.tsx'
import { useCall } from '../engine/engine-context.tsx'
import { goTo, screenAddress } from '../hash-location.ts'
import { withTravel } from './travel-address.ts'
import { useTravelling } from './travel-context.tsx'
import { useBookmarkDeeds, type BookmarkDeeds } from './use-bookmarks.ts'
import classes from './bookmarks.module.css'

const LONGEST_NAME = 200
const LONGEST_NOTE = 2_000

const SaveForm = ({ atMs, deeds }: { readonly atMs: number; readonly deeds: BookmarkDeeds }) => {
  const { t } = useTranslation()
  const { travel } = useTravelling()
  const timeZone = useTimeZone()
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const address = `#${withTravel(screenAddress(), travel)}`
  const save = async (): Promise<void> => {
    if (!(await deeds.save({ name: name.trim() === '' ? fullTime(atMs, timeZone) : name, note, atMs, address }))) return
    setName('')
    setNote('')
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextInput label={t('time-machine.bookmark.name')} placeholder={fullTime(atMs, timeZone)} maxLength={LONGEST_NAME} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Textarea label={t('time-machine.bookmark.note')} autosize minRows={1} maxRows={4} maxLength={LONGEST_NOTE} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className={classes.buttons}>
        <Button type="submit">{t('time-machine.bookmark.save')}</Button>
        <Button variant="default" leftSection={<IconLink size={14} aria-hidden="true" />} onClick={() => void deeds.copyLink(address)}>
          {t('time-machine.bookmark.copy')}
        </Button>
      </div>
    </form>
  )
}

const Row = ({ bookmark, deeds, close }: { readonly bookmark: Bookmark; readonly deeds: BookmarkDeeds; readonly close: () => void }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const { id, name, note, atMs, address, createdBy } = bookmark
  const open = (): void => {
    goTo(address)
    close()
  }
  return (
    <li className={classes.row}>
      <button type="button" className={classes.open} onClick={open}>
        <span className={classes.name}>{name}</span>
        <span className={classes.quiet}>{fullTime(atMs, timeZone)}</span>
        {note !== '' && <span className={classes.note}>{note}</span>}
        <span className={classes.quiet}>{t('time-machine.bookmark.by', { who: createdBy })}</span>
      </button>
      <ActionIcon variant="subtle" color="gray" aria-label={t('time-machine.bookmark.copyOne', { name })} title={t('time-machine.bookmark.copy')} onClick={() => void deeds.copyLink(address)}>
        <IconLink size={15} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('time-machine.bookmark.removeOne', { name })} title={t('time-machine.bookmark.remove')} onClick={() => void deeds.remove(id, name)}>
        <IconTrash size={15} aria-hidden="true" />
      </ActionIcon>
    </li>
  )
}

const List = ({ deeds, close }: { readonly deeds: BookmarkDeeds; readonly close: () => void }) => {
  const { t } = useTranslation()
  const answer = useCall('listBookmarks', {})
  if (answer.error !== null) return <p className={classes.quiet} role="alert">{failureText(t, answer.error.failure)}</p>
  if (answer.data === undefined) return null
  if (answer.data.length === 0) return <p className={classes.quiet}>{t('time-machine.bookmark.none')}</p>
  return (
    <ul className={classes.list} aria-label={t('time-machine.bookmark.title')}>
      {answer.data.map((bookmark) => (
        <Row key={bookmark.id} bookmark={bookmark} deeds={deeds} close={close} />
      ))}
    </ul>
  )
}

export const Bookmarks = () => {
  const { t } = useTranslation()
  const { travel } = useTravelling()
  const [opened, setOpened] = useState(false)
  const deeds = useBookmarkDeeds()
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus shadow="sm" width={400} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" size="compact-xs" leftSection={<IconBookmark size={14} aria-hidden="true" />} onClick={() => setOpened(!opened)}>
          {t('time-machine.bookmark.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('time-machine.bookmark.title')}>
        {travel.atMs !== null && <SaveForm atMs={travel.atMs} deeds={deeds} />}
        <List deeds={deeds} close={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
