/** A canvas of ECharts that follows an option and a size, and is disposed of with its component. */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { createChart, type ChartInstance, type ChartOption } from './echarts-core.ts'
import classes from './trend-chart.module.css'

interface LineCanvasProps {
  readonly option: ChartOption
  /** px; both above 0. */
  readonly width: number
  readonly height: number
}

export const LineCanvas = ({ option, width, height }: LineCanvasProps) => {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<ChartInstance | null>(null)

  useLayoutEffect(() => {
    if (element.current === null) return undefined
    const made = createChart(element.current)
    chart.current = made
    return () => {
      chart.current = null
      made.dispose()
    }
  }, [])
  useLayoutEffect(() => {
    chart.current?.resize({ width, height })
  }, [width, height])
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true, silent: true })
  }, [option])

  return <div ref={element} className={classes.canvas} aria-hidden="true" />
}
