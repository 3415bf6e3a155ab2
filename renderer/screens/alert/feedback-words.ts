/** What follows from feedback, in words: wider bands, values that are expected at certain times. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedbackEffect } from '../../../shared/domain/detection.ts'
import { formatValue } from '../../components/format-value.ts'
import { dayTime } from '../../components/format-time.ts'
import { useTimeZone } from '../../components/time.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { clockOf } from './minutes.ts'

const ALL_DAY = 1_440

type Exception = Extract<FeedbackEffect, { what: 'exception' }>['exception']

/** Of the point it is about; null for a whole device. */
export const useEffectText = (): ((effect: FeedbackEffect, pointId: number | null) => string) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const timeZone = useTimeZone()
  return useCallback(
    (effect, pointId) => {
      const point = points.get(pointId ?? 0)
      const number = (value: number): string => (point === undefined ? String(value) : formatValue(point, value))
      const when = ({ weekdays, fromMinute, toMinute }: Exception): string => {
        const days = weekdays.length === 0 || weekdays.length === 7 ? t('alert-detail.feedback.everyDay') : weekdays.map((day) => t(`alert-detail.feedback.day.${day}`)).join(', ')
        return fromMinute === 0 && toMinute === ALL_DAY ? days : t('alert-detail.feedback.daysAt', { days, from: clockOf(fromMinute), to: clockOf(toMinute) })
      }
      const what = ({ low, high }: Exception): string => {
        if (low !== null && high !== null) return t('alerts.range', { low: number(low), high: number(high) })
        if (low !== null) return t('alert-detail.feedback.atLeast', { value: number(low) })
        return high === null ? t('alert-detail.feedback.anyValue') : t('alert-detail.feedback.atMost', { value: number(high) })
      }
      if (effect.what === 'none') return t('alert-detail.feedback.effect.none')
      if (effect.what === 'sensitivity') {
        const percent = Math.round(Math.abs(effect.bandWidth - 1) * 100)
        return t(effect.bandWidth >= 1 ? 'alert-detail.feedback.effect.wider' : 'alert-detail.feedback.effect.narrower', { percent })
      }
      const { exception } = effect
      const until = exception.untilMs === null ? '' : ` ${t('alert-detail.feedback.until', { time: dayTime(exception.untilMs, timeZone, Date.now()) })}`
      return `${t('alert-detail.feedback.effect.exception', { what: what(exception), when: when(exception) })}${until}`
    },
    [t, points, timeZone],
  )
}
