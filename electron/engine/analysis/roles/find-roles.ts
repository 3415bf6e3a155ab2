/** The role finder: words, units and object types of each point first, then what its neighbours say. Pure; a generator, so that its caller sets the pace. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { FoundRole } from '../../../../shared/domain/roles.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { confidenceOf } from './confidence.ts'
import { nameParts } from './equipment-group.ts'
import { heedBehaviour } from './heed-behaviour.ts'
import { namePattern } from './name-pattern.ts'
import { heedNeighbours, type Judged } from './neighbours.ts'
import type { RolePoint } from './point-signs.ts'
import { readPoint, type PointWords } from './read-point.ts'
import { roleProblems } from './role-problems.ts'
import { scoreRoles } from './score-roles.ts'

const MOST_WORDS_SHOWN = 4

const reasonsOf = ({ candidates, point, hints }: Judged): Message[] => {
  const [best] = candidates
  if (best === undefined) return [message('role.reason.none')]
  const words = best.words.slice(0, MOST_WORDS_SHOWN).map((text) => text.replaceAll('+', ' '))
  return [
    ...(words.length > 0 ? [message('role.reason.words', { words: words.join(', ') })] : []),
    ...(best.unitOnly && point.units !== null ? [message('role.reason.unit')] : []),
    ...hints,
  ]
}

const foundOf = (judged: Judged): FoundRole => {
  const { candidates, point, pattern } = judged
  const byName = confidenceOf(judged)
  const role = byName === 0 ? null : (candidates[0]?.role ?? null)
  const { confidence, reason } = heedBehaviour(role, byName, point)
  return { role, confidence, pattern, reasons: role === null ? [message('role.reason.none')] : [...reasonsOf(judged), ...(reason === null ? [] : [reason])], problems: roleProblems(point, role, confidence) }
}

/** What name and description say alike. The object's type and unit take no part: they would say the same to both. */
const agreedRole = ({ byName, byDescription }: PointWords, { kind }: RolePoint): PointRole | null => {
  if (byDescription.length === 0) return null
  const bare = { objectType: null, kind, units: null }
  const [byOne] = scoreRoles(byName, bare)
  const [byOther] = scoreRoles(byDescription, bare)
  return byOne !== undefined && byOne.role === byOther?.role ? byOne.role : null
}

/** Points that are no points: devices, programs, logs have no role. */
const hasRole = ({ kind }: RolePoint): boolean => kind !== 'other'

/**
 * Finds the role of every point. Yields between points (about 0.1 ms each) and gives the roles by point id.
 * All points of a site together say more than each alone: pass them at once.
 */
export function* findRoles(points: readonly RolePoint[]): Generator<undefined, Map<number, FoundRole>> {
  const judged: Judged[] = []
  const memo = new Map<string, Pick<Judged, 'candidates' | 'understood' | 'agreed' | 'pattern' | 'said'>>()
  for (const point of points) {
    if (!hasRole(point)) continue
    const pattern = namePattern(point.name)
    const key = [pattern, point.name.replaceAll(/\d+/g, '#'), point.description, point.objectType, point.units, point.stateTexts.join()].join('\u0000')
    let read = memo.get(key)
    if (read === undefined) {
      const words = readPoint(point)
      read = { candidates: scoreRoles(words.said, point), understood: words.understood, agreed: agreedRole(words, point), pattern, said: words.said }
      memo.set(key, read)
    }
    judged.push({ point, stem: nameParts(point.name).stem, ...read, hints: [] })
    yield
  }
  yield* heedNeighbours(judged)
  const found = new Map<number, FoundRole>()
  for (const one of judged) {
    found.set(one.point.id, foundOf(one))
    yield
  }
  return found
}
