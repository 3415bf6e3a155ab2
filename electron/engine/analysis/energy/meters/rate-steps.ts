/** Power or flow of the moment as consumption: between readings the mean of both (trapezoid) where they come regularly, the last value where they come on change. */
import { message } from '../../../../../shared/message.ts'
import { correctionKey, type FoundCorrection } from './meter-readings.ts'
import type { ReadingRhythm } from './reading-rhythm.ts'
import type { TakeStep } from './counter-steps.ts'

const HOUR_MS = 3_600_000
const MOST_CORRECTIONS = 2_000

export interface RateRules {
  /** One unit of the readings, kW or m3/h. */
  readonly scale: number
  /** Highest rate that is believed of one reading alone, in the unit of the readings. */
  readonly most: number
  readonly rhythm: ReadingRhythm
  readonly undone: ReadonlySet<string>
}

/** Takes the steps between readings (finite, ascending). A rate below zero counts as zero: energy that is given back is another meter's. */
export const takeRateSteps = (timesMs: Float64Array, values: Float64Array, rules: RateRules, take: TakeStep): FoundCorrection[] => {
  const { scale, rhythm, undone, most } = rules
  const found: FoundCorrection[] = []
  let at = -1
  for (let i = 0; i < timesMs.length; i++) {
    const value = values[i] as number
    const [before, next] = [at < 0 ? undefined : (values[at] as number), values[i + 1]]
    if (before !== undefined && value > most && before <= most && next !== undefined && next <= most) {
      const fromMs = timesMs[at] as number
      const toMs = timesMs[i + 1] as number
      const hours = (toMs - fromMs) / HOUR_MS
      const [counted, uncorrected] = [((before + next) / 2) * hours * scale, ((before + 2 * value + next) / 4) * hours * scale]
      if (found.length < MOST_CORRECTIONS) found.push({ kind: 'spike', fromMs, toMs, before, after: value, counted, uncorrected, why: message('meter.why.rateSpike', { before, after: value, next }) })
      if (!undone.has(correctionKey({ kind: 'spike', fromMs }))) continue
    }
    if (at >= 0) takeStep(timesMs[at] as number, timesMs[i] as number, values[at] as number, value, scale, rhythm, take)
    at = i
  }
  return found
}

const takeStep = (fromMs: number, toMs: number, before: number, after: number, scale: number, rhythm: ReadingRhythm, take: TakeStep): void => {
  if (toMs <= fromMs || rhythm.isGap(fromMs, toMs)) return
  const rate = rhythm.regular ? (Math.max(0, before) + Math.max(0, after)) / 2 : Math.max(0, before)
  take(fromMs, toMs, (rate * scale * (toMs - fromMs)) / HOUR_MS, 'measured', false)
}

/** Ten times what 19 of 20 readings stay below; Infinity while nothing was used. */
export const mostRate = (values: Float64Array): number => {
  const stride = Math.max(1, Math.floor(values.length / 5_000))
  const used: number[] = []
  for (let i = 0; i < values.length; i += stride) if ((values[i] as number) > 0) used.push(values[i] as number)
  if (used.length < 20) return Infinity
  used.sort((a, b) => a - b)
  return 10 * (used[Math.floor(used.length * 0.95)] as number)
}
