/** Adds points to a chart: type, arrows, Enter; the list stays open for the next one. */
import { ScrollArea, TextInput, UnstyledButton } from '@mantine/core'
import { useClickOutside, useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { LiveValueText } from '../../components/value.tsx'
import { bestMatches, type PointEntry } from '../points/point-search.ts'
import classes from './trend-screen.module.css'

interface PickerProps {
  readonly entries: readonly PointEntry[]
  readonly picked: readonly number[]
  readonly most: number
  readonly input: RefObject<HTMLInputElement | null>
  readonly onToggle: (pointId: number) => void
}

const MOST_SHOWN = 40

export const PointPicker = ({ entries, picked, most, input, onToggle }: PickerProps) => {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const [query] = useDebouncedValue(text, 60)
  const list = useRef<HTMLDivElement>(null)
  const outside = useClickOutside(() => setOpen(false))
  const found = useMemo(() => (open ? bestMatches(entries, query, MOST_SHOWN) : []), [open, entries, query])
  const full = picked.length >= most

  const toggle = (entry: PointEntry | undefined): void => {
    if (entry && (!full || picked.includes(entry.point.id))) onToggle(entry.point.id)
  }
  const move = (by: number): void => {
    const next = Math.max(0, Math.min(found.length - 1, at + by))
    setAt(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') toggle(found[at])
    else if (event.key === 'Escape') {
      setOpen(false)
      input.current?.blur()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.picker} ref={outside}>
      <TextInput
        ref={input}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={press}
        placeholder={t('trend.addPoint')}
        aria-label={t('trend.addPoint')}
        role="combobox"
        aria-expanded={open}
        aria-controls="trend-picker-list"
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={<kbd className={classes.key}>/</kbd>}
      />
      {open && (
        <div className={classes.pickerList} id="trend-picker-list" role="listbox" aria-label={t('trend.addPoint')}>
          {full && <div className={classes.pickerNote}>{t('trend.pickedMost', { most })}</div>}
          {found.length === 0 && <div className={classes.pickerNote}>{t('trend.nothingFound', { text })}</div>}
          <ScrollArea.Autosize mah={320} type="auto">
            <div ref={list}>
              {found.map((entry, index) => (
                <UnstyledButton
                  key={entry.point.id}
                  className={classes.pickerRow}
                  role="option"
                  aria-selected={picked.includes(entry.point.id)}
                  data-at={index === at || undefined}
                  tabIndex={-1}
                  onMouseEnter={() => setAt(index)}
                  onClick={() => toggle(entry)}
                >
                  <span className={classes.tick}>{picked.includes(entry.point.id) ? '✓' : ''}</span>
                  <span className={classes.pickerName}>{entry.point.name}</span>
                  <span className={classes.quiet}>{entry.deviceName}</span>
                  <LiveValueText point={entry.point} bare />
                </UnstyledButton>
              ))}
            </div>
          </ScrollArea.Autosize>
        </div>
      )}
    </div>
  )
}
