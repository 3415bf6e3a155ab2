/** Writing to devices: locked by default, one change at a time, everything logged. The only way to a device's values. */
import type { Device } from '../../../../shared/domain/device.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { WriteRecord, WriteState } from '../../../../shared/domain/writing.ts'
import { message } from '../../../../shared/message.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import type { WriteValue } from '../../bacnet/commands.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import type { SiteContext } from '../site-context.ts'
import { makeChange, type Change, type ChangeDeps } from './change.ts'
import { relinquishAll } from './relinquish-all.ts'
import { createStanding } from './standing.ts'
import { createWriteLock } from './write-lock.ts'
import { checkPriority, checkValue, checkWritable, pointLabel } from './write-rules.ts'
import { readTarget, standingTarget, targetOf, type ObjectState, type WriteTarget } from './write-target.ts'

export interface Writing {
  state(): WriteState
  unlock(): WriteState
  lock(): WriteState
  /** Fails, with nothing sent, when locked, refused by the rules, or the object cannot be read before. What the device makes of it is in the record. */
  write(pointId: number, value: number, priority: number, reason: string): Promise<Result<WriteRecord>>
  relinquish(pointId: number, priority: number, reason: string): Promise<Result<WriteRecord>>
  setOutOfService(pointId: number, outOfService: boolean, reason: string): Promise<Result<WriteRecord>>
  /** Allowed while locked: it only takes back. */
  relinquishAll(): Job
  /** Runs a change that needs the lock open, in turn with all others; its device is asked to do something. */
  guarded<T>(change: () => Promise<Result<T>>): Promise<Result<T>>
  /** Whether writing is unlocked now; when it is, its time begins anew. */
  use(): Result<null>
  /** Runs what looks at `use` itself and writes out of turn; `stop` waits for it too. */
  outOfTurn<T>(work: () => Promise<T>): Promise<T>
  /** Locks; resolves when nothing is being written any more. */
  stop(): Promise<void>
}

/** What a change comes to once its object was read; a failure keeps it from being sent. */
type Plan = (target: WriteTarget, point: Point, before: ObjectState) => Result<Pick<Change, 'action' | 'value' | 'priority'>>

/** How many states an object has now is asked of the object, not of the texts found once. */
const UNKNOWN_STATES = { states: Number.POSITIVE_INFINITY }

const locked = (): Result<never> => failure('writing-locked', 'Writing is locked. Unlock it first; it locks itself again after 15 minutes without a write.')

export const createWriting = (site: SiteContext): Writing => {
  const { clock, store, acquisition, hub, registry, points } = site
  const changed = (): void => hub.emit('writingChanged', state())
  const lock = createWriteLock(clock, changed)
  const standing = createStanding(store, changed)
  const deps: ChangeDeps = { clock, store, acquisition, standing }
  let last: Promise<unknown> = Promise.resolve()
  const outOfTurn = new Set<Promise<unknown>>()

  const state = (): WriteState => {
    const untilMs = lock.untilMs()
    return { unlocked: untilMs !== null, unlockedUntilMs: untilMs, standing: standing.list() }
  }
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const next = last.then(change)
    last = next.catch(() => {})
    return next
  }
  const guarded = <T>(change: () => Promise<Result<T>>): Promise<Result<T>> =>
    inTurn(async () => {
      if (lock.untilMs() === null) return locked()
      lock.used()
      try {
        return await change()
      } catch (error) {
        // Without its record nothing is sent; a record that cannot be finished says that it was interrupted.
        if (error instanceof StoreWriteError) return fail(error.failure)
        throw error
      }
    })
  const find = (pointId: number): Result<{ readonly device: Device; readonly point: Point }> => {
    const point = points.all().find(({ id }) => id === pointId)
    const device = point && registry.get(point.deviceId)
    return point && device ? ok({ device, point }) : failure('point-unknown', `There is no point ${pointId} any more.`, { id: pointId })
  }
  const change = (pointId: number, reason: string, plan: Plan): Promise<Result<WriteRecord>> =>
    guarded(async () => {
      const found = find(pointId)
      if (!found.ok) return found
      const target = targetOf(found.value.device, found.value.point)
      const before = await readTarget(acquisition, target)
      if (!before.ok) return before
      const planned = plan(target, found.value.point, before.value)
      if (!planned.ok) return planned
      // Reading may have taken long: locked meanwhile means locked.
      if (lock.untilMs() === null) return locked()
      return ok(await makeChange(deps, { ...planned.value, target, before: before.value, reason }))
    })
  /** What can be refused without asking the device. */
  const refusedAtOnce = (pointId: number, checks: (point: Point) => readonly Result<unknown>[]): Result<never> | undefined => {
    if (lock.untilMs() === null) return locked()
    const found = find(pointId)
    if (!found.ok) return found
    const refused = checks(found.value.point).find((check) => !check.ok)
    return refused?.ok === false ? refused : undefined
  }

  return {
    state,
    unlock: () => {
      lock.unlock()
      return state()
    },
    lock: () => {
      lock.lock()
      return state()
    },
    write: async (pointId, value, priority, reason) =>
      refusedAtOnce(pointId, (point) => [checkWritable(point), checkPriority(priority), checkValue(point, value, UNKNOWN_STATES)]) ??
      change(pointId, reason, (_target, point, before) => {
        const checked = checkValue(point, value, before.limits)
        return checked.ok ? ok({ action: 'write', value: checked.value, priority: before.slots === null ? null : priority }) : checked
      }),
    relinquish: async (pointId, priority, reason) =>
      refusedAtOnce(pointId, (point) => [checkWritable(point), checkPriority(priority)]) ??
      change(pointId, reason, (target, _point, before) => {
        const value: WriteValue = { kind: 'null' }
        if (before.slots !== null) return ok({ action: 'relinquish', value, priority })
        return failure('write-not-commandable', `${target.object} has no priorities, so there is nothing to relinquish.`, { object: target.object })
      }),
    setOutOfService: async (pointId, outOfService, reason) =>
      refusedAtOnce(pointId, () => []) ??
      change(pointId, reason, (target, point, before) => {
        const value: WriteValue = { kind: 'boolean', value: outOfService }
        if (before.outOfService !== undefined) return ok({ action: 'outOfService', value, priority: null })
        return failure('write-no-out-of-service', `${pointLabel(point)} in ${target.device} cannot be taken out of service.`, { object: target.object, device: target.device })
      }),
    relinquishAll: () =>
      site.jobs.running('relinquish') ??
      site.jobs.start('relinquish', message('job.relinquish.running', { done: 0, total: standing.rows().length }), (handle) => {
        const pointOf = (pointId: number): Point | undefined => points.all().find(({ id }) => id === pointId)
        return relinquishAll({ ...deps, inTurn, targetOf: (row) => standingTarget(row, registry.byInstance(row.deviceInstance), pointOf(row.pointId)) }, handle)
      }),
    guarded,
    use: () => {
      if (lock.untilMs() === null) return locked()
      lock.used()
      return ok(null)
    },
    outOfTurn: async (work) => {
      const under = work()
      outOfTurn.add(under)
      try {
        return await under
      } finally {
        outOfTurn.delete(under)
      }
    },
    stop: async () => {
      lock.lock()
      await Promise.allSettled([last, ...outOfTurn])
    },
  }
}
