/** Keeps lists of incidents true as incidents change, without asking again. */
import type { CallInput } from '../../shared/contract.ts'
import type { Incident } from '../../shared/domain/incident.ts'

type ListArgs = CallInput<'listIncidents'>

const belongs = (incident: Incident, { which, fromMs, toMs }: ListArgs): boolean =>
  (which === 'all' || incident.activeAlerts > 0 || incident.unacknowledgedAlerts > 0) &&
  (toMs === undefined || incident.startedAtMs < toMs) &&
  (fromMs === undefined || incident.endedAtMs === null || incident.endedAtMs >= fromMs)

/** The list a fresh `listIncidents(args)` would give, from the old list and the incidents that changed. */
export const mergeIncidents = (old: readonly Incident[], changed: readonly Incident[], args: ListArgs): readonly Incident[] => {
  const fresh = new Map(changed.map((incident) => [incident.id, incident]))
  return [...[...fresh.values()].filter((incident) => belongs(incident, args)), ...old.filter(({ id }) => !fresh.has(id))]
    .sort((a, b) => b.startedAtMs - a.startedAtMs || b.id - a.id)
    .slice(0, args.limit)
}
