/** Weekdays as words: `Mon–Fri, Sun`. */
import { useTranslation } from 'react-i18next'
import { weekdayRuns } from './day-kinds.ts'

/** Monday 0. */
export const useWeekdayText = (): ((days: readonly number[]) => string) => {
  const { t } = useTranslation()
  return (days) =>
    weekdayRuns(days)
      .map(([from, to]) => (from === to ? t(`patterns.weekday.${from}`) : `${t(`patterns.weekday.${from}`)}–${t(`patterns.weekday.${to}`)}`))
      .join(', ')
}
