/** Handlers of the calls that write to devices. */
import type { DEVICE_CALLS } from '../../../../shared/calls/device-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notBuilt } from './not-built.ts'

type WriteCalls = 'getWriteState' | 'unlockWriting' | 'lockWriting' | 'writePoint' | 'relinquishPoint' | 'setOutOfService' | 'relinquishAll' | 'synchronizeTime' | 'listWrites'

export const createWriteHandlers = (on: OnSession): Pick<HandlersOf<typeof DEVICE_CALLS>, WriteCalls> => ({
  getWriteState: () => on(notBuilt),
  unlockWriting: () => on(notBuilt),
  lockWriting: () => on(notBuilt),
  writePoint: () => on(notBuilt),
  relinquishPoint: () => on(notBuilt),
  setOutOfService: () => on(notBuilt),
  relinquishAll: () => on(notBuilt),
  synchronizeTime: () => on(notBuilt),
  listWrites: () => on(notBuilt),
})
