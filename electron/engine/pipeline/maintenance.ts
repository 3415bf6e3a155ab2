/** Which maintenance window covers an alert, from the windows of the store. */
import type { Clock } from '../../../shared/clock.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { MaintenanceWindow } from '../../../shared/domain/maintenance.ts'
import { message } from '../../../shared/message.ts'
import type { ReadableStore } from '../store/store-types.ts'
import type { CoveringWindow } from './alert-book.ts'

/** Windows that ended longer ago than the clock is likely to be set back need no looking at. */
const PAST_MS = 86_400_000

export interface Maintenance {
  readonly covering: CoveringWindow
  /** Whether a person ended the window, rather than its time. */
  endedByHand(id: number): boolean
  /** The windows of the store have changed. */
  reload(): void
}

interface Watched {
  readonly window: MaintenanceWindow
  readonly covers: (alert: Pick<Alert, 'deviceId' | 'pointId'>, pointIds: readonly number[]) => boolean
}

const coverOf = ({ scope }: MaintenanceWindow): Watched['covers'] => {
  if (scope.what === 'site') return () => true
  if (scope.what === 'devices') {
    const deviceIds = new Set(scope.deviceIds)
    return ({ deviceId }) => deviceIds.has(deviceId)
  }
  const pointIds = new Set(scope.pointIds)
  // An alert of many points is expected only where all of them are worked on.
  return ({ pointId }, affected) => (pointId === null ? affected.length > 0 && affected.every((id) => pointIds.has(id)) : pointIds.has(pointId))
}

const endMs = ({ toMs, endedAtMs }: MaintenanceWindow): number => Math.min(toMs, endedAtMs ?? toMs)

const runsAt = (window: MaintenanceWindow, atMs: number): boolean => atMs >= window.fromMs && atMs < endMs(window)

export const createMaintenance = (clock: Clock, store: Pick<ReadableStore, 'maintenanceWindows'>): Maintenance => {
  let watched: readonly Watched[] = []
  let byHand: ReadonlySet<number> = new Set()

  const reload = (): void => {
    const windows = store.maintenanceWindows()
    watched = windows
      .filter((window) => endMs(window) > clock.nowMs() - PAST_MS)
      .sort((a, b) => endMs(b) - endMs(a))
      .map((window) => ({ window, covers: coverOf(window) }))
    byHand = new Set(windows.filter(({ endedAtMs }) => endedAtMs !== null).map(({ id }) => id))
  }

  reload()
  return {
    covering: (alert, atMs, pointIds) => {
      // While it is not known which points a shared alert stands for (after a restart), it stays where it was.
      const stays = ({ window }: Watched): boolean => pointIds === null && window.id === alert.maintenanceId
      const running = watched.filter((one) => runsAt(one.window, atMs) && (stays(one) || one.covers(alert, pointIds ?? [])))
      // Of several the one it is under already, so that its history does not change with every overlap; else the one that lasts longest.
      const chosen = running.find(({ window }) => window.id === alert.maintenanceId) ?? running[0]
      return chosen === undefined ? null : { id: chosen.window.id, reason: message('alert.care.maintenance', { reason: chosen.window.reason }) }
    },
    endedByHand: (id) => byHand.has(id),
    reload,
  }
}
