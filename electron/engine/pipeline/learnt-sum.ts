/** How much of the site or of a point is learnt: of how many points that can be, and from how much of their past. */
import type { LearntAge, LearntSum, PointLearnt } from '../../../shared/domain/detection.ts'
import type { MonitoredPoint } from './point-monitor.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The least past of each age, ms: a day's model needs 20 hours; weeks and months are meant as they are said, less half a day. */
const LEAST_MS: readonly (readonly [LearntAge, number])[] = [['month', 27.5 * DAY_MS], ['week', 6.5 * DAY_MS], ['day', 20 * HOUR_MS], ['hours', 0]]

type Learning = Pick<MonitoredPoint, 'signal' | 'models' | 'awaitsModels'>

const canLearn = ({ signal }: Learning): boolean => signal === 'measured' || signal === 'state' || signal === 'mode'

/** Points of which nothing can be learnt (schedules, set-points, meters) are left out. */
export const sumOfLearnt = (all: Iterable<Learning>): LearntSum => {
  const ages: Record<LearntAge, number> = { hours: 0, day: 0, week: 0, month: 0 }
  let points = 0
  let loading = 0
  for (const monitored of all) {
    if (!canLearn(monitored)) continue
    const { models, awaitsModels } = monitored
    points += 1
    if (awaitsModels) loading += 1
    else if (models !== null) ages[ageOf(models.trainedToMs - models.trainedFromMs)] += 1
  }
  return { points, loading, ages }
}

/** @param monitored undefined where the point is not read @param isKept an implausible value keeps it from being learnt */
export const learntOf = (monitored: Learning | undefined, isKept: boolean): PointLearnt => {
  if (monitored === undefined) return { state: 'unread' }
  const { models, awaitsModels } = monitored
  if (!canLearn(monitored)) return { state: 'never' }
  if (awaitsModels) return { state: 'loading' }
  if (isKept) return { state: 'kept' }
  if (models === null) return { state: 'young' }
  const { trainedFromMs, trainedToMs, coverage } = models
  return { state: 'learnt', age: ageOf(trainedToMs - trainedFromMs), fromMs: trainedFromMs, toMs: trainedToMs, coverage }
}

const ageOf = (knownForMs: number): LearntAge => LEAST_MS.find(([, leastMs]) => knownForMs >= leastMs)?.[0] ?? 'hours'
