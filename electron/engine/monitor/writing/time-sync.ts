/** Sets the clocks of devices to this laptop's: read before, sent once to each device alone, read back, and logged with how far the clock was off. */
import type { Device } from '../../../../shared/domain/device.ts'
import { hasAddress } from '../../../../shared/domain/device.ts'
import type { DeviceClock } from '../../../../shared/domain/device-voice.ts'
import { DEVICE_OBJECT, objectLabel } from '../../../../shared/domain/object-type.ts'
import type { WriteRecord } from '../../../../shared/domain/writing.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { CommandResult } from '../../bacnet/commands.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import { bacnetDateTime } from '../../bacnet/time-stamp.ts'
import { dateText, timeText } from '../../bacnet/value-text.ts'
import { utcOffsetMinutes } from '../local-time.ts'
import type { SiteContext } from '../site-context.ts'
import { clockOf } from '../voice/device-time.ts'
import { deviceLabel } from './write-target.ts'
import type { Writing } from './writing.ts'

/** Devices at once. */
const AT_ONCE = 8
/** Some devices take a moment to set their clock. */
const LOOK_AFTER_MS = 300
const LOOK_AGAIN_AFTER_MS = 1_500
/** Farther off than this after the synchronization, the device did not take it. */
const TAKEN_WITHIN_MS = 5_000
const READ_WITHIN_MS = 20_000

/** `+90.2 s`: how far the clock is ahead of the laptop's; `-` behind. */
export const driftText = ({ driftMs }: Pick<DeviceClock, 'driftMs'>): string => `${driftMs < 0 ? '-' : '+'}${(Math.abs(driftMs) / 1_000).toFixed(1)} s`

const problemOf = (result: CommandResult, after: DeviceClock | null): Message | null => {
  if (!result.ok) return message('write.notSent', { reason: result.text })
  if (after === null) return message('timeSync.notSeen')
  return Math.abs(after.driftMs) <= TAKEN_WITHIN_MS ? null : message('timeSync.notTaken', { drift: driftText(after) })
}

/** The records of all devices, in their order. Fails when writing is locked or a device is unknown; then nothing was sent. */
export const synchronizeTime = async (site: SiteContext, writing: Writing, deviceIds: readonly number[], utc: boolean): Promise<Result<readonly WriteRecord[]>> => {
  const allowed = writing.use()
  if (!allowed.ok) return allowed
  const devices: Device[] = []
  for (const id of new Set(deviceIds)) {
    const device = site.registry.get(id)
    if (!device) return failure('device-unknown', `There is no device ${id} any more.`, { id })
    devices.push(device)
  }
  const records: WriteRecord[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < devices.length; at = next++) records[at] = await synchronizeOne(site, writing, devices[at]!, utc)
  }
  await writing.outOfTurn(() => Promise.all(Array.from({ length: AT_ONCE }, work)))
  return ok(records)
}

const synchronizeOne = async (site: SiteContext, writing: Writing, device: Device, utc: boolean): Promise<WriteRecord> => {
  const { clock, store, acquisition, deviceClocks } = site
  const timeZone = store.settings().timeZone
  const manner = () => ({ signal: AbortSignal.timeout(READ_WITHIN_MS), priority: 'user' }) as const
  const readDrift = async (): Promise<DeviceClock | null> => {
    const reading = await acquisition.readClock(device.address, device.instance, manner())
    const read = reading === undefined ? null : clockOf(reading, timeZone)
    if (read !== null) deviceClocks.note(device.id, read)
    return read
  }
  const record = (change: Partial<Omit<WriteRecord, 'id'>>): Omit<WriteRecord, 'id'> => ({
    atMs: clock.nowMs(),
    deviceId: device.id,
    pointId: null,
    device: deviceLabel(device),
    object: objectLabel(DEVICE_OBJECT, device.instance),
    action: 'timeSync',
    priority: null,
    before: null,
    after: null,
    slotBefore: null,
    slotAfter: null,
    wanted: null,
    reason: '',
    problem: message('write.interrupted'),
    ...change,
  })
  const notSent = (problem: Message): WriteRecord => {
    const said = record({ problem })
    return { ...said, id: store.insertWrite(said) }
  }
  if (!hasAddress(device.address)) return notSent(message('timeSync.notReached'))
  const [identity] = await acquisition.read(device.address, [{ type: DEVICE_OBJECT, instance: device.instance, property: PROPERTY.objectIdentifier }], manner())
  const said = identity?.ok === true ? identity.values[0] : undefined
  if (said?.kind !== 'objectId' || said.instance !== device.instance) return notSent(message('timeSync.notReached'))
  const before = await readDrift()
  // Reading many devices takes a while: locked meanwhile means locked.
  if (!writing.use().ok) return notSent(message('timeSync.locked'))
  const nowMs = clock.nowMs()
  const { date, time } = bacnetDateTime(utc ? nowMs : nowMs + utcOffsetMinutes(timeZone, nowMs) * 60_000)
  const sent = record({ before: before === null ? null : driftText(before), wanted: `${dateText(date)} ${timeText(time)}${utc ? ' UTC' : ''}` })
  const id = store.insertWrite(sent)
  const result = await acquisition.command(device.address, { kind: 'synchronizeTime', utc, date, time })
  const after = result.ok ? await lookBack(site, readDrift) : null
  const end = { after: after === null ? null : driftText(after), slotAfter: null, problem: problemOf(result, after) }
  store.finishWrite(id, end)
  return { ...sent, ...end, id }
}

const lookBack = async ({ clock }: SiteContext, readDrift: () => Promise<DeviceClock | null>): Promise<DeviceClock | null> => {
  await new Promise<void>((resolve) => void clock.after(LOOK_AFTER_MS, resolve))
  const first = await readDrift()
  if (first !== null && Math.abs(first.driftMs) <= TAKEN_WITHIN_MS) return first
  await new Promise<void>((resolve) => void clock.after(LOOK_AGAIN_AFTER_MS, resolve))
  return (await readDrift()) ?? first
}
