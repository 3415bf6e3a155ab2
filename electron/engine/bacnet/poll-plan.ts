/** What is read of one device when: points in batches of one interval, spread evenly over it, each batch at most once in the queue. */
import type { WatchedPoint } from './acquisition-types.ts'
import { readPropertyMultipleApdu, type RequestApdu } from './datagrams.ts'
import { DueQueue } from './due-queue.ts'
import { PROPERTY, type PropertyRef } from './properties.ts'
import { objectIdCode } from './values.ts'

/** A point with what was learnt about it. */
export interface PolledPoint {
  readonly pointId: number
  readonly type: number
  readonly instance: number
  readonly code: number
  readonly intervalMs: number
  /** False once the object said that it has no status flags. */
  hasFlags: boolean
  /** Why it gives no number; undefined while it does. */
  problem: string | undefined
  /** Flags last read; used where a value comes without them. */
  lastFlags: number
  dueMs: number
}

export interface PollBatch {
  points: PolledPoint[]
  readonly intervalMs: number
  readonly phaseMs: number
  dueMs: number
  /** Encoded request; undefined after something in it changed. */
  apdu: RequestApdu | undefined
  /** Of the grouping it belongs to; batches of former groupings that are still under way do not come back. */
  readonly generation: number
}

/** Points in trouble are asked this much less often, and at most this seldom. */
const PROBLEM_FACTOR = 10
const PROBLEM_INTERVAL_MS = 300_000
/** The first round is spread over no more than this, so that a screen fills quickly. */
const FIRST_ROUND_MS = 3_000
/** The golden ratio spreads any number of devices evenly over the interval. */
const GOLDEN = 0.618_033_988_749_895
const CALENDAR = 6

const PRESENT_VALUE: readonly PropertyRef[] = [{ property: PROPERTY.presentValue }]
const WITH_FLAGS: readonly PropertyRef[] = [{ property: PROPERTY.presentValue }, { property: PROPERTY.statusFlags }]

export const polledPoint = (point: WatchedPoint, known: PolledPoint | undefined, nowMs: number): PolledPoint => ({
  pointId: point.pointId,
  type: point.objectType,
  instance: point.objectInstance,
  code: objectIdCode(point.objectType, point.objectInstance),
  intervalMs: point.intervalMs,
  hasFlags: known?.hasFlags ?? point.objectType !== CALENDAR,
  problem: known?.problem,
  lastFlags: known?.lastFlags ?? 0,
  dueMs: known === undefined ? nowMs : Math.min(known.dueMs, nowMs + point.intervalMs),
})

/** The next time at `phaseMs + n * intervalMs` after `nowMs`: what was missed is not made up for. */
export const nextSlotMs = (phaseMs: number, intervalMs: number, nowMs: number): number => phaseMs + (Math.floor((nowMs - phaseMs) / intervalMs) + 1) * intervalMs

export class PollPlan {
  readonly queue = new DueQueue<PollBatch>()
  readonly points: PolledPoint[]
  /** True when batches are smaller than they could be, because some were split. */
  scattered = false
  private generation = 0
  private readonly share: number

  constructor(deviceId: number, points: PolledPoint[]) {
    this.points = points
    this.share = (deviceId * GOLDEN) % 1
  }

  /** Groups all points anew in batches of at most `size`. `fresh`: nothing was read yet, so everything is due soon. */
  regroup(size: number, nowMs: number, fresh: boolean): void {
    this.queue.clear()
    this.generation += 1
    this.scattered = false
    const byInterval = new Map<number, PolledPoint[]>()
    for (const point of this.points) {
      if (point.problem !== undefined) this.queue.add(this.troubled(point, nowMs))
      else {
        const group = byInterval.get(point.intervalMs)
        if (group === undefined) byInterval.set(point.intervalMs, [point])
        else group.push(point)
      }
    }
    for (const [intervalMs, group] of byInterval) this.addGroup(intervalMs, group, size, nowMs, fresh)
  }

  /** After a time without readings: every point is due within the next seconds, whatever its interval. */
  readAllSoon(size: number, nowMs: number): void {
    for (const point of this.points) point.dueMs = nowMs
    this.regroup(size, nowMs, true)
  }

  private addGroup(intervalMs: number, group: PolledPoint[], size: number, nowMs: number, fresh: boolean): void {
    const count = Math.ceil(group.length / size)
    const even = Math.ceil(group.length / count)
    const firstRoundMs = Math.min(intervalMs, FIRST_ROUND_MS)
    for (let part = 0; part < count; part++) {
      const points = group.slice(part * even, (part + 1) * even)
      if (points.length === 0) continue
      const place = (this.share + part / count) % 1
      const phaseMs = place * intervalMs
      const overdue = points.some((point) => point.dueMs <= nowMs)
      const soonMs = fresh ? nowMs + place * firstRoundMs : nowMs
      this.queue.add({ points, intervalMs, phaseMs, dueMs: overdue ? soonMs : nextSlotMs(phaseMs, intervalMs, nowMs), apdu: undefined, generation: this.generation })
    }
  }

  private troubled(point: PolledPoint, nowMs: number): PollBatch {
    const intervalMs = Math.max(point.intervalMs, Math.min(point.intervalMs * PROBLEM_FACTOR, PROBLEM_INTERVAL_MS))
    return { points: [point], intervalMs, phaseMs: nowMs % intervalMs, dueMs: nowMs + intervalMs, apdu: undefined, generation: this.generation }
  }

  /** False for batches of a former grouping: their points are in other batches now. */
  owns(batch: PollBatch): boolean {
    return batch.generation === this.generation
  }

  /** Puts a batch back for its next turn. `at`: then (at once for what failed through no fault of its own). */
  putBack(batch: PollBatch, nowMs: number, at?: number): void {
    if (batch.points.length === 0 || !this.owns(batch)) return
    batch.dueMs = at ?? nextSlotMs(batch.phaseMs, batch.intervalMs, nowMs)
    for (const point of batch.points) point.dueMs = batch.dueMs
    this.queue.add(batch)
  }

  /** Asks for the halves of a batch at once: one of its points spoils it. */
  split(batch: PollBatch, nowMs: number): void {
    const middle = batch.points.length >> 1
    for (const points of [batch.points.slice(0, middle), batch.points.slice(middle)]) {
      this.putBack({ ...batch, points, apdu: undefined }, nowMs, nowMs)
    }
    this.scattered = true
  }

  /** Takes points that give no value out of a batch just read; from now on they are asked alone and seldom. */
  setAside(batch: PollBatch, troubled: readonly PolledPoint[], nowMs: number): void {
    if (!this.owns(batch)) return
    if (batch.points.length > 1) {
      batch.points = batch.points.filter((point) => !troubled.includes(point))
      batch.apdu = undefined
    } else batch.points = []
    for (const point of troubled) this.queue.add(this.troubled(point, nowMs))
    this.scattered = true
  }

  /** A point that gives values again is polled at its own interval, alone until the next regrouping. */
  restore(batch: PollBatch, nowMs: number): void {
    if (!this.owns(batch)) return
    const point = batch.points[0]!
    const phaseMs = this.share * point.intervalMs
    this.putBack({ points: [point], intervalMs: point.intervalMs, phaseMs, dueMs: 0, apdu: undefined, generation: this.generation }, nowMs)
    this.scattered = true
  }
}

/** The request for a batch, encoded once and kept until the batch changes. */
export const batchApdu = (batch: PollBatch): RequestApdu => {
  batch.apdu ??= readPropertyMultipleApdu(
    batch.points.map(({ type, instance, hasFlags }) => ({ type, instance, properties: hasFlags ? WITH_FLAGS : PRESENT_VALUE })),
  )
  return batch.apdu
}
