/** Where the load duration curve and its axes are drawn. Pure. */
import { niceScale, scaleTicks } from '../../charts/axis-scale.ts'

export interface DurationPlan {
  readonly plot: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  /** Corners of the curve, from the highest demand on. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly demands: readonly { readonly value: number; readonly y: number }[]
  /** Shares of the time, 0..1. */
  readonly shares: readonly { readonly value: number; readonly x: number }[]
}

const LEFT = 56
/** Half of the label "100 %". */
const RIGHT = 24
/** The unit stands above the axis. */
const TOP = 24
const BOTTOM = 40
const SHARES = [0, 0.25, 0.5, 0.75, 1]

/** `share`: ascending, 0..1, how much of the time `demand` is reached; as long as each other. */
export const planDuration = (share: Float64Array, demand: Float64Array, width: number, height: number): DurationPlan => {
  const plot = { left: LEFT, top: TOP, width: Math.max(1, width - LEFT - RIGHT), height: Math.max(1, height - TOP - BOTTOM) }
  const most = demand.reduce((highest, value) => (value > highest ? value : highest), 0)
  const scale = niceScale(0, most === 0 ? 1 : most, 4)
  const xOf = (value: number): number => plot.left + value * plot.width
  const yOf = (value: number): number => plot.top + plot.height - (Math.max(0, value) / scale.high) * plot.height
  return {
    plot, points: [...share].map((value, i) => ({ x: xOf(value), y: yOf(demand[i] ?? 0) })), demands: scaleTicks(scale).map((value) => ({ value, y: yOf(value) })), shares: SHARES.map((value) => ({ value, x: xOf(value) })),
  }
}
