/** Alerts of the fake building: some of each kind and state, or thousands. */
import { NEW_ALERT, type Alert, type AlertKind, type Severity } from '../../../shared/domain/alert.ts'
import { message, type Message } from '../../../shared/message.ts'
import type { FakeBuilding, FakePoint } from './building.ts'
import { incidentOf } from './fake-incidents.ts'

const MINUTE = 60_000

/** The sentences these alerts use; laid over the engine's own words in the fake page. */
export const FAKE_WORDS = {
  fake: {
    high: '{{point}} {{difference}} above expected',
    low: '{{point}} {{difference}} below expected',
    flat: '{{point}} has not moved for {{length}}',
    offline: '{{device}} does not answer',
    why: 'At this hour of the week it was between {{low}} and {{high}} in the last 30 days.',
    seen: 'It has been outside for {{length}}; three of three methods agree.',
    whyFlat: 'It never stood still for longer than 12 min before.',
    whyOffline: 'The last 5 requests had no answer within 3 s.',
    checkValve: 'Chilled water valve: does it follow its command?',
    checkSensor: 'Sensor: compare with a hand-held instrument at the same place.',
    checkCable: 'Cable and power of the controller.',
    discovering: 'Asking who is there on eth0',
    reading: 'Reading objects of {{device}}',
    preparing: 'Writing 30 days of history',
    cancelled: 'Cancelled',
    done: '{{count}} devices found',
    faultStuck: 'Supply air sensor of AHU-1 is stuck',
    meterUnit: 'The device says square metres for an energy total. It is counted as kWh; say which unit is right.',
    meterReset: 'The total fell from 812,345 to 12: the meter was set back. What it showed since then counts.',
    meterGap: 'Nothing was read for a day. What the total rose by was spread over it like the days before.',
    faultValve: 'Cooling valve of AHU-2 leaks',
    portTaken: 'UDP port {{port}} is in use by another program on this computer.',
    conflict: 'Another device on 10.0.0.7 says it is {{instance}} too.',
  },
} as const

const quantity = (value: number, units: number | null) => ({ value, units })

interface Plan {
  readonly point: FakePoint
  readonly kind: AlertKind
  readonly severity: Severity
  readonly minutes: number
  readonly off: number
  readonly acknowledged?: boolean
  readonly clearedMinutes?: number
  /** Minutes until a shelf ends; 0 = when the alert clears. */
  readonly shelvedMinutes?: number
  readonly maintenanceId?: number
  readonly chattering?: boolean
  readonly reAlarmed?: boolean
}

const words = (plan: Plan): { title: Message; explanation: readonly Message[]; checks: readonly Message[] } => {
  const { point, off, kind, minutes } = plan
  const length = `${minutes} min`
  if (kind === 'data') {
    return {
      title: message('fake.flat', { point: point.name, length }),
      explanation: [message('fake.whyFlat')],
      checks: [message('fake.checkSensor'), message('fake.checkCable')],
    }
  }
  return {
    title: message(off > 0 ? 'fake.high' : 'fake.low', { point: point.name, difference: quantity(Math.abs(off), point.units === 62 ? 121 : point.units) }),
    explanation: [message('fake.why', { low: quantity(point.base - 1, point.units), high: quantity(point.base + 1, point.units) }), message('fake.seen', { length })],
    checks: [message('fake.checkValve'), message('fake.checkSensor')],
  }
}

const alertOf = (id: number, plan: Plan, nowMs: number): Alert => {
  const { point } = plan
  const startedAtMs = nowMs - plan.minutes * MINUTE
  const evidence = ['zScore', 'iqrFences', 'movingAverage'].map((detector, index) => ({
    detector,
    modelVersion: '3',
    score: 1.4 + index * 0.7,
    expected: point.base,
    low: point.base - 1 - index * 0.2,
    high: point.base + 1 + index * 0.2,
  }))
  return {
    id,
    kind: plan.kind,
    severity: plan.severity,
    deviceId: point.deviceId,
    pointId: point.id,
    ...words(plan),
    value: point.base + plan.off,
    expected: plan.kind === 'data' ? null : point.base,
    low: plan.kind === 'data' ? null : point.base - 1,
    high: plan.kind === 'data' ? null : point.base + 1,
    worstValue: point.base + plan.off * 1.2,
    evidence: plan.kind === 'data' ? [] : evidence,
    startedAtMs,
    raisedAtMs: startedAtMs + 30_000,
    ...NEW_ALERT,
    clearedAtMs: plan.clearedMinutes === undefined ? null : nowMs - plan.clearedMinutes * MINUTE,
    acknowledgedAtMs: plan.acknowledged === true ? startedAtMs + 4 * MINUTE : null,
    acknowledgeNote: plan.acknowledged === true ? 'Called the contractor, he comes at three.' : '',
    shelf: plan.shelvedMinutes === undefined ? null : { reason: 'Actuator ordered, comes on Thursday.', atMs: startedAtMs + 20 * MINUTE, untilMs: plan.shelvedMinutes === 0 ? null : nowMs + plan.shelvedMinutes * MINUTE, oneShot: plan.shelvedMinutes === 0 },
    maintenanceId: plan.maintenanceId ?? null,
    chattering: plan.chattering === true,
    reAlarmedAtMs: plan.reAlarmed === true ? nowMs - 4 * MINUTE : null,
    incidentId: incidentOf({ id, deviceId: point.deviceId, pointId: point.id }, point.name),
  }
}

const offlineAlert = (id: number, building: FakeBuilding, nowMs: number): Alert => {
  const device = building.devices[6]
  return {
    id,
    kind: 'device',
    severity: 'high',
    deviceId: 7,
    pointId: null,
    title: message('fake.offline', { device: device?.name ?? '' }),
    explanation: [message('fake.whyOffline')],
    checks: [message('fake.checkCable')],
    value: null,
    expected: null,
    low: null,
    high: null,
    worstValue: null,
    evidence: [],
    startedAtMs: nowMs - 42 * MINUTE,
    raisedAtMs: nowMs - 41 * MINUTE,
    ...NEW_ALERT,
  }
}

const PLANS: readonly (Omit<Plan, 'point'> & { readonly name: string })[] = [
  { name: 'AHU-1.SA-T', kind: 'equipment', severity: 'critical', minutes: 35, off: 4.2 },
  { name: 'CHW.CHWS-T', kind: 'equipment', severity: 'high', minutes: 12, off: 3.1, reAlarmed: true },
  { name: 'VAV-1-03.ZN-T', kind: 'equipment', severity: 'medium', minutes: 184, off: 2.6, acknowledged: true },
  { name: 'VAV-3-07.ZN-T', kind: 'equipment', severity: 'low', minutes: 66, off: -1.9 },
  { name: 'AHU-2.RA-H', kind: 'data', severity: 'medium', minutes: 51, off: 0 },
  { name: 'MTR.L1-V', kind: 'data', severity: 'low', minutes: 1_600, off: 0, acknowledged: true },
  { name: 'VAV-1-08.DA-F', kind: 'equipment', severity: 'medium', minutes: 320, off: -80, clearedMinutes: 140 },
  { name: 'AHU-2.SA-P', kind: 'equipment', severity: 'high', minutes: 2_900, off: 70, acknowledged: true, clearedMinutes: 2_700 },
  { name: 'VAV-3-02.ZN-T', kind: 'equipment', severity: 'medium', minutes: 410, off: 2.2, shelvedMinutes: 190 },
  { name: 'HHW.CHWS-T', kind: 'equipment', severity: 'low', minutes: 96, off: -1.6, acknowledged: true, shelvedMinutes: 0 },
  { name: 'MTR.L1-A', kind: 'equipment', severity: 'high', minutes: 74, off: -140, maintenanceId: 2 },
  { name: 'AHU-2.SA-T', kind: 'equipment', severity: 'low', minutes: 8, off: 1.4, chattering: true },
]

const SEVERITY_CYCLE: readonly Severity[] = ['low', 'medium', 'low', 'high', 'medium', 'low', 'critical']

/** `many` > 0 adds that many alerts on points in turn. */
export const fakeAlerts = (building: FakeBuilding, nowMs: number, many: number): Alert[] => {
  const byName = new Map(building.points.map((point) => [point.name, point]))
  const alerts: Alert[] = [offlineAlert(1, building, nowMs)]
  for (const plan of PLANS) {
    const point = byName.get(plan.name)
    if (point !== undefined) alerts.push(alertOf(alerts.length + 1, { ...plan, point }, nowMs))
  }
  const analog = building.points.filter((point) => point.kind === 'analog')
  for (let index = 0; index < many; index += 1) {
    const point = analog[index % analog.length]
    if (point === undefined) break
    const kind = index % 5 === 0 ? 'data' : 'equipment'
    alerts.push(alertOf(alerts.length + 1, { point, kind, severity: SEVERITY_CYCLE[index % SEVERITY_CYCLE.length] ?? 'low', minutes: 1 + (index % 240), off: index % 2 === 0 ? 3.4 : -2.8 }, nowMs))
  }
  return alerts
}
