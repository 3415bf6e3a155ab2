/** What may be behind an incident, ranked: weights of evidence, made to shares. The weights are judgement, not statistics; each says why. */
import { SEVERITIES, type Alert, type Severity } from '../../../../shared/domain/alert.ts'
import type { IncidentParent, LikelyCause } from '../../../../shared/domain/incident.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { isOffline, type Topology } from './topology.ts'

/** Devices that fall silent within this time were cut off together; single failures are spread. */
const TOGETHER_MS = 90_000
/** What is not thought of keeps this weight, so that shares never add up to one. */
const UNKNOWN_WEIGHT = 1

export interface IncidentFacts {
  readonly kind: IncidentParent
  readonly name: string
  /** Members, oldest first. */
  readonly alerts: readonly Alert[]
  readonly topology: Topology
}

interface Candidate {
  readonly key: string
  readonly weight: number
  readonly params?: Message['params']
  readonly because: readonly Message[]
  readonly checks: readonly string[]
}

/** Shares by weight, the likeliest first; candidates without weight are left out. */
export const rankCauses = (candidates: readonly Candidate[]): readonly LikelyCause[] => {
  const likely = candidates.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  const sum = likely.reduce((total, { weight }) => total + weight, UNKNOWN_WEIGHT)
  return likely.map(({ key, weight, params, because, checks }) => ({
    title: message(`cause.${key}`, params), likelihood: Math.round((weight / sum) * 100) / 100, because, checks: checks.map((check) => message(`cause.check.${check}`, params)),
  }))
}

export const incidentCauses = (facts: IncidentFacts): readonly LikelyCause[] => rankCauses(CANDIDATES[facts.kind](facts))

const spanOf = (alerts: readonly Alert[]): number => {
  const times = alerts.map(({ startedAtMs }) => startedAtMs)
  return Math.max(...times) - Math.min(...times)
}

const devicesOf = (alerts: readonly Alert[]): number => new Set(alerts.map(({ deviceId }) => deviceId)).size

const togetherBecause = (alerts: readonly Alert[]): Message => {
  const seconds = Math.max(1, Math.round(spanOf(alerts) / 1_000))
  return seconds <= TOGETHER_MS / 1_000 ? message('cause.because.together', { count: devicesOf(alerts), seconds }) : message('cause.because.spread', { count: devicesOf(alerts), minutes: Math.round(seconds / 60) })
}

const routerCauses = ({ name, alerts, topology }: IncidentFacts): Candidate[] => {
  const silent = alerts.filter((alert) => isOffline(alert) && alert.clearedAtMs === null)
  const count = devicesOf(alerts)
  const all = topology.devicesBehind(name)
  const share = all === 0 ? 1 : count / all
  const together = spanOf(alerts) <= TOGETHER_MS
  const networks = [...new Set(alerts.map((alert) => topology.placeOf(alert)?.network).filter((network) => network !== null && network !== undefined))]
  const params = { router: name, count, all, network: networks.join(', ') }
  const shareBecause = message(share >= 1 ? 'cause.because.allBehind' : 'cause.because.someBehind', params)
  return [
    { key: 'routerDead', weight: share >= 1 ? (together ? 6 : 3) : 0, params, because: [shareBecause, togetherBecause(alerts)], checks: ['routerPower', 'routerPing'] },
    { key: 'trunkCut', weight: networks.length === 1 ? (share >= 1 ? 2 : 5) : 0.5, params, because: [message('cause.because.oneNetwork', params), togetherBecause(alerts)], checks: ['trunkCable', 'trunkTerminators'] },
    { key: 'trunkPower', weight: share < 1 && together ? 2 : 0.5, params, because: [togetherBecause(alerts)], checks: ['panelFuse'] },
    { key: 'trunkNoise', weight: together ? 0 : 2 - Math.min(1, silent.length / Math.max(1, count)), params, because: [togetherBecause(alerts)], checks: ['trunkShield', 'trunkDuplicate'] },
  ]
}

const networkCauses = ({ alerts, topology }: IncidentFacts): Candidate[] => {
  const count = devicesOf(alerts)
  const all = topology.localDevices()
  const params = { count, all }
  const everything = count >= all
  const together = spanOf(alerts) <= TOGETHER_MS
  const because = [message('cause.because.ofAll', params), togetherBecause(alerts)]
  return [
    { key: 'laptopCable', weight: everything ? 5 : 0.5, params, because, checks: ['laptopCable', 'laptopAddress'] },
    { key: 'switchDead', weight: together ? 4 : 2, params, because, checks: ['switchPower', 'uplink'] },
    { key: 'powerCut', weight: together ? 2 : 0, params, because, checks: ['panelFuse'] },
    { key: 'networkLoop', weight: together ? 0.5 : 2, params, because, checks: ['switchLeds'] },
  ]
}

/** The member where it began, in words. */
const firstBecause = ({ alerts }: IncidentFacts): Message[] => {
  const params = alerts[0]?.title.params
  const began = params?.['point'] ?? params?.['device']
  return typeof began === 'string' ? [message('cause.because.began', { point: began })] : []
}

/** What tells that a fan moves air. */
const AIR_MOVES: readonly string[] = ['fan_status', 'fan_cmd', 'air_pressure', 'air_flow', 'motor_speed']

/** Above expected by its worst value; null where it has none, or nothing was expected. */
const isAbove = ({ worstValue, value, expected }: Alert): boolean | null => {
  const seen = worstValue ?? value
  return seen === null || expected === null ? null : seen > expected
}

const equipmentCauses = (facts: IncidentFacts): Candidate[] => {
  const { alerts, name, topology } = facts
  const roles = alerts.map((alert) => topology.placeOf(alert)?.role ?? null)
  const has = (...wanted: readonly string[]): boolean => roles.some((role) => role !== null && wanted.includes(role))
  const moving = alerts.filter((_, i) => AIR_MOVES.includes(roles[i] ?? ''))
  // More air than expected is no fan that stopped: it runs when, or as, it should not.
  const runsTooMuch = moving.length > 0 && moving.every((alert) => isAbove(alert) === true)
  const rules = alerts.filter(({ evidence }) => evidence[0]?.detector.startsWith('rule.'))
  const params = { equipment: name, count: alerts.length }
  const because = [message('cause.because.sameEquipment', params), ...firstBecause(facts)]
  return [
    { key: 'fanStopped', weight: moving.length > 0 && !runsTooMuch ? 4 : 0, params, because, checks: ['fanBelt', 'fanStarter'] },
    { key: 'handOperation', weight: runsTooMuch ? 4 : 0, params, because, checks: ['overrides', 'localSwitch'] },
    { key: 'scheduleChanged', weight: runsTooMuch ? 3 : 0, params, because, checks: ['schedules'] },
    { key: 'valveTrouble', weight: has('cooling_valve', 'heating_valve', 'supply_air_temp') ? 3 : 0, params, because, checks: ['valveStroke', 'coilTemperatures'] },
    { key: 'damperTrouble', weight: has('outside_damper_position', 'damper_position', 'mixed_air_temp') ? 3 : 0, params, because, checks: ['damperStroke'] },
    { key: 'waterSupply', weight: has('chilled_water_supply_temp', 'hot_water_supply_temp', 'water_flow', 'pump_status', 'water_pressure') ? 5 : 0, params, because, checks: ['pumpRunning', 'plantRunning'] },
    { key: 'ruleFault', weight: rules.length > 0 ? 4 : 0, params, because: [message('cause.because.rules', { count: rules.length }), ...because], checks: ['ruleAlert'] },
    { key: 'controlChanged', weight: 1.5, params, because, checks: ['setPoints', 'overrides'] },
  ]
}

/** Which check belongs to the part of the feeder that has the alert, the likeliest first. */
const FEEDER_CHECKS: readonly { readonly roles: readonly string[]; readonly checks: readonly string[] }[] = [
  { roles: ['fan_status', 'fan_cmd', 'motor_speed', 'air_pressure', 'air_flow'], checks: ['fanBelt', 'fanStarter'] },
  { roles: ['pump_status', 'pump_cmd', 'water_flow', 'water_pressure'], checks: ['pumpRunning'] },
  { roles: ['hot_water_supply_temp', 'chilled_water_supply_temp', 'enable_cmd', 'run_status'], checks: ['feederRuns', 'pumpRunning'] },
  { roles: ['outside_damper_position', 'mixed_air_temp'], checks: ['damperStroke'] },
  { roles: ['supply_air_temp', 'cooling_valve', 'heating_valve'], checks: ['coilTemperatures', 'valveStroke', 'setPoints'] },
]

/** The feeder first: its alert stood while what it feeds went wrong. What may be wrong within it follows, by its own alerts. */
const supplyCauses = (facts: IncidentFacts): Candidate[] => {
  const { alerts, name, topology } = facts
  const feeds = alerts.flatMap((alert) => (topology.placeOf(alert)?.supply?.side === 'feeds' ? [{ alert, name: topology.placeOf(alert)?.supply?.name ?? '' }] : []))
  const own = feeds.filter((each) => each.name === name).map(({ alert }) => alert)
  const handlers = [...new Set(feeds.map((each) => each.name).filter((each) => each !== name))]
  const fed = alerts.length - own.length
  const roles = own.map((alert) => topology.placeOf(alert)?.role ?? null)
  const checks = FEEDER_CHECKS.filter((each) => roles.some((role) => role !== null && each.roles.includes(role))).flatMap((each) => each.checks)
  const params = { equipment: name, count: fed }
  const oneOfSeveral = alerts.some((alert) => topology.placeOf(alert)?.supply?.above?.some((plant) => plant.shared === true && plant.name === name))
  const rules = own.some(({ pointId }) => pointId === null) ? ['ruleAlert'] : []
  const within = equipmentCauses({ ...facts, alerts: own }).map((candidate) => ({ ...candidate, weight: candidate.weight / 4 }))
  return [
    { key: 'feeder', weight: own.length === 0 ? 1 : oneOfSeveral ? 3 : 6, params, because: [message('cause.because.fedByIt', params), ...(oneOfSeveral ? [message('cause.because.oneOfSeveral', params)] : []), ...firstBecause({ ...facts, alerts: own }), ...(handlers.length === 0 ? [] : [message('cause.because.throughHandlers', { equipment: name, handlers: handlers.join(', ') })])], checks: [...rules, ...(checks.length === 0 ? ['feederRuns'] : checks)] },
    ...within,
  ]
}

const deviceCauses = (facts: IncidentFacts): Candidate[] => {
  const { alerts, name } = facts
  const data = alerts.filter(({ kind }) => kind === 'data').length
  const params = { device: name, count: alerts.length, data }
  const together = spanOf(alerts) <= TOGETHER_MS
  const because = [message('cause.because.sameDevice', params), ...(together ? [message('cause.because.sameMinute', params)] : []), ...firstBecause(facts)]
  return [
    { key: 'controllerFault', weight: data > 0 && together ? 5 : 1.5, params, because: data > 0 ? [message('cause.because.dataProblems', params), ...because] : because, checks: ['controllerSupply', 'controllerModules'] },
    { key: 'sensorSupply', weight: data >= 2 ? 4 : 0, params, because, checks: ['sensorSupply', 'terminals'] },
    { key: 'controllerRestarted', weight: together ? 3 : 1, params, because, checks: ['controllerUptime'] },
    { key: 'plantBehind', weight: data === 0 ? 4 : 1, params, because, checks: ['plantRunning', 'setPoints'] },
  ]
}

const weatherCauses = ({ alerts, topology }: IncidentFacts): Candidate[] => {
  const outdoor = alerts.some((alert) => topology.placeOf(alert)?.role === 'outside_air_temp')
  const params = { count: alerts.length, devices: devicesOf(alerts) }
  const because = [message('cause.because.manyUnits', params), ...(outdoor ? [message('cause.because.outdoorToo', params)] : [])]
  return [
    { key: 'weatherUnseen', weight: outdoor ? 6 : 3, params, because, checks: ['outdoorReading'] },
    { key: 'outdoorSensor', weight: outdoor ? 3 : 1, params, because, checks: ['outdoorSensor'] },
    { key: 'plantShort', weight: 3, params, because, checks: ['plantRunning'] },
  ]
}

const timeCauses = ({ alerts }: IncidentFacts): Candidate[] => {
  const params = { count: alerts.length, devices: devicesOf(alerts) }
  const because = [message('cause.because.sameQuarter', params)]
  return [
    { key: 'scheduleChanged', weight: 5, params, because, checks: ['schedules'] },
    { key: 'holiday', weight: 3, params, because, checks: ['calendar'] },
    { key: 'clockWrong', weight: 2, params, because, checks: ['controllerClocks'] },
  ]
}

const CANDIDATES: Readonly<Record<IncidentParent, (facts: IncidentFacts) => Candidate[]>> = {
  router: routerCauses, network: networkCauses, device: deviceCauses, supply: supplyCauses, equipment: equipmentCauses, weather: weatherCauses, time: timeCauses,
}

/** One sentence that says what it is. */
export const incidentTitle = ({ kind, name, alerts }: Pick<IncidentFacts, 'kind' | 'name' | 'alerts'>): Message => message(`incident.${kind}`, { name, count: alerts.length, devices: devicesOf(alerts) })

/** As urgent as its most urgent member. */
export const incidentSeverity = (alerts: readonly Alert[]): Severity => SEVERITIES.find((severity) => alerts.some((alert) => alert.severity === severity)) ?? 'low'
