/** What of a site belongs on floor plans: zone units by their room sensor, other equipment whole, sensors of rooms without equipment, and devices that hold none of these. */
import type { Device } from '../../../../shared/domain/device.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Equipment } from '../../../../shared/domain/rules.ts'
import type { Arrangeable } from '../../analysis/plan/arrange.ts'

const ROOM_ROLE: PointRole = 'zone_air_temp'

export interface ArrangeSource {
  readonly devices: readonly Pick<Device, 'id' | 'name' | 'description'>[]
  readonly points: readonly Pick<Point, 'id' | 'deviceId' | 'name'>[]
  /** Equipment with the points it is made of, parts of others (motors) included. */
  readonly equipment: readonly Pick<Equipment, 'id' | 'kind' | 'name' | 'deviceId' | 'points'>[]
  readonly roleOf: (pointId: number) => PointRole | null
}

export const arrangeableOf = ({ devices, points, equipment, roleOf }: ArrangeSource): readonly Arrangeable[] => {
  const deviceById = new Map(devices.map((device) => [device.id, device]))
  const namesOf = (name: string, deviceId: number): readonly string[] => {
    const device = deviceById.get(deviceId)
    return [name, device?.name ?? '', device?.description ?? '']
  }
  const whole = equipment.filter(({ kind }) => kind !== 'motor')
  const inEquipment = new Set(whole.flatMap((each) => each.points.map(({ pointId }) => pointId)))
  const ofEquipment = whole.map(({ id, kind, name, deviceId, points: own }): Arrangeable => {
    const room = kind === 'vav' ? own.find(({ role }) => role === ROOM_ROLE) : undefined
    return { subject: room === undefined ? { what: 'equipment', equipmentId: id } : { what: 'point', pointId: room.pointId }, name, names: namesOf(name, deviceId) }
  })
  const rooms = points.filter(({ id }) => !inEquipment.has(id) && roleOf(id) === ROOM_ROLE)
  const holding = new Set([...whole.map(({ deviceId }) => deviceId), ...rooms.map(({ deviceId }) => deviceId)])
  return [
    ...ofEquipment,
    ...rooms.map(({ id, name, deviceId }): Arrangeable => ({ subject: { what: 'point', pointId: id }, name, names: namesOf(name, deviceId) })),
    ...devices.filter(({ id }) => !holding.has(id)).map(({ id, name, description }): Arrangeable => ({ subject: { what: 'device', deviceId: id }, name, names: [name, description] })),
  ]
}
