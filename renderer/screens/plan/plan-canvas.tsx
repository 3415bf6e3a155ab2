/** The plan itself: picture, heat, items. A list box to the keyboard: arrows go through the items of a locked plan and move those of an open one. */
import { memo, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewPlanItem, Plan, PlanItem } from '../../../shared/domain/plan.ts'
import { useComparedChanges } from '../../components/compared.ts'
import { failureText } from '../../components/engine-text.ts'
import { PlanItemMark, itemElementId } from './plan-item.tsx'
import { itemName, type Named } from './item-words.ts'
import { labelFacts, nameTextPx } from './label-widths.ts'
import type { ItemStatus } from './item-status.ts'
import { followGestures, type GestureHost } from './plan-gestures.ts'
import type { PlanStage } from './plan-stage.ts'
import { HeatPicture } from './heat-layer.tsx'
import type { Heat } from './use-heat.ts'
import { usePicture } from './use-picture.ts'
import { SUBJECT_TYPE } from './plan-drag.ts'
import classes from './plan-canvas.module.css'

interface PlanCanvasProps {
  readonly stage: PlanStage
  readonly plan: Plan
  readonly items: readonly PlanItem[]
  readonly named: Named
  readonly statuses: ReadonlyMap<number, ItemStatus>
  readonly chosen: ReadonlySet<number>
  readonly active: number | null
  readonly heat: Heat | null
  readonly host: GestureHost
  readonly root: RefObject<HTMLDivElement | null>
  readonly onKeyDown: (event: React.KeyboardEvent) => void
  readonly place: (items: readonly NewPlanItem[]) => void
}

const Paper = memo(({ plan }: { readonly plan: Plan }) => {
  const { t } = useTranslation()
  const picture = usePicture(plan)
  return (
    <>
      <div className={classes.paper} data-empty={plan.picture === null ? '' : undefined} data-format={plan.picture?.format} style={{ width: plan.width, height: plan.height }}>
        {plan.picture !== null && picture?.url && <img src={picture.url} alt="" draggable={false} />}
      </div>
      {picture?.failed && <p role="alert" style={{ position: 'absolute', left: 40, top: 40, width: plan.width / 2, fontSize: 40, lineHeight: '52px' }}>{failureText(t, picture.failed)}</p>}
    </>
  )
})
Paper.displayName = 'Paper'

export const PlanCanvas = ({ stage, plan, items, named, statuses, chosen, active, heat, host, root, onKeyDown, place }: PlanCanvasProps) => {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const changes = useComparedChanges()
  const drawing = useRef<HTMLDivElement>(null)
  const marks = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const guideX = useRef<HTMLDivElement>(null)
  const guideY = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const detach = stage.attach({ root: root.current!, drawing: drawing.current!, items: marks.current!, frame: frame.current!, guideX: guideX.current!, guideY: guideY.current! })
    const unfollow = followGestures(stage, host)
    return () => {
      unfollow()
      detach()
    }
  }, [stage, root, host])

  useLayoutEffect(() => stage.setPlan(plan), [stage, plan])
  useLayoutEffect(() => stage.setItems(items), [stage, items])
  useEffect(() => {
    const changeOf = ({ subject }: PlanItem): number | undefined => (subject.what === 'point' ? changes?.get(subject.pointId) : undefined)
    stage.setLabels(new Map(items.map((item) => [item.id, labelFacts(itemName(t, item, named), statuses.get(item.id), { chosen: chosen.has(item.id), area: item.subject.what === 'area', changed: changeOf(item) }, nameTextPx)])))
  }, [stage, items, named, statuses, chosen, changes, t])

  const drop = (event: React.DragEvent): void => {
    setOver(false)
    const text = event.dataTransfer.getData(SUBJECT_TYPE)
    if (text === '') return
    event.preventDefault()
    const at = stage.placeAt(event)
    place([{ subject: JSON.parse(text) as NewPlanItem['subject'], label: '', x: Math.max(0, Math.min(plan.width, at.x)), y: Math.max(0, Math.min(plan.height, at.y)) }])
  }
  return (
    <div
      ref={root}
      className={classes.root}
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
      aria-label={t('plan.itemsOf', { plan: plan.name })}
      aria-activedescendant={active === null ? undefined : itemElementId(active)}
      data-over={over || undefined}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (plan.locked || !event.dataTransfer.types.includes(SUBJECT_TYPE)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div ref={drawing} className={classes.drawing} role="presentation">
        <Paper plan={plan} />
        {heat !== null && <HeatPicture heat={heat} plan={plan} />}
      </div>
      <div ref={marks} className={classes.items} role="presentation">
        {items.map((item) => {
          const status = statuses.get(item.id)
          const { subject } = item
          return (
            <PlanItemMark
              key={item.id}
              stage={stage}
              item={item}
              name={itemName(t, item, named)}
              point={subject.what === 'point' ? named.points.get(subject.pointId) : undefined}
              device={subject.what === 'device' ? named.devices.get(subject.deviceId) : undefined}
              status={status?.status ?? 'normal'}
              hollow={status?.hollow ?? false}
              alerts={status?.alerts ?? 0}
              gone={status?.gone ?? false}
              chosen={chosen.has(item.id)}
              active={active === item.id}
              locked={plan.locked}
            />
          )
        })}
      </div>
      <div ref={frame} className={classes.frame} role="presentation" hidden />
      <div ref={guideX} className={classes.guideX} role="presentation" hidden />
      <div ref={guideY} className={classes.guideY} role="presentation" hidden />
    </div>
  )
}
