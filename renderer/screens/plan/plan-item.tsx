/** One item on a plan: its mark (shape and colour of its state), name and value. Drawn again only when it or its value changes; moved without drawing. */
import { memo, useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../../shared/domain/device.ts'
import type { PlanItem } from '../../../shared/domain/plan.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { formatValue } from '../../components/format-value.ts'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { useStatusWord } from '../../components/status-word.ts'
import { statusColor, type StatusName } from '../../theme/status.ts'
import { valueTextPx } from './label-widths.ts'
import type { PlanStage } from './plan-stage.ts'
import { useItemValue } from './use-item-value.ts'
import classes from './plan-canvas.module.css'

interface PlanItemProps {
  readonly stage: PlanStage
  readonly item: PlanItem
  readonly name: string
  readonly point: Point | undefined
  readonly device: Device | undefined
  readonly status: StatusName
  readonly hollow: boolean
  readonly alerts: number
  readonly gone: boolean
  readonly chosen: boolean
  readonly active: boolean
  readonly locked: boolean
}

/** A point that is not there has no value. */
const NO_POINT = 0

export const itemElementId = (id: number): string => `plan-item-${id}`

export const PlanItemMark = memo(({ stage, item, name, point, device, status, hollow, alerts, gone, chosen, active, locked }: PlanItemProps) => {
  const { t } = useTranslation()
  const wordOf = useStatusWord()
  const live = useItemValue(stage.valueTurns, point?.id ?? NO_POINT)
  const isArea = item.subject.what === 'area'
  const value = point !== undefined ? formatValue(point, live?.value) : device !== undefined ? wordOf(device.state) : null
  const word = gone ? t('plan.goneWord') : `${wordOf(status)}${hollow ? `, ${t('status.acknowledged')}` : ''}`
  const said = [name, value, word, alerts > 0 ? t('plan.alerts', { count: alerts }) : null].filter((part) => part !== null && part !== '').join(', ')
  const register = useCallback(
    (element: HTMLDivElement | null) => {
      stage.register(item.id, element)
      return () => stage.register(item.id, null)
    },
    [stage, item.id],
  )
  const shown = isArea ? null : (value ?? word)
  useEffect(() => {
    if (shown !== null) stage.setValuePx(item.id, valueTextPx(shown))
  }, [stage, item.id, shown])
  return (
    <div
      ref={register}
      id={itemElementId(item.id)}
      role="option"
      aria-selected={chosen}
      aria-label={said}
      title={said}
      data-item={item.id}
      data-what={item.subject.what}
      data-abnormal={status === 'normal' ? undefined : ''}
      data-stale={status === 'stale' || status === 'unknown' ? '' : undefined}
      data-active={active ? '' : undefined}
      className={isArea ? classes.area : classes.item}
      style={status === 'normal' ? undefined : { '--item-color': statusColor(status) } as React.CSSProperties}
    >
      <span className={classes.chip}>
        <StatusShapeIcon status={status} hollow={hollow} size={14} />
        <span className={classes.words}>
          <span className={classes.name}>{name}</span>{' '}
          {shown !== null && <span className={classes.value}>{shown}</span>}
        </span>
      </span>
      {alerts > 0 && <span className={classes.badge} data-count={alerts} />}
      {isArea && chosen && !locked && <span className={classes.handle} data-resize />}
    </div>
  )
})
PlanItemMark.displayName = 'PlanItemMark'
