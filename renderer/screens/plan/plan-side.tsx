/** Beside the plan: what is chosen, with everything about it and its doors; what is abnormal here. */
import { Button, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Plan, PlanItem, PlanItemChange } from '../../../shared/domain/plan.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago } from '../../components/time.tsx'
import { LiveValueText } from '../../components/value.tsx'
import { alertsDoor, objectDoor, pointsDoor } from '../../doors.ts'
import { useLiveValue } from '../../engine/engine-context.tsx'
import { abnormalItems, type ItemStatus } from './item-status.ts'
import { itemDoor, itemName, type Named } from './item-words.ts'
import classes from './plan-screen.module.css'

interface SideProps {
  readonly plan: Plan
  readonly items: readonly PlanItem[]
  readonly named: Named
  readonly statuses: ReadonlyMap<number, ItemStatus>
  readonly chosen: ReadonlySet<number>
  readonly choose: (id: number) => void
  readonly change: (changes: readonly PlanItemChange[]) => void
}

const MOST_ABNORMAL = 50
const LEAST_AREA = 40

const Label = ({ item, change }: { readonly item: PlanItem; readonly change: SideProps['change'] }) => {
  const { t } = useTranslation()
  const [text, setText] = useState(item.label)
  const keep = (): void => {
    if (text.trim() !== item.label) change([{ id: item.id, label: text.trim() }])
  }
  return (
    <TextInput
      label={t('plan.label')}
      description={item.subject.what === 'area' ? undefined : t('plan.labelText')}
      value={text}
      maxLength={120}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
      }}
    />
  )
}

/** Where it is and how large, for those who want it exact. */
const Measures = ({ item, plan, change }: { readonly item: PlanItem; readonly plan: Plan; readonly change: SideProps['change'] }) => {
  const { t } = useTranslation()
  const { subject } = item
  const field = (name: 'x' | 'y' | 'width' | 'height', value: number, least: number, most: number) => (
    <NumberInput
      key={`${name} ${value}`}
      label={t(`plan.${name}`)}
      defaultValue={Math.round(value)}
      min={least}
      max={Math.floor(most)}
      hideControls
      onBlur={(event) => {
        const next = Number(event.currentTarget.value)
        if (Number.isFinite(next) && next !== Math.round(value)) change([{ id: item.id, [name]: Math.max(least, Math.min(most, next)) }])
      }}
    />
  )
  return (
    <div className={classes.measures}>
      {field('x', item.x, 0, plan.width)}
      {field('y', item.y, 0, plan.height)}
      {subject.what === 'area' && field('width', subject.width, LEAST_AREA, plan.width)}
      {subject.what === 'area' && field('height', subject.height, LEAST_AREA, plan.height)}
    </div>
  )
}

const PointFacts = ({ pointId, named }: { readonly pointId: number; readonly named: Named }) => {
  const { t } = useTranslation()
  const point = named.points.get(pointId)
  const live = useLiveValue(pointId)
  if (point === undefined) return <p className={classes.quiet}>{t('plan.goneText')}</p>
  const device = named.devices.get(point.deviceId)
  return (
    <>
      <p className={classes.big}><LiveValueText point={point} /></p>
      <p className={classes.quiet}>
        {live !== undefined && live.timeMs > 0 ? <Ago atMs={live.timeMs} /> : t('plan.never')}
        {device !== undefined && ` · ${device.name}`}
        {point.description !== '' && ` · ${point.description}`}
      </p>
    </>
  )
}

const One = ({ plan, item, items, named, statuses, change }: Omit<SideProps, 'chosen' | 'choose'> & { readonly item: PlanItem }) => {
  const { t } = useTranslation()
  const status = statuses.get(item.id)
  const door = itemDoor(item, items, named)
  const { subject } = item
  const gone = status?.gone ?? false
  return (
    <>
      <h2 className={classes.heading}>{itemName(t, item, named)}</h2>
      {status !== undefined && !gone && (
        <p className={classes.marks}>
          <StatusMark status={status.status} hollow={status.hollow} />
          {status.alerts > 0 && <span>{t('plan.alerts', { count: status.alerts })}</span>}
        </p>
      )}
      {subject.what === 'point' && <PointFacts pointId={subject.pointId} named={named} />}
      {gone && subject.what !== 'point' && <p className={classes.quiet}>{t('plan.goneText')}</p>}
      <div className={classes.doors}>
        {door !== null && !gone && <Link href={door}>{t(subject.what === 'device' ? 'plan.toDevice' : 'plan.toTrend')}</Link>}
        {subject.what === 'point' && !gone && <Link href={objectDoor(subject.pointId)}>{t('plan.toObject')}</Link>}
        {subject.what === 'device' && !gone && <Link href={pointsDoor({ device: subject.deviceId })}>{t('plan.toPoints')}</Link>}
        {subject.what === 'device' && (status?.alerts ?? 0) > 0 && <Link href={alertsDoor({ device: subject.deviceId })}>{t('plan.toAlerts')}</Link>}
      </div>
      {!plan.locked && <Label key={`${item.id} ${item.label}`} item={item} change={change} />}
      {!plan.locked && <Measures key={item.id} item={item} plan={plan} change={change} />}
    </>
  )
}

const Abnormal = ({ items, named, statuses, choose }: Pick<SideProps, 'items' | 'named' | 'statuses' | 'choose'>) => {
  const { t } = useTranslation()
  const abnormal = abnormalItems(items, statuses)
  return (
    <section aria-label={t('plan.abnormal')}>
      <h2 className={classes.heading}>{t('plan.abnormal')}</h2>
      {abnormal.length === 0 && <p className={classes.quiet}>{t(items.length === 0 ? 'plan.nothingPlaced' : 'plan.allNormal')}</p>}
      <ul className={classes.abnormal}>
        {abnormal.slice(0, MOST_ABNORMAL).map((item) => {
          const status = statuses.get(item.id)!
          return (
            <li key={item.id}>
              <Button variant="subtle" color="gray" fullWidth justify="flex-start" className={classes.abnormalItem} leftSection={<StatusMark compact status={status.status} hollow={status.hollow} />} onClick={() => choose(item.id)}>
                {itemName(t, item, named)}
              </Button>
            </li>
          )
        })}
      </ul>
      {abnormal.length > MOST_ABNORMAL && <p className={classes.quiet}>{t('plan.moreRows', { count: abnormal.length - MOST_ABNORMAL })}</p>}
    </section>
  )
}

export const PlanSide = ({ chosen, ...props }: SideProps) => {
  const { t } = useTranslation()
  const own = props.items.filter(({ id }) => chosen.has(id))
  const [one] = own
  if (one !== undefined && own.length === 1) return <section className={classes.facts} aria-label={t('plan.chosenOne')}><One {...props} item={one} /></section>
  if (own.length > 1)
    return (
      <section className={classes.facts} aria-label={t('plan.chosenOne')}>
        <h2 className={classes.heading}>{t('plan.chosen', { count: own.length })}</h2>
        <p className={classes.quiet}>{t('plan.chosenText')}</p>
      </section>
    )
  return <div className={classes.facts}><Abnormal {...props} /></div>
}
