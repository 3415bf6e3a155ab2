/** Limits ahead: said in a sentence, taken up as work that keeps the point from the limit. */
import { useTranslation } from 'react-i18next'
import { addDays, localDayOf } from '../../../shared/domain/local-day.ts'
import type { LimitCrossing, TaskFields, TaskView } from '../../../shared/domain/task.ts'
import { formatQuantity } from '../../../shared/format-quantity.ts'
import { useTimeZone } from '../../components/time.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { dateText } from './due-text.ts'
import { EMPTY_TASK } from './task-form.tsx'

/** Open work that shall keep the point from this limit. */
export const isTakenUp = (tasks: readonly TaskView[], { pointId, side }: Pick<LimitCrossing, 'pointId' | 'side'>): boolean =>
  tasks.some(({ state, foretold }) => state === 'open' && foretold !== null && foretold.pointId === pointId && foretold.side === side)

/** The sentence without the name of the point. */
export const useCrossingText = (): ((crossing: LimitCrossing) => string) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const timeZone = useTimeZone()
  return ({ pointId, side, limit, level, perDay, days, earliestMs, likelyMs, latestMs }) => {
    const quantity = (value: number): string => formatQuantity({ value, units: points.get(pointId)?.units ?? null })
    const interval = latestMs === null ? t('work.due.from', { from: dateText(earliestMs, timeZone) }) : t('work.due.between', { from: dateText(earliestMs, timeZone), to: dateText(latestMs, timeZone) })
    return t(`work.limits.${side}`, { limit: quantity(limit), date: dateText(likelyMs, timeZone), interval, level: quantity(level), perDay: quantity(perDay), count: days })
  }
}

/** Work planned for the day before the limit could be reached at the earliest; today where that has passed. */
export const useCrossingTask = (today: string): ((crossing: LimitCrossing) => TaskFields) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const sentence = useCrossingText()
  const timeZone = useTimeZone()
  return (crossing) => {
    const { pointId, side, limit, earliestMs, likelyMs, latestMs } = crossing
    const point = points.get(pointId)?.name ?? t('work.removed')
    const before = addDays(localDayOf(earliestMs, timeZone), -1)
    return {
      ...EMPTY_TASK, title: t(`work.limits.task.${side}`, { point }).slice(0, 200), about: { what: 'point', pointId }, urgency: 'nextVisit', plannedFor: before < today ? today : before,
      note: `${point} ${sentence(crossing)}`, foretold: { pointId, side, limit, earliestMs, likelyMs, latestMs },
    }
  }
}
