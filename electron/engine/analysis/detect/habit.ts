/**
 * Habit: how surprising a reading is in the light of everything the point usually does, by six methods that look at different things, on one scale.
 *
 * Methods and their measures are in `habit-measures.ts` and `still-runs.ts`; a method's surprise is that of its largest measure (`surprise-scale.ts`), at most
 * `MOST_SURPRISE`. Combined: 0.45 of the largest, 0.3, 0.2 and 0.1 of the next three. Methods that agree count more than one alone, and one alone still counts
 * nearly half: an anomaly that only one method can see (a stuck value, more noise) must not drown. Score 1 = a combined surprise of `LIMIT`.
 */
import { UNKNOWN, type Detector, type MethodShare, type ScoredReading, type Verdict } from './detector.ts'
import { createFeatures, featuresAt, MEASURES, measureReading, takeIn, type HabitMethod } from './habit-measures.ts'
import { fitHabit, type HabitModel } from './habit-model.ts'
import { takeModel } from './habit-scales.ts'
import { startUnlearnt, turnHour, turnStep, type HabitState } from './habit-state.ts'
import { stillSurprise } from './still-runs.ts'
import { followSurprise, surpriseOf, type SurpriseScale } from './surprise-scale.ts'
import { isEnough } from './z-score.ts'

/** Combined surprise at score 1. */
export const LIMIT = 2.9
/** Of the largest surprise, the next, and so on. */
const WEIGHTS = [0.45, 0.3, 0.2, 0.1] as const
const MOST_SURPRISE = 20
/** Exactly 0 on a point that never was near it. */
const ZERO_SURPRISE = 4
/** An hour as surprising as this teaches little of what is usual. */
const ABNORMAL_SURPRISE = 4
const ABNORMAL_WEIGHT = 0.4
/** From this score on the shares are told. */
const SHARES_FROM = 0.8
/** Spreads of the point's least half-width: differences far below it interest nobody. */
const LEAST_SPREAD_SHARE = 0.05

/** The first measures judge the level of this very reading; the one-step prediction does where readings come at the pace of the history. */
const LEVEL_MEASURES = 3
const STEP = 4
/** A reading that is itself ordinary neither raises nor holds an alert, whatever the hours before it say; a value that stands still is the quality gate's. */
const MOST_UNHEARD = 0.79

const METHODS: readonly HabitMethod[] = ['seasonalLevel', 'oneStep', 'lasting', 'spread', 'still', 'dayShape', 'neverZero']
const METHOD_OF = MEASURES.map(({ method }) => METHODS.indexOf(method))
const STILL = METHODS.indexOf('still')
const ZERO = METHODS.indexOf('neverZero')

const features = createFeatures()
const measures = new Float64Array(MEASURES.length)
const surprises = new Float64Array(METHODS.length)
const ranked = new Float64Array(WEIGHTS.length)

export const habit: Detector<HabitModel, HabitState> = {
  id: 'habit',
  version: 'habit-1',
  fit: (history, { leastHalfWidth }) => (isEnough(history) ? fitHabit(history, LEAST_SPREAD_SHARE * leastHalfWidth) : null),
  start: startUnlearnt,
  score: (model, state, reading) => {
    if (model === null) return collect(state, reading)
    if (state.filledMs !== model.toMs) takeModel(state, model)
    const { timeMs, value, slot } = reading
    if (turnHour(state, timeMs)) learnHour(state)
    turnStep(state, timeMs, model.gridMs)
    featuresAt(state, model, slot, features)
    measureReading(state, model, value, slot, features, measures)
    const isOwnPace = !(state.lastMs > 0) || timeMs - state.lastMs >= model.gridMs / 2
    const usual = features.expected + state.level
    takeIn(state, model, timeMs, value, slot, features.expected)
    return verdictOf(model, state, reading, usual, isOwnPace)
  },
}

/** Before there is a model: only hourly means. */
const collect = (state: HabitState, { timeMs, value, slot }: ScoredReading): Verdict => {
  turnHour(state, timeMs)
  state.sum += value
  state.count++
  state.slot = slot
  return UNKNOWN
}

const learnHour = ({ scales, largest }: HabitState): void => {
  let worst = 0
  for (let m = 0; m < MEASURES.length; m++) worst = Math.max(worst, surpriseOf(scales[m] as SurpriseScale, largest[m] as number, MEASURES[m]?.memoryHours ?? 0))
  const weight = worst > ABNORMAL_SURPRISE ? ABNORMAL_WEIGHT : 1
  for (let m = 0; m < MEASURES.length; m++) followSurprise(scales[m] as SurpriseScale, largest[m] as number, MEASURES[m]?.least ?? 1, weight)
  largest.fill(0)
}

const verdictOf = (model: HabitModel, state: HabitState, { timeMs, value, slot, bandWidth, explain }: ScoredReading, usual: number, isOwnPace: boolean): Verdict => {
  const { scales, largest } = state
  let isPresent = false
  surprises.fill(0)
  for (let m = 0; m < MEASURES.length; m++) {
    const measure = measures[m] as number
    if (measure > (largest[m] as number)) largest[m] = measure
    const surprise = surpriseOf(scales[m] as SurpriseScale, measure, MEASURES[m]?.memoryHours ?? 0)
    const method = METHOD_OF[m] as number
    if (surprise >= 1 && (m < LEVEL_MEASURES || (m === STEP && isOwnPace))) isPresent = true
    if (surprise > (surprises[method] as number)) surprises[method] = surprise
  }
  surprises[STILL] = stillSurprise(model.still, value, timeMs - state.stillSinceMs, model.gridMs)
  surprises[ZERO] = value === 0 && model.neverZero ? ZERO_SURPRISE : 0
  const together = togetherOf(surprises)
  const score = together / LIMIT / bandWidth
  const level = scales[1] as { readonly threshold: number; readonly tail: number }
  const half = (level.threshold + (LIMIT - 1) * level.tail * Math.LN10) * (model.spreads[(slot >> 2) % 24] as number) * bandWidth
  const verdict = { score, expected: usual, low: usual - half, high: usual + half, vote: isPresent && together > WEIGHTS[0] * surprises[STILL] + 0.5 ? score : MOST_UNHEARD * (1 - Math.exp(-score / MOST_UNHEARD)) }
  if (explain) return { ...verdict, shares: sharesOf(bandWidth, 0) }
  return score < SHARES_FROM ? verdict : { ...verdict, shares: sharesOf(bandWidth, 1 / LIMIT) }
}

/** The largest surprise by the first weight, the next by the second ... */
const togetherOf = (all: Float64Array): number => {
  ranked.fill(0)
  for (const each of all) {
    let surprise = Math.min(each, MOST_SURPRISE)
    for (let i = 0; i < ranked.length; i++) {
      const larger = ranked[i] as number
      if (surprise <= larger) continue
      ranked[i] = surprise
      surprise = larger
    }
  }
  let sum = 0
  for (let i = 0; i < ranked.length; i++) sum += (WEIGHTS[i] as number) * (ranked[i] as number)
  return sum
}

const sharesOf = (bandWidth: number, least: number): MethodShare[] =>
  METHODS.map((method, i) => ({ method, score: Math.min(surprises[i] as number, MOST_SURPRISE) / LIMIT / bandWidth })).filter(({ score }) => score >= least)
