/** Handlers of the calls about what a device itself says. */
import type { DEVICE_CALLS } from '../../../../shared/calls/device-calls.ts'
import { failure } from '../../../../shared/result.ts'
import { acknowledgeEvent } from '../voice/acknowledge.ts'
import { rediscover } from '../discovery.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

type DeviceHandlers = HandlersOf<typeof DEVICE_CALLS>

export const createDeviceHandlers = (on: OnSession): Pick<DeviceHandlers, 'readDevice' | 'readObject' | 'listDeviceEvents' | 'acknowledgeDeviceEvent' | 'rediscoverDevice'> => ({
  readDevice: ({ deviceId }) => on(({ voice }) => voice.readDevice(deviceId)),
  readObject: ({ pointId }) => on(({ voice }) => voice.readObject(pointId)),
  listDeviceEvents: ({ deviceId }) => on(({ voice }) => voice.readEvents(deviceId)),
  acknowledgeDeviceEvent: (args) => on(({ context, writing, voice }) => acknowledgeEvent(context, writing, voice, args)),
  rediscoverDevice: ({ deviceId }) =>
    on(({ context }) => {
      const device = context.registry.get(deviceId)
      return device ? rediscover(context, device) : failure('device-unknown', `There is no device ${deviceId} any more.`, { id: deviceId })
    }),
})
