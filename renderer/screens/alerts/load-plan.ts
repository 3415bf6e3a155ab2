/** Where the bars and lines of the alarm-load chart stand. Pure. */
import { LOAD_LIMITS } from '../../../shared/domain/alarm-load.ts'
import { placeLabels } from '../../charts/label-layout.ts'

export interface LoadPlan {
  readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly alerts: number; readonly weight: LoadWeight }[]
  /** Lines at 6, 12 and 30 alerts an hour, with the middle of their labels. */
  readonly lines: readonly { readonly name: keyof typeof LOAD_LIMITS; readonly limit: number; readonly y: number; readonly labelY: number }[]
  readonly axis: readonly { readonly value: number; readonly y: number }[]
  readonly plot: { readonly left: number; readonly width: number; readonly top: number; readonly height: number }
}

/** How loud an hour was: drawn ever darker. */
export type LoadWeight = 'quiet' | 'busy' | 'over' | 'flood'

const LEFT = 36
const LABEL_ROOM = 152
const BOTTOM = 24
const TOP = 8
const LABEL_HEIGHT = 16
const NAMES = ['acceptable', 'manageable', 'flood'] as const

const weightOf = (alerts: number): LoadWeight => (alerts > LOAD_LIMITS.flood ? 'flood' : alerts > LOAD_LIMITS.manageable ? 'over' : alerts > LOAD_LIMITS.acceptable ? 'busy' : 'quiet')

/** A round number of alerts for the step of the axis, about five steps. */
const stepOf = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(most / 5))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => most / step <= 6) ?? most
}

/** `width`, `height`: of the whole chart, px. The flood line is always in sight, so that a calm day looks calm. */
export const planLoad = (perHour: ArrayLike<number>, width: number, height: number): LoadPlan => {
  const counts = Array.from(perHour)
  const most = Math.max(LOAD_LIMITS.flood * 1.1, ...counts.map((count) => count * 1.05))
  const plot = { left: LEFT, width: Math.max(1, width - LEFT - LABEL_ROOM), top: TOP, height: Math.max(1, height - TOP - BOTTOM) }
  const yOf = (value: number): number => plot.top + plot.height * (1 - value / most)
  const hour = plot.width / Math.max(1, counts.length)
  const gap = hour > 4 ? 1 : 0
  const step = stepOf(most)
  const places = placeLabels(NAMES.map((name, id) => ({ id, y: yOf(LOAD_LIMITS[name]) })), LABEL_HEIGHT, plot.top, plot.top + plot.height)
  return {
    plot,
    bars: counts.map((alerts, index) => ({ alerts, x: plot.left + index * hour, width: Math.max(0.5, hour - gap), y: yOf(alerts), height: plot.height - (yOf(alerts) - plot.top), weight: weightOf(alerts) })),
    lines: NAMES.map((name, id) => ({ name, limit: LOAD_LIMITS[name], y: yOf(LOAD_LIMITS[name]), labelY: places.get(id) ?? yOf(LOAD_LIMITS[name]) })),
    axis: Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => ({ value: index * step, y: yOf(index * step) })),
  }
}
