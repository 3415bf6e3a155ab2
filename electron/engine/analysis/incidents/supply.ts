/**
 * Alerts of what an air handler or plant feeds, as effects of an alert of its own. Only what can come from the supply is taken: an alert that says that the box differs from its supply or
 * from its siblings is the box's own, and so is a temperature that left to the other side, or of which the learnt supply does not explain the larger part.
 */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Place, Topology } from './topology.ts'

const MINUTE_MS = 60_000
/** An effect is sometimes seen before its cause: points are read one after another. */
const BEFORE_MS = 15 * MINUTE_MS
/** Rooms feel a trouble of the supply after it is over. */
const AFTER_MS = 60 * MINUTE_MS
/** A cause that stands for longer explains nothing new. */
const LONGEST_MS = 12 * 60 * MINUTE_MS

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

/** An alert of fed equipment that its supply may have caused. */
export const isEffectOfSupply = (alert: Alert, { supply, role }: Place): boolean => {
  if (alert.kind !== 'equipment' || supply?.side !== 'fed') return false
  if (alert.pointId === null) return EFFECT_RULES.has(alert.evidence[0]?.detector ?? '')
  if (role === null || !EFFECTS.has(role) || /^alert\.(upstream|related)\./.test(alert.title.key)) return false
  return !(supply.learnt && TEMPERATURES.has(role)) || alert.explanation.some(({ key }) => key.startsWith('alert.fed.'))
}

/** One of the causes stood when the effect began, and does not speak against it. */
export const comesFrom = (effect: Alert, causes: readonly Alert[], topology: Topology): boolean =>
  causes.some((cause) => {
    const untilMs = Math.min(cause.clearedAtMs === null ? Infinity : cause.clearedAtMs + AFTER_MS, cause.startedAtMs + LONGEST_MS)
    return effect.startedAtMs >= cause.startedAtMs - BEFORE_MS && effect.startedAtMs <= untilMs && !areOpposed(effect, cause, topology)
  })

const areOpposed = (a: Alert, b: Alert, topology: Topology): boolean => sideOf(a, topology) * sideOf(b, topology) < 0

/** 1 = a temperature that is too high, -1 = too low, 0 = neither can be said. */
const sideOf = (alert: Alert, topology: Topology): number => {
  const role = topology.placeOf(alert)?.role ?? null
  return role !== null && TEMPERATURES.has(role) && alert.value !== null && alert.expected !== null ? Math.sign(alert.value - alert.expected) : 0
}
