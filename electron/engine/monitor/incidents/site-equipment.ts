/** Which equipment each point of the site belongs to, worked out anew when a device's points changed. */
import { equipmentByName, type NamedEquipment } from '../../analysis/incidents/name-equipment.ts'
import type { SitePoints } from '../site-points.ts'

/** The equipment of a point by its name; null where the name tells none. */
export const createSiteEquipment = (points: Pick<SitePoints, 'ofDevice' | 'countsByDevice'>): ((pointId: number) => NamedEquipment | null) => {
  const known = new Map<number, { readonly of: readonly unknown[]; readonly found: ReadonlyMap<number, NamedEquipment> }>()
  const ofDevice = (deviceId: number): ReadonlyMap<number, NamedEquipment> => {
    const own = points.ofDevice(deviceId)
    const before = known.get(deviceId)
    if (before?.of === own) return before.found
    const found = equipmentByName(own)
    known.set(deviceId, { of: own, found })
    return found
  }
  return (pointId) => {
    for (const deviceId of points.countsByDevice().keys()) {
      const found = ofDevice(deviceId).get(pointId)
      if (found !== undefined) return found
    }
    return null
  }
}
