/** The batches of one device that wait for their time: of those that are due the urgent go first, and every fourth turn belongs to the longest overdue. */
import { DueQueue } from './due-queue.ts'
import type { PollBatch } from './poll-plan.ts'
import { rankOf, Turns, type Turn } from './turns.ts'

const PRIORITIES = ['viewed', 'alarmed', 'background'] as const
/** The priorities that points can have. */
export type PollPriority = (typeof PRIORITIES)[number]

interface Head extends Turn {
  readonly queue: DueQueue<PollBatch>
}

export class PollQueue {
  private readonly queues: Readonly<Record<PollPriority, DueQueue<PollBatch>>> = { viewed: new DueQueue(), alarmed: new DueQueue(), background: new DueQueue() }
  private readonly turns = new Turns<Head>()

  get size(): number {
    return PRIORITIES.reduce((sum, priority) => sum + this.queues[priority].size, 0)
  }

  /** When the next is due; Infinity when there is none. */
  get nextDueMs(): number {
    return PRIORITIES.reduce((least, priority) => Math.min(least, this.queues[priority].first()?.dueMs ?? Infinity), Infinity)
  }

  /** `dueMs` and `priority` must not change while the batch is in the queue. */
  add(batch: PollBatch): void {
    this.queues[batch.priority].add(batch)
  }

  /** The batch whose turn it is; undefined when none is due. */
  takeDue(nowMs: number): PollBatch | undefined {
    const { viewed, alarmed, background } = this.queues
    // Nearly always nothing is viewed and nothing alarmed.
    if (viewed.size === 0 && alarmed.size === 0) return (background.first()?.dueMs ?? Infinity) > nowMs ? undefined : background.takeFirst()
    const due: Head[] = []
    for (const priority of PRIORITIES) {
      const queue = this.queues[priority]
      const first = queue.first()
      if (first !== undefined && first.dueMs <= nowMs) due.push({ rank: rankOf(priority), sinceMs: first.dueMs, queue })
    }
    const next = this.turns.pick(due)
    if (next === undefined) return undefined
    this.turns.taken(next, due)
    return next.queue.takeFirst()
  }

  clear(): void {
    for (const priority of PRIORITIES) this.queues[priority].clear()
  }
}
