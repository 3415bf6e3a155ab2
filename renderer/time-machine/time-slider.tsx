/** The time bar's slider: alerts as shapes, hatched gaps, the time that is looked at; moved by pointer and keys. */
import { useId, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Timeline } from '../../shared/domain/past-state.ts'
import { useElementSize } from '../charts/element-size.ts'
import type { TimeRange } from '../charts/time-range.ts'
import { timeTicks } from '../charts/time-ticks.ts'
import { fullTime } from '../components/format-time.ts'
import { StatusShapeIcon } from '../components/status-mark.tsx'
import { statusColor } from '../theme/status.ts'
import { alertAt, alertMarks, pxToTime, stepTicks, timeToPx } from './timeline-marks.ts'
import { sliderStepMs } from './time-windows.ts'
import classes from './time-slider.module.css'

interface TimeSliderProps {
  readonly range: TimeRange
  readonly timeline: Timeline | undefined
  /** The time that is looked at. */
  readonly atMs: number
  readonly versusMs: number | null
  readonly nowMs: number
  readonly timeZone: string
  /** Goes there as a step of its own. */
  readonly jump: (which: 'at' | 'versus', atMs: number) => void
  /** Goes on within the step that was begun. */
  readonly move: (which: 'at' | 'versus', atMs: number) => void
}

const SNAP_PX = 6
const TICK_ROOM_PX = 92
const PAGE_STEPS = 12
const LANGUAGE = 'en-GB'

/** Where a key leads from a time; null for other keys. Pure. */
export const sliderKey = (key: string, atMs: number, range: TimeRange, nowMs: number): number | null => {
  const step = sliderStepMs(range)
  const lastMs = Math.min(range.toMs, nowMs)
  const by: Readonly<Record<string, number>> = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -PAGE_STEPS * step, PageUp: PAGE_STEPS * step }
  if (key === 'Home') return range.fromMs
  if (key === 'End') return lastMs
  const move = by[key]
  return move === undefined ? null : Math.min(nowMs, atMs + move)
}

const Marks = ({ timeline, range, width }: { readonly timeline: Timeline; readonly range: TimeRange; readonly width: number }) => {
  const hatch = useId()
  const marks = useMemo(() => alertMarks(timeline.alerts, range, width), [timeline, range, width])
  const ticks = useMemo(() => stepTicks(timeline), [timeline])
  const before = timeline.firstMs === null ? null : timeToPx(timeline.firstMs, range, width)
  return (
    <>
      <svg className={classes.layer} width={width} height="100%" aria-hidden="true">
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" className={classes.hatch} />
          </pattern>
        </defs>
        {before !== null && before > 0 && <rect x={0} y={0} width={Math.min(width, before)} height={TRACK_PX} fill={`url(#${hatch})`} data-before="" />}
        {timeline.gaps.map(({ fromMs, toMs }) => {
          const x = Math.max(0, timeToPx(fromMs, range, width))
          const end = Math.min(width, timeToPx(Math.min(toMs, range.toMs), range, width))
          return end <= x ? null : <rect key={fromMs} x={x} y={0} width={Math.max(1, end - x)} height={TRACK_PX} fill={`url(#${hatch})`} data-gap="" />
        })}
        {ticks.map(({ fromMs, severity }) => (
          <rect key={fromMs} x={timeToPx(fromMs, range, width)} y={TRACK_PX - 4} width={2} height={4} style={{ fill: statusColor(severity) }} />
        ))}
      </svg>
      {marks.map(({ alert, x }) => (
        <span key={alert.id} className={classes.mark} style={{ left: x }} data-severity={alert.severity}>
          <StatusShapeIcon status={alert.severity} hollow={alert.clearedAtMs !== null} size={11} />
        </span>
      ))}
    </>
  )
}

const TRACK_PX = 24

export const TimeSlider = ({ range, timeline, atMs, versusMs, nowMs, timeZone, jump, move }: TimeSliderProps) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const held = useRef<{ readonly which: 'at' | 'versus'; readonly startPx: number; moved: boolean } | null>(null)
  const ticks = useMemo(() => (width === 0 ? [] : timeTicks(range, timeZone, Math.max(2, Math.floor(width / TICK_ROOM_PX)), LANGUAGE)), [range, timeZone, width])
  const px = (event: React.PointerEvent): number => event.clientX - (box.current?.getBoundingClientRect().left ?? 0)
  const timeAt = (event: React.PointerEvent): number => Math.min(nowMs, pxToTime(px(event), range, width))
  const nearest = (event: React.PointerEvent): 'at' | 'versus' => (versusMs !== null && Math.abs(timeToPx(versusMs, range, width) - px(event)) < Math.abs(timeToPx(atMs, range, width) - px(event)) ? 'versus' : 'at')

  const onPointerDown = (event: React.PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const which = nearest(event)
    held.current = { which, startPx: px(event), moved: false }
    // A click on an alert means the moment it was raised.
    const alert = timeline === undefined ? null : alertAt(alertMarks(timeline.alerts, range, width), px(event), SNAP_PX)
    jump(which, alert?.raisedAtMs ?? timeAt(event))
  }
  const onPointerMove = (event: React.PointerEvent<HTMLDivElement>): void => {
    const hold = held.current
    if (hold === null || (!hold.moved && Math.abs(px(event) - hold.startPx) < 3)) return
    hold.moved = true
    move(hold.which, timeAt(event))
  }
  const letGo = (): void => {
    held.current = null
  }
  const onKeyDown = (which: 'at' | 'versus', fromMs: number) => (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = sliderKey(event.key, fromMs, range, nowMs)
    if (next === null) return
    event.preventDefault()
    // The screen below has arrow keys of its own.
    event.stopPropagation()
    move(which, next)
  }
  const thumb = (which: 'at' | 'versus', timeMs: number, label: string) => (
    <div
      className={classes.thumb}
      role="slider"
      tabIndex={0}
      data-which={which}
      data-outside={timeMs < range.fromMs || timeMs > range.toMs || undefined}
      aria-label={label}
      aria-valuemin={range.fromMs}
      aria-valuemax={Math.max(range.toMs, timeMs)}
      aria-valuenow={timeMs}
      aria-valuetext={fullTime(timeMs, timeZone)}
      style={{ left: Math.min(width, Math.max(0, timeToPx(timeMs, range, width))) }}
      onKeyDown={onKeyDown(which, timeMs)}
    />
  )
  return (
    <div className={classes.slider} ref={box} onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={letGo} onPointerCancel={letGo}>
      <div className={classes.track} />
      <div className={classes.future} style={{ left: Math.min(width, Math.max(0, timeToPx(nowMs, range, width))) }} />
      {timeline !== undefined && width > 0 && <Marks timeline={timeline} range={range} width={width} />}
      <div className={classes.ticks} aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick.atMs} style={{ left: timeToPx(tick.atMs, range, width) }} data-major={tick.major || undefined}>
            {tick.label}
          </span>
        ))}
      </div>
      {versusMs !== null && thumb('versus', versusMs, t('time-machine.versusTime'))}
      {thumb('at', atMs, t('time-machine.time'))}
    </div>
  )
}
