/** The alerts of the last days as marks on a strip: as they were, and as they would have been. */
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedbackPreview, WouldFire } from '../../../shared/domain/detection.ts'
import { spanToPixels, timeToX } from '../../charts/chart-geometry.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { timeTicks } from '../../charts/time-ticks.ts'
import { useTimeZone } from '../../components/time.tsx'
import classes from './preview-strip.module.css'

const ROW = 24
const GAP = 12
const AXIS = 20
const LEAST_PX = 3
const PIXELS_PER_TIME_LABEL = 72
/** Half of the widest label: one that would stick out at an end is left out. */
const HALF_LABEL = 30
const LANGUAGE = 'en-GB'

const keyOf = (mark: WouldFire): string => `${mark.pointId ?? mark.equipment?.id} ${mark.detector} ${mark.startedAtMs}`

export const PreviewStrip = ({ preview }: { readonly preview: FeedbackPreview }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const range = useMemo(() => ({ fromMs: preview.fromMs, toMs: preview.toMs }), [preview.fromMs, preview.toMs])
  const plot = { left: 1, width: Math.max(1, width - 2) }
  const kept = new Set(preview.marksThen.map(keyOf))
  const gone = preview.marksNow.filter((mark) => !kept.has(keyOf(mark)))
  const ticks = timeTicks(range, timeZone, Math.max(2, Math.floor(plot.width / PIXELS_PER_TIME_LABEL)), LANGUAGE).filter(({ atMs }) => {
    const x = timeToX(plot, range, atMs)
    return x >= HALF_LABEL && x <= plot.width - HALF_LABEL
  })
  const row = (marks: readonly WouldFire[], y: number, style: string | undefined) =>
    marks.map((mark) => {
      const pixels = spanToPixels(plot, range, mark.startedAtMs, Math.max(mark.startedAtMs + 1, mark.clearedAtMs ?? preview.toMs))
      return pixels && <rect key={`${y} ${keyOf(mark)}`} x={pixels.x} y={y + 4} width={Math.max(LEAST_PX, pixels.width)} height={ROW - 8} className={style} />
    })
  const then = ROW + GAP
  return (
    <div className={classes.strip} ref={box} role="img" aria-label={t('alert-detail.feedback.strip', { now: preview.firesNow, after: preview.firesThen })}>
      {width > 0 && (
        <svg width={width} height={2 * ROW + GAP + AXIS} aria-hidden="true">
          {[0, then].map((y) => (
            <rect key={y} x={0.5} y={y + 0.5} width={width - 1} height={ROW - 1} className={classes.lane} />
          ))}
          {row(preview.marksNow, 0, classes.mark)}
          {row(gone, then, classes.gone)}
          {row(preview.marksThen, then, classes.mark)}
          {ticks.map((tick) => (
            <text key={tick.atMs} x={timeToX(plot, range, tick.atMs)} y={2 * ROW + GAP + AXIS - 4} textAnchor="middle" className={classes.tick}>
              {tick.label}
            </text>
          ))}
        </svg>
      )}
    </div>
  )
}
