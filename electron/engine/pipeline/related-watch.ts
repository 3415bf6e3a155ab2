/** Related points live: the models of each point, the latest trusted values of its siblings, and the outdoor air as it is smoothed. */
import type { RelatedModel } from '../analysis/detect/related-model.ts'
import { WEATHER_TAU_MS } from '../analysis/detect/related-model.ts'
import type { ModelRow } from '../store/store-types.ts'

const DETECTOR = 'related'
const VERSION = 'related-1'

/** What a point sees of its related points at this moment. */
export interface RelatedView {
  readonly model: RelatedModel
  /** Latest trusted values of the siblings, parallel to the model's; NaN where stale, untrusted or gone. Filled anew by each call. */
  siblings(): Float64Array
  /** Smoothed outdoor air, °C; NaN where it is not known. */
  outdoor(timeMs: number): number
  /** Names of the siblings that are observed. */
  names(): readonly string[]
}

interface Air {
  level: number
  sinceMs: number
  lastMs: number
}

export interface RelatedWatch {
  view(model: RelatedModel): RelatedView
  /** One trusted reading; of points that are nobody's weather nothing happens. */
  take(pointId: number, timeMs: number, value: number): void
}

/** `trusted` gives the latest value of a point, NaN where there is none to trust. */
export const createRelatedWatch = (trusted: (pointId: number) => number, nameOf: (pointId: number) => string): RelatedWatch => {
  const airs = new Map<number, Air>()
  return {
    view: (model) => {
      const ids = model.siblings?.pointIds ?? []
      const values = new Float64Array(ids.length)
      const weatherId = model.weather?.pointId
      if (weatherId !== undefined && !airs.has(weatherId)) airs.set(weatherId, { level: Number.NaN, sinceMs: Number.NaN, lastMs: -Infinity })
      const air = weatherId === undefined ? undefined : airs.get(weatherId)
      return {
        model,
        siblings: () => {
          for (let i = 0; i < ids.length; i++) values[i] = trusted(ids[i] as number)
          return values
        },
        outdoor: (timeMs) => (air === undefined || weatherId === undefined || timeMs - air.lastMs > WEATHER_TAU_MS || timeMs - air.sinceMs < WEATHER_TAU_MS || Number.isNaN(trusted(weatherId)) ? Number.NaN : air.level),
        names: () => ids.filter((id) => !Number.isNaN(trusted(id))).map(nameOf),
      }
    },
    take: (pointId, timeMs, value) => {
      const air = airs.get(pointId)
      if (air === undefined || timeMs <= air.lastMs) return
      const elapsedMs = timeMs - air.lastMs
      if (elapsedMs > WEATHER_TAU_MS) Object.assign(air, { level: value, sinceMs: timeMs })
      else air.level += (1 - Math.exp(-elapsedMs / WEATHER_TAU_MS)) * (value - air.level)
      air.lastMs = timeMs
    },
  }
}

export const relatedRow = (pointId: number, model: RelatedModel, fromMs: number, toMs: number): ModelRow => ({
  pointId, detector: DETECTOR, version: VERSION, fittedAtMs: toMs, trainedFromMs: fromMs, trainedToMs: toMs, coverage: 1, seed: 0, body: JSON.stringify(model),
})

/** The model among the rows of a point; null without one, or where it cannot be read. */
export const relatedOfRows = (rows: readonly ModelRow[]): RelatedModel | null => {
  const row = rows.find(({ detector, version }) => detector === DETECTOR && version === VERSION)
  if (row === undefined) return null
  try {
    return JSON.parse(row.body) as RelatedModel
  } catch {
    return null
  }
}
