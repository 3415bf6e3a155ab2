/** Handlers of the calls that write to devices. */
import type { DEVICE_CALLS } from '../../../../shared/calls/device-calls.ts'
import { ok } from '../../../../shared/result.ts'
import { synchronizeTime } from '../writing/time-sync.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

type WriteCalls = 'getWriteState' | 'unlockWriting' | 'lockWriting' | 'writePoint' | 'relinquishPoint' | 'setOutOfService' | 'relinquishAll' | 'synchronizeTime' | 'listWrites'

export const createWriteHandlers = (on: OnSession): Pick<HandlersOf<typeof DEVICE_CALLS>, WriteCalls> => ({
  getWriteState: () => on(({ writing }) => ok(writing.state())),
  unlockWriting: () => on(({ writing }) => ok(writing.unlock())),
  lockWriting: () => on(({ writing }) => ok(writing.lock())),
  writePoint: ({ pointId, value, priority, reason }) => on(({ writing }) => writing.write(pointId, value, priority, reason)),
  relinquishPoint: ({ pointId, priority, reason }) => on(({ writing }) => writing.relinquish(pointId, priority, reason)),
  setOutOfService: ({ pointId, outOfService, reason }) => on(({ writing }) => writing.setOutOfService(pointId, outOfService, reason)),
  relinquishAll: () => on(({ writing }) => ok(writing.relinquishAll())),
  synchronizeTime: ({ deviceIds, utc }) => on(({ context, writing }) => synchronizeTime(context, writing, deviceIds, utc)),
  listWrites: ({ deviceId, limit }) => on(({ context }) => ok(context.store.writes(limit, deviceId))),
})
