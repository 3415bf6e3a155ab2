/**
 * What the readings say to a role that the name gave: they confirm it where only few kinds of points behave so, and contradict it where no point of that role could.
 * They never make a role of their own: a range of 18 to 24 is that of many things. Pure.
 */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { conversionOf } from '../rules/rule-units.ts'
import type { Behaviour, RolePoint } from './point-signs.ts'

/** What the points of a role can read at the widest, in °C: buildings of any climate, plant of any kind. */
const POSSIBLE_CELSIUS: Readonly<Partial<Record<PointRole, readonly [number, number]>>> = {
  outside_air_temp: [-55, 60],
  zone_air_temp: [-10, 55],
  supply_air_temp: [-25, 90],
  return_air_temp: [-10, 55],
  mixed_air_temp: [-40, 60],
  chilled_water_supply_temp: [-15, 45],
  chilled_water_return_temp: [-15, 50],
  hot_water_supply_temp: [0, 150],
  hot_water_return_temp: [0, 140],
}

const POSSIBLE_PERCENT: Readonly<Partial<Record<PointRole, readonly [number, number]>>> = {
  air_humidity: [-2, 105],
  outside_air_humidity: [-2, 105],
  damper_position: [-5, 110],
  outside_damper_position: [-5, 110],
  cooling_valve: [-5, 110],
  heating_valve: [-5, 110],
  other_valve: [-5, 110],
}

const PERCENT = 98
const RELATIVE_HUMIDITY = 29
/** Outdoor air of one building is the same at two sensors, but for sun and wall. */
const SAME_AIR = 0.9
const OTHER_AIR = 0.3
/** What moves with the outdoor air so closely, and within so many kelvin of it, is an outdoor sensor. */
const AS_OUTDOORS = 0.95
const NEAR_OUTDOORS = 2.5
/** Air and water that plant keeps away from the outdoor temperature. Mixed and supply air are not among them: with the damper open they are outdoor air. */
const KEPT_INDOORS: ReadonlySet<PointRole> = new Set<PointRole>(['zone_air_temp', 'return_air_temp', 'chilled_water_supply_temp', 'chilled_water_return_temp', 'hot_water_supply_temp', 'hot_water_return_temp', 'zone_temp_sp', 'zone_cooling_temp_sp', 'zone_heating_temp_sp', 'supply_air_temp_sp'])
/** What people and schedules set for rooms: it stands for hours. Set-points of plant are moved by programs, some at every step. */
const SET_FOR_ROOMS: ReadonlySet<PointRole> = new Set<PointRole>(['zone_temp_sp', 'zone_cooling_temp_sp', 'zone_heating_temp_sp', 'zone_temp_adjust', 'humidity_sp', 'co2_sp'])
const MOST_CHANGES = 2
/** A register that falls so often is none. */
const MOST_FALLS = 0.1
/** What is left of the doubt when the readings confirm, and the most that is believed when they contradict: below what others rely upon. */
const DOUBT_LEFT = 0.5
const MOST_AGAINST = 0.6
/** A name that leaves the role a guess is not made sure by readings that many points have. */
const LEAST_TO_CONFIRM = 0.5

interface Word {
  readonly says: 'confirms' | 'contradicts'
  readonly why: Message
}

const confirms = (why: Message): Word => ({ says: 'confirms', why })
const contradicts = (why: Message): Word => ({ says: 'contradicts', why })

const outside = ({ minimum, maximum }: Behaviour, [low, high]: readonly [number, number]): boolean => minimum < low || maximum > high

const rangeWord = (role: PointRole, units: number | null, behaviour: Behaviour): Word | null => {
  const range = message('role.reason.behaviour.range', { low: Math.round(behaviour.minimum * 10) / 10, high: Math.round(behaviour.maximum * 10) / 10 })
  const percent = POSSIBLE_PERCENT[role]
  if (percent !== undefined) return (units === PERCENT || units === RELATIVE_HUMIDITY) && outside(behaviour, percent) ? contradicts(range) : null
  const celsius = POSSIBLE_CELSIUS[role]
  const conversion = conversionOf(units, 'temperature')
  if (celsius === undefined || conversion === null) return null
  const { scale, offset } = conversion
  return outside({ ...behaviour, minimum: behaviour.minimum * scale + offset, maximum: behaviour.maximum * scale + offset }, celsius) ? contradicts(range) : null
}

const counterWord = (role: PointRole, { counts, fallShare }: Behaviour): Word | null => {
  if (role === 'elec_energy') return counts ? confirms(message('role.reason.behaviour.counts')) : fallShare > MOST_FALLS ? contradicts(message('role.reason.behaviour.falls')) : null
  return role === 'elec_power' && counts ? contradicts(message('role.reason.behaviour.counts')) : null
}

const settingWord = (role: PointRole, { changesPerHour }: Behaviour): Word | null => (SET_FOR_ROOMS.has(role) && changesPerHour > MOST_CHANGES ? contradicts(message('role.reason.behaviour.moves', { times: Math.round(changesPerHour) })) : null)

const outdoorWord = (role: PointRole, units: number | null, { outdoorCorrelation, outdoorDistance }: Behaviour): Word | null => {
  if (outdoorCorrelation === undefined) return null
  const kelvins = (outdoorDistance ?? Number.POSITIVE_INFINITY) * (conversionOf(units, 'temperature')?.scale ?? Number.POSITIVE_INFINITY)
  if (KEPT_INDOORS.has(role)) return outdoorCorrelation >= AS_OUTDOORS && kelvins <= NEAR_OUTDOORS ? contradicts(message('role.reason.behaviour.asOutdoor')) : null
  if (role !== 'outside_air_temp') return null
  if (outdoorCorrelation >= SAME_AIR) return confirms(message('role.reason.behaviour.outdoor'))
  return outdoorCorrelation < OTHER_AIR ? contradicts(message('role.reason.behaviour.notOutdoor')) : null
}

export interface Heeded {
  readonly confidence: number
  /** What the readings said; null where they said nothing. */
  readonly reason: Message | null
}

/** The confidence of a found role once its readings were heard. Unchanged without readings. */
export const heedBehaviour = (role: PointRole | null, confidence: number, { behaviour, units }: Pick<RolePoint, 'behaviour' | 'units'>): Heeded => {
  if (role === null || behaviour === undefined) return { confidence, reason: null }
  const word = rangeWord(role, units, behaviour) ?? counterWord(role, behaviour) ?? settingWord(role, behaviour) ?? outdoorWord(role, units, behaviour)
  if (word === null) return { confidence, reason: null }
  if (word.says === 'contradicts') return { confidence: Math.min(confidence, MOST_AGAINST), reason: word.why }
  return { confidence: confidence < LEAST_TO_CONFIRM ? confidence : Math.min(0.99, 1 - (1 - confidence) * DOUBT_LEFT), reason: word.why }
}
