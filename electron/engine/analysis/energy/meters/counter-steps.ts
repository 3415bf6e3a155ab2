/**
 * A counter's readings as consumption. The total only rises; where it does not, or rises beyond belief, a rule says what happened and what is counted:
 * one wrong reading, a fall and return, a rollover, a reset, another meter in its place. What a rule counted is a correction, which a person may undo.
 */
import type { CorrectionKind } from '../../../../../shared/domain/energy.ts'
import { message } from '../../../../../shared/message.ts'
import { correctionKey, type FoundCorrection } from './meter-readings.ts'
import type { ReadingRhythm } from './reading-rhythm.ts'
import { rolloverOf } from './rollover.ts'

const HOUR_MS = 3_600_000
/** So many readings in a row may be wrong before the total is believed to have changed for good. */
const WRONG_IN_A_ROW = 3
/** A last digit is taken to have grown over this long at most while the total stood still. */
const LONGEST_STANDING_MS = 3 * HOUR_MS
/** Over longer times a rule does not guess what was used. */
const LONGEST_GUESS_MS = 2 * HOUR_MS
const MOST_CORRECTIONS = 2_000

export interface CounterRules {
  /** One unit of the readings, kWh or m3. */
  readonly scale: number
  /** In the unit of the readings; null = not known, then the usual lengths of registers are tried. */
  readonly rolloverAt: number | null
  /** Highest rise of an hour that is believed, in the unit of the readings. */
  readonly mostPerHour: number
  readonly rhythm: ReadingRhythm
  /** Keys of corrections that a person took back. */
  readonly undone: ReadonlySet<string>
}

/** Where a step's amount goes: `measured` as read; `again`: more for a time that is measured already; `gap`: a known total over a time not observed; `guess`: by the rates around it. */
export type StepHow = 'measured' | 'again' | 'gap' | 'guess'
export type TakeStep = (fromMs: number, toMs: number, amount: number, how: StepHow, corrected: boolean) => void

/** Takes the steps between readings (finite, ascending in time) in order. Amounts in kWh or m3; what is not known is not taken. */
export const takeCounterSteps = (timesMs: Float64Array, values: Float64Array, rules: CounterRules, take: TakeStep): FoundCorrection[] => {
  const { scale, rhythm, undone } = rules
  const found: FoundCorrection[] = []
  const count = timesMs.length
  /** The last reading that is believed, and since when its value stands. */
  let at = 0
  let stoodSinceMs = timesMs[0] ?? 0

  const believable = (rise: number, overMs: number): boolean => rise >= 0 && rise <= rules.mostPerHour * Math.max(1, overMs / HOUR_MS)

  const note = (kind: CorrectionKind, from: number, to: number, counted: number, uncorrected: number, params: Record<string, number> = {}): boolean => {
    const [fromMs, toMs, before, after] = [timesMs[from] as number, timesMs[to] as number, values[from] as number, values[to] as number]
    const inForce = !undone.has(correctionKey({ kind, fromMs }))
    // Changes of a counter that is broken beyond repair are not all told.
    if (found.length < MOST_CORRECTIONS) found.push({ kind, fromMs, toMs, before, after, counted, uncorrected, why: message(`meter.why.${kind}`, { before, after, ...params }) })
    return inForce
  }

  /** Rise an hour around a step, in the unit of the readings: over the hour before and the hour after it. */
  const rateAround = (from: number, to: number): number => {
    const before = rateOver(timesMs, values, from, -1)
    const after = rateOver(timesMs, values, to, 1)
    const known = [before, after].filter((rate): rate is number => rate !== null && believable(rate, HOUR_MS))
    return known.length === 0 ? 0 : known.reduce((sum, rate) => sum + rate, 0) / known.length
  }

  /** The first of the next readings that goes on from the believed one; -1 = none does. */
  const returnsAt = (from: number, odd: number): number => {
    for (let i = odd + 1; i < count && i <= odd + WRONG_IN_A_ROW; i++) {
      if (believable((values[i] as number) - (values[from] as number), (timesMs[i] as number) - (timesMs[from] as number))) return i
    }
    return -1
  }

  const takeRise = (from: number, to: number, corrected: boolean): void => {
    const [fromMs, toMs] = [timesMs[from] as number, timesMs[to] as number]
    const rise = (values[to] as number) - (values[from] as number)
    const amount = rise * scale
    if (rhythm.isGap(fromMs, toMs)) {
      const asGap = note('gap', from, to, amount, amount, { hours: (toMs - fromMs) / HOUR_MS })
      if (asGap) take(fromMs, toMs, amount, 'gap', corrected)
      else take(Math.max(fromMs, toMs - rhythm.stepMs), toMs, amount, 'measured', true)
      stoodSinceMs = toMs
    } else if (rise > 0) {
      // The steps before told that nothing was used; a last digit that jumps was used over all of them.
      const sinceMs = Math.max(Math.min(stoodSinceMs, fromMs), toMs - LONGEST_STANDING_MS)
      if (sinceMs < fromMs) {
        take(sinceMs, fromMs, (amount * (fromMs - sinceMs)) / (toMs - sinceMs), 'again', false)
        take(fromMs, toMs, (amount * (toMs - fromMs)) / (toMs - sinceMs), 'measured', corrected)
      } else take(fromMs, toMs, amount, 'measured', corrected)
      stoodSinceMs = toMs
    } else take(fromMs, toMs, 0, 'measured', corrected)
  }

  /** A total that went on elsewhere for good. */
  const takeBreak = (from: number, to: number): void => {
    const [fromMs, toMs, before, after] = [timesMs[from] as number, timesMs[to] as number, values[from] as number, values[to] as number]
    const overMs = toMs - fromMs
    const mostNow = rules.mostPerHour * Math.max(1, overMs / HOUR_MS)
    const raw = (after - before) * scale
    const rollover = after < before ? rolloverOf(before, after, rules.rolloverAt, mostNow) : null
    const kind = rollover !== null ? 'rollover' : after > before ? 'replacement' : after <= mostNow ? 'reset' : before - after <= mostNow ? 'backwards' : 'replacement'
    const guessed = rateAround(from, to) * (overMs / HOUR_MS)
    const rise = rollover !== null ? rollover.rise : kind === 'reset' ? Math.max(after, guessed) : guessed
    const known = rollover !== null || overMs <= LONGEST_GUESS_MS
    const counted = known ? rise * scale : 0
    const inForce = note(kind, from, to, counted, raw, rollover !== null ? { limit: rollover.limit } : {})
    if (!inForce) take(fromMs, toMs, raw, 'measured', true)
    else if (rollover !== null) take(fromMs, toMs, counted, rhythm.isGap(fromMs, toMs) ? 'gap' : 'measured', true)
    else if (known) take(fromMs, toMs, counted, 'guess', true)
    stoodSinceMs = toMs
  }

  for (let i = 1; i < count; i++) {
    const overMs = (timesMs[i] as number) - (timesMs[at] as number)
    if (overMs <= 0) continue
    const rise = (values[i] as number) - (values[at] as number)
    if (believable(rise, overMs) || (rise > 0 && goesOn(timesMs, values, at, i, rules.mostPerHour))) {
      takeRise(at, i, false)
      at = i
      continue
    }
    const back = returnsAt(at, i)
    const kind = rise < 0 && -rise <= rules.mostPerHour ? 'backwards' : 'spike'
    if (back > 0 && note(kind, at, i, ((values[back] as number) - (values[at] as number)) * scale, rise * scale)) {
      takeRise(at, back, true)
      i = back
    } else takeBreak(at, i)
    at = i
  }
  return found
}

/** Rise an hour over about an hour before (`way` -1) or after (1) a reading; null where readings end or the total falls. */
const rateOver = (timesMs: Float64Array, values: Float64Array, from: number, way: 1 | -1): number | null => {
  let to = from
  while (to + way >= 0 && to + way < timesMs.length && Math.abs((timesMs[to] as number) - (timesMs[from] as number)) < HOUR_MS) to += way
  const hours = ((timesMs[to] as number) - (timesMs[from] as number)) / HOUR_MS
  const rise = (values[to] as number) - (values[from] as number)
  return hours === 0 || rise / hours < 0 ? null : rise / hours
}

/** A rise beyond belief among others like it is a load that grew, not a wrong total: two steps after it, two before it, or one on each side. */
const goesOn = (timesMs: Float64Array, values: Float64Array, from: number, to: number, mostPerHour: number): boolean => {
  if (!Number.isFinite(mostPerHour)) return true
  const pace = stepPace(timesMs, values, from, to)
  const alike = (at: number, next: number): boolean => {
    if (at < 0 || next >= timesMs.length) return false
    const own = stepPace(timesMs, values, at, next)
    return own >= pace / 5 && own <= pace * 5
  }
  const [before, after] = [alike(from - 1, from), alike(to, to + 1)]
  return (before && after) || (after && alike(to + 1, to + 2)) || (before && alike(from - 2, from - 1))
}

/** Rise an hour of a step, in the unit of the readings. */
const stepPace = (timesMs: Float64Array, values: Float64Array, from: number, to: number): number =>
  ((values[to] as number) - (values[from] as number)) / Math.max(1, (timesMs[to] as number) - (timesMs[from] as number)) * HOUR_MS
