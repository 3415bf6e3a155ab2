/** One simulated device: its facts and its objects by key. */
import type { DeviceSpec } from '../building/point-spec.ts'
import { hasValue } from '../building/point-spec.ts'
import { SimPoint, type PointSource } from '../building/sim-point.ts'
import { objectKey, OBJECT } from './protocol.ts'
import { SimEvents, type StampForm } from './sim-events.ts'
import { TrendBuffer } from './trend-buffer.ts'

const TREND_RECORDS = 576
const TREND_INTERVAL_MS = 300_000

const STAMP_FORMS: readonly StampForm[] = ['sequence', 'dateTime', 'time']

export class SimDevice {
  readonly spec: DeviceSpec
  readonly deviceKey: number
  readonly utcOffsetMinutes: number
  readonly objects = new Map<number, SimPoint>()
  readonly trends = new Map<number, TrendBuffer>()
  /** Keys in the order of the object list, the device first. */
  readonly objectList: readonly number[]
  databaseRevision = 1
  restarts = 0
  /** How far its clock is ahead, ms; negative = behind. */
  clockDriftMs = 0
  /** Its own time of the last start, local, ms; 135, BACnetRestartReason. */
  restartedMs: number
  restartReason = 0
  /** How it stamps what happens to it. */
  readonly stampForm: StampForm
  readonly events: SimEvents
  readonly source: PointSource

  private readonly nowMs: () => number

  /** `nowMs`: true building time; the model's own time goes in steps. */
  constructor(spec: DeviceSpec, source: PointSource, utcOffsetMinutes: number, nowMs: () => number = () => source.timeMs()) {
    this.nowMs = nowMs
    this.spec = spec
    this.source = source
    this.utcOffsetMinutes = utcOffsetMinutes
    this.deviceKey = objectKey(OBJECT.device, spec.instance)
    this.restartedMs = this.clockMs()
    this.stampForm = STAMP_FORMS[spec.instance % STAMP_FORMS.length] ?? 'dateTime'
    this.events = new SimEvents(this.stampForm)
    for (const point of spec.points) {
      const key = objectKey(point.objectType, point.objectInstance)
      // Noise must not be the same in two points of one building.
      this.objects.set(key, new SimPoint(point, source, (spec.instance << 10) ^ key))
      if (point.objectType === OBJECT.trendLog) this.trends.set(key, new TrendBuffer(TREND_RECORDS, TREND_INTERVAL_MS))
    }
    this.objectList = [this.deviceKey, ...this.objects.keys()]
  }

  /** Local time of the device as ms since the epoch, for dates on the wire. */
  localMs(timeMs: number): number {
    return timeMs + this.utcOffsetMinutes * 60_000
  }

  /** What its clock shows: local time as ms since the epoch. */
  clockMs(): number {
    return this.localMs(this.nowMs() + this.clockDriftMs)
  }

  /** Sets its clock to a moment, UTC, ms. */
  setClock(timeMs: number): void {
    this.clockDriftMs = timeMs - this.nowMs()
  }

  /** It was restarted: nothing but the clock tells. */
  restarted(reason: number): void {
    this.restartedMs = this.clockMs()
    this.restartReason = reason
  }

  /** Takes an object to another event state (135, BACnetEventState). */
  setEventState(key: number, state: number): void {
    const point = this.objects.get(key)
    if (point) this.events.transition(key, point, state, this.clockMs())
  }

  /** Lets every trend log whose time has come keep the value of its object. */
  logTrends(timeMs: number): void {
    for (const [key, buffer] of this.trends) {
      if (timeMs % buffer.intervalMs !== 0) continue
      const logged = this.objects.get(this.objects.get(key)?.spec.link ?? -1)
      if (logged && hasValue(logged.spec.objectType)) buffer.add(timeMs, logged.reading(), logged.statusFlags())
    }
  }

  point(type: number, instance: number): SimPoint | undefined {
    return this.objects.get(objectKey(type, instance))
  }
}
