/** What is known of each meter with a demand limit: its forecast of today and tomorrow, and what today has shown. */
import { NO_DEVICE } from '../../../../../shared/domain/alert.ts'
import { forecastKey, type ForecastDay } from '../../../../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../../../../shared/domain/energy.ts'
import type { DemandJudgement, DemandOutlook } from '../../../pipeline/demand-alerts.ts'
import { formatLocalTime } from '../../local-time.ts'
import type { SiteContext } from '../../site-context.ts'
import type { ForecastShelf } from './forecast-shelf.ts'

const DAY_MS = 86_400_000
const KILOWATTS = 48
const CUBIC_METRES_AN_HOUR = 135
/** No alert rests on a forecast whose last day was measured to less. */
const LEAST_COVERAGE = 0.75
/** Sums of sums of sums. */
const DEEPEST = 8

/** The device that delivers a meter: of a sum that of its first part; null where there is none, as of an imported meter. */
export const deviceOf = (meter: Meter, meters: ReadonlyMap<number, Meter>, depth = 0): number | null => {
  if (meter.deviceId !== null || meter.source.what !== 'sum' || depth > DEEPEST) return meter.deviceId
  for (const { meterId } of meter.source.terms) {
    const part = meters.get(meterId)
    const deviceId = part === undefined ? null : deviceOf(part, meters, depth + 1)
    if (deviceId !== null) return deviceId
  }
  return null
}

/** `hasNone`: the last run found that there is no forecast to be made of a key. */
export const watchDemand = ({ clock, store, pipeline }: Pick<SiteContext, 'clock' | 'store' | 'pipeline'>, shelf: ForecastShelf, hasNone: (key: string) => boolean): void => {
  const nowMs = clock.nowMs()
  const { timeZone } = store.settings()
  const meters = new Map(store.energy.meters.all().map((meter) => [meter.id, meter]))
  const undecided = new Set<number>()
  const judgements: DemandJudgement[] = []
  const timeOf = (atMs: number): string => formatLocalTime(atMs, timeZone).slice(-5)
  const outlookOf = ({ peak, peakAtMs, exceedance }: ForecastDay): DemandOutlook | null => (exceedance === null ? null : { peak, time: timeOf(peakAtMs), probability: exceedance })

  for (const meter of meters.values()) {
    const { id, demandLimitKw: limit, ignored, measure, name } = meter
    if (limit === null || ignored) continue
    const deviceId = deviceOf(meter, meters) ?? NO_DEVICE
    const key = forecastKey({ what: 'meter', meterId: id })
    const row = shelf.today(key, nowMs)
    if (row === undefined) {
      // Just after midnight the new day's forecast is still to come.
      if (!hasNone(key)) undecided.add(id)
      continue
    }
    const { coverage } = store.energy.periods.days(id, row.fromMs - 1.5 * DAY_MS, row.fromMs)
    const [today, tomorrow] = shelf.days(key, id, limit, nowMs).map(outlookOf)
    const highest = shelf.highest(id, nowMs)
    const exceeded = highest !== null && highest.value > limit ? { value: highest.value, time: timeOf(highest.atMs) } : null
    if (today === undefined || today === null || (exceeded === null && (coverage.at(-1) ?? 0) < LEAST_COVERAGE)) continue
    judgements.push({ meterId: id, deviceId, meter: name, units: measure === 'volume' ? CUBIC_METRES_AN_HOUR : KILOWATTS, limit, exceeded, today, tomorrow: tomorrow ?? null, days: row.basis.days, version: row.basis.version })
  }
  pipeline.judgeDemand(judgements, undecided)
}
