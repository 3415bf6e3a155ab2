/** The latest clock reading of each device, for whoever judges clocks. */
import type { DeviceClock } from '../../../../shared/domain/device-voice.ts'

export interface DeviceClocks {
  /** null: the device was asked and has no clock. */
  note(deviceId: number, clock: DeviceClock | null): void
  /** Undefined for a device that was not asked yet. */
  of(deviceId: number): { readonly driftMs: number | null } | undefined
}

export const createDeviceClocks = (): DeviceClocks => {
  const clocks = new Map<number, DeviceClock | null>()
  return {
    note: (deviceId, clock) => void clocks.set(deviceId, clock),
    of: (deviceId) => {
      const clock = clocks.get(deviceId)
      return clock === undefined ? undefined : { driftMs: clock?.driftMs ?? null }
    },
  }
}
