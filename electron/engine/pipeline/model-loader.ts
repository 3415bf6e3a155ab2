/** Brings stored models to the points, a slice at a time: those of 20,000 points take seconds to read. */
import type { ModelRow, WritableStore } from '../store/store-types.ts'
import { takeUpFollowed } from './followed-scales.ts'
import { modelsFromRows } from './point-models.ts'
import { useModels, type MonitoredPoint } from './point-monitor.ts'

/** Points of one slice: 5 to 8 ms. So many are loaded at once when nothing waits, so that small sites and single devices know everything from their first reading. */
const POINTS_AT_ONCE = 32

export interface ModelLoader {
  /** Loads the models of these points; equipment is not judged by a point until its own have arrived. */
  load(points: readonly MonitoredPoint[]): void
  /** Loads a point's models now if they wait. */
  need(pointId: number): void
  stop(): void
}

/** `find` gives the point as it is watched now; `loaded` hears of all rows of a point. */
export const createModelLoader = (store: Pick<WritableStore, 'models'>, find: (pointId: number) => MonitoredPoint | undefined, loaded: (monitored: MonitoredPoint, rows: readonly ModelRow[]) => void): ModelLoader => {
  /** Ids, because a point's object changes with its facts. */
  let waiting: number[] = []
  let next = 0
  let timer: NodeJS.Immediate | undefined

  const need = (pointId: number): void => {
    const monitored = find(pointId)
    if (monitored === undefined || !monitored.awaitsModels) return
    monitored.awaitsModels = false
    const rows = store.models(pointId)
    const models = modelsFromRows(rows)
    loaded(monitored, rows)
    if (models === null) return
    useModels(monitored, models)
    takeUpFollowed(monitored, rows)
  }
  const slice = (): void => {
    const end = Math.min(waiting.length, next + POINTS_AT_ONCE)
    for (; next < end; next += 1) need(waiting[next] as number)
    if (next < waiting.length) return
    waiting = []
    next = 0
  }
  const goOn = (): void => {
    timer = undefined
    slice()
    if (waiting.length > 0) timer = setImmediate(goOn)
  }

  return {
    load: (points) => {
      for (const monitored of points) {
        monitored.awaitsModels = true
        waiting.push(monitored.point.id)
      }
      if (timer === undefined && waiting.length > 0) goOn()
    },
    need,
    stop: () => {
      if (timer !== undefined) clearImmediate(timer)
      timer = undefined
      waiting = []
    },
  }
}
