/** History of a building from the very model that goes on live: blocks of a few days, one point at a time. */
import { hasValue } from './building/point-spec.ts'
import type { SimPoint } from './building/sim-point.ts'
import type { Fleet } from './fleet.ts'

export interface HistoryRange {
  /** First moment, ms since the epoch. */
  readonly fromMs: number
  /** End, exclusive. */
  readonly toMs: number
  /** Time between two samples of a measured value, ms; a multiple of the model's step of 10 s. */
  readonly stepMs: number
}

/** Readings of one point, times ascending. */
export interface HistoryChunk {
  readonly deviceInstance: number
  readonly objectType: number
  readonly objectInstance: number
  readonly timesMs: Float64Array
  readonly values: Float64Array
}

const BLOCK_STEPS = 1_152
/** States and setpoints are kept when they change, and this often all the same. */
const HEARTBEAT_MS = 3_600_000

class Recorder {
  readonly deviceInstance: number
  private readonly point: SimPoint
  private readonly times: Float64Array
  private readonly values: Float64Array
  private count = 0
  private lastValue = Number.NaN
  private lastMs = Number.NEGATIVE_INFINITY

  constructor(deviceInstance: number, point: SimPoint) {
    this.deviceInstance = deviceInstance
    this.point = point
    this.times = new Float64Array(BLOCK_STEPS)
    this.values = new Float64Array(BLOCK_STEPS)
  }

  sample(timeMs: number): void {
    const value = this.point.reading()
    if (!this.point.spec.continuous && value === this.lastValue && timeMs - this.lastMs < HEARTBEAT_MS) return
    this.lastValue = value
    this.lastMs = timeMs
    this.times[this.count] = timeMs
    this.values[this.count] = value
    this.count++
  }

  take(): HistoryChunk {
    const { spec } = this.point
    const chunk = {
      deviceInstance: this.deviceInstance,
      objectType: spec.objectType,
      objectInstance: spec.objectInstance,
      timesMs: this.times.slice(0, this.count),
      values: this.values.slice(0, this.count),
    }
    this.count = 0
    return chunk
  }
}

const recorders = (fleet: Fleet): Recorder[] =>
  fleet.devices().flatMap((device) => {
    const points = [...device.objects.values()].filter((point) => hasValue(point.spec.objectType))
    return points.map((point) => new Recorder(device.spec.instance, point))
  })

/** How many chunks `historyOf` gives for a range. */
export const historyChunks = (fleet: Fleet, range: HistoryRange): number =>
  recorders(fleet).length * Math.ceil(Math.max(0, range.toMs - range.fromMs) / (range.stepMs * BLOCK_STEPS))

/** Runs the building through the range and gives what its points showed. Afterwards the building stands at the last sample. */
export function* historyOf(fleet: Fleet, range: HistoryRange): Generator<HistoryChunk, void, void> {
  const own = recorders(fleet)
  let timeMs = range.fromMs
  while (timeMs < range.toMs) {
    for (let step = 0; step < BLOCK_STEPS && timeMs < range.toMs; step++) {
      fleet.runTo(timeMs)
      for (const recorder of own) recorder.sample(timeMs)
      timeMs += range.stepMs
    }
    for (const recorder of own) yield recorder.take()
  }
}
