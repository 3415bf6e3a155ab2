/** Acknowledges the event of an object in the device itself: every transition that waits for it, with the time stamp the device gave it; logged like a write. */
import type { CallArgs } from '../../../../shared/contract.ts'
import type { DeviceEvents } from '../../../../shared/domain/device-voice.ts'
import { objectLabel } from '../../../../shared/domain/object-type.ts'
import { message } from '../../../../shared/message.ts'
import { failure, type Result } from '../../../../shared/result.ts'
import type { ReportedEvent } from '../../bacnet/event-reader.ts'
import { enumeratedName } from '../../bacnet/standard-names.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import { bacnetDateTime, timeStampOctets } from '../../bacnet/time-stamp.ts'
import { utcOffsetMinutes } from '../local-time.ts'
import type { SiteContext } from '../site-context.ts'
import { isRefused } from '../writing/change.ts'
import { deviceLabel } from '../writing/write-target.ts'
import { pointLabel } from '../writing/write-rules.ts'
import type { Writing } from '../writing/writing.ts'
import type { DeviceVoice } from './device-voice.ts'

const NORMAL = 0
const FAULT = 1
const OFF_NORMAL = 2
const SOURCE = 'Plantroom'

/** What else stands in the request, octets, generously; and how much of a remark a device keeps. */
const OTHER_OCTETS = 70
const MOST_LETTERS = 200
const OCTETS_PER_LETTER = 3

/** Who acknowledges, with as much of the remark as fits the device's APDU. */
export const sourceText = (text: string, maxApdu: number): string => {
  const room = Math.max(SOURCE.length, Math.min(MOST_LETTERS, Math.floor((maxApdu - OTHER_OCTETS) / OCTETS_PER_LETTER)))
  return (text === '' ? SOURCE : `${SOURCE}: ${text}`).slice(0, room)
}

interface Waiting {
  /** Of the transitions: to off-normal, to fault, to normal. */
  readonly at: 0 | 1 | 2
  /** The state that is acknowledged: the one the object went to. */
  readonly eventState: number
}

/** Transitions that nobody has acknowledged yet. The present state says which off-normal it is; one that is past was simply off-normal. */
export const waitingTransitions = ({ acknowledged, eventState }: Pick<ReportedEvent, 'acknowledged' | 'eventState'>): readonly Waiting[] => {
  const offNormalNow = eventState !== NORMAL && eventState !== FAULT
  const states = [offNormalNow ? eventState : OFF_NORMAL, FAULT, NORMAL]
  return ([0, 1, 2] as const).flatMap((at) => (acknowledged[at] ? [] : [{ at, eventState: states[at]! }]))
}

export const acknowledgeEvent = async (site: SiteContext, writing: Writing, voice: DeviceVoice, args: CallArgs<'acknowledgeDeviceEvent'>): Promise<Result<DeviceEvents>> => {
  const { deviceId, objectType, objectInstance, text } = args
  const { clock, store, registry, points, acquisition } = site
  return writing.guarded(async () => {
    const device = registry.get(deviceId)
    if (!device) return failure('device-unknown', `There is no device ${deviceId} any more.`, { id: deviceId })
    const point = points.ofDevice(deviceId).find((one) => one.objectType === objectType && one.objectInstance === objectInstance)
    const object = point ? pointLabel(point) : objectLabel(objectType, objectInstance)
    const event = await voice.reportedEvent(device, objectType, objectInstance)
    if (!event.ok) return event
    const { value: reported } = event
    const waiting = reported === undefined ? [] : waitingTransitions(reported)
    if (reported === undefined || waiting.length === 0) return failure('event-nothing-to-acknowledge', `${object} has nothing to acknowledge any more.`, { object })
    if (reported.stamps === null) return failure('event-no-time', `${deviceLabel(device)} tells no time of the event of ${object}, so it cannot be acknowledged from here.`, { object, device: deviceLabel(device) })
    for (const { at, eventState } of waiting) {
      // Reading may have taken long: locked meanwhile means locked.
      const allowed = writing.use()
      if (!allowed.ok) return allowed
      const id = store.insertWrite({
        atMs: clock.nowMs(),
        deviceId,
        pointId: point?.id ?? null,
        device: deviceLabel(device),
        object,
        action: 'acknowledgeEvent',
        priority: null,
        before: enumeratedName(PROPERTY.eventState, reported.eventState) ?? `${reported.eventState}`,
        after: null,
        slotBefore: null,
        slotAfter: null,
        wanted: enumeratedName(PROPERTY.eventState, eventState) ?? `${eventState}`,
        reason: text,
        problem: message('write.interrupted'),
      })
      const now = clock.nowMs()
      const local = bacnetDateTime(now + utcOffsetMinutes(store.settings().timeZone, now) * 60_000)
      const result = await acquisition.command(device.address, {
        kind: 'acknowledgeEvent',
        type: objectType,
        instance: objectInstance,
        eventState,
        timeStamp: timeStampOctets(reported.stamps[at]),
        source: sourceText(text, device.maxApdu),
        ...local,
      })
      const problem = result.ok ? null : isRefused(result) ? message('write.refused', { reason: result.text }) : message('write.unknown')
      store.finishWrite(id, { after: null, slotAfter: null, problem })
      if (!result.ok) return failure('event-not-acknowledged', `${deviceLabel(device)} did not take the acknowledgement of ${object}: ${result.text}.`, { device: deviceLabel(device), object, reason: result.text })
    }
    return voice.readEvents(deviceId)
  })
}
