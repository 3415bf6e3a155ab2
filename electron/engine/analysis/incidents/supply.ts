/**
 * Alerts of what an air handler or plant feeds, as effects of an alert of its own: boxes of their air handler, circuits of their plant, air handlers of the plant of a coil. Only what can come from the supply is taken: an alert that says that the box differs from its supply or
 * from its siblings is the box's own, and so is a temperature that left to the other side, or of which the learnt supply does not explain the larger part. A plant of hot water makes air
 * handlers too cold and their heating valves open, one of chilled water too warm and their cooling valves open (the other valve closes); nothing else of an air handler comes from it.
 */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { PlantAbove, Place, Topology } from './topology.ts'

const MINUTE_MS = 60_000
/** An effect is sometimes seen before its cause: points are read one after another. */
const BEFORE_MS = 15 * MINUTE_MS
/** Rooms feel a trouble of the supply after it is over. */
const AFTER_MS = 60 * MINUTE_MS
/** A cause that stands for longer explains nothing new. */
export const LONGEST_MS = 12 * 60 * MINUTE_MS

/** What of an air handler or plant changes what it supplies. */
const CAUSES: ReadonlySet<PointRole> = new Set<PointRole>([
  'supply_air_temp', 'mixed_air_temp', 'air_flow', 'air_pressure', 'fan_cmd', 'fan_status', 'motor_speed', 'cooling_valve', 'heating_valve', 'outside_damper_position',
  'hot_water_supply_temp', 'chilled_water_supply_temp', 'water_flow', 'water_pressure', 'pump_cmd', 'pump_status', 'enable_cmd', 'run_status',
])
const TEMPERATURES: ReadonlySet<PointRole> = new Set<PointRole>(['supply_air_temp', 'zone_air_temp', 'hot_water_supply_temp', 'chilled_water_supply_temp'])
/** What of a box or circuit the supply moves. */
const EFFECTS: ReadonlySet<PointRole> = new Set<PointRole>([
  ...TEMPERATURES, 'air_flow', 'damper_position', 'heating_valve', 'cooling_valve', 'heating_demand', 'cooling_demand', 'hot_water_return_temp', 'chilled_water_return_temp',
])
/** Rules of boxes that air of the wrong temperature or too little air breaks. */
const EFFECT_RULES: ReadonlySet<string> = new Set(['rule.vav.tooWarm', 'rule.vav.tooCold', 'rule.vav.flowLow'])

/** An alert of the equipment that feeds others. */
export const isCauseOfOthers = (alert: Alert, { supply, role }: Place): boolean =>
  alert.kind === 'equipment' && supply?.side === 'feeds' && (alert.pointId === null || (role !== null && CAUSES.has(role)))

/** An alert of the very equipment of this key, which feeds others. */
export const isCauseAt = (parentKey: string, alert: Alert, topology: Topology): boolean => {
  const place = topology.placeOf(alert)
  return place !== null && isCauseOfOthers(alert, place) && parentKey === `equipment:${place.supply?.key}`
}

/** An alert of fed equipment that its supply may have caused. */
export const isEffectOfSupply = (alert: Alert, { supply, role }: Place): boolean => {
  if (alert.kind !== 'equipment' || supply?.side !== 'fed') return false
  if (alert.pointId === null) return EFFECT_RULES.has(alert.evidence[0]?.detector ?? '')
  if (role === null || !EFFECTS.has(role) || /^alert\.(upstream|related)\./.test(alert.title.key)) return false
  return !(supply.learnt && TEMPERATURES.has(role)) || alert.explanation.some(({ key }) => key.startsWith('alert.fed.'))
}

/** Which way air goes when the plant of a coil fails, the valve that opens and the one that closes then, and the rules of air handlers that break. */
const COILS: Readonly<Record<PlantAbove['medium'], { readonly side: number; readonly valve: PointRole; readonly otherValve: PointRole; readonly rules: ReadonlySet<string> }>> = {
  hot: { side: -1, valve: 'heating_valve', otherValve: 'cooling_valve', rules: new Set(['rule.ahu.fc5', 'rule.ahu.fc7', 'rule.ahu.heatingNoEffect']) },
  chilled: { side: 1, valve: 'cooling_valve', otherValve: 'heating_valve', rules: new Set(['rule.ahu.fc12', 'rule.ahu.fc13', 'rule.ahu.coolingNoEffect']) },
}

/** An alert of an air handler that the plant of a coil may have caused. */
export const isEffectOfPlant = (alert: Alert, { supply, role }: Place, medium: PlantAbove['medium']): boolean => {
  if (alert.kind !== 'equipment' || supply?.side !== 'feeds') return false
  const { side, valve, otherValve, rules } = COILS[medium]
  if (alert.pointId === null) return rules.has(alert.evidence[0]?.detector ?? '')
  if (/^alert\.(upstream|related)\./.test(alert.title.key)) return false
  return (role === 'supply_air_temp' && signOf(alert) === side) || (role === valve && signOf(alert) > 0) || (role === otherValve && signOf(alert) < 0)
}

/** The causes, and of the others what comes from them, also by way of one another: the boxes of an air handler that lacks hot water. */
export const chainOf = (causes: readonly Alert[], others: readonly Alert[], topology: Topology): readonly Alert[] => {
  const chain = new Set(causes)
  const feeding = [...causes]
  for (let before = -1; before < chain.size; ) {
    before = chain.size
    for (const alert of others) {
      if (chain.has(alert) || !comesFrom(alert, feeding, topology)) continue
      chain.add(alert)
      if (topology.placeOf(alert)?.supply?.side === 'feeds') feeding.push(alert)
    }
  }
  return [...chain]
}

/** One of the causes is of what feeds it, stood when the effect began, and does not speak against it. */
const comesFrom = (effect: Alert, causes: readonly Alert[], topology: Topology): boolean =>
  causes.some((cause) => {
    const untilMs = Math.min(cause.clearedAtMs === null ? Infinity : cause.clearedAtMs + AFTER_MS, cause.startedAtMs + LONGEST_MS)
    return effect.startedAtMs >= cause.startedAtMs - BEFORE_MS && effect.startedAtMs <= untilMs && mayFollow(effect, cause, topology)
  })

const mayFollow = (effect: Alert, cause: Alert, topology: Topology): boolean => {
  const place = topology.placeOf(effect)
  const from = topology.placeOf(cause)
  if (place === null || from === null || from.supply === null || !isCauseOfOthers(cause, from)) return false
  const { key } = from.supply
  if (place.supply?.key === key) return isEffectOfSupply(effect, place) && sideOf(effect, topology) * sideOf(cause, topology) >= 0
  const plant = place.supply?.above?.find((above) => above.key === key)
  return plant !== undefined && isEffectOfPlant(effect, place, plant.medium) && COILS[plant.medium].side * sideOf(cause, topology) >= 0
}

/** 1 = a temperature that is too high, -1 = too low, 0 = neither can be said. */
const sideOf = (alert: Alert, topology: Topology): number => {
  const role = topology.placeOf(alert)?.role ?? null
  return role !== null && TEMPERATURES.has(role) ? signOf(alert) : 0
}

const signOf = ({ value, expected }: Alert): number => (value !== null && expected !== null ? Math.sign(value - expected) : 0)
