/** One change of one object: read before, logged before it is sent, sent once, read back, and what came of it said in words. */
import type { Clock } from '../../../../shared/clock.ts'
import type { WriteRecord } from '../../../../shared/domain/writing.ts'
import { message, type Message } from '../../../../shared/message.ts'
import type { Acquisition } from '../../bacnet/acquisition-types.ts'
import type { CommandResult, WriteCommand, WriteValue } from '../../bacnet/commands.ts'
import type { BacnetValue } from '../../bacnet/bacnet-value.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import { valueText } from '../../bacnet/value-text.ts'
import type { WritableStore } from '../../store/store-types.ts'
import type { Standing } from './standing.ts'
import { readTarget, shows, textIn, type ObjectState, type WriteTarget } from './write-target.ts'

export interface ChangeDeps {
  readonly clock: Clock
  readonly acquisition: Acquisition
  readonly store: WritableStore
  readonly standing: Standing
}

export interface Change {
  readonly action: 'write' | 'relinquish' | 'outOfService'
  readonly target: WriteTarget
  /** The object as it was just read. */
  readonly before: ObjectState
  readonly value: WriteValue
  /** null where the object has no priorities. */
  readonly priority: number | null
  readonly reason: string
}

/** Some devices take a moment before they show what they accepted. */
const LOOK_AGAIN_AFTER_MS = 400

const slotOf = (state: ObjectState | undefined, priority: number | null): BacnetValue | undefined => (priority === null ? undefined : state?.slots?.[priority - 1])

/** Whether the device shows what was asked; undefined when that cannot be seen. */
const tookEffect = ({ action, value, priority }: Change, after: ObjectState | undefined): boolean | undefined => {
  if (after === undefined) return undefined
  if (action === 'outOfService') return after.outOfService === undefined ? undefined : value.kind === 'boolean' && after.outOfService === value.value
  const shown = priority === null ? after.value : slotOf(after, priority)
  if (shown === undefined) return undefined
  return value.kind === 'null' ? shown.kind === 'null' : typeof value.value === 'number' && shows(shown, value.value)
}

const textsOf = ({ action, target, priority }: Change, state: ObjectState | undefined): { readonly value: string | null; readonly slot: string | null } => {
  if (action === 'outOfService') return { value: state?.outOfService === undefined ? null : `${state.outOfService}`, slot: null }
  return { value: textIn(target, state?.value), slot: textIn(target, slotOf(state, priority)) }
}

const wantedText = ({ action, target, value }: Change): string | null => {
  if (value.kind === 'null') return null
  if (action === 'outOfService') return `${value.value}`
  return valueText(value, target.words)
}

/** A definite no: the device did not do it. Everything else that is no acknowledgement leaves that open. */
export const isRefused = (result: CommandResult): boolean => !result.ok && (result.kind === 'error' || result.kind === 'reject' || result.kind === 'abort' || result.kind === 'send')

const problemOf = (result: CommandResult, took: boolean | undefined, after: string | null): Message | null => {
  if (!result.ok) {
    if (result.kind === 'send') return message('write.notSent', { reason: result.text })
    if (isRefused(result)) return message('write.refused', { reason: result.text })
    return after === null ? message('write.unknown') : message('write.unanswered', { after })
  }
  if (took === undefined) return message('write.notSeen')
  return took ? null : message('write.differs', { after: after ?? '?' })
}

/** Makes the change. The record is in the store when this resolves; the standing writes are as the device shows. */
export const makeChange = async (deps: ChangeDeps, change: Change): Promise<WriteRecord> => {
  const { clock, acquisition, store, standing } = deps
  const { action, target, priority, reason, before } = change
  const texts = textsOf(change, before)
  const record: Omit<WriteRecord, 'id'> = {
    atMs: clock.nowMs(),
    deviceId: target.deviceId,
    pointId: target.pointId,
    device: target.device,
    object: target.object,
    action,
    priority,
    before: texts.value,
    after: null,
    slotBefore: texts.slot,
    slotAfter: null,
    wanted: wantedText(change),
    reason,
    problem: message('write.interrupted'),
  }
  const id = store.insertWrite(record)
  const undo = expectStanding(deps, change)
  const result = await acquisition.command(target.address, commandOf(change))
  if (isRefused(result)) undo()
  const after = await readBack(deps, change, result)
  const took = tookEffect(change, after)
  if (!isRefused(result)) settleStanding(standing, change, result, took)
  const shown = textsOf(change, after)
  const end = { after: shown.value, slotAfter: shown.slot, problem: problemOf(result, took, shown.slot ?? shown.value) }
  store.finishWrite(id, end)
  return { ...record, ...end, id }
}

const commandOf = ({ action, target, value, priority }: Change): WriteCommand => ({
  kind: 'write',
  type: target.type,
  instance: target.objectInstance,
  property: action === 'outOfService' ? PROPERTY.outOfService : PROPERTY.presentValue,
  value,
  ...(priority === null ? {} : { priority }),
})

/** Notes what will stand before it is sent. Gives the way back. */
const expectStanding = ({ clock, standing }: ChangeDeps, change: Change): (() => void) => {
  const { action, target, value, priority, before } = change
  const sets = action === 'outOfService' ? value.kind === 'boolean' && value.value && before.outOfService !== true : action === 'write' && priority !== null
  if (!sets || action === 'relinquish' || value.kind === 'null') return () => {}
  const row = {
    pointId: target.pointId,
    deviceId: target.deviceId,
    object: target.object,
    priority: priority ?? 0,
    text: wantedText(change) ?? '',
    atMs: clock.nowMs(),
    action,
    deviceInstance: target.instance,
    address: target.address,
    maxApdu: target.maxApdu,
    objectType: target.type,
    objectInstance: target.objectInstance,
    device: target.device,
    value: Number(value.value),
  }
  const former = standing.get(row)
  standing.save(row)
  return () => standing.restore(row, former)
}

/** What was given back stands no more; a change that nobody can see stays noted until it is known. */
const settleStanding = (standing: Standing, { action, target, value, priority }: Change, result: CommandResult, took: boolean | undefined): void => {
  const gaveBack = action === 'relinquish' || (action === 'outOfService' && value.kind === 'boolean' && !value.value)
  if (gaveBack && (took === true || (took === undefined && result.ok))) {
    standing.remove({ pointId: target.pointId, action: action === 'outOfService' ? 'outOfService' : 'write', priority: priority ?? 0 })
  }
}

const readBack = async ({ clock, acquisition }: ChangeDeps, change: Change, result: CommandResult): Promise<ObjectState | undefined> => {
  const first = await readTarget(acquisition, change.target)
  if (!first.ok || !result.ok || tookEffect(change, first.value) !== false) return first.ok ? first.value : undefined
  await new Promise<void>((resolve) => void clock.after(LOOK_AGAIN_AFTER_MS, resolve))
  const second = await readTarget(acquisition, change.target)
  return second.ok ? second.value : first.value
}
