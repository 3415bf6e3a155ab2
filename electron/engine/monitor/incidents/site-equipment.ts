/** Which equipment each point of the site belongs to, worked out anew when a device's points changed. */
import { equipmentByName, type NamedEquipment, type NamedPoint } from '../../analysis/incidents/name-equipment.ts'
import type { SitePoints } from '../site-points.ts'

/** The equipment of a point by its name; null where the name tells none. Asked for thousands of points at once: each costs two lookups. */
export type EquipmentOf = (point: Pick<NamedPoint, 'id' | 'deviceId'>) => NamedEquipment | null

export const createSiteEquipment = (points: Pick<SitePoints, 'ofDevice'>): EquipmentOf => {
  const known = new Map<number, { readonly of: readonly unknown[]; readonly found: ReadonlyMap<number, NamedEquipment> }>()
  return ({ id, deviceId }) => {
    const own = points.ofDevice(deviceId)
    const before = known.get(deviceId)
    if (before?.of === own) return before.found.get(id) ?? null
    const found = equipmentByName(own)
    known.set(deviceId, { of: own, found })
    return found.get(id) ?? null
  }
}
