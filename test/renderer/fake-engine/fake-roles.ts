/** Roles of the made-up building: found by the product's own finder, decided about in memory. */
import { findRoles } from '../../../electron/engine/analysis/roles/find-roles.ts'
import { groupDataProblems } from '../../../electron/engine/monitor/roles/data-problems.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import type { ROLE_CALLS } from '../../../shared/calls/role-calls.ts'
import type { LiveValues, Point } from '../../../shared/domain/point.ts'
import type { FoundRole, PointRoleAssignment, RoleChange, RoleDecision } from '../../../shared/domain/roles.ts'
import { failure, ok } from '../../../shared/result.ts'

interface Building {
  readonly points: () => readonly Point[]
  readonly live: () => LiveValues
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
  readonly failing: boolean
}

const drain = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

export const fakeRoles = ({ points, live, push, failing }: Building): Pick<Handlers, keyof typeof ROLE_CALLS> => {
  let found: ReadonlyMap<number, FoundRole> | null = null
  const decisions = new Map<number, RoleDecision>()
  const undo: Map<number, RoleDecision | undefined>[] = []
  const findings = (): ReadonlyMap<number, FoundRole> => (found ??= drain(findRoles(points())))
  const of = (pointId: number): PointRoleAssignment | undefined => {
    const one = findings().get(pointId)
    if (one === undefined) return undefined
    const decision = decisions.get(pointId)
    return {
      pointId, ...one, role: decision === undefined ? one.role : decision.role, confidence: decision === undefined ? one.confidence : 1, source: decision?.source ?? 'found', foundRole: one.role,
      foundConfidence: one.confidence, decidedAtMs: decision?.atMs ?? null,
    }
  }
  const tell = (pointIds: readonly number[]): PointRoleAssignment[] => {
    const wanted = new Set(pointIds)
    push('rolesChanged', [...new Set(points().filter(({ id }) => wanted.has(id)).map(({ deviceId }) => deviceId))])
    return pointIds.flatMap((id) => of(id) ?? [])
  }
  const put = (next: ReadonlyMap<number, RoleDecision | undefined>): void => {
    for (const [id, decision] of next) {
      if (decision === undefined) decisions.delete(id)
      else decisions.set(id, decision)
    }
  }
  const decide = (next: ReadonlyMap<number, RoleDecision | undefined>): RoleChange => {
    undo.push(new Map(Array.from(next.keys(), (id) => [id, decisions.get(id)])))
    put(next)
    return { changeId: undo.length, changed: tell([...next.keys()]) }
  }
  const failed = () => failure('engine-bug', 'The roles could not be read.', { name: 'listRoles' })
  return {
    listRoles: ({ deviceId }) => (failing ? failed() : ok(points().filter((point) => deviceId === undefined || point.deviceId === deviceId).flatMap(({ id }) => of(id) ?? []))),
    setRoles: ({ pointIds, role }) => ok(decide(new Map(pointIds.map((id) => [id, { source: 'corrected', role, atMs: Date.now() }])))),
    confirmRoles: ({ pointIds }) => {
      const open = pointIds.flatMap((id) => of(id) ?? []).filter(({ role, source }) => role !== null && source === 'found')
      return ok(decide(new Map(open.map(({ pointId, role }) => [pointId, { source: 'confirmed', role, atMs: Date.now() }]))))
    },
    forgetRoles: ({ pointIds }) => ok(decide(new Map(pointIds.map((id) => [id, undefined])))),
    undoRoles: ({ changeId }) => {
      const before = undo[changeId - 1] ?? new Map<number, RoleDecision | undefined>()
      put(before)
      return ok({ changeId, changed: tell([...before.keys()]) })
    },
    exportRoles: () => ok({ name: 'roles.csv', bytes: new TextEncoder().encode('device,object_type,instance,name,role\r\n') }),
    importRoles: () => ok({ changeId: 0, changed: [], rows: 1, unusable: [] }),
    listDataProblems: () => (failing ? failed() : ok(groupDataProblems(points(), of, live()))),
  }
}
