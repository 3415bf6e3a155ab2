/** What is to follow from feedback, to be changed before it is applied. */
import { Checkbox, NumberInput, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FeedbackEffect } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { unitSymbol } from '../../../shared/units.ts'
import { ClockInput } from './clock-input.tsx'
import classes from './feedback-dialog.module.css'

interface FieldsProps<E extends FeedbackEffect> {
  readonly effect: E
  readonly change: (effect: FeedbackEffect) => void
  readonly point: Point | undefined
}

/** Widths to choose from beside the proposed one. */
const WIDTHS = [0.75, 1.25, 1.5, 2, 3]

const Sensitivity = ({ effect, change }: FieldsProps<Extract<FeedbackEffect, { what: 'sensitivity' }>>) => {
  const { t } = useTranslation()
  const widths = [...new Set([...WIDTHS, effect.bandWidth])].sort((a, b) => a - b)
  const label = (width: number): string => t(width >= 1 ? 'alert-detail.feedback.wider' : 'alert-detail.feedback.narrower', { percent: Math.round(Math.abs(width - 1) * 100) })
  return <SegmentedControl fullWidth aria-label={t('alert-detail.feedback.width')} data={widths.map((width) => ({ value: String(width), label: label(width) }))} value={String(effect.bandWidth)} onChange={(value) => change({ what: 'sensitivity', bandWidth: Number(value) })} />
}

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const

const Exception = ({ effect, change, point }: FieldsProps<Extract<FeedbackEffect, { what: 'exception' }>>) => {
  const { t } = useTranslation()
  const { exception } = effect
  const set = (part: Partial<typeof exception>): void => change({ what: 'exception', exception: { ...exception, ...part } })
  const days = exception.weekdays.length === 0 ? [...DAYS] : exception.weekdays
  const unit = point === undefined ? '' : unitSymbol(point.units)
  const toggle = (day: number): void => {
    const next = days.includes(day) ? days.filter((other) => other !== day) : [...days, day].sort((a, b) => a - b)
    if (next.length > 0) set({ weekdays: next.length === DAYS.length ? [] : next })
  }
  const number = (value: string | number): number | null => (value === '' || Number.isNaN(Number(value)) ? null : Number(value))
  return (
    <div className={classes.exception}>
      <div className={classes.days} role="group" aria-label={t('alert-detail.feedback.days')}>
        {DAYS.map((day) => (
          <Checkbox key={day} label={t(`alert-detail.feedback.day.${day}`)} checked={days.includes(day)} onChange={() => toggle(day)} />
        ))}
      </div>
      <div className={classes.fields}>
        <ClockInput label={t('alert-detail.feedback.fromTime')} minute={exception.fromMinute} change={(fromMinute) => set({ fromMinute })} />
        <ClockInput label={t('alert-detail.feedback.toTime')} minute={exception.toMinute} change={(toMinute) => set({ toMinute })} />
        <NumberInput label={t('alert-detail.feedback.low', { unit })} placeholder={t('alert-detail.feedback.any')} decimalScale={2} value={exception.low ?? ''} onChange={(value) => set({ low: number(value) })} />
        <NumberInput label={t('alert-detail.feedback.high', { unit })} placeholder={t('alert-detail.feedback.any')} decimalScale={2} value={exception.high ?? ''} onChange={(value) => set({ high: number(value) })} />
      </div>
    </div>
  )
}

export const EffectFields = ({ effect, change, point }: FieldsProps<FeedbackEffect>) => {
  if (effect.what === 'sensitivity') return <Sensitivity effect={effect} change={change} point={point} />
  return effect.what === 'exception' ? <Exception effect={effect} change={change} point={point} /> : null
}
