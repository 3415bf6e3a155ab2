/** Incidents and explanations of the made-up building: an air handler that warms its rooms, a router whose devices fall silent when there is much trouble. */
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import { SEVERITIES, isActive, type Alert } from '../../../shared/domain/alert.ts'
import type { AlertExplanation, Incident, LikelyCause, RelatedPoint } from '../../../shared/domain/incident.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'
import type { FakePoint } from './building.ts'

type Calls = 'listIncidents' | 'getIncident' | 'explainAlert'

/** Sentences of incidents and explanations; laid over the engine's own words in the fake page. */
export const FAKE_INCIDENT_WORDS = {
  fakeIncident: {
    warmAhu: 'AHU-1 delivers air that is too warm',
    warmAhuBecause: 'Its supply air left the band 3 min before the first zone did.',
    warmAhuZones: '2 of the 10 zones it serves became warm afterwards; none that it does not serve.',
    valve: 'The chilled water valve does not open',
    valveBecause: 'The valve command is at 94 %, the supply air does not follow.',
    valveCheck: 'Look at the actuator: does its indicator follow the command?',
    couplingCheck: 'Turn the valve by hand; a loose coupling turns without the stem.',
    water: 'Chilled water arrives too warm',
    waterBecause: 'Chilled water supply is 3.1 °C above expected since 12 min.',
    waterCheck: 'Read the thermometer at the coil’s inlet.',
    sensor: 'The supply air sensor reads too high',
    sensorBecause: 'Nothing speaks against the sensor, but the zones warm up too.',
    sensorCheck: 'Compare with a hand-held instrument in the duct.',
    router: 'Router 10.0.0.2 no longer answers',
    routerBecause: 'All silent devices are behind it; those on the IP network answer.',
    routerCheck: 'Power and link lamp of the router at 10.0.0.2.',
    trunk: 'The trunk behind the router is interrupted',
    trunkBecause: 'The devices fell silent within 20 s of each other.',
    trunkCheck: 'Measure the resistance of the trunk: 60 Ω with both terminators.',
    equipmentOne: '{{point}} left its band alone at first; the reading is plausible and moves.',
    equipmentTwo: 'Two related points moved in the direction an equipment problem would move them.',
    dataOne: '{{point}} has not moved for longer than ever before.',
    dataTwo: 'Points that depend on it moved as usual.',
    deviceOne: 'The device does not answer; nothing can be said of its points.',
    knowledge: 'Rests on 30 days of readings, 96 % observed, of which 4 weeks of the same weekday and hour.',
    sameDevice: 'same controller',
    sameAhu: 'same air handler',
    outdoor: 'outdoor air',
    upstream: 'water that feeds the coil',
  },
} as const

const words = (key: keyof (typeof FAKE_INCIDENT_WORDS)['fakeIncident'], params?: Record<string, string>) => message(`fakeIncident.${key}`, params)

const cause = (title: Parameters<typeof words>[0], likelihood: number, because: readonly Parameters<typeof words>[0][], checks: readonly Parameters<typeof words>[0][]): LikelyCause => ({ title: words(title), likelihood, because: because.map((key) => words(key)), checks: checks.map((key) => words(key)) })

const AIR_CAUSES: readonly LikelyCause[] = [
  cause('valve', 0.62, ['valveBecause', 'warmAhuBecause'], ['valveCheck', 'couplingCheck']),
  cause('water', 0.24, ['waterBecause'], ['waterCheck']),
  cause('sensor', 0.08, ['sensorBecause'], ['sensorCheck']),
]
const ROUTER_CAUSES: readonly LikelyCause[] = [cause('router', 0.71, ['routerBecause'], ['routerCheck']), cause('trunk', 0.22, ['trunkBecause'], ['trunkCheck'])]

interface Plan {
  readonly id: number
  readonly parent: Incident['parent']
  readonly parentName: string
  readonly deviceId: number | null
  readonly title: Incident['title']
  readonly causes: readonly LikelyCause[]
}

const PLANS: readonly Plan[] = [
  { id: 1, parent: 'equipment', parentName: 'AHU-1', deviceId: 1, title: words('warmAhu'), causes: AIR_CAUSES },
  { id: 2, parent: 'router', parentName: '10.0.0.2', deviceId: null, title: words('router'), causes: ROUTER_CAUSES },
]

/** Which incident an alert of the fake building is part of: the AHU's supply air and two zones; of many more those on floor 1 and 2. */
export const incidentOf = (alert: Pick<Alert, 'id' | 'deviceId' | 'pointId'>, pointName: string): number | null => {
  if (['AHU-1.SA-T', 'VAV-1-03.ZN-T', 'VAV-3-07.ZN-T'].includes(pointName) && alert.id < 10) return 1
  return alert.id >= 10 && (alert.deviceId === 6 || alert.deviceId === 7) ? 2 : null
}

const incidentFrom = (plan: Plan, members: readonly Alert[]): Incident => {
  const oldestFirst = [...members].sort((a, b) => a.startedAtMs - b.startedAtMs)
  const active = members.filter(isActive)
  const startedAtMs = oldestFirst[0]?.startedAtMs ?? 0
  return {
    ...plan,
    severity: SEVERITIES.find((severity) => members.some((alert) => alert.severity === severity)) ?? 'low',
    alertIds: oldestFirst.map(({ id }) => id),
    activeAlerts: active.length,
    unacknowledgedAlerts: members.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === null).length,
    startedAtMs,
    lastAlertAtMs: Math.max(...members.map(({ raisedAtMs }) => raisedAtMs)),
    endedAtMs: active.length > 0 ? null : Math.max(...members.map(({ clearedAtMs }) => clearedAtMs ?? 0)),
    adopted: plan.parent === 'equipment' ? [{ id: 7, title: { key: 'incident.device', params: { name: 'VAV-1-03', count: 2 } }, startedAtMs, adoptedAtMs: startedAtMs + 600_000 }] : [],
  }
}

export interface FakeIncidentParts {
  readonly alerts: () => readonly Alert[]
  readonly points: () => readonly FakePoint[]
}

const membersOf = (alerts: readonly Alert[], incidentId: number): readonly Alert[] => alerts.filter((alert) => alert.incidentId === incidentId)

/** The incidents as the alerts make them now. */
export const incidentsOf = (alerts: readonly Alert[]): EngineEvents['incidentsChanged'] =>
  PLANS.flatMap((plan) => {
    const members = membersOf(alerts, plan.id)
    return members.length === 0 ? [] : [incidentFrom(plan, members)]
  })

const relatedOf = (alert: Alert, points: readonly FakePoint[]): readonly RelatedPoint[] => {
  const wanted = ['AHU-1.CHW-VLV', 'VAV-1-03.ZN-T', 'CHW.CHWS-T', 'AHU-1.OA-T']
  const relations = ['sameAhu', 'sameAhu', 'upstream', 'outdoor'] as const
  return wanted.flatMap((name, index) => {
    const point = points.find((other) => other.name === name)
    if (point === undefined || point.id === alert.pointId) return []
    const moved = index < 3
    return [{ pointId: point.id, relation: words(relations[index] ?? 'sameDevice'), sinceMs: moved ? alert.startedAtMs + (index - 1) * 180_000 : null, score: moved ? 2.4 - index * 0.5 : 0.3, value: point.base + (moved ? 3.1 - index * 0.4 : 0.1), expected: point.base }]
  })
}

const explain = (alert: Alert, alerts: readonly Alert[], points: readonly FakePoint[]): AlertExplanation => {
  const related = alert.kind === 'equipment' ? relatedOf(alert, points) : []
  const point = points.find(({ id }) => id === alert.pointId)?.name ?? ''
  const similar = alerts.filter((other) => other.id !== alert.id && !isActive(other)).slice(0, 3)
  const because = { equipment: [words('equipmentOne', { point }), words('equipmentTwo')], data: [words('dataOne', { point }), words('dataTwo')], device: [words('deviceOne')] }
  return {
    alertId: alert.id,
    verdict: alert.kind,
    verdictBecause: because[alert.kind],
    sinceMs: alert.startedAtMs - 6 * 60_000,
    knowledge: words('knowledge'),
    agreeing: alert.evidence.filter(({ score }) => score >= 1).length,
    methods: alert.evidence.length,
    related,
    relatedJudged: related.length,
    relatedMoved: related.filter(({ sinceMs }) => sinceMs !== null).length,
    similar: alert.kind === 'device' ? [] : similar.map((other, index) => ({ alertId: other.id, likeness: 0.86 - index * 0.2, startedAtMs: other.startedAtMs, endedAtMs: other.clearedAtMs, note: index === 0 ? 'Actuator was loose on its stem; screw tightened.' : '' })),
    causes: alert.kind === 'equipment' ? AIR_CAUSES : alert.kind === 'device' ? ROUTER_CAUSES : [cause('sensor', 0.7, ['sensorBecause'], ['sensorCheck'])],
  }
}

export const fakeIncidents = ({ alerts, points }: FakeIncidentParts): Pick<Handlers, Calls> => ({
  listIncidents: ({ which }) => ok(incidentsOf(alerts()).filter((incident) => which === 'all' || incident.activeAlerts + incident.unacknowledgedAlerts > 0)),
  getIncident: ({ incidentId }) => {
    const incident = incidentsOf(alerts()).find(({ id }) => id === incidentId)
    const members = membersOf(alerts(), incidentId)
    return incident === undefined ? failure('incident-unknown', `There is no incident ${incidentId}.`, { id: incidentId }) : ok({ incident, alerts: [...members].sort((a, b) => a.startedAtMs - b.startedAtMs) })
  },
  explainAlert: ({ alertId }) => {
    const alert = alerts().find(({ id }) => id === alertId)
    return alert === undefined ? failure('alert-unknown', `There is no alert ${alertId}.`, { id: alertId }) : ok(explain(alert, alerts(), points()))
  },
})
