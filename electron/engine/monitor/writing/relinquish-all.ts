/** Takes back everything written from here that still stands, newest first; what others have written over since is left as it is. */
import { message, type Message } from '../../../../shared/message.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import type { StandingRow } from '../../store/store-types.ts'
import type { JobHandle } from '../jobs.ts'
import { makeChange, type ChangeDeps } from './change.ts'
import { readTarget, shows, textIn, type ObjectState, type WriteTarget } from './write-target.ts'

export interface RelinquishDeps extends ChangeDeps {
  readonly targetOf: (row: StandingRow) => WriteTarget
  /** Runs one change after the other. */
  readonly inTurn: <T>(change: () => Promise<T>) => Promise<T>
}

type Outcome = 'given' | 'overwritten' | 'failed'

export const relinquishAll = async (deps: RelinquishDeps, handle: JobHandle): Promise<Result<Message>> => {
  const rows = deps.standing.rows().toReversed()
  const count: Record<Outcome, number> = { given: 0, overwritten: 0, failed: 0 }
  for (const [at, row] of rows.entries()) {
    if (handle.signal.aborted) break
    handle.report(at / rows.length, message('job.relinquish.running', { done: at, total: rows.length }))
    count[await deps.inTurn(() => relinquishOne(deps, row, handle.signal))] += 1
  }
  const { given, overwritten, failed } = count
  return ok(message(failed > 0 ? 'job.relinquish.doneWithFailures' : overwritten > 0 ? 'job.relinquish.doneWithOthers' : 'job.relinquish.done', { given, overwritten, failed }))
}

/** Whether what stands there is still ours. */
const isOurs = (row: StandingRow, { slots, outOfService }: ObjectState): boolean =>
  row.action === 'outOfService' ? outOfService === true : shows(slots?.[row.priority - 1], row.value)

const relinquishOne = async (deps: RelinquishDeps, row: StandingRow, signal: AbortSignal): Promise<Outcome> => {
  const target = deps.targetOf(row)
  const before = await readTarget(deps.acquisition, target, signal)
  if (signal.aborted) return 'failed'
  if (!before.ok) {
    note(deps, row, target, message('write.notReached', { reason: before.error.message }), null)
    return 'failed'
  }
  if (!isOurs(row, before.value)) {
    const now = row.action === 'outOfService' ? `${before.value.outOfService ?? '?'}` : textIn(target, before.value.slots?.[row.priority - 1])
    note(deps, row, target, message('write.overwritten', { text: row.text, now: now ?? '?' }), now)
    deps.standing.remove(row)
    return 'overwritten'
  }
  const change = { target, before: before.value, reason: '' }
  const record =
    row.action === 'outOfService'
      ? await makeChange(deps, { ...change, action: 'outOfService', value: { kind: 'boolean', value: false }, priority: null })
      : await makeChange(deps, { ...change, action: 'relinquish', value: { kind: 'null' }, priority: row.priority })
  return record.problem === null || deps.standing.get(row) === undefined ? 'given' : 'failed'
}

/** The log also tells what was not sent, and why. */
const note = ({ clock, store }: RelinquishDeps, row: StandingRow, target: WriteTarget, problem: Message, now: string | null): void => {
  store.insertWrite({
    atMs: clock.nowMs(),
    deviceId: row.deviceId,
    pointId: row.pointId,
    device: target.device,
    object: row.object,
    action: row.action === 'outOfService' ? 'outOfService' : 'relinquish',
    priority: row.action === 'outOfService' ? null : row.priority,
    before: row.action === 'outOfService' ? now : null,
    after: null,
    slotBefore: row.action === 'outOfService' ? null : now,
    slotAfter: null,
    wanted: row.action === 'outOfService' ? 'false' : null,
    reason: '',
    problem,
  })
}
