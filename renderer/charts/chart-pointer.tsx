/** What the pointer does on a chart: look (move), zoom (drag, wheel), shift (drag with Shift, wheel sideways), undo (double click). */
import { useEffect, useEffectEvent, useRef, useState, type PointerEvent } from 'react'
import type { ChartCursor } from './chart-cursor.ts'
import { xToTime } from './chart-geometry.ts'
import type { ChartPlan } from './chart-plan.ts'
import { clampRange, shiftRange, spanMs, zoomRange, type TimeRange } from './time-range.ts'
import classes from './trend-chart.module.css'

export interface RangeChange {
  /** `gesture`: one of many small steps, to be undone together. */
  (range: TimeRange, gesture: boolean): void
}

interface PointerProps {
  readonly plan: ChartPlan
  readonly range: TimeRange
  readonly cursor: ChartCursor
  readonly onRange: RangeChange
  readonly onUndo: () => void
}

interface Drag {
  readonly fromX: number
  readonly toX: number
  readonly kind: 'select' | 'pan'
  readonly range: TimeRange
}

const LEAST_DRAG_PIXELS = 6
const ZOOM_PER_WHEEL_PIXEL = 0.0016

export const ChartPointer = ({ plan, range, cursor, onRange, onUndo }: PointerProps) => {
  const layer = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag | null>(null)
  const { plot, plotTop, axisTop } = plan
  const localX = (event: { readonly clientX: number }): number => {
    const box = layer.current?.getBoundingClientRect()
    return plot.left + Math.min(plot.width, Math.max(0, event.clientX - (box?.left ?? 0)))
  }

  const turned = useEffectEvent((event: WheelEvent): void => {
    event.preventDefault()
    const sideways = event.shiftKey ? event.deltaY : event.deltaX
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      onRange(shiftRange(range, sideways / 1_000), true)
      return
    }
    onRange(zoomRange(range, Math.exp(event.deltaY * ZOOM_PER_WHEEL_PIXEL), xToTime(plot, range, localX(event))), true)
  })
  useEffect(() => {
    const element = layer.current
    if (element === null) return undefined
    // React's own wheel listener is passive and could not keep the page from scrolling.
    const turn = (event: WheelEvent): void => turned(event)
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [])

  const down = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button > 1) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const x = localX(event)
    setDrag({ fromX: x, toX: x, kind: event.shiftKey || event.button === 1 ? 'pan' : 'select', range })
  }
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const x = localX(event)
    cursor.set(xToTime(plot, range, x))
    if (drag === null) return
    setDrag({ ...drag, toX: x })
    if (drag.kind === 'pan') onRange(shiftRange(drag.range, (drag.fromX - x) / plot.width), true)
  }
  const up = (): void => {
    if (drag !== null && drag.kind === 'select' && Math.abs(drag.toX - drag.fromX) >= LEAST_DRAG_PIXELS) {
      const [a, b] = [drag.fromX, drag.toX].sort((x, y) => x - y)
      onRange(clampRange({ fromMs: Math.round(xToTime(plot, range, a ?? 0)), toMs: Math.round(xToTime(plot, range, b ?? 0)) }), false)
    }
    setDrag(null)
  }
  const selecting = drag !== null && drag.kind === 'select' && Math.abs(drag.toX - drag.fromX) >= LEAST_DRAG_PIXELS
  return (
    <div
      ref={layer}
      className={classes.pointer}
      data-panning={drag?.kind === 'pan' || undefined}
      style={{ left: plot.left, width: plot.width, top: plotTop, height: Math.max(0, axisTop - plotTop) }}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={() => cursor.set(null)}
      onDoubleClick={onUndo}
    >
      {selecting && <div className={classes.selection} style={{ left: Math.min(drag.fromX, drag.toX) - plot.left, width: Math.abs(drag.toX - drag.fromX) }} />}
    </div>
  )
}

/** Zooms about the cursor, or about the middle where the cursor is elsewhere. */
export const zoomAtCursor = (range: TimeRange, factor: number, cursorMs: number | null): TimeRange =>
  zoomRange(range, factor, cursorMs !== null && cursorMs >= range.fromMs && cursorMs <= range.toMs ? cursorMs : range.fromMs + spanMs(range) / 2)
