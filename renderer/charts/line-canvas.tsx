/** A canvas of ECharts that follows an option and a size, and is disposed of with its component. */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { createChart, type ChartInstance, type ChartOption } from './echarts-core.ts'
import classes from './trend-chart.module.css'

interface LineCanvasProps {
  /** Grids and axes. */
  readonly frame: ChartOption
  /** The same object while no line changes: then only the axes move, which is many times cheaper. */
  readonly series: NonNullable<ChartOption['series']>
  /** px; both above 0. */
  readonly width: number
  readonly height: number
}

export const LineCanvas = ({ frame, series, width, height }: LineCanvasProps) => {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<ChartInstance | null>(null)
  const drawn = useRef<{ readonly series: ChartOption['series']; readonly panels: number } | null>(null)

  useLayoutEffect(() => {
    if (element.current === null) return undefined
    const made = createChart(element.current)
    chart.current = made
    return () => {
      chart.current = null
      drawn.current = null
      made.dispose()
    }
  }, [])
  useLayoutEffect(() => {
    chart.current?.resize({ width, height })
  }, [width, height])
  useEffect(() => {
    const panels = Array.isArray(frame.grid) ? frame.grid.length : 1
    if (drawn.current?.series === series && drawn.current?.panels === panels) chart.current?.setOption(frame, { silent: true })
    else chart.current?.setOption({ ...frame, series }, { notMerge: true, silent: true })
    drawn.current = { series, panels }
  }, [frame, series])

  return <div ref={element} className={classes.canvas} aria-hidden="true" />
}
