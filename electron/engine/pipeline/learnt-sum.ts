/** How much of the site is learnt: of how many points that can be, and from how much of their past. */
import type { LearntAge, LearntSum } from '../../../shared/domain/detection.ts'
import type { MonitoredPoint } from './point-monitor.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The least past of each age, ms: a day's model needs 20 hours; weeks and months are meant as they are said, less half a day. */
const LEAST_MS: readonly (readonly [LearntAge, number])[] = [['month', 27.5 * DAY_MS], ['week', 6.5 * DAY_MS], ['day', 20 * HOUR_MS], ['hours', 0]]

/** Points of which nothing can be learnt (schedules, set-points, meters) are left out. */
export const sumOfLearnt = (all: Iterable<Pick<MonitoredPoint, 'signal' | 'models' | 'awaitsModels'>>): LearntSum => {
  const ages: Record<LearntAge, number> = { hours: 0, day: 0, week: 0, month: 0 }
  let points = 0
  let loading = 0
  for (const { signal, models, awaitsModels } of all) {
    if (signal !== 'measured' && signal !== 'state' && signal !== 'mode') continue
    points += 1
    if (awaitsModels) loading += 1
    else if (models !== null) ages[ageOf(models.trainedToMs - models.trainedFromMs)] += 1
  }
  return { points, loading, ages }
}

const ageOf = (knownForMs: number): LearntAge => LEAST_MS.find(([, leastMs]) => knownForMs >= leastMs)?.[0] ?? 'hours'
