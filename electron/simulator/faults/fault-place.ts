/** Where a fault is: the device and point that a technician would be sent to. */
import type { SimDevice } from '../bacnet/sim-device.ts'
import type { BuildingModel } from '../physics/building-model.ts'
import type { FaultPlace, FaultSpec, PlantFault } from './fault-types.ts'

/** The variable of the model that the broken equipment is known by. */
const signalOf = (spec: PlantFault): string => {
  switch (spec.kind) {
    case 'leakingValve':
      return { cooling: `ahu.${spec.index}.coolValve`, heating: `ahu.${spec.index}.heatValve`, reheat: `zone.${spec.index}.reheat` }[spec.valve]
    case 'fanLeftRunning':
      return `ahu.${spec.index}.fanStatus`
    case 'scheduleOverridden':
      return `schedule.${spec.index}.open`
    case 'chillerTrip':
      return `chw.chiller${spec.index + 1}Status`
    case 'meterReset':
    case 'meterReplaced':
    case 'meterRollover':
      return `meter.${spec.meter}.count`
  }
}

const placeOn = (device: SimDevice, matches: (type: number, instance: number, slot: number) => boolean): FaultPlace | null => {
  const point = device.spec.points.find((one) => matches(one.objectType, one.objectInstance, one.slot))
  if (!point) return null
  const { objectType, objectInstance, name } = point
  return { deviceInstance: device.spec.instance, deviceName: device.spec.name, point: { objectType, objectInstance, name } }
}

/** @returns null when no device of the building shows the broken equipment. */
export const faultPlace = (spec: FaultSpec, devices: readonly SimDevice[], model: BuildingModel | null): FaultPlace | null => {
  if ('device' in spec) {
    const device = devices.find((one) => one.spec.instance === spec.device)
    if (!device) return null
    if ('objectType' in spec) return placeOn(device, (type, instance) => type === spec.objectType && instance === spec.objectInstance)
    return { deviceInstance: device.spec.instance, deviceName: device.spec.name, point: null }
  }
  const slot = model?.signals.slot(signalOf(spec))
  for (const device of devices) {
    const place = placeOn(device, (_type, _instance, shown) => shown === slot)
    if (place) return place
  }
  return null
}
