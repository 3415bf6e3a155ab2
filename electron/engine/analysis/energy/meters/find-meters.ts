/** Meters among the points of a site: by role, unit and name; power and energy of one physical meter become one meter, read by its counter. */
import type { Measure, Medium, MeterSignal } from '../../../../../shared/domain/energy.ts'
import type { PointKind } from '../../../../../shared/domain/object-type.ts'
import type { PointRole } from '../../../../../shared/domain/point-role.ts'
import type { Message } from '../../../../../shared/message.ts'
import { SURE_CONFIDENCE } from '../../../../../shared/domain/roles.ts'
import { readUnit, unitProblem } from './meter-units.ts'
import { isNotMetered, isPhase, isPulse, mediumOf, READING_WORDS, wordsOf } from './meter-words.ts'

export interface MeterPoint {
  readonly id: number
  readonly deviceId: number
  readonly name: string
  readonly description: string
  readonly kind: PointKind
  readonly units: number | null
  /** What the role finder or a person says; null = nothing. */
  readonly role: PointRole | null
  readonly confidence: number
}

export interface FoundMeter {
  /** The point it is read by. */
  readonly pointId: number
  /** Other points of the same physical meter. */
  readonly otherPointIds: readonly number[]
  readonly deviceId: number
  readonly name: string
  readonly medium: Medium
  readonly measure: Measure
  readonly signal: MeterSignal
  readonly units: number | null
  readonly scale: number
  /** 0..1 */
  readonly confidence: number
  readonly problems: readonly Message[]
}

const METER_ROLES: ReadonlySet<PointRole> = new Set(['elec_power', 'elec_energy', 'other_meter'])
/** Points without a meter's role that complete a meter which is there. */
const JOINS: ReadonlySet<PointRole> = new Set(['water_flow'])
/** A unit that only meters have says so without a role, but less surely. */
const BY_UNIT_ONLY = 0.6
const MEDIUM_BY_NAME = 1
const MEDIUM_BY_DEFAULT = 0.9

interface Candidate {
  readonly point: MeterPoint
  readonly stem: string
  readonly medium: Medium
  readonly signal: MeterSignal
  readonly measure: Measure
  readonly scale: number
  readonly confidence: number
  readonly joinsOnly: boolean
}

/** Ascending by point id. */
export const findMeters = (points: readonly MeterPoint[]): FoundMeter[] => {
  const groups = new Map<string, Candidate[]>()
  for (const point of points) {
    const candidate = candidateOf(point)
    if (candidate === null) continue
    const key = `${point.deviceId}/${candidate.stem}/${candidate.medium}`
    groups.set(key, [...(groups.get(key) ?? []), candidate])
  }
  const meters = [...groups.values()].flatMap((group) => meterOf(group) ?? [])
  const counts = new Map<string, number>()
  for (const { name } of meters) counts.set(name, (counts.get(name) ?? 0) + 1)
  const pointNames = new Map(points.map(({ id, name }) => [id, name]))
  return meters.map((meter) => ((counts.get(meter.name) ?? 0) > 1 ? { ...meter, name: pointNames.get(meter.pointId) ?? meter.name } : meter)).sort((a, b) => a.pointId - b.pointId)
}

const candidateOf = (point: MeterPoint): Candidate | null => {
  if (point.kind !== 'analog') return null
  const words = [...wordsOf(point.name), ...wordsOf(point.description)]
  const unit = readUnit(point.units)
  const byRole = point.role !== null && METER_ROLES.has(point.role)
  const joinsOnly = point.role !== null && JOINS.has(point.role)
  const byUnit = point.role === null && unit?.signal === 'counter' && unit.measure === 'energy'
  if ((!byRole && !joinsOnly && !byUnit) || isNotMetered(words) || isPhase(words)) return null
  // Without a unit only the role tells a total from a rate; heat meters also show temperatures, which are neither.
  const signal: MeterSignal = unit?.signal ?? (isPulse(words) ? 'pulse' : point.role === 'elec_power' ? 'rate' : 'counter')
  const named = mediumOf(words)
  // A heating coil's load in kW is taken for electrical power, but not surely.
  const electric = (point.role === 'elec_energy' || point.role === 'elec_power') && (named === null || named === 'water' || point.confidence >= SURE_CONFIDENCE)
  const medium = electric ? 'electricity' : (named ?? (unit?.measure === 'volume' ? 'water' : 'electricity'))
  const measure: Measure = unit?.measure ?? (medium === 'gas' || medium === 'water' ? 'volume' : 'energy')
  return {
    point, stem: stemOf(point), medium, signal, measure, scale: unit?.scale ?? 1, joinsOnly,
    confidence: (byUnit ? BY_UNIT_ONLY : point.confidence) * (electric || named !== null ? MEDIUM_BY_NAME : MEDIUM_BY_DEFAULT) * (unit === null && signal !== 'pulse' ? 0.7 : 1),
  }
}

/** What is left of a name without the words that tell power from energy: the same for all points of one physical meter. */
const stemOf = ({ name, description }: MeterPoint): string => {
  const own = wordsOf(name).filter((word) => !READING_WORDS.has(word))
  return (own.length > 0 ? own : wordsOf(description).filter((word) => !READING_WORDS.has(word))).join(' ')
}

const ORDER: readonly MeterSignal[] = ['counter', 'pulse', 'rate']

const meterOf = (group: readonly Candidate[]): FoundMeter | null => {
  const own = group.filter(({ joinsOnly }) => !joinsOnly)
  // The counter loses nothing between two readings.
  const best = own.toSorted((a, b) => ORDER.indexOf(a.signal) - ORDER.indexOf(b.signal) || b.confidence - a.confidence || a.point.id - b.point.id)[0]
  if (best === undefined) return null
  const { point, medium, measure, signal, scale } = best
  const problem = unitProblem(point.units, medium, measure, signal)
  return {
    pointId: point.id, otherPointIds: group.filter((one) => one !== best).map((one) => one.point.id), deviceId: point.deviceId, name: nameOf(point), medium, measure, signal, units: point.units, scale,
    confidence: Math.min(1, Math.max(...own.map(({ confidence }) => confidence))), problems: problem === null ? [] : [problem],
  }
}

const nameOf = ({ name, description }: MeterPoint): string => {
  const told = withoutReading(description)
  return told.length > 2 ? told : withoutReading(name) || name
}

/** `Gas meter: volume` and `Gas meter volume` are `Gas meter`. */
const withoutReading = (text: string): string => {
  const [first = '', ...rest] = text.split(':')
  if (rest.length > 0 && first.trim().length > 2) return first.trim()
  const parts = text.split(/[\s._/-]+/)
  while (parts.length > 0 && wordsOf(parts.at(-1) ?? '').every((word) => READING_WORDS.has(word))) parts.pop()
  return parts.join(' ').trim()
}
