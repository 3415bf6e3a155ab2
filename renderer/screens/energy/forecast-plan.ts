/** Where the lines of a forecast stand: what was measured, what is expected, the band around it, the limit. Pure; px. */
import type { EnergyForecast } from '../../../shared/domain/energy-forecast.ts'
import { ENERGY_QUALITY, type EnergySeries } from '../../../shared/domain/energy.ts'
import { niceScale, scaleTicks } from '../../charts/axis-scale.ts'
import type { TimeRange } from '../../charts/time-range.ts'

const HOUR_MS = 3_600_000
const LEFT = 72
const RIGHT = 16
/** The unit stands above the axis. */
const TOP = 24
const BOTTOM = 28

/** One hour of the chart; NaN = not known. */
export interface ForecastHour {
  readonly startMs: number
  readonly measured: number
  readonly expected: number
  readonly low: number
  readonly high: number
}

export interface ForecastPlan {
  readonly plot: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly axis: readonly { readonly value: number; readonly y: number }[]
  /** Attributes `points` of polylines: one for each stretch without a hole. */
  readonly measured: readonly string[]
  readonly expected: readonly string[]
  /** Attribute `points` of polygons. */
  readonly band: readonly string[]
  readonly limitY: number | null
}

/** Hours of both that begin in the range, ascending. An hour that is not over is not measured yet. */
export const forecastHours = (forecast: EnergyForecast, measured: Pick<EnergySeries, 'startsMs' | 'energy' | 'quality'>, range: TimeRange): ForecastHour[] => {
  const hours = new Map<number, ForecastHour>()
  const put = (startMs: number, facts: Partial<ForecastHour>): void => {
    if (startMs < range.fromMs || startMs >= range.toMs) return
    hours.set(startMs, { ...(hours.get(startMs) ?? { startMs, measured: Number.NaN, expected: Number.NaN, low: Number.NaN, high: Number.NaN }), ...facts })
  }
  for (const [i, startMs] of forecast.startsMs.entries()) put(startMs, { expected: forecast.expected[i] ?? Number.NaN, low: forecast.low[i] ?? Number.NaN, high: forecast.high[i] ?? Number.NaN })
  // What the day has shown moves what is left of it.
  for (const [i, startMs] of (forecast.today?.startsMs ?? []).entries()) put(startMs, { expected: forecast.today?.expected[i] ?? Number.NaN, low: forecast.today?.low[i] ?? Number.NaN, high: forecast.today?.high[i] ?? Number.NaN })
  for (const [i, startMs] of measured.startsMs.entries()) if (((measured.quality[i] ?? 0) & ENERGY_QUALITY.provisional) === 0) put(startMs, { measured: measured.energy[i] ?? Number.NaN })
  return [...hours.values()].sort((a, b) => a.startMs - b.startMs)
}

/** Stretches of hours of which something is known. */
const stretches = (hours: readonly ForecastHour[], isKnown: (hour: ForecastHour) => boolean): ForecastHour[][] => {
  const found: ForecastHour[][] = []
  let lastMs = Number.NaN
  for (const hour of hours) {
    if (!isKnown(hour)) continue
    if (hour.startMs - lastMs <= HOUR_MS) found.at(-1)?.push(hour)
    else found.push([hour])
    lastMs = hour.startMs
  }
  return found
}

export const planForecast = (hours: readonly ForecastHour[], range: TimeRange, limit: number | null, width: number, height: number): ForecastPlan => {
  const plot = { left: LEFT, top: TOP, width: Math.max(1, width - LEFT - RIGHT), height: Math.max(1, height - TOP - BOTTOM) }
  const values = [...hours.flatMap(({ measured, expected, low, high }) => [measured, expected, low, high]), limit ?? Number.NaN].filter((value) => Number.isFinite(value))
  const scale = niceScale(Math.min(0, ...values), values.length === 0 ? 1 : Math.max(0, ...values) || 1, 4)
  const y = (value: number): number => plot.top + plot.height * (1 - (value - scale.low) / (scale.high - scale.low))
  // A value is the mean of its hour: it stands in the middle of it.
  const x = (startMs: number): number => plot.left + (plot.width * (startMs + HOUR_MS / 2 - range.fromMs)) / (range.toMs - range.fromMs)
  const point = (startMs: number, value: number): string => `${x(startMs).toFixed(1)},${y(value).toFixed(1)}`
  const line = (valueOf: (hour: ForecastHour) => number): string[] =>
    stretches(hours, (hour) => Number.isFinite(valueOf(hour))).map((stretch) => stretch.map((hour) => point(hour.startMs, valueOf(hour))).join(' '))
  const band = stretches(hours, ({ low, high }) => Number.isFinite(low) && Number.isFinite(high)).map((stretch) =>
    [...stretch.map((hour) => point(hour.startMs, hour.high)), ...stretch.toReversed().map((hour) => point(hour.startMs, hour.low))].join(' '),
  )
  return {
    plot, measured: line((hour) => hour.measured), expected: line((hour) => hour.expected), band, limitY: limit === null ? null : y(limit),
    axis: scaleTicks(scale).map((value) => ({ value, y: y(value) })),
  }
}
