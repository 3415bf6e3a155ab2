/** Readings and outcomes on their way to the store: buffered, written in batches, kept and tried again when the store refuses. */
import type { Clock } from '../../../shared/clock.ts'
import type { PollOutcome } from '../../../shared/domain/acquisition.ts'
import type { Log } from '../log.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { StoreWriteError } from '../store/store-failure.ts'
import type { ReadingRows, WritableStore } from '../store/store-types.ts'

/** Live rows of one transaction: of as many points they touch as many pages, and 500 pages are on disk within 10 ms. */
export const BATCH_ROWS = 500
/** With imported rows a transaction may be longer: they come point by point, so that many share a page. */
const MOST_BATCH_ROWS = 2_000
/** Rows kept while the store refuses: about 11 MB. */
export const MOST_WAITING_ROWS = 500_000
/** Full batches written in one go: after a long refusal the engine has other things to do as well. */
const BATCHES_AT_ONCE = 4
const MOST_OUTCOMES = 100_000
const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 30_000
const RATE_SECONDS = 60

export interface ReadingWriter {
  add(pointId: number, timeMs: number, value: number, quality: number): void
  addOutcome(outcome: PollOutcome): void
  /**
   * Writes full batches, four at most; with `everything`, when no more are left, also the one that is filling. Does nothing while a retry waits.
   * With `force` neither limit holds.
   */
  flush(everything: boolean, force?: boolean): void
  /** Live rows on disk since the start; imported history does not count. */
  kept(): number
  /** Live rows on disk per second, mean of the last minute. */
  perSecond(): number
  waiting(): number
}

interface Chunk {
  count: number
  /** Rows that are not imported. */
  live: number
  readonly pointIds: Int32Array
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly qualities: Uint16Array
}

export interface ReadingWriterDeps {
  readonly clock: Clock
  readonly store: Pick<WritableStore, 'writeBatch' | 'addGap'>
  readonly log: Log
  /** Null = the store takes batches again. */
  readonly storeTrouble: (text: string | null) => void
}

const createChunk = (): Chunk => ({
  count: 0, live: 0, pointIds: new Int32Array(MOST_BATCH_ROWS), timesMs: new Float64Array(MOST_BATCH_ROWS), values: new Float64Array(MOST_BATCH_ROWS), qualities: new Uint16Array(MOST_BATCH_ROWS),
})

export const createReadingWriter = ({ clock, store, log, storeTrouble }: ReadingWriterDeps): ReadingWriter => {
  const full: Chunk[] = []
  const current = createChunk()
  let queuedRows = 0
  let outcomes: PollOutcome[] = []
  let kept = 0
  let retryMs = 0
  let retryAtMonotonicMs = 0
  const lost = { rows: 0, fromMs: Infinity, toMs: -Infinity }
  const rate = createRate(clock)

  const isOverfull = (): boolean => queuedRows > MOST_WAITING_ROWS

  const queueCurrent = (): void => {
    full.push(copyOf(current))
    queuedRows += current.count
    Object.assign(current, { count: 0, live: 0 })
    while (isOverfull()) forget(unqueue(), lost)
  }

  const unqueue = (): Chunk => {
    const first = full.shift() as Chunk
    queuedRows -= first.count
    return first
  }

  const refused = (error: unknown): void => {
    retryMs = Math.min(LAST_RETRY_MS, retryMs === 0 ? FIRST_RETRY_MS : retryMs * 2)
    retryAtMonotonicMs = clock.monotonicMs() + retryMs
    const text = error instanceof Error ? error.message : String(error)
    log.error('batch refused by the store', { text, waiting: waiting(), lost: lost.rows })
    storeTrouble(lost.rows > 0 ? `${text} (${lost.rows} readings could not be kept)` : text)
  }

  const write = (chunk: Chunk): boolean => {
    try {
      const rows = store.writeBatch({ readings: rowsOf(chunk), outcomes })
      // Rows of removed points are left out by the store; they are live ones.
      const live = Math.max(0, rows - (chunk.count - chunk.live))
      kept += live
      rate.add(live)
      outcomes = []
      if (retryMs > 0) storeTrouble(null)
      retryMs = 0
      return true
    } catch (error) {
      if (error instanceof StoreWriteError) {
        refused(error)
        return false
      }
      // A batch that no store could take must not keep all later ones from the disk.
      log.error('a batch cannot be written and is dropped', error)
      forget(chunk, lost)
      outcomes = []
      return true
    }
  }

  const flush = (everything: boolean, force = false): void => {
    if (!force && retryMs > 0 && clock.monotonicMs() < retryAtMonotonicMs) return
    for (let written = 0; full.length > 0; written++) {
      if ((written === BATCHES_AT_ONCE && !force) || !write(full[0] as Chunk)) return
      unqueue()
    }
    if (lost.rows > 0) recordLoss()
    if (everything && (current.count > 0 || outcomes.length > 0) && write(current)) Object.assign(current, { count: 0, live: 0 })
  }

  const recordLoss = (): void => {
    try {
      store.addGap({ deviceId: null, fromMs: lost.fromMs, toMs: lost.toMs, reason: 'notRunning' })
      log.error('readings lost while the store refused', { ...lost })
      Object.assign(lost, { rows: 0, fromMs: Infinity, toMs: -Infinity })
    } catch (error) {
      refused(error)
    }
  }

  const waiting = (): number => queuedRows + current.count

  return {
    add: (pointId, timeMs, value, quality) => {
      const at = current.count++
      if ((quality & QUALITY.imported) === 0) current.live += 1
      current.pointIds[at] = pointId
      current.timesMs[at] = timeMs
      current.values[at] = value
      current.qualities[at] = quality
      if (current.live === BATCH_ROWS || current.count === MOST_BATCH_ROWS) queueCurrent()
    },
    addOutcome: (outcome) => {
      if (outcomes.length < MOST_OUTCOMES) outcomes.push(outcome)
    },
    flush,
    kept: () => kept,
    perSecond: () => rate.perSecond(),
    waiting,
  }
}

const rowsOf = ({ count, pointIds, timesMs, values, qualities }: Chunk): ReadingRows => ({
  count, pointIds: pointIds.subarray(0, count), timesMs: timesMs.subarray(0, count), values: values.subarray(0, count), qualities: qualities.subarray(0, count),
})

const copyOf = ({ count, live, pointIds, timesMs, values, qualities }: Chunk): Chunk => ({
  count, live, pointIds: pointIds.slice(0, count), timesMs: timesMs.slice(0, count), values: values.slice(0, count), qualities: qualities.slice(0, count),
})

const forget = (chunk: Chunk, lost: { rows: number; fromMs: number; toMs: number }): void => {
  lost.rows += chunk.count
  for (let i = 0; i < chunk.count; i++) {
    if (!Number.isFinite(chunk.timesMs[i])) continue
    lost.fromMs = Math.min(lost.fromMs, chunk.timesMs[i] as number)
    lost.toMs = Math.max(lost.toMs, chunk.timesMs[i] as number)
  }
}

const createRate = (clock: Clock): { add(rows: number): void; perSecond(): number } => {
  const startedMs = clock.monotonicMs()
  const rows = new Float64Array(RATE_SECONDS)
  let second = Math.floor(startedMs / 1_000)
  const advance = (): void => {
    const now = Math.floor(clock.monotonicMs() / 1_000)
    for (let step = 0; second < now && step < RATE_SECONDS; step++) rows[++second % RATE_SECONDS] = 0
    second = now
  }
  return {
    add: (count) => {
      advance()
      rows[second % RATE_SECONDS] = (rows[second % RATE_SECONDS] as number) + count
    },
    perSecond: () => {
      advance()
      const seconds = Math.min(RATE_SECONDS, Math.max(1, (clock.monotonicMs() - startedMs) / 1_000))
      return rows.reduce((sum, count) => sum + count, 0) / seconds
    },
  }
}
