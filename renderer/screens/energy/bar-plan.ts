/** Where the bars of a consumption chart stand. Pure; px. */
import type { EnergySeries } from '../../../shared/domain/energy.ts'
import { ENERGY_QUALITY } from '../../../shared/domain/energy.ts'
import { niceScale, scaleTicks } from '../../charts/axis-scale.ts'
import type { TimeRange } from '../../charts/time-range.ts'

export interface PlannedBar {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** `sure` was measured; `filled` is corrected, filled or estimated in part. */
  readonly look: 'sure' | 'filled'
  readonly index: number
}

export interface BarPlan {
  readonly plot: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly bars: readonly PlannedBar[]
  /** Periods that are not known, as spans of the time axis. */
  readonly missing: readonly { readonly x: number; readonly width: number }[]
  readonly axis: readonly { readonly value: number; readonly y: number }[]
}

const LEFT = 72
const RIGHT = 16
/** The unit stands above the axis. */
const TOP = 24
const BOTTOM = 28
const GAP_SHARE = 0.2
const UNSURE = ENERGY_QUALITY.corrected | ENERGY_QUALITY.filled | ENERGY_QUALITY.estimated

export const planBars = ({ energy, quality }: Pick<EnergySeries, 'energy' | 'quality'>, width: number, height: number): BarPlan => {
  const plot = { left: LEFT, top: TOP, width: Math.max(1, width - LEFT - RIGHT), height: Math.max(1, height - TOP - BOTTOM) }
  const most = energy.reduce((highest, value) => (value > highest ? value : highest), 0)
  const scale = niceScale(0, most === 0 ? 1 : most, 4)
  const top = scale.high
  const slot = plot.width / Math.max(1, energy.length)
  const bars: PlannedBar[] = []
  const missing: { x: number; width: number }[] = []
  for (const [index, value] of energy.entries()) {
    const x = plot.left + index * slot
    if (Number.isNaN(value)) {
      missing.push({ x, width: slot })
      continue
    }
    const barHeight = (Math.max(0, value) / top) * plot.height
    const gap = slot > 4 ? slot * GAP_SHARE : 0
    bars.push({ x: x + gap / 2, width: Math.max(0.5, slot - gap), y: plot.top + plot.height - barHeight, height: barHeight, look: ((quality[index] ?? 0) & UNSURE) === 0 ? 'sure' : 'filled', index })
  }
  return { plot, bars, missing, axis: scaleTicks(scale).map((value) => ({ value, y: plot.top + plot.height - (value / top) * plot.height })) }
}

/** The time that bars cover: from the first to the end of the last, which is as long as the one before it. What is not over yet has no bar. */
export const shownRange = (startsMs: Float64Array, asked: TimeRange): TimeRange => {
  const [first, last] = [startsMs[0], startsMs.at(-1)]
  const before = startsMs.at(-2)
  if (first === undefined || last === undefined || before === undefined) return asked
  return { fromMs: first, toMs: last + (last - before) }
}
