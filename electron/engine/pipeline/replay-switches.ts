/** When plant was switched, for replays of single points: what settles after it is judged more patiently, as live. */
import type { MonitoredPoint } from './point-monitor.ts'
import type { Settling } from './settling.ts'

/** Changes of points that switch plant, ascending in time; the first reading of each point counts as one. */
export interface SwitchRows {
  readonly pointIds: Int32Array
  readonly timesMs: Float64Array
  readonly values: Float64Array
}

export interface PlantSwitches {
  /** Gives a feeder: each call tells `settling` all changes up to a moment, but for those of the point that is replayed, which are its readings. */
  feed(settling: Settling, pointId: number): (timeMs: number) => void
}

export const NO_SWITCHES: PlantSwitches = { feed: () => () => {} }

/** `points`: with their models, by id. */
export const createPlantSwitches = (points: ReadonlyMap<number, MonitoredPoint>, { pointIds, timesMs, values }: SwitchRows): PlantSwitches => ({
  feed: (settling, own) => {
    let next = 0
    return (timeMs) => {
      for (; next < timesMs.length && (timesMs[next] as number) <= timeMs; next++) {
        const monitored = points.get(pointIds[next] as number)
        if (monitored !== undefined && monitored.point.id !== own) settling.watch(monitored, timesMs[next] as number, values[next] as number)
      }
    }
  },
})
