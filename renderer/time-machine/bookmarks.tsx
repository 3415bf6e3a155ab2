/** Bookmarks of the time machine: save this time with a name and a note, go back to saved ones, change and remove them. */
import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconBookmark, IconLink, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bookmark } from '../../shared/domain/past-state.ts'
import { failureText } from '../components/engine-text.ts'
import { fullTime } from '../components/format-time.ts'
import { useTimeZone } from '../components/time.tsx'
import { useCall } from '../engine/engine-context.tsx'
import { goTo, screenAddress } from '../hash-location.ts'
import { BookmarkForm } from './bookmark-form.tsx'
import { withTravel } from './travel-address.ts'
import { useTravelling } from './travel-context.tsx'
import { useBookmarkDeeds, type BookmarkDeeds } from './use-bookmarks.ts'
import classes from './bookmarks.module.css'

const SaveForm = ({ atMs, deeds }: { readonly atMs: number; readonly deeds: BookmarkDeeds }) => {
  const { t } = useTranslation()
  const { travel } = useTravelling()
  const address = `#${withTravel(screenAddress(), travel)}`
  return (
    <BookmarkForm atMs={atMs} save={t('time-machine.bookmark.save')} done={(words) => deeds.save({ ...words, atMs, address })}>
      <Button variant="default" leftSection={<IconLink size={14} aria-hidden="true" />} onClick={() => void deeds.copyLink(address)}>
        {t('time-machine.bookmark.copy')}
      </Button>
    </BookmarkForm>
  )
}

interface RowProps {
  readonly bookmark: Bookmark
  readonly deeds: BookmarkDeeds
  readonly close: () => void
  readonly edit: () => void
}

const Row = ({ bookmark, deeds, close, edit }: RowProps) => {
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
      <ActionIcon variant="subtle" color="gray" aria-label={t('time-machine.bookmark.changeOne', { name })} title={t('time-machine.bookmark.change')} onClick={edit}>
        <IconPencil size={15} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('time-machine.bookmark.removeOne', { name })} title={t('time-machine.bookmark.remove')} onClick={() => void deeds.remove(id, name)}>
        <IconTrash size={15} aria-hidden="true" />
      </ActionIcon>
    </li>
  )
}

interface EditRowProps {
  readonly bookmark: Bookmark
  readonly deeds: BookmarkDeeds
  readonly leave: () => void
}

/** A row while its name and note are changed. */
const EditRow = ({ bookmark, deeds, leave }: EditRowProps) => {
  const { t } = useTranslation()
  const change = async (words: Pick<Bookmark, 'name' | 'note'>): Promise<boolean> => {
    const done = await deeds.change(bookmark, words)
    if (done) leave()
    return done
  }
  return (
    <li className={classes.row} aria-label={t('time-machine.bookmark.changeOne', { name: bookmark.name })}>
      <BookmarkForm atMs={bookmark.atMs} first={bookmark} save={t('time-machine.bookmark.keep')} done={change}>
        <Button variant="default" onClick={leave}>
          {t('time-machine.bookmark.cancel')}
        </Button>
      </BookmarkForm>
    </li>
  )
}

interface ListProps {
  readonly deeds: BookmarkDeeds
  readonly close: () => void
  /** The bookmark that is changed; null = none. */
  readonly editing: number | null
  readonly edit: (bookmarkId: number | null) => void
}

const List = ({ deeds, close, editing, edit }: ListProps) => {
  const { t } = useTranslation()
  const answer = useCall('listBookmarks', {})
  if (answer.error !== null) return <p className={classes.quiet} role="alert">{failureText(t, answer.error.failure)}</p>
  if (answer.data === undefined) return null
  if (answer.data.length === 0) return <p className={classes.quiet}>{t('time-machine.bookmark.none')}</p>
  return (
    <ul className={classes.list} aria-label={t('time-machine.bookmark.title')}>
      {answer.data.map((bookmark) =>
        bookmark.id === editing ? (
          <EditRow key={bookmark.id} bookmark={bookmark} deeds={deeds} leave={() => edit(null)} />
        ) : (
          <Row key={bookmark.id} bookmark={bookmark} deeds={deeds} close={close} edit={() => edit(bookmark.id)} />
        ),
      )}
    </ul>
  )
}

export const Bookmarks = () => {
  const { t } = useTranslation()
  const { travel } = useTravelling()
  const [opened, setOpened] = useState(false)
  const [editing, setEditing] = useState<number | null>(null)
  const deeds = useBookmarkDeeds()
  const show = (open: boolean): void => {
    setOpened(open)
    setEditing(null)
  }
  /** Esc first leaves the change. */
  const onEscape = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && editing !== null) setEditing(null)
  }
  return (
    <Popover opened={opened} onChange={show} position="bottom-end" trapFocus shadow="sm" width={400} closeOnEscape={editing === null} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" size="compact-xs" leftSection={<IconBookmark size={14} aria-hidden="true" />} onClick={() => show(!opened)}>
          {t('time-machine.bookmark.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('time-machine.bookmark.title')} onKeyDown={onEscape}>
        {travel.atMs !== null && editing === null && <SaveForm atMs={travel.atMs} deeds={deeds} />}
        <List deeds={deeds} close={() => show(false)} editing={editing} edit={setEditing} />
      </Popover.Dropdown>
    </Popover>
  )
}
