/** Keeps the store's write-ahead log short: a worker thread copies it back into the database, so that no commit has to. */
import type { Clock } from '../../../shared/clock.ts'
import type { Log } from '../log.ts'
import type { CheckingReaders } from '../store/store-readers.ts'
import type { WritableStore } from '../store/store-types.ts'

const LOOK_EVERY_MS = 500
/** Several rounds of polls touch the same pages: copied together they cost one write each. */
const COPY_EVERY_MS = 10_000
/** A log of this size is copied at the next look. */
const LARGE_LOG_BYTES = 16 * 1_048_576
/** From this many pages (16 MB) on it is worth a moment of the writer's thread to come to the end of a log that grows while it is copied ... */
const LONG_LOG_PAGES = 4_096
/** ... if there is not more left than this (2 MB, some 10 ms). */
const FEW_PAGES = 512

interface LogKeeperParts {
  readonly clock: Clock
  readonly store: Pick<WritableStore, 'logBytes' | 'finishCheckpoint'>
  readonly readers: Pick<CheckingReaders, 'checkpoint'>
  readonly log: Log
}

export interface LogKeeper {
  /** Copies everything once more, so that closing the store finds nothing to do. */
  stop(): Promise<void>
}

/** The log begins anew when all of it is copied and the next commit finds no reader in it. */
export const keepLogShort = ({ clock, store, readers, log }: LogKeeperParts): LogKeeper => {
  let copiedAtMs = clock.monotonicMs()
  let copying: Promise<void> | null = null

  const copy = async (): Promise<void> => {
    try {
      const { pages, copied } = await readers.checkpoint()
      if (pages > LONG_LOG_PAGES && copied < pages && pages - copied <= FEW_PAGES) store.finishCheckpoint()
    } catch (error) {
      log.warn('the log was not copied into the database, to be tried again', error)
    }
    copiedAtMs = clock.monotonicMs()
    copying = null
  }
  const look = (): void => {
    if (copying !== null) return
    if (clock.monotonicMs() - copiedAtMs >= COPY_EVERY_MS || store.logBytes() > LARGE_LOG_BYTES) copying = copy()
  }
  const stopLooking = clock.every(LOOK_EVERY_MS, look)
  return {
    stop: async () => {
      stopLooking()
      await copying
      await copy()
    },
  }
}
