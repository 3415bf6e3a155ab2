/** The readings behind a chart, newest first: time, point, value and what is wrong with it. */
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Point } from '../../../shared/domain/point.ts'
import { isTrusted, qualityFlags } from '../../../shared/domain/quality.ts'
import type { Series } from '../../../shared/domain/series.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { axisDay } from '../../charts/time-ticks.ts'
import { clockTimeSeconds, fullTime } from '../../components/format-time.ts'
import { ValueText } from '../../components/value.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useVirtualRows } from '../points/virtual-rows.ts'
import { readingRows } from './readings-rows.ts'
import classes from './trend-screen.module.css'

interface ReadingsProps {
  readonly points: readonly Point[]
  readonly deviceNames: ReadonlyMap<number, string>
  readonly series: ReadonlyMap<number, Series>
  readonly colors: ReadonlyMap<number, string>
  readonly range: TimeRange
  readonly timeZone: string
}

const ROW_HEIGHT = 28

export const ReadingsTable = ({ points, deviceNames, series, colors, range, timeZone }: ReadingsProps) => {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => readingRows(points, series, range), [points, series, range])
  const virtual = useVirtualRows({ count: rows.count, scroller, rowHeight: ROW_HEIGHT, headHeight: ROW_HEIGHT, overscan: 12 })
  if (rows.count === 0) return <StatePanel title={t('trend.noReadings')}>{t('trend.noReadingsWhy')}</StatePanel>
  return (
    <div className={classes.readings} ref={scroller} tabIndex={0} role="table" aria-rowcount={rows.count + 1} aria-label={t('trend.readings')}>
      <div className={classes.readingsHead} role="row">
        {(['time', 'point', 'device', 'value', 'quality'] as const).map((column) => (
          <span key={column} role="columnheader" className={column === 'value' ? classes.number : undefined}>
            {t(`trend.column.${column}`)}
          </span>
        ))}
      </div>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows.row(item.index)
          if (!row) return null
          return (
            <div key={item.key} className={classes.readingsRow} role="row" aria-rowindex={item.index + 2} style={{ transform: `translateY(${item.start}px)` }}>
              <span role="cell" className={classes.tabular} title={fullTime(row.timeMs, timeZone)}>
                {axisDay(row.timeMs, timeZone)} {clockTimeSeconds(row.timeMs, timeZone)}
              </span>
              <span role="cell" className={classes.clipped}>
                <span className={classes.swatch} style={{ background: colors.get(row.point.id) }} /> {row.point.name}
              </span>
              <span role="cell" className={classes.quiet}>
                {deviceNames.get(row.point.deviceId)}
              </span>
              <span role="cell" className={classes.number} data-untrusted={!isTrusted(row.quality) || undefined}>
                <ValueText point={row.point} value={row.value} />
              </span>
              <span role="cell" className={classes.quiet}>
                {qualityFlags(row.quality)
                  .map((flag) => t(`trend.quality.${flag}`))
                  .join(', ')}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
