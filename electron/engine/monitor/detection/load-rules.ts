/** What people set of how points are judged, as it stands in the store. */
import type { DetectionRules } from '../../pipeline/tuning.ts'
import type { DetectionRulesTable } from '../../store/tables/detection-rules-table.ts'

export const loadRules = (table: Pick<DetectionRulesTable, 'tunings' | 'exceptions'>): DetectionRules => {
  const stored = table.tunings()
  return {
    site: stored.find(({ scope }) => scope.what === 'site')?.tuning ?? {},
    devices: new Map(stored.flatMap(({ scope, tuning }) => (scope.what === 'device' ? [[scope.deviceId, tuning] as const] : []))),
    equipment: new Map(stored.flatMap(({ scope, tuning }) => (scope.what === 'equipment' ? [[scope.equipmentId, tuning] as const] : []))),
    points: new Map(stored.flatMap(({ scope, tuning }) => (scope.what === 'point' ? [[scope.pointId, tuning] as const] : []))),
    exceptions: table.exceptions(),
  }
}
