/** What needs attention now as rows: an incident of several alerts is one row, in the place of its most urgent alert. Pure. */
import { isLive, type Alert } from '../../../shared/domain/alert.ts'
import type { Incident } from '../../../shared/domain/incident.ts'
import { byUrgency } from '../../components/alert-facts.ts'

export type AttentionItem =
  | { readonly what: 'alert'; readonly alert: Alert }
  /** `alerts`: its live members, most urgent first. */
  | { readonly what: 'incident'; readonly incident: Incident; readonly alerts: readonly Alert[] }

/** With fewer live members the alert itself says more. */
const LEAST_MEMBERS = 2

/** The alert that an item stands for when there is room for one. */
export const firstAlert = (item: AttentionItem): Alert | undefined => (item.what === 'alert' ? item.alert : item.alerts[0])

/** Most urgent first. Without an answer about incidents every alert is its own row. */
export const attentionItems = (alerts: readonly Alert[], incidents: readonly Incident[]): readonly AttentionItem[] => {
  const ranked = alerts.filter(isLive).sort(byUrgency)
  const known = new Map(incidents.map((incident) => [incident.id, incident]))
  const members = new Map<number, Alert[]>()
  for (const alert of ranked) {
    if (alert.incidentId === null) continue
    const live = members.get(alert.incidentId)
    if (live === undefined) members.set(alert.incidentId, [alert])
    else live.push(alert)
  }
  const told = new Set<number>()
  return ranked.flatMap((alert): readonly AttentionItem[] => {
    const incident = known.get(alert.incidentId ?? -1)
    const live = members.get(alert.incidentId ?? -1) ?? []
    if (incident === undefined || live.length < LEAST_MEMBERS) return [{ what: 'alert', alert }]
    if (told.has(incident.id)) return []
    told.add(incident.id)
    return [{ what: 'incident', incident, alerts: live }]
  })
}
