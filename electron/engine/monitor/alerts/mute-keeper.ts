/** Quiet for a while: kept in the store, ends by itself on the wall clock, survives a restart. */
import type { Clock } from '../../../../shared/clock.ts'
import type { Mute } from '../../../../shared/domain/maintenance.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import type { WritableStore } from '../../store/store-types.ts'

const KEY = 'alerts.mute'
const LONGEST_MS = 24 * 3_600_000
const CHECK_EVERY_MS = 1_000
const LOUD: Mute = { untilMs: null, reason: '' }

export interface MuteKeeper {
  current(): Mute
  /** null = loud again. Fails with `mute-past`, `mute-too-long`, or as the store does. */
  set(untilMs: number | null, reason: string): Result<Mute>
  stop(): void
}

export interface MuteKeeperDeps {
  readonly clock: Clock
  readonly store: Pick<WritableStore, 'meta' | 'setMeta'>
  readonly changed: (mute: Mute) => void
}

export const createMuteKeeper = ({ clock, store, changed }: MuteKeeperDeps): MuteKeeper => {
  let mute = readMute(store.meta(KEY))

  /** One that would last longer than any may (the clock was set back) is over too. */
  const isOver = ({ untilMs }: Mute): boolean => untilMs !== null && (untilMs <= clock.nowMs() || untilMs - clock.nowMs() > LONGEST_MS)
  const keep = (next: Mute): Result<Mute> => {
    try {
      store.setMeta(KEY, JSON.stringify(next))
    } catch (error) {
      if (error instanceof StoreWriteError) return fail(error.failure)
      throw error
    }
    mute = next
    changed(mute)
    return ok(mute)
  }
  const cancel = clock.every(CHECK_EVERY_MS, () => {
    // A disk that refuses makes nobody deaf: it is tried again, and `current` says the truth meanwhile.
    if (isOver(mute)) keep(LOUD)
  })
  return {
    current: () => (isOver(mute) ? LOUD : mute),
    set: (untilMs, reason) => {
      if (untilMs !== null && untilMs <= clock.nowMs()) return failure('mute-past', 'The end of the quiet has passed already; choose a time ahead.')
      if (untilMs !== null && untilMs - clock.nowMs() > LONGEST_MS) return failure('mute-too-long', 'Alerts can be quiet for 24 hours at most.')
      return keep(untilMs === null ? LOUD : { untilMs, reason })
    },
    stop: cancel,
  }
}

const readMute = (text: string | undefined): Mute => {
  try {
    const kept = JSON.parse(text ?? 'null') as Partial<Mute> | null
    return typeof kept?.untilMs === 'number' ? { untilMs: kept.untilMs, reason: kept.reason ?? '' } : LOUD
  } catch {
    return LOUD
  }
}
