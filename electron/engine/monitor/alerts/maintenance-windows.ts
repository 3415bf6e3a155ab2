/** Maintenance windows as persons make, change and end them. */
import type { MaintenanceScope, MaintenanceWindow } from '../../../../shared/domain/maintenance.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import type { SiteContext } from '../site-context.ts'

const LONGEST_MS = 92 * 86_400_000

export interface WindowWish {
  readonly windowId?: number | undefined
  readonly scope: MaintenanceScope
  readonly fromMs: number
  readonly toMs: number
  readonly reason: string
}

type Context = Pick<SiteContext, 'clock' | 'store' | 'pipeline'>
type Windows = Result<readonly MaintenanceWindow[]>

/** Adds a window, or changes one that has not ended. Fails with `maintenance-period`, `maintenance-past`, `maintenance-too-long`, `maintenance-unknown`, `maintenance-over`, `device-unknown`, `point-unknown`, or as the store does. */
export const saveMaintenanceWindow = (context: Context, { windowId, scope, fromMs, toMs, reason }: WindowWish): Windows => {
  const { clock, store } = context
  const nowMs = clock.nowMs()
  if (toMs <= fromMs) return failure('maintenance-period', 'The end of the window must be after its beginning.')
  if (toMs <= nowMs) return failure('maintenance-past', 'The window would be over already; choose an end ahead.')
  if (toMs - fromMs > LONGEST_MS) return failure('maintenance-too-long', 'A maintenance window lasts 92 days at most.')
  const absent = absentOf(context, scope)
  if (absent !== null) return absent
  if (windowId === undefined) return written(context, () => store.insertMaintenanceWindow({ scope, fromMs, toMs, reason, createdAtMs: nowMs, endedAtMs: null }))
  const running = lasting(context, windowId)
  return running.ok ? written(context, () => store.updateMaintenanceWindow({ ...running.value, scope, fromMs, toMs, reason })) : running
}

/** A window over something that does not exist would suppress nothing while its maker believes it does; null = all is there. */
const absentOf = ({ store }: Context, scope: MaintenanceScope): Result<never> | null => {
  if (scope.what === 'site') return null
  if (scope.what === 'devices') {
    const known = new Set(store.devices().map((device) => device.id))
    const id = scope.deviceIds.find((deviceId) => !known.has(deviceId))
    return id === undefined ? null : failure('device-unknown', `Device ${id} does not exist.`, { id })
  }
  const known = new Set(store.points().map((point) => point.id))
  const id = scope.pointIds.find((pointId) => !known.has(pointId))
  return id === undefined ? null : failure('point-unknown', `Point ${id} does not exist.`, { id })
}

/** Ends a window now; one that is planned never begins. */
export const endMaintenanceWindow = (context: Context, windowId: number): Windows => {
  const running = lasting(context, windowId)
  return running.ok ? written(context, () => context.store.updateMaintenanceWindow({ ...running.value, endedAtMs: context.clock.nowMs() })) : running
}

const lasting = ({ clock, store }: Context, id: number): Result<MaintenanceWindow> => {
  const window = store.maintenanceWindows().find((one) => one.id === id)
  if (window === undefined) return failure('maintenance-unknown', `Maintenance window ${id} does not exist.`, { id })
  return window.endedAtMs !== null || window.toMs <= clock.nowMs() ? failure('maintenance-over', 'This maintenance window has ended; make a new one.') : ok(window)
}

const written = ({ store, pipeline }: Context, write: () => unknown): Windows => {
  try {
    write()
  } catch (error) {
    if (error instanceof StoreWriteError) return fail(error.failure)
    throw error
  }
  pipeline.maintenanceChanged()
  return ok(store.maintenanceWindows())
}
