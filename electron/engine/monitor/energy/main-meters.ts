/** Which meters add up to the site. */
import type { Meter } from '../../../../shared/domain/energy.ts'

const isMeasured = ({ source, estimated }: Meter): boolean => source.what !== 'sum' && !estimated

/** Those below no other. Sums and estimates count only where nothing else measures. @param meters without those that are ignored */
export const mainMetersOf = (meters: readonly Meter[]): readonly Meter[] => {
  const parents = new Set(meters.map(({ parentId }) => parentId))
  const ids = new Set(meters.map(({ id }) => id))
  const top = meters.filter(({ parentId }) => parentId === null || !ids.has(parentId))
  return top.filter((meter) => isMeasured(meter) || parents.has(meter.id) || !top.some((other) => other !== meter && other.medium === meter.medium && isMeasured(other)))
}
