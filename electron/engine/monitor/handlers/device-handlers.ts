/** Handlers of the calls about what a device itself says. */
import type { DEVICE_CALLS } from '../../../../shared/calls/device-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notBuilt } from './not-built.ts'

type DeviceHandlers = HandlersOf<typeof DEVICE_CALLS>

export const createDeviceHandlers = (on: OnSession): Pick<DeviceHandlers, 'readDevice' | 'readObject' | 'listDeviceEvents' | 'acknowledgeDeviceEvent' | 'rediscoverDevice'> => ({
  readDevice: () => on(notBuilt),
  readObject: () => on(notBuilt),
  listDeviceEvents: () => on(notBuilt),
  acknowledgeDeviceEvent: () => on(notBuilt),
  rediscoverDevice: () => on(notBuilt),
})
