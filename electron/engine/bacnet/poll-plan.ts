/** What is read of one device when: points in batches of one interval, spread evenly over it, each batch at most once in the queue. */
import type { WatchedPoint } from './acquisition-types.ts'
import { readPropertyMultipleApdu, type RequestApdu } from './datagrams.ts'
import { PollQueue, type PollPriority } from './poll-queue.ts'
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
  /** Single reads until the flags are read again; negative before they were ever. */
  flagsIn: number
  dueMs: number
}

/** Which points are urgent, and how many times longer than wished the intervals are so that a budget is kept (1 = as wished). */
export interface PollWishes {
  readonly viewed: ReadonlySet<number>
  readonly alarmed: ReadonlySet<number>
  readonly stretch: Stretch
}

export interface Stretch {
  readonly viewed: number
  /** Of all points that are not viewed. */
  readonly background: number
}

export const NO_WISHES: PollWishes = { viewed: new Set(), alarmed: new Set(), stretch: { viewed: 1, background: 1 } }

export interface PollBatch {
  points: PolledPoint[]
  readonly priority: PollPriority
  /** As often as it should be read. */
  readonly wishedMs: number
  /** As often as the budget allows. */
  readonly intervalMs: number
  readonly phaseMs: number
  dueMs: number
  /** The turn that it is about, repetitions included. */
  slotMs: number
  /** When it gave values last; NaN before the first time. */
  readMs: number
  /** Encoded request; undefined after something in it changed. */
  apdu: RequestApdu | undefined
  /** Of the grouping it belongs to; batches of former groupings that are still under way do not come back. */
  readonly generation: symbol
}

/** Points in trouble are asked this much less often, and at most this seldom. */
const PROBLEM_FACTOR = 10
const PROBLEM_INTERVAL_MS = 300_000
/** The first round is spread over no more than this, so that a screen fills quickly. */
const FIRST_ROUND_MS = 3_000
/** The golden ratio spreads any number of devices evenly over the interval. */
const GOLDEN = 0.618_033_988_749_895
const CALENDAR = 6
/** What somebody looks at is read at least this often. */
const VIEWED_INTERVAL_MS = 2_000
/** Read one by one, flags cost as much as values, and change seldom: they are read every so many turns. */
export const FLAGS_EVERY = 4

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
  flagsIn: known?.flagsIn ?? -1,
  dueMs: known === undefined ? nowMs : Math.min(known.dueMs, nowMs + point.intervalMs),
})

/** The next time at `phaseMs + n * intervalMs` after `nowMs`: what was missed is not made up for. */
export const nextSlotMs = (phaseMs: number, intervalMs: number, nowMs: number): number => phaseMs + (Math.floor((nowMs - phaseMs) / intervalMs) + 1) * intervalMs

export class PollPlan {
  readonly queue = new PollQueue()
  readonly points: PolledPoint[]
  /** Take effect at the next `regroup`. */
  wishes: PollWishes = NO_WISHES
  /** True when batches are smaller than they could be, because some were split. */
  scattered = false
  /** Of this grouping and no other, of whatever plan: a batch still under way when the plan was replaced must not be taken for one of its own. */
  private generation = Symbol()
  private readonly share: number

  constructor(deviceId: number, points: PolledPoint[]) {
    this.points = points
    this.share = (deviceId * GOLDEN) % 1
  }

  /** Groups all points anew in batches of at most `size`. `fresh`: nothing was read yet, so everything is due soon. */
  regroup(size: number, nowMs: number, fresh: boolean): void {
    this.queue.clear()
    this.generation = Symbol()
    this.scattered = false
    for (const point of this.points) if (point.problem !== undefined) this.queue.add(this.troubled(point, nowMs))
    for (const group of this.groups()) this.addGroup(group, size, nowMs, fresh)
  }

  /** Points without trouble that are read together. */
  private groups(): Iterable<Group> {
    const groups = new Map<string, Group>()
    for (const point of this.points) {
      if (point.problem !== undefined) continue
      const priority = this.priorityOf(point)
      const wishedMs = wishedMsOf(point, priority)
      const key = `${priority} ${wishedMs}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { priority, wishedMs, points: [point] })
      else group.points.push(point)
    }
    return groups.values()
  }

  private priorityOf({ pointId }: PolledPoint): PollPriority {
    const { viewed, alarmed } = this.wishes
    return viewed.has(pointId) ? 'viewed' : alarmed.has(pointId) ? 'alarmed' : 'background'
  }

  private stretched(wishedMs: number, priority: PollPriority): number {
    const { stretch } = this.wishes
    return wishedMs * (priority === 'viewed' ? stretch.viewed : stretch.background)
  }

  /** Requests per second that the wishes need, in batches of `size` or one property at a time. */
  demand(size: number, single: boolean): { readonly viewed: number; readonly background: number } {
    const demand = { viewed: 0, background: 0 }
    for (const [priority, counts] of this.countsByInterval()) {
      for (const [wishedMs, count] of counts) {
        const requests = single ? count * (1 + 1 / FLAGS_EVERY) : Math.ceil(count / size)
        demand[priority === 'viewed' ? 'viewed' : 'background'] += (requests * 1_000) / wishedMs
      }
    }
    for (const point of this.points) if (point.problem !== undefined) demand.background += 1_000 / troubledMs(point)
    return demand
  }

  /** How many points each group has. Asked of every device every two seconds, so nothing is made for a point. */
  private countsByInterval(): Map<PollPriority, Map<number, number>> {
    const counts = new Map<PollPriority, Map<number, number>>()
    for (const point of this.points) {
      if (point.problem !== undefined) continue
      const priority = this.priorityOf(point)
      const wishedMs = wishedMsOf(point, priority)
      const own = counts.get(priority) ?? new Map<number, number>()
      counts.set(priority, own.set(wishedMs, (own.get(wishedMs) ?? 0) + 1))
    }
    return counts
  }

  /** The shortest interval that is wished, ms; undefined when nothing is polled. */
  get fastestMs(): number | undefined {
    return this.points.length === 0 ? undefined : this.points.reduce((least, point) => Math.min(least, wishedMsOf(point, this.priorityOf(point))), Infinity)
  }

  /** After a time without readings: every point is due within the next seconds, whatever its interval. */
  readAllSoon(size: number, nowMs: number): void {
    for (const point of this.points) point.dueMs = nowMs
    this.regroup(size, nowMs, true)
  }

  private addGroup({ priority, wishedMs, points: all }: Group, size: number, nowMs: number, fresh: boolean): void {
    const intervalMs = this.stretched(wishedMs, priority)
    const count = Math.ceil(all.length / size)
    const even = Math.ceil(all.length / count)
    const firstRoundMs = Math.min(intervalMs, FIRST_ROUND_MS)
    for (let part = 0; part < count; part++) {
      const points = all.slice(part * even, (part + 1) * even)
      if (points.length === 0) continue
      const place = (this.share + part / count) % 1
      const phaseMs = place * intervalMs
      const wasDueMs = points.reduce((least, point) => Math.min(least, point.dueMs), Infinity)
      const soonMs = fresh ? nowMs + place * firstRoundMs : nowMs
      // Grouped anew they must not wait longer than they did before.
      const dueMs = wasDueMs <= nowMs ? soonMs : Math.min(wasDueMs, nextSlotMs(phaseMs, intervalMs, nowMs))
      this.queue.add({ points, priority, wishedMs, intervalMs, phaseMs, dueMs, slotMs: dueMs, readMs: Number.NaN, apdu: undefined, generation: this.generation })
    }
  }

  private troubled(point: PolledPoint, nowMs: number): PollBatch {
    return this.alone(point, 'background', troubledMs(point), nowMs)
  }

  private alone(point: PolledPoint, priority: PollPriority, wishedMs: number, nowMs: number): PollBatch {
    const intervalMs = this.stretched(wishedMs, priority)
    const dueMs = nowMs + intervalMs
    return { points: [point], priority, wishedMs, intervalMs, phaseMs: nowMs % intervalMs, dueMs, slotMs: dueMs, readMs: Number.NaN, apdu: undefined, generation: this.generation }
  }

  /** False for batches of a former grouping: their points are in other batches now. */
  owns(batch: PollBatch): boolean {
    return batch.generation === this.generation
  }

  /** Puts a batch back for its next turn. `at`: then (at once for what failed through no fault of its own). */
  putBack(batch: PollBatch, nowMs: number, at?: number): void {
    if (batch.points.length === 0 || !this.owns(batch)) return
    batch.dueMs = at ?? nextSlotMs(batch.phaseMs, batch.intervalMs, nowMs)
    if (at === undefined) batch.slotMs = batch.dueMs
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
    const priority = this.priorityOf(point)
    this.putBack(this.alone(point, priority, wishedMsOf(point, priority), nowMs), nowMs)
    this.scattered = true
  }
}

interface Group {
  readonly priority: PollPriority
  readonly wishedMs: number
  readonly points: PolledPoint[]
}

const wishedMsOf = ({ intervalMs }: PolledPoint, priority: PollPriority): number => (priority === 'viewed' ? Math.min(intervalMs, VIEWED_INTERVAL_MS) : intervalMs)

const troubledMs = ({ intervalMs }: PolledPoint): number => Math.max(intervalMs, Math.min(intervalMs * PROBLEM_FACTOR, PROBLEM_INTERVAL_MS))

/** The request for a batch, encoded once and kept until the batch changes. */
export const batchApdu = (batch: Pick<PollBatch, 'points' | 'apdu'>): RequestApdu => {
  batch.apdu ??= readPropertyMultipleApdu(
    batch.points.map(({ type, instance, hasFlags }) => ({ type, instance, properties: hasFlags ? WITH_FLAGS : PRESENT_VALUE })),
  )
  return batch.apdu
}
