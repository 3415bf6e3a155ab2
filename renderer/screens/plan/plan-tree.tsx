/** What can be placed: areas, equipment, and devices with their points. Rows are dragged onto the plan, or placed in its middle by their button. */
import { ActionIcon, TextInput } from '@mantine/core'
import { IconCheck, IconChevronDown, IconChevronRight, IconPlus, IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../../shared/domain/device.ts'
import type { PlanItem, PlanSubject } from '../../../shared/domain/plan.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { deviceLabel } from '../../components/device-label.ts'
import { NEW_AREA, type Named } from './item-words.ts'
import { startDrag, subjectKey } from './plan-drag.ts'
import classes from './plan-screen.module.css'

/** Rows of one device, or of a search; the search narrows further. */
const MOST_ROWS = 200

interface PlanTreeProps {
  readonly named: Named
  readonly items: readonly PlanItem[]
  readonly place: (subject: PlanSubject) => void
}

interface RowProps {
  readonly subject: PlanSubject
  readonly name: string
  readonly placed: boolean
  readonly place: (subject: PlanSubject) => void
  readonly deep?: boolean
  readonly before?: ReactNode
}

const Row = ({ subject, name, placed, place, deep = false, before }: RowProps) => {
  const { t } = useTranslation()
  return (
    // Dragging is a short cut for the button of the row, which the keyboard reaches.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes.row} data-deep={deep || undefined} draggable onDragStart={(event) => startDrag(event, subject)} title={name}>
      {before}
      <span className={classes.rowName}>{name}</span>
      {placed && <IconCheck size={14} aria-label={t('plan.placed')} />}
      <ActionIcon variant="subtle" size="sm" aria-label={t('plan.placeOne', { name })} onClick={() => place(subject)}>
        <IconPlus size={14} aria-hidden="true" />
      </ActionIcon>
    </div>
  )
}

const matches = (text: string, ...names: readonly string[]): boolean => names.some((name) => name.toLowerCase().includes(text))
const byName = (a: { readonly name: string }, b: { readonly name: string }): number => a.name.localeCompare(b.name, 'en', { numeric: true })

export const PlanTree = ({ named, items, place }: PlanTreeProps) => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const text = useDeferredValue(typed.trim().toLowerCase())
  const onPlan = useMemo(() => new Set(items.map(({ subject }) => subjectKey(subject))), [items])
  const byDevice = useMemo(() => Map.groupBy(named.points.values(), ({ deviceId }) => deviceId), [named.points])
  const devices = useMemo(() => [...named.devices.values()].toSorted(byName), [named.devices])
  const equipment = useMemo(() => [...named.equipment.values()].filter(({ kind }) => kind !== 'motor').toSorted(byName), [named.equipment])
  const isPlaced = (subject: PlanSubject): boolean => onPlan.has(subjectKey(subject))
  const toggle = (id: number): void => setOpen((old) => (old.has(id) ? new Set([...old].filter((other) => other !== id)) : new Set([...old, id])))

  const pointRows = (points: readonly Point[]): ReactNode => (
    <>
      {points.slice(0, MOST_ROWS).map(({ id, name }) => (
        <Row key={id} deep subject={{ what: 'point', pointId: id }} name={name} placed={isPlaced({ what: 'point', pointId: id })} place={place} />
      ))}
      {points.length > MOST_ROWS && <p className={classes.quiet}>{t('plan.moreRows', { count: points.length - MOST_ROWS })}</p>}
    </>
  )
  const deviceRows = (device: Device): ReactNode => {
    const name = deviceLabel(t, device)
    const own = byDevice.get(device.id) ?? []
    const found = text === '' || matches(text, name) ? own : own.filter((point) => matches(text, point.name, point.description))
    if (text !== '' && found.length === 0 && !matches(text, name)) return null
    const isOpen = open.has(device.id) || (text !== '' && !matches(text, name))
    const Chevron = isOpen ? IconChevronDown : IconChevronRight
    const subject: PlanSubject = { what: 'device', deviceId: device.id }
    return (
      <div key={device.id}>
        <Row
          subject={subject}
          name={name}
          placed={isPlaced(subject)}
          place={place}
          before={
            <ActionIcon variant="subtle" size="sm" aria-expanded={isOpen} aria-label={t('plan.pointsOf', { name })} onClick={() => toggle(device.id)}>
              <Chevron size={14} aria-hidden="true" />
            </ActionIcon>
          }
        />
        {isOpen && pointRows(found.toSorted(byName))}
      </div>
    )
  }
  const shownEquipment = equipment.filter(({ name }) => text === '' || matches(text, name))
  return (
    <section className={classes.tree} aria-label={t('plan.tree')}>
      <h2 className={classes.heading}>{t('plan.tree')}</h2>
      <p className={classes.quiet}>{t('plan.treeText')}</p>
      <TextInput aria-label={t('plan.find')} placeholder={t('plan.find')} leftSection={<IconSearch size={14} aria-hidden="true" />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      <div className={classes.rows}>
        {text === '' && <Row subject={NEW_AREA} name={t('plan.newArea')} placed={false} place={place} />}
        {shownEquipment.length > 0 && <h3 className={classes.group}>{t('plan.equipment')}</h3>}
        {shownEquipment.slice(0, MOST_ROWS).map(({ id, name }) => (
          <Row key={id} subject={{ what: 'equipment', equipmentId: id }} name={name} placed={isPlaced({ what: 'equipment', equipmentId: id })} place={place} />
        ))}
        <h3 className={classes.group}>{t('plan.devices')}</h3>
        {devices.map(deviceRows)}
      </div>
    </section>
  )
}
