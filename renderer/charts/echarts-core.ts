/** The parts of ECharts the product uses, registered once: lines on grids, drawn on a canvas. Everything else on a chart is ours. */
import { LineChart, type LineSeriesOption } from 'echarts/charts'
import { GridComponent, type GridComponentOption } from 'echarts/components'
import { init, use, type ComposeOption, type EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, CanvasRenderer])

export type ChartOption = ComposeOption<LineSeriesOption | GridComponentOption>
export type ChartInstance = EChartsType

/** A chart in `element` that is still to be given its size with `resize`. Dispose it. */
export const createChart = (element: HTMLElement): ChartInstance => init(element, null, { renderer: 'canvas', width: 1, height: 1 })
