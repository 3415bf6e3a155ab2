/** What says when the reading of a plant's sensor means anything, and what it should be: the drive that must run, and its own set-point. Told by roles, device and names. */
import type { Point } from '../../../shared/domain/point.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import { unitQuantity } from '../../../shared/units.ts'
import { nameTokens } from '../analysis/rules/name-tokens.ts'

export interface DriftGuides {
  /** Running states of which one must be on. */
  readonly running: readonly number[]
  /** Nothing is read while the plant rests: by the running states, or where there are none by its own level. */
  readonly onlyRunning: boolean
  /** In its unit. What is looked at only while its plant runs is held there; the others go with it more or less. */
  readonly setpoint: Point | null
}

export const NO_GUIDES: DriftGuides = { running: [], onlyRunning: false, setpoint: null }

type Drive = readonly [status: PointRole, command: PointRole]
const FAN: Drive = ['fan_status', 'fan_cmd']
const PUMP: Drive = ['pump_status', 'pump_cmd']
interface Rule {
  /** null: it is looked at all day. */
  readonly drive: Drive | null
  readonly setpoint: PointRole | null
}
const GUIDED: Partial<Record<PointRole, Rule>> = {
  air_pressure: { drive: FAN, setpoint: 'air_pressure_sp' },
  filter: { drive: FAN, setpoint: null },
  water_pressure: { drive: PUMP, setpoint: 'water_pressure_sp' },
  chilled_water_supply_temp: { drive: PUMP, setpoint: 'water_temp_sp' },
  hot_water_supply_temp: { drive: PUMP, setpoint: 'water_temp_sp' },
  chilled_water_return_temp: { drive: null, setpoint: 'water_temp_sp' },
  zone_air_temp: { drive: null, setpoint: 'zone_temp_sp' },
  supply_air_temp: { drive: null, setpoint: 'zone_temp_sp' },
}
/** Words that say set-point or temperature and not of what. */
const PLAIN_WORD = /^(sp|setpoint|set|point|soll|sollwert|sw|t|tmp|temp|temperature|temperatur)$/
/** A fan that takes air away runs when no air is supplied. */
const TAKES_AWAY = /^(rf|ef|return|exhaust|extract|abluft|fortluft)\d*$/

/** The guides of each point among all of a site. Pure: the same points and roles give the same answer. */
export const createDriftGuides = (points: readonly Point[], roleOf: (pointId: number) => string | null): ((point: Point) => DriftGuides) => {
  const byDevice = Map.groupBy(points, ({ deviceId }) => deviceId)
  return (point) => {
    const own = roleOf(point.id) as PointRole | null
    const rule = own === null ? undefined : GUIDED[own]
    if (rule === undefined || (own === 'filter' && unitQuantity(point.units) !== 'pressure')) return NO_GUIDES
    const ofRole = (role: PointRole): readonly Point[] => (byDevice.get(point.deviceId) ?? []).filter(({ id }) => roleOf(id) === role)
    const running = rule.drive === null ? [] : drivesOf(point, rule.drive, ofRole)
    return { running: running.map(({ id }) => id), onlyRunning: rule.drive !== null, setpoint: rule.setpoint === null ? null : setpointOf(point, rule, ofRole(own as PointRole), ofRole(rule.setpoint)) }
  }
}

/** States before commands; of several those that are named most like the point. */
const drivesOf = (point: Point, drive: Drive, ofRole: (role: PointRole) => readonly Point[]): readonly Point[] => {
  const words = wordsOf(point)
  for (const role of drive) {
    const states = ofRole(role).filter(({ kind }) => kind === 'binary')
    const supplying = states.filter((each) => !wordsOf(each).some((word) => TAKES_AWAY.test(word)))
    const some = supplying.length > 0 ? supplying : states
    const most = Math.max(0, ...some.map((each) => sameBegin(words, wordsOf(each))))
    if (some.length > 0) return some.filter((each) => sameBegin(words, wordsOf(each)) === most)
  }
  return []
}

/**
 * The one that is named like the point; else, of what is held there, the only one of the device where the point is the only one of its kind as well, and of what only goes with it (return
 * water, the air into a room) the one that is named most like it.
 */
const setpointOf = (point: Point, { drive }: Rule, alike: readonly Point[], setpoints: readonly Point[]): Point | null => {
  const inUnit = setpoints.filter(({ units, kind }) => units === point.units && kind === 'analog')
  const stem = stemOf(point)
  const named = inUnit.filter((each) => stemOf(each) === stem)
  if (named.length === 1) return named[0] as Point
  if (named.length > 1) return null
  if (drive !== null) return alike.length === 1 && inUnit.length === 1 ? (inUnit[0] as Point) : null
  const words = wordsOf(point)
  const most = Math.max(1, ...inUnit.map((each) => sameBegin(words, wordsOf(each))))
  const nearest = inUnit.filter((each) => sameBegin(words, wordsOf(each)) === most)
  return nearest.length === 1 ? (nearest[0] as Point) : null
}

const wordsOf = ({ name }: Point): readonly string[] => nameTokens(name).map(({ text }) => text)

const stemOf = (point: Point): string => wordsOf(point).filter((word) => !PLAIN_WORD.test(word)).join(' ')

const sameBegin = (a: readonly string[], b: readonly string[]): number => {
  let count = 0
  while (count < a.length && a[count] === b[count]) count += 1
  return count
}
