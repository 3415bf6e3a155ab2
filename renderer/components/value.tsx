/** The live value of a point with its unit; marked when it is not good. Draws again alone when the value changes. */
import { useTranslation } from 'react-i18next'
import { useLiveValue } from '../engine/engine-context.tsx'
import { STATUSES, liveStatus } from '../theme/status.ts'
import { unitSymbol } from '../../shared/units.ts'
import { formatNumber, stateText, type ValueOf } from './format-value.ts'
import { StatusShapeIcon } from './status-mark.tsx'
import classes from './value.module.css'

interface ValueTextProps {
  readonly point: ValueOf
  readonly value: number | null | undefined
}

/** A value with its unit set quieter; tabular figures. */
export const ValueText = ({ point, value }: ValueTextProps) => {
  if (value === null || value === undefined || !Number.isFinite(value)) return <span className={classes.value}>–</span>
  if (point.kind === 'binary' || point.kind === 'multiState') return <span className={classes.value}>{stateText(point, value)}</span>
  const symbol = unitSymbol(point.units)
  return (
    <span className={classes.value}>
      {formatNumber(value, point.units)}
      {symbol !== '' && <span className={classes.unit}>{`\u00a0${symbol}`}</span>}
    </span>
  )
}

interface LiveValueProps {
  readonly point: ValueOf & { readonly id: number }
  /** Leaves the mark away, for where the state stands in a column of its own. */
  readonly bare?: boolean
}

/** The latest value; stale values are dimmed, others than good carry their mark. */
export const LiveValueText = ({ point, bare = false }: LiveValueProps) => {
  const { t } = useTranslation()
  const live = useLiveValue(point.id)
  const status = liveStatus(live?.state ?? 'never')
  const marked = !bare && status !== 'normal' && status !== 'unknown'
  return (
    <span className={classes.live} data-stale={live?.state === 'stale' || undefined}>
      {marked && (
        <span role="img" aria-label={t(STATUSES[status].word)} title={t(STATUSES[status].word)}>
          <StatusShapeIcon status={status} size={11} />
        </span>
      )}
      <ValueText point={point} value={live?.value} />
    </span>
  )
}
