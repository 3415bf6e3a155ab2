/** Handlers of the calls about roles of points. */
import type { ROLE_CALLS } from '../../../../shared/calls/role-calls.ts'
import type { RoleDecision } from '../../../../shared/domain/roles.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { groupDataProblems } from '../roles/data-problems.ts'
import { readRoles, writeRoles, type ListedPoint } from '../roles/role-files.ts'
import type { SiteSession } from '../session-types.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

const listedPoints = ({ context, roles }: SiteSession): ListedPoint[] => {
  const instances = new Map(context.registry.list().map(({ id, instance }) => [id, instance]))
  return context.points.all().filter(({ kind }) => kind !== 'other').map((point) => ({ deviceInstance: instances.get(point.deviceId) ?? 0, point, assignment: roles.of(point.id) }))
}

/** Every id must be a point that the finder has looked at. */
const unknownOf = ({ roles }: SiteSession, pointIds: readonly number[]): Result<never> | null => {
  const id = pointIds.find((one) => roles.of(one) === undefined)
  return id === undefined ? null : failure('role-point-unknown', `Point ${id} has no role that could be changed; it may have been removed.`, { id })
}

const decideAll = (session: SiteSession, pointIds: readonly number[], decide: (pointId: number, atMs: number) => RoleDecision | null | undefined) => {
  const unknown = unknownOf(session, pointIds)
  if (unknown !== null) return unknown
  const nowMs = session.context.clock.nowMs()
  const decisions = new Map<number, RoleDecision | null>()
  for (const id of pointIds) {
    const decision = decide(id, nowMs)
    if (decision !== undefined) decisions.set(id, decision)
  }
  return ok(session.roles.decide(decisions))
}

export const createRoleHandlers = (on: OnSession): HandlersOf<typeof ROLE_CALLS> => ({
  listRoles: ({ deviceId }) => on(({ roles }) => ok(roles.list(deviceId))),
  setRoles: ({ pointIds, role }) => on((session) => decideAll(session, pointIds, (_, atMs) => ({ source: 'corrected', role, atMs }))),
  confirmRoles: ({ pointIds }) =>
    on((session) =>
      decideAll(session, pointIds, (id, atMs) => {
        const { role = null, source } = session.roles.of(id) ?? {}
        return role === null || source !== 'found' ? undefined : { source: 'confirmed', role, atMs }
      }),
    ),
  forgetRoles: ({ pointIds }) => on((session) => decideAll(session, pointIds, () => null)),
  undoRoles: ({ changeId }) => on(({ roles }) => ok(roles.undo(changeId))),
  exportRoles: () =>
    on((session) => {
      const date = new Date(session.context.clock.nowMs()).toISOString().slice(0, 10)
      return ok({ name: `roles-${date}.csv`, bytes: new TextEncoder().encode(writeRoles(listedPoints(session))) })
    }),
  importRoles: ({ text }) =>
    on((session) => {
      const { rows, decisions, unusable } = readRoles(text, listedPoints(session), session.context.clock.nowMs())
      if (rows === 0) return failure('role-file-empty', 'The file has no rows of roles. Export the roles first and change that file.')
      return ok({ ...session.roles.decide(decisions), rows, unusable })
    }),
  listDataProblems: () => on(({ context, roles }) => ok(groupDataProblems(context.points.all(), (pointId) => roles.of(pointId), context.pipeline.liveValues()))),
})
