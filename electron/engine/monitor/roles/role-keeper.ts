/** The roles of the open site's points: found after points changed, off the hot path; decided by people; offered to whoever needs them. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { isSureRole, type FoundRole, type PointRoleAssignment, type RoleChange, type RoleDecision } from '../../../../shared/domain/roles.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import { findRoles } from '../../analysis/roles/find-roles.ts'
import type { Behaviour, RolePoint } from '../../analysis/roles/point-signs.ts'
import { teachFrom, type Correction, type Teacher } from '../../analysis/roles/learn-corrections.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'

export interface RoleKeeper {
  /** What is known of a point's meaning; undefined while it was not looked at. */
  of(pointId: number): PointRoleAssignment | undefined
  /** The role of a point where it may be relied upon (sure, confirmed or corrected); else null. */
  roleOf(pointId: number): PointRole | null
  list(deviceId?: number): readonly PointRoleAssignment[]
  decide(decisions: ReadonlyMap<number, RoleDecision | null>): RoleChange
  undo(changeId: number): RoleChange
  /** Points were found, renamed or removed: roles are found anew soon. */
  pointsChanged(): void
  /** Resolves when nothing is waiting or running. */
  settled(): Promise<void>
  stop(): void
}

type Parts = Pick<SiteContext, 'clock' | 'store' | 'points' | 'hub' | 'log'> & {
  /** What the readings of a point look like, where there are enough of them. */
  readonly behaviourOf?: (pointId: number) => Behaviour | undefined
}

/** Discovery brings its devices one by one. */
const WAIT_MS = 1_500
/** Rows written in one transaction: about 5 ms. */
const ROWS_AT_ONCE = 200

const sameFinding = (before: PointRoleAssignment | undefined, found: FoundRole): boolean =>
  before !== undefined &&
  before.foundRole === found.role &&
  before.foundConfidence === found.confidence &&
  before.pattern === found.pattern &&
  JSON.stringify([before.reasons, before.problems]) === JSON.stringify([found.reasons, found.problems])

const withFinding = (pointId: number, found: FoundRole, before: PointRoleAssignment | undefined): PointRoleAssignment => {
  const decided = before !== undefined && before.source !== 'found'
  return {
    pointId, ...found, role: decided ? before.role : found.role, confidence: decided ? 1 : found.confidence, source: before?.source ?? 'found', foundRole: found.role, foundConfidence: found.confidence,
    decidedAtMs: before?.decidedAtMs ?? null,
  }
}

export const createRoleKeeper = ({ clock, store, points, hub, log, behaviourOf }: Parts): RoleKeeper => {
  const assignments = new Map<number, PointRoleAssignment>()
  /** What the finder said by itself, before corrections taught it. */
  const alone = new Map<number, FoundRole>()
  let work: Promise<void> = Promise.resolve()
  let cancelWait: (() => void) | null = null
  let stopped = false

  const teacher = (): Teacher => {
    const names = new Map(points.all().map(({ id, name }) => [id, name]))
    const corrections: Correction[] = []
    for (const { pointId, source, pattern, role, decidedAtMs } of assignments.values()) {
      if (source === 'corrected') corrections.push({ pattern, role, name: names.get(pointId) ?? '', atMs: decidedAtMs ?? 0 })
    }
    return teachFrom(corrections)
  }

  /** Writes what is new and tells the screens. Yields between transactions. */
  function* take(findings: ReadonlyMap<number, FoundRole>): Generator<undefined, void> {
    const fresh: [number, FoundRole][] = []
    for (const [id, found] of findings) {
      if (!sameFinding(assignments.get(id), found)) fresh.push([id, found])
      yield
    }
    for (let from = 0; from < fresh.length; from += ROWS_AT_ONCE) {
      const slice = new Map(fresh.slice(from, from + ROWS_AT_ONCE))
      store.saveFoundRoles(slice)
      for (const [id, found] of slice) assignments.set(id, withFinding(id, found, assignments.get(id)))
      yield
    }
    tell(fresh.map(([id]) => id))
  }

  const tell = (pointIds: readonly number[]): void => {
    if (pointIds.length === 0) return
    const wanted = new Set(pointIds)
    const devices = new Set(points.all().filter(({ id }) => wanted.has(id)).map(({ deviceId }) => deviceId))
    if (devices.size > 0) hub.emit('rolesChanged', [...devices])
  }

  function* load(): Generator<undefined, void> {
    for (const { id } of store.devices()) {
      for (const assignment of store.roles(id)) assignments.set(assignment.pointId, assignment)
      yield
    }
  }

  function* findAnew(): Generator<undefined, void> {
    const all = points.all()
    const found = yield* findRoles(all.map((point) => withSigns(point, behaviourOf?.(point.id))))
    const present = new Set(all.map(({ id }) => id))
    for (const id of assignments.keys()) if (!present.has(id)) assignments.delete(id)
    alone.clear()
    for (const [id, one] of found) alone.set(id, one)
    // Decisions of points that came back are in the store only.
    if (all.some(({ id }) => !assignments.has(id))) yield* load()
    yield* teachAll()
  }

  function* teachAll(): Generator<undefined, void> {
    const teach = teacher()
    const taught = new Map<number, FoundRole>()
    for (const [id, found] of alone) {
      // Whoever was asked about keeps what the finder says by itself beside what the person said.
      taught.set(id, (assignments.get(id)?.source ?? 'found') === 'found' ? teach(found) : found)
      yield
    }
    yield* take(taught)
  }

  const run = (job: () => Generator<undefined, void>): void => {
    work = after(work, job)
  }

  const after = async (before: Promise<void>, job: () => Generator<undefined, void>): Promise<void> => {
    await before
    if (stopped) return
    try {
      await inSlices(clock, job())
    } catch (error) {
      // The roles of before stand; the next change of points tries again.
      log.warn('roles of points could not be found', error)
    }
  }

  const pointsChanged = (): void => {
    cancelWait?.()
    cancelWait = clock.after(WAIT_MS, () => {
      cancelWait = null
      run(findAnew)
    })
  }

  /** Reads back what the store made of a change, and lets it teach the rest. */
  const changed = (changeId: number, pointIds: readonly number[]): RoleChange => {
    const wanted = new Set(pointIds)
    const devices = new Set(points.all().filter(({ id }) => wanted.has(id)).map(({ deviceId }) => deviceId))
    for (const deviceId of devices) for (const assignment of store.roles(deviceId)) if (wanted.has(assignment.pointId)) assignments.set(assignment.pointId, assignment)
    tell(pointIds)
    run(teachAll)
    return { changeId, changed: pointIds.flatMap((id) => assignments.get(id) ?? []) }
  }

  run(load)
  pointsChanged()
  return {
    of: (pointId) => assignments.get(pointId),
    roleOf: (pointId) => {
      const assignment = assignments.get(pointId)
      return assignment !== undefined && isSureRole(assignment) ? assignment.role : null
    },
    list: (deviceId) => {
      const ids = deviceId === undefined ? points.all() : points.ofDevice(deviceId)
      return ids.flatMap(({ id }) => assignments.get(id) ?? [])
    },
    decide: (decisions) => {
      const changeId = store.decideRoles(decisions, clock.nowMs())
      return changeId === 0 ? { changeId, changed: [] } : changed(changeId, [...decisions.keys()])
    },
    undo: (changeId) => changed(changeId, store.undoRoles(changeId)),
    pointsChanged,
    settled: () => work,
    stop: () => {
      stopped = true
      cancelWait?.()
    },
  }
}

const withSigns = (point: Point, behaviour: Behaviour | undefined): RolePoint => ({ ...point, units: unitsOf(point), ...(behaviour === undefined ? {} : { behaviour }) })

const unitsOf = ({ kind, units }: Point): number | null => (kind === 'analog' ? units : null)
