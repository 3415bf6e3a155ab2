/** A limit that a point is likely to reach, on its day of the calendar: opened, it becomes work before that day. */
import { useTranslation } from 'react-i18next'
import type { LimitCrossing } from '../../../shared/domain/task.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import { useCrossingText } from './crossing.ts'
import classes from './work.module.css'

export const CrossingChip = ({ crossing, open }: { readonly crossing: LimitCrossing; readonly open: () => void }) => {
  const { t } = useTranslation()
  const point = usePointIndex().get(crossing.pointId)?.name ?? t('work.removed')
  const sentence = useCrossingText()
  return (
    <button type="button" className={`${classes.chip} ${classes.chipLikely}`} title={`${point} ${sentence(crossing)}`} onClick={open}>
      {t(`work.limits.chip.${crossing.side}`, { point })}
    </button>
  )
}
