/** The points of a chart as rows: what they are worth under the cursor or now, and their figures over the period. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { observedWithinMs } from '../../../shared/domain/cov.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { CoverageGap, Series } from '../../../shared/domain/series.ts'
import { useChartCursor, type ChartCursor } from '../../charts/chart-cursor.ts'
import { gapsOf } from '../../charts/chart-plan.ts'
import { worthAt } from '../../charts/chart-readout.tsx'
import { seriesFigures } from '../../charts/series-figures.ts'
import { stateSegments, timeInStates } from '../../charts/state-segments.ts'
import { spanMs, type TimeRange } from '../../charts/time-range.ts'
import { duration } from '../../components/format-time.ts'
import { formatNumber, formatValue } from '../../components/format-value.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { ValueText } from '../../components/value.tsx'
import { pointsDoor } from '../../doors.ts'
import { useLiveValue } from '../../engine/engine-context.tsx'
import { liveStatus } from '../../theme/status.ts'
import { MeterDoor } from './meter-door.tsx'
import classes from './trend-screen.module.css'

interface LegendProps {
  readonly points: readonly Point[]
  readonly deviceNames: ReadonlyMap<number, string>
  readonly series: ReadonlyMap<number, Series>
  readonly gaps: readonly CoverageGap[]
  readonly colors: ReadonlyMap<number, string>
  readonly range: TimeRange
  readonly nowMs: number
  readonly cursor: ChartCursor
  readonly focusId: number | null
  readonly onFocus: (pointId: number | null) => void
  readonly onRemove: (pointId: number) => void
}

interface ReadingProps {
  readonly point: Point
  readonly series: Series | undefined
  readonly gaps: readonly CoverageGap[]
  readonly range: TimeRange
  readonly cursor: ChartCursor
}

/** Under the cursor; the live value while the pointer is elsewhere. */
const ValueNow = ({ point, series, gaps, range, cursor }: ReadingProps) => {
  const atMs = useChartCursor(cursor)
  const live = useLiveValue(point.id)
  const inside = atMs !== null && atMs >= range.fromMs && atMs <= range.toMs
  return <ValueText point={point} value={inside ? worthAt(point, series, gaps, atMs, spanMs(range) / 100)?.value : live?.value} />
}

const LiveState = ({ pointId }: { readonly pointId: number }) => <StatusMark status={liveStatus(useLiveValue(pointId)?.state ?? 'never')} compact />

const isStates = (point: Point): boolean => point.kind === 'binary' || point.kind === 'multiState'

/** Binary and multi-state points have no mean: the share of time in each state instead, longest first. */
const StateShares = ({ point, series, gaps, range, nowMs }: { readonly point: Point; readonly series: Series; readonly gaps: readonly CoverageGap[]; readonly range: TimeRange; readonly nowMs: number }) => {
  const { t } = useTranslation()
  const text = useMemo(() => {
    const inside = stateSegments(series, gapsOf(point, gaps), point.pollIntervalMs, Math.min(nowMs, range.toMs))
      .map((segment) => ({ ...segment, fromMs: Math.max(segment.fromMs, range.fromMs), toMs: Math.min(segment.toMs, range.toMs) }))
      .filter((segment) => segment.toMs > segment.fromMs)
    return [...timeInStates(inside)]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 3)
      .map(([state, length]) => `${formatValue(point, state)} ${duration(t, length)}`)
      .join(', ')
  }, [point, series, gaps, range, nowMs, t])
  return (
    <td colSpan={3} className={classes.quiet} title={text}>
      {text}
    </td>
  )
}

const Figures = ({ point, series, range }: { readonly point: Point; readonly series: Series; readonly range: TimeRange }) => {
  const figures = useMemo(() => seriesFigures(series, range, Math.max(observedWithinMs(point.pollIntervalMs), spanMs(range) / 100)), [series, range, point.pollIntervalMs])
  const cell = (value: number | undefined) => <td className={classes.number}>{value === undefined ? '–' : formatNumber(value, point.units)}</td>
  return (
    <>
      {cell(figures?.low)}
      {cell(figures?.mean)}
      {cell(figures?.high)}
    </>
  )
}

export const LegendTable = memo(({ points, deviceNames, series, gaps, colors, range, nowMs, cursor, focusId, onFocus, onRemove }: LegendProps) => {
  const { t } = useTranslation()
  return (
    <table className={classes.legend}>
      <colgroup>
        <col className={classes.swatchColumn} />
        <col />
        <col className={classes.deviceColumn} />
        <col className={classes.stateColumn} />
        <col className={classes.valueColumn} />
        <col className={classes.figureColumn} />
        <col className={classes.figureColumn} />
        <col className={classes.figureColumn} />
        <col className={classes.removeColumn} />
      </colgroup>
      <thead>
        <tr>
          <th />
          <th>{t('trend.column.point')}</th>
          <th>{t('trend.column.device')}</th>
          <th aria-label={t('trend.column.state')} />
          <th className={classes.number}>{t('trend.column.value')}</th>
          <th className={classes.number}>{t('trend.column.low')}</th>
          <th className={classes.number}>{t('trend.column.mean')}</th>
          <th className={classes.number}>{t('trend.column.high')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {points.map((point) => {
          const own = series.get(point.id)
          return (
            <tr key={point.id} data-focus={focusId === point.id || undefined} onClick={() => onFocus(focusId === point.id ? null : point.id)}>
              <td>
                <span className={classes.swatch} style={{ background: colors.get(point.id) }} />
              </td>
              <td className={classes.name}>
                <Link href={pointsDoor({ device: point.deviceId, point: point.id })} className={classes.door} onClick={(event) => event.stopPropagation()} title={point.description}>
                  {point.name}
                </Link>
              </td>
              <td className={classes.quiet}>{deviceNames.get(point.deviceId)}</td>
              <td>
                <LiveState pointId={point.id} />
              </td>
              <td className={classes.number}>
                <b>
                  <ValueNow point={point} series={own} gaps={gaps} range={range} cursor={cursor} />
                </b>
              </td>
              {own === undefined ? <td colSpan={3} /> : isStates(point) ? <StateShares point={point} series={own} gaps={gaps} range={range} nowMs={nowMs} /> : <Figures point={point} series={own} range={range} />}
              <td className={classes.doors}>
                <MeterDoor pointId={point.id} name={point.name} />
                <Tooltip label={t('trend.remove')}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={22}
                    aria-label={t('trend.removePoint', { name: point.name })}
                    onClick={(event) => {
                      event.stopPropagation()
                      onRemove(point.id)
                    }}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                </Tooltip>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
})
LegendTable.displayName = 'LegendTable'
