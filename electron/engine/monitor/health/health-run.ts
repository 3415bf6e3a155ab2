/** One run of the health worker: what it works out is written in small transactions while it goes on working. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DevicePart, HealthTask, HealthTurn } from '../../pipeline/health/health-task.ts'
import type { HealthWorker } from '../../pipeline/health/health-lane.ts'
import type { WritableStore } from '../../store/store-types.ts'
import { countOfPointDays, partOfPointDays } from '../../store/tables/point-days-table.ts'
import { partOfStatus } from '../../store/tables/status-table.ts'

/** Rows of one transaction: about 3 ms, and a flush of the disk. */
const ROWS_AT_ONCE = 500

export interface RunWatch {
  /** 0..1 */
  report(share: number): void
  aborted(): boolean
}

/** Runs to the end, or until aborted. Gives the devices that are worked out to now. Throws what the thread or the disk says; what was written until then stays. */
export const runHealth = async (worker: HealthWorker, task: HealthTask, store: Pick<WritableStore, 'health' | 'devices'>, watch: RunWatch): Promise<number[]> => {
  const run = worker.start(task)
  const done: number[] = []
  try {
    let next: Promise<HealthTurn> | null = run.turn()
    while (next !== null) {
      const turn: HealthTurn = await next
      if (watch.aborted()) break
      next = turn.done ? null : run.turn()
      // Its failure is heard when it is waited for.
      next?.catch(() => {})
      // Devices that were removed meanwhile leave nothing behind.
      const known = new Set(store.devices().map(({ id }) => id))
      const parts = turn.parts.filter(({ deviceId }) => known.has(deviceId))
      await writeParts(store, parts, task)
      done.push(...parts.map(({ deviceId }) => deviceId))
      watch.report(turn.share)
    }
    return done
  } finally {
    await run.end()
  }
}

interface Piece {
  readonly rows: number
  put(): void
}

const writeParts = async ({ health }: Pick<WritableStore, 'health'>, parts: readonly DevicePart[], task: HealthTask): Promise<void> => {
  let waiting: Piece[] = []
  let rows = 0
  const flush = (): void => {
    const pieces = waiting
    if (pieces.length > 0) health.atOnce(() => pieces.forEach((piece) => piece.put()))
    waiting = []
    rows = 0
  }
  for (const piece of piecesOf(health, parts, task)) {
    waiting.push(piece)
    rows += piece.rows
    if (rows < ROWS_AT_ONCE) continue
    flush()
    await nextTurn()
  }
  flush()
}

function* piecesOf(health: WritableStore['health'], parts: readonly DevicePart[], task: HealthTask): Generator<Piece> {
  const points = new Map(task.devices.map((device) => [device.id, device.points]))
  for (const part of parts) {
    yield* slices(part.statusHours.latencies.length, (from, to) => health.putStatus('hour', part.deviceId, partOfStatus(part.statusHours, from, to)))
    yield* slices(part.statusDays.latencies.length, (from, to) => health.putStatus('day', part.deviceId, partOfStatus(part.statusDays, from, to)))
    yield* slices(countOfPointDays(part.pointDays), (from, to) => health.putPointDays(partOfPointDays(part.pointDays, from, to)))
    yield* slices(part.healthDays.length, (from, to) => health.putDays(part.deviceId, part.healthDays.slice(from, to)))
    if (part.pointDays.length > 0) for (const { id } of points.get(part.deviceId) ?? []) yield { rows: 1, put: () => health.dropPointDays(id, part.dropBeforeDay) }
  }
}

function* slices(count: number, put: (from: number, to: number) => void): Generator<Piece> {
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const to = Math.min(count, from + ROWS_AT_ONCE)
    yield { rows: to - from, put: () => put(from, to) }
  }
}
