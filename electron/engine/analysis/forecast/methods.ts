/** The methods by name, with their models as one value that can be kept. */
import { boosting, type BoostingModel } from './boosting/boosting.ts'
import { dailyRidge, type DailyRidgeModel } from './daily-ridge.ts'
import type { MethodId, Past } from './forecast-types.ts'
import { seasonalSmoothing } from './seasonal-smoothing.ts'
import { weeklyProfile } from './weekly-profile.ts'

/** Models of the methods that have one; absent = not fitted. */
export interface MethodModels {
  readonly dailyRidge?: DailyRidgeModel
  readonly boosting?: BoostingModel
}

const LEAST_DAYS: Readonly<Record<MethodId, number>> = {
  weeklyProfile: weeklyProfile.leastDays,
  seasonalSmoothing: seasonalSmoothing.leastDays,
  dailyRidge: dailyRidge.leastDays,
  boosting: boosting.leastDays,
}

/** Methods that can say something with so many days of past. */
export const methodsFor = (days: number): readonly MethodId[] => (Object.keys(LEAST_DAYS) as MethodId[]).filter((id) => days >= LEAST_DAYS[id])

/** Fits those of `methods` that learn, from the days before `until`. @param earlier models of the same meter from fewer days: what can go on from them does */
export const fitMethods = (methods: readonly MethodId[], past: Past, until: number, earlier: MethodModels = {}): MethodModels => ({
  ...(methods.includes('dailyRidge') ? { dailyRidge: dailyRidge.fit(past, until, 7, earlier.dailyRidge) } : {}),
  ...(methods.includes('boosting') ? { boosting: boosting.fit(past, until) } : {}),
})

/** The day after `day` days of past by one method. @throws Error when its model is missing */
export const predictDay = (id: MethodId, models: MethodModels, past: Past, day: number): Float64Array => {
  if (id === 'weeklyProfile') return weeklyProfile.predict(null, past, day)
  if (id === 'seasonalSmoothing') return seasonalSmoothing.predict(null, past, day)
  const model = models[id]
  if (model === undefined) throw new Error(`the method ${id} has no model`)
  return id === 'dailyRidge' ? dailyRidge.predict(model as DailyRidgeModel, past, day) : boosting.predict(model as BoostingModel, past, day)
}
