/** Roles as they are reviewed: points of one name pattern and one role are one line, because one decision serves them all. Pure. */
import type { PointRole } from '../../../shared/domain/point-role.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { SURE_CONFIDENCE, type PointRoleAssignment, type RoleSource } from '../../../shared/domain/roles.ts'

/** How far a role is settled: `sure` and `unsure` are found, `none` was not found. */
export type RoleState = 'unsure' | 'none' | 'sure' | 'confirmed' | 'corrected'
export const ROLE_STATES: readonly RoleState[] = ['unsure', 'none', 'sure', 'confirmed', 'corrected']

export interface RoleGroup {
  /** The first of its points; tells groups apart. */
  readonly id: number
  readonly pattern: string
  readonly role: PointRole | null
  readonly state: RoleState
  readonly source: RoleSource
  /** The least sure of its points, 0..1. */
  readonly confidence: number
  readonly assignments: readonly PointRoleAssignment[]
  readonly names: readonly string[]
  /** Points of it against which something speaks. */
  readonly problems: number
}

export interface RoleFilter {
  readonly state: RoleState | 'problems' | null
  readonly text: string
  /** Only these points; null = all. */
  readonly pointIds: ReadonlySet<number> | null
}

export const stateOf = ({ role, source, confidence }: Pick<PointRoleAssignment, 'role' | 'source' | 'confidence'>): RoleState => {
  if (source !== 'found') return source
  if (role === null) return 'none'
  return confidence >= SURE_CONFIDENCE ? 'sure' : 'unsure'
}

export type RoleCounts = Readonly<Record<RoleState | 'problems' | 'all', number>>

export const countRoles = (assignments: readonly PointRoleAssignment[]): RoleCounts => {
  const counts: Record<RoleState | 'problems' | 'all', number> = { all: assignments.length, unsure: 0, none: 0, sure: 0, confirmed: 0, corrected: 0, problems: 0 }
  for (const assignment of assignments) {
    counts[stateOf(assignment)] += 1
    if (assignment.problems.length > 0) counts.problems += 1
  }
  return counts
}

const fits = (assignment: PointRoleAssignment, point: Point, { state, text, pointIds }: RoleFilter, words: (role: PointRole | null) => string): boolean => {
  if (pointIds !== null && !pointIds.has(assignment.pointId)) return false
  if (state === 'problems' ? assignment.problems.length === 0 : state !== null && stateOf(assignment) !== state) return false
  if (text === '') return true
  const haystack = `${point.name}\n${point.description}\n${assignment.role ?? ''}\n${words(assignment.role)}`.toLowerCase()
  return text.toLowerCase().split(/\s+/).every((word) => haystack.includes(word))
}

const ORDER = new Map(ROLE_STATES.map((state, i) => [state, i]))

/** What asks for a decision first, and of that what would settle most points. */
export const groupRoles = (assignments: readonly PointRoleAssignment[], points: ReadonlyMap<number, Point>, filter: RoleFilter, words: (role: PointRole | null) => string): RoleGroup[] => {
  const groups = new Map<string, PointRoleAssignment[]>()
  for (const assignment of assignments) {
    const point = points.get(assignment.pointId)
    if (point === undefined || !fits(assignment, point, filter, words)) continue
    const key = `${stateOf(assignment)}\u0000${assignment.role ?? ''}\u0000${assignment.pattern}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [assignment])
    else group.push(assignment)
  }
  const made = [...groups.values()].map((own): RoleGroup => {
    const [first] = own as [PointRoleAssignment, ...PointRoleAssignment[]]
    return {
      id: first.pointId, pattern: first.pattern, role: first.role, state: stateOf(first), source: first.source, confidence: Math.min(...own.map(({ confidence }) => confidence)), assignments: own,
      names: own.map(({ pointId }) => points.get(pointId)?.name ?? ''), problems: own.filter(({ problems }) => problems.length > 0).length,
    }
  })
  return made.sort((a, b) => (ORDER.get(a.state) ?? 0) - (ORDER.get(b.state) ?? 0) || b.assignments.length - a.assignments.length || (a.pattern < b.pattern ? -1 : 1))
}
