/** Incidents and notifications in a story: alerts are gathered and told as the engine and the host do it. */
import type { Alert } from '../../shared/domain/alert.ts'
import type { Incident } from '../../shared/domain/incident.ts'
import type { PointRole } from '../../shared/domain/point-role.ts'
import { createGathering } from '../../shared/gathering.ts'
import { silentLog } from '../../electron/engine/log.ts'
import { createIncidentKeeper } from '../../electron/engine/monitor/incidents/incident-keeper.ts'
import { createSiteEquipment } from '../../electron/engine/monitor/incidents/site-equipment.ts'
import { topologyOf } from '../../electron/engine/monitor/incidents/topology.ts'
import type { StoredIncident } from '../../electron/engine/store/store-types.ts'
import type { ListenedSite, Scenario } from './scenario.ts'

export interface Gathered {
  readonly incidents: ReadonlyMap<number, StoredIncident>
  /** Incidents that another took over, by their number. */
  readonly merged: ReadonlyMap<number, number>
  /** What was told, in order: `alert 3` alone, or `incident 1`. */
  readonly told: readonly string[]
}

/** The scenario with its incidents gathered; read them when it has run. */
export const gathering = (scenario: Scenario): { readonly scenario: Scenario; readonly gathered: Gathered } => {
  const incidents = new Map<number, StoredIncident>()
  const merged = new Map<number, number>()
  const told: string[] = []
  const listen = ({ clock, memory, pipeline, points }: ListenedSite): ((alerts: readonly Alert[]) => void) => {
    const roleOf = (id: number): PointRole | null => scenario.roles?.[points.find((point) => point.id === id)?.name ?? ''] ?? null
    const device = { ...memory.store.devices()[0], pointCount: points.length } as ReturnType<Parameters<typeof topologyOf>[0]['registry']['list']>[number]
    const equipmentOf = createSiteEquipment({ ofDevice: () => points })
    const listed = (incident: StoredIncident): Incident & StoredIncident => ({ ...incident, alertIds: memory.store.alertsOfIncident(incident.id, 5_000).map(({ id }) => id), activeAlerts: 0, unacknowledgedAlerts: 0, adopted: [] })
    const keeper = createIncidentKeeper({
      clock, log: silentLog, pipeline, changed: () => {},
      store: {
        alertsOfIncident: (id, limit) => memory.store.alertsOfIncident(id, limit),
        incidents: ({ fromMs }) => [...incidents.values()].filter(({ id, endedAtMs }) => !merged.has(id) && ( endedAtMs === null || endedAtMs >= (fromMs ?? 0))).map(listed),
        incident: (id) => {
          const found = incidents.get(merged.get(id) ?? id)
          return found && listed(found)
        },
        insertIncident: (incident) => {
          incidents.set(incidents.size + 1, { ...incident, id: incidents.size + 1 })
          return incidents.size
        },
        mergeIncident: (id, intoId) => void merged.set(id, intoId),
        updateIncident: (incident) => void incidents.set(incident.id, incident),
      },
      topology: () => topologyOf({ registry: { list: () => [device], get: () => device }, roleOf, equipmentOf, supply: pipeline.supplyTree(), learntFeeder: pipeline.learntFeeder }),
    })
    const known = new Set<number>()
    const notices = createGathering(clock, ({ alone, ofIncidents }) => told.push(...alone.map(({ id }) => `alert ${id}`), ...[...ofIncidents.keys()].map((id) => `incident ${id}`)))
    return (alerts) => {
      keeper.alertsChanged(alerts)
      notices.see(alerts)
      notices.add(alerts.filter(({ id, clearedAtMs }) => clearedAtMs === null && !known.has(id)))
      for (const { id } of alerts) known.add(id)
    }
  }
  return { scenario: { ...scenario, listen }, gathered: { incidents, merged, told } }
}
