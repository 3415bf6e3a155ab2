/**
 * Knows when a visit begins, and has a snapshot taken at its start. A visit begins when a device of the site answers after no device of it had answered for
 * more than four hours: the program was closed, the laptop asleep, or its cable out. A site that is watched day and night without a break is one visit.
 */
import type { Clock } from '../../../../shared/clock.ts'
import type { Device } from '../../../../shared/domain/device.ts'
import type { Log } from '../../log.ts'
import type { WritableStore } from '../../store/store-types.ts'

interface KeeperDeps {
  readonly clock: Clock
  readonly log: Log
  readonly store: Pick<WritableStore, 'meta' | 'setMeta'>
  readonly devices: () => readonly Device[]
  /** Other long work with the devices is under way. */
  readonly busy: () => boolean
  /** Starts the snapshot; false when it could not be. */
  readonly snapshot: () => boolean
}

export interface VisitKeeper {
  stop(): void
}

const AWAY_MS = 4 * 3_600_000
const LOOK_EVERY_MS = 10_000
/** First the site is found and polled; the snapshot comes when that has settled. */
const SETTLE_MS = 60_000
/** Devices that say nothing for so long after the visit began are not waited for. */
const WAIT_FOR_ALL_MS = 300_000
/** The last contact is written down this often: a crash must not make a visit of the same afternoon. */
const REMEMBER_EVERY_MS = 60_000

const CONTACT_KEY = 'visitLastContactMs'
/** When the visit began whose snapshot is still to be taken; empty when it was. */
const DUE_KEY = 'visitSnapshotDueSinceMs'

const isOnline = ({ state }: Device): boolean => state === 'online'

export const createVisitKeeper = ({ clock, log, store, devices, busy, snapshot }: KeeperDeps): VisitKeeper => {
  let rememberedMs = -Infinity
  let contactMs = Number(store.meta(CONTACT_KEY) ?? Number.NaN)
  let dueSinceMs: number | null = Number(store.meta(DUE_KEY) || Number.NaN)
  if (!Number.isFinite(dueSinceMs)) dueSinceMs = null
  /** The visit began, or this run did: what settles, settles from here. */
  let settlingFromMs: number | null = null

  const setDue = (sinceMs: number | null): void => {
    dueSinceMs = sinceMs
    store.setMeta(DUE_KEY, sinceMs === null ? '' : String(sinceMs))
  }

  const takeWhenSettled = (all: readonly Device[]): void => {
    settlingFromMs ??= clock.monotonicMs()
    const settledMs = clock.monotonicMs() - settlingFromMs
    const waiting = all.some(({ state, address }) => state === 'unknown' && address.ip !== '')
    if (busy() || settledMs < SETTLE_MS || (waiting && settledMs < WAIT_FOR_ALL_MS)) return
    if (!snapshot()) return log.info('the snapshot of this visit could not be started yet')
    setDue(null)
  }

  const look = (): void => {
    const all = devices()
    if (!all.some(isOnline)) {
      settlingFromMs = null
      return
    }
    const nowMs = clock.nowMs()
    // A clock that was set back makes no absence, and must not hide the next one.
    const away = !Number.isFinite(contactMs) || nowMs - contactMs > AWAY_MS
    contactMs = nowMs
    if (away) {
      settlingFromMs = null
      setDue(nowMs)
    }
    if (away || clock.monotonicMs() - rememberedMs >= REMEMBER_EVERY_MS) {
      rememberedMs = clock.monotonicMs()
      store.setMeta(CONTACT_KEY, String(nowMs))
    }
    if (dueSinceMs !== null) takeWhenSettled(all)
  }

  const stopTimer = clock.every(LOOK_EVERY_MS, look)
  return {
    stop: () => {
      stopTimer()
      if (Number.isFinite(contactMs)) store.setMeta(CONTACT_KEY, String(contactMs))
    },
  }
}
