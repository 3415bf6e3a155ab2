/** Table `purge_queue`: rows of removed devices that wait to be deleted, so that no single call has to delete millions. */
import type { Connection } from '../connection.ts'

export interface PurgeJob {
  readonly id: number
  /** `readings` of a point, or `outcomes` of a device. */
  readonly what: 'readings' | 'outcomes'
  readonly target_id: number
}

export interface PurgeQueueTable {
  add(what: PurgeJob['what'], targetId: number): void
  first(): PurgeJob | undefined
  done(job: PurgeJob): void
}

export const createPurgeQueueTable = (db: Connection): PurgeQueueTable => {
  const add = db.prepare<[string, number]>('INSERT INTO purge_queue (what, target_id) VALUES (?, ?)')
  const first = db.prepare<[], PurgeJob>('SELECT id, what, target_id FROM purge_queue ORDER BY id LIMIT 1')
  const done = db.prepare<[number]>('DELETE FROM purge_queue WHERE id = ?')
  return {
    add: (what, targetId) => void add.run(what, targetId),
    first: () => first.get(),
    done: (job) => void done.run(job.id),
  }
}
