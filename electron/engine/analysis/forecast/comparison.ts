/**
 * Which methods forecast a meter best, by its own past: fitted without the last weeks, each method forecasts their days one after another from what came before each.
 * The learning methods (ridge and trees) are combined by what they missed, newer days counting more (`recent-errors.ts`); plain ones, while the past is too short for these, by 1 / WAPE^2
 * (Bates and Granger 1969 with equal correlations). A plain method stands alone in their place
 * when it is clearly better: eight weeks choose between near equals no better than a coin, and mixing all methods was worse on real meters than the two learning ones together.
 * The combination's errors on these days are kept: they tell how sure a forecast is.
 */
import { HOURS_A_DAY } from './day-matrix.ts'
import { METHOD_IDS, type MethodId, type Past } from './forecast-types.ts'
import { recentWeights, type RecentForecasts } from './recent-errors.ts'
import { fitMethods, methodsFor, predictDay, type MethodModels } from './methods.ts'

/** Days that are held back: eight weeks, a third of a short past. */
const HELD_BACK_DAYS = 56
/** A decomposition costs as much as a fit of the ridge: it is tried on each eighth day, which meets all weekdays in turn. */
const SLOW_EVERY = 8
/** Methods worse than the best by more than this factor say nothing. */
const NEAR = 2
/** A plain method must be better than the combination by this factor to take its place: at 0.8 each that did so on real meters was the worse one afterwards. */
const CLEARLY = 0.6
const LEARNING: readonly MethodId[] = ['dailyRidge', 'boosting']
const LEAST_DAYS_COMPARED = 4

export interface MethodScore {
  readonly method: MethodId
  /** Sum of absolute errors / sum of absolute values. */
  readonly wape: number
  /** Root mean square error / mean. */
  readonly cvRmse: number
  /** Mean of |highest forecast - highest measured| / highest measured of each day. */
  readonly peakError: number
  /** Weight in the combination, 0..1. */
  readonly used: number
}

export interface Comparison {
  readonly origins: number
  readonly scores: readonly MethodScore[]
  /** Of what is used: one method or the combination. */
  readonly wape: number
  /** Errors (measured - combination) of the days held back; NaN = not measured. Parallel: `days` are days of the past. */
  readonly days: Int32Array
  readonly errors: Float64Array
  /** What each of the learning methods that are used said of these days; null where others are used. */
  readonly recent: RecentForecasts | null
  /** Fitted without the days held back. */
  readonly models: MethodModels
}

type Forecasts = ReadonlyMap<number, Float64Array>

interface Sums {
  readonly wape: number
  readonly cvRmse: number
  readonly peakError: number
}

const scoreOf = ({ matrix }: Past, forecasts: Forecasts): Sums => {
  let [errors, values, squares, hours, peaks, days] = [0, 0, 0, 0, 0, 0]
  for (const [day, forecast] of forecasts) {
    let [highest, expected, known] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
      const i = day * HOURS_A_DAY + hour
      expected = Math.max(expected, forecast[hour]!)
      if (matrix.measured[i] !== 1) continue
      const error = matrix.values[i]! - forecast[hour]!
      errors += Math.abs(error)
      squares += error * error
      values += Math.abs(matrix.values[i]!)
      highest = Math.max(highest, matrix.values[i]!)
      known += 1
    }
    hours += known
    if (known < HOURS_A_DAY - 2 || highest <= 0) continue
    peaks += Math.abs(expected - highest) / highest
    days += 1
  }
  // A meter that stands at zero is forecast rightly by zero.
  const share = (sum: number): number => (values === 0 ? (sum === 0 ? 0 : 1) : sum / values)
  return { wape: share(errors), cvRmse: hours === 0 ? 0 : share(Math.sqrt(squares / hours) * hours), peakError: days === 0 ? 0 : peaks / days }
}

const mean = (members: readonly { readonly forecasts: Forecasts; readonly weight: number }[]): Map<number, Float64Array> => {
  const shared = [...members[0]!.forecasts.keys()].filter((day) => members.every(({ forecasts }) => forecasts.has(day)))
  return new Map(shared.map((day) => [day, combine(members.map(({ forecasts, weight }) => ({ values: forecasts.get(day)!, weight })))]))
}

/** Weighted mean of forecasts of a day; weights sum to 1. */
export const combine = (members: readonly { readonly values: Float64Array; readonly weight: number }[]): Float64Array => {
  const sum = new Float64Array(HOURS_A_DAY)
  for (const { values, weight } of members) for (let hour = 0; hour < HOURS_A_DAY; hour += 1) sum[hour] = sum[hour]! + weight * values[hour]!
  return sum
}

const weigh = (scores: ReadonlyMap<MethodId, Sums>): Map<MethodId, number> => {
  const best = Math.min(...[...scores.values()].map(({ wape }) => wape))
  const near = [...scores].filter(([, { wape }]) => wape <= best * NEAR + 1e-12)
  const raw = near.map(([id, { wape }]) => [id, 1 / (wape + 1e-6) ** 2] as const)
  const total = raw.reduce((sum, [, weight]) => sum + weight, 0)
  return new Map(raw.map(([id, weight]) => [id, weight / total]))
}

const weighRecent = (recent: RecentForecasts, { matrix }: Past): Map<MethodId, number> => {
  const weights = recentWeights(recent, matrix)
  return new Map(recent.members.map(({ method }, member) => [method, weights[member]!]))
}

/** Compares the methods on the last weeks of the past; null where there are too few days for that. */
export const compareMethods = (past: Past): Comparison | null => {
  const { days, firstDay } = past.matrix
  const heldBack = Math.min(HELD_BACK_DAYS, Math.floor(days / 3))
  if (heldBack < LEAST_DAYS_COMPARED) return null
  const from = days - heldBack
  const methods = methodsFor(from)
  const models = fitMethods(methods, past, from)
  const forecasts = new Map<MethodId, Map<number, Float64Array>>()
  for (const id of methods) {
    const own = new Map<number, Float64Array>()
    for (let day = from; day < days; day += id === 'seasonalSmoothing' ? SLOW_EVERY : 1) own.set(day, predictDay(id, models, past, day))
    forecasts.set(id, own)
  }
  const scores = new Map([...forecasts].map(([id, own]) => [id, scoreOf(past, own)] as const))
  const learning = new Map([...scores].filter(([id]) => LEARNING.includes(id)))
  const recent: RecentForecasts = { firstDay: firstDay + from, members: [...learning.keys()].map((method) => ({ method, values: Float32Array.from([...forecasts.get(method)!.values()].flatMap((values) => [...values])) })) }
  const weights = learning.size > 0 ? weighRecent(recent, past) : weigh(scores)
  const together = mean([...weights].map(([id, weight]) => ({ forecasts: forecasts.get(id)!, weight })))
  const [bestId, best] = [...scores].reduce((low, each) => (each[1].wape < low[1].wape ? each : low))
  // On the same days: a slow method was tried on some only.
  const isAlone = best.wape < CLEARLY * scoreOf(past, onDaysOf(together, forecasts.get(bestId)!)).wape
  const used = isAlone ? new Map([[bestId, 1]]) : weights
  const chosen = isAlone ? forecasts.get(bestId)! : together
  return { origins: heldBack, scores: METHOD_IDS.filter((id) => scores.has(id)).map((method) => ({ method, ...scores.get(method)!, used: used.get(method) ?? 0 })), wape: scoreOf(past, chosen).wape, ...errorsOf(past, chosen), recent: isAlone || learning.size === 0 ? null : recent, models }
}

const onDaysOf = (forecasts: Forecasts, others: Forecasts): Forecasts => new Map([...forecasts].filter(([day]) => others.has(day)))

const errorsOf = ({ matrix }: Past, forecasts: Forecasts): Pick<Comparison, 'days' | 'errors'> => {
  const days = Int32Array.from(forecasts.keys())
  const errors = new Float64Array(days.length * HOURS_A_DAY)
  for (const [index, day] of days.entries()) {
    const forecast = forecasts.get(day)!
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
      const i = day * HOURS_A_DAY + hour
      errors[index * HOURS_A_DAY + hour] = matrix.measured[i] === 1 ? matrix.values[i]! - forecast[hour]! : Number.NaN
    }
  }
  return { days, errors }
}
