/** What devices say themselves, asked when somebody wants to know: their properties, their objects, their events. */
import type { DeviceDetails, DeviceEvent, DeviceEvents, ObjectDetails } from '../../../../shared/domain/device-voice.ts'
import { hasAddress, type Device } from '../../../../shared/domain/device.ts'
import { DEVICE_OBJECT, objectLabel } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { isUnknownService, type RequestFailure } from '../../bacnet/answers.ts'
import { numberIn } from '../../bacnet/bacnet-value.ts'
import type { ReportedEvent } from '../../bacnet/event-reader.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import type { PropertyResult, ReadManner } from '../../bacnet/property-reader.ts'
import type { SiteContext } from '../site-context.ts'
import { deviceLabel } from '../writing/write-target.ts'
import { pointLabel } from '../writing/write-rules.ts'
import { readDeviceFacts } from './device-facts.ts'
import { aheadMinutes, stampMs } from './device-time.ts'
import type { DeviceWatch } from './device-watch.ts'
import { flagsIn, objectFacts, wordsOf } from './object-facts.ts'

export interface DeviceVoice {
  readDevice(deviceId: number): Promise<Result<DeviceDetails>>
  readObject(pointId: number): Promise<Result<ObjectDetails>>
  readEvents(deviceId: number): Promise<Result<DeviceEvents>>
  /** The event of one object as the device reports it now, for whoever acknowledges it. */
  reportedEvent(device: Device, objectType: number, objectInstance: number): Promise<Result<ReportedEvent | undefined>>
}

const WITHIN_MS = 60_000
/** Objects whose event state is read one by one where the device reports no events. */
const MOST_STATES = 2_000
const NO_STATES = { offNormal: null, fault: null, normal: null }

const isUnread = (result: PropertyResult): boolean => !result.ok && (result.kind === 'timeout' || result.kind === 'cancelled')

const manner = (): ReadManner => ({ signal: AbortSignal.timeout(WITHIN_MS), priority: 'user' })

const noAddress = ({ instance }: Device): Result<never> => failure('device-no-address', `Device ${instance} has no address yet. Search for devices first.`, { instance })

/** Failures of a question to a device, in words. */
const notAnswering = (device: Device, cause: RequestFailure): Result<never> => {
  const name = deviceLabel(device)
  if (cause.kind === 'timeout' || cause.kind === 'cancelled' || cause.kind === 'send') return failure('device-not-answering', `${name} does not answer.`, { device: name })
  return failure('device-refuses', `${name} does not say: ${cause.text}.`, { device: name, reason: cause.text })
}

export const createDeviceVoice = (site: SiteContext, watch: DeviceWatch): DeviceVoice => {
  const { clock, store, registry, points, acquisition } = site
  const timeZone = (): string => store.settings().timeZone
  const findDevice = (deviceId: number): Result<Device> => {
    const device = registry.get(deviceId)
    return device ? ok(device) : failure('device-unknown', `There is no device ${deviceId} any more.`, { id: deviceId })
  }
  const isItself = async (device: Device): Promise<Result<null>> => {
    if (!hasAddress(device.address)) return noAddress(device)
    const [identity] = await acquisition.read(device.address, [{ type: DEVICE_OBJECT, instance: device.instance, property: PROPERTY.objectIdentifier }], manner())
    if (identity?.ok !== true) return notAnswering(device, identity ?? { ok: false, kind: 'timeout', code: -1, text: 'no answer' })
    const [said] = identity.values
    if (said?.kind === 'objectId' && said.type === DEVICE_OBJECT && said.instance === device.instance) return ok(null)
    return failure('device-other', `Another device answers where ${deviceLabel(device)} was. Search for devices again.`, { device: deviceLabel(device) })
  }

  const readDevice = async (deviceId: number): Promise<Result<DeviceDetails>> => {
    const device = findDevice(deviceId)
    if (!device.ok) return device
    if (!hasAddress(device.value.address)) return noAddress(device.value)
    const facts = await readDeviceFacts(acquisition, device.value, timeZone(), 'all', manner(), () => clock.nowMs())
    if (!facts.ok) return facts
    watch.saw(device.value, facts.value)
    const { lastRestartText: _text, ...details } = facts.value
    return ok({ deviceId, ...details })
  }

  const readObject = async (pointId: number): Promise<Result<ObjectDetails>> => {
    const point = points.all().find(({ id }) => id === pointId)
    const device = point && registry.get(point.deviceId)
    if (!point || !device) return failure('point-unknown', `There is no point ${pointId} any more.`, { id: pointId })
    const itself = await isItself(device)
    if (!itself.ok) return itself
    const all = await acquisition.readAll(device.address, { type: point.objectType, instance: point.objectInstance }, manner())
    if (all.failure !== undefined) {
      const [object, name] = [pointLabel(point), deviceLabel(device)]
      return failure('object-unreadable', `${object} of ${name} cannot be read: ${all.failure.text}.`, { object, device: name, reason: all.failure.text })
    }
    return ok(
      objectFacts(all, {
        point,
        readAtMs: clock.nowMs(),
        standing: store.standingWrites().filter((row) => row.pointId === pointId),
        wordsOfObject: (label) => {
          const commanded = points.ofDevice(device.id).find((other) => objectLabel(other.objectType, other.objectInstance) === label)
          return commanded && wordsOf(commanded)
        },
      }),
    )
  }

  const readEvents = async (deviceId: number): Promise<Result<DeviceEvents>> => {
    const found = findDevice(deviceId)
    if (!found.ok) return found
    const device = found.value
    const itself = await isItself(device)
    if (!itself.ok) return itself
    const reported = await acquisition.readEvents(device.address, manner())
    if (!reported.ok) return isUnknownService(reported) ? byStates(device) : notAnswering(device, reported)
    const reading = reported.service === 'eventInformation' && reported.events.length > 0 ? await acquisition.readClock(device.address, device.instance, manner()) : undefined
    const ahead = reading && aheadMinutes(reading, timeZone())
    const own = new Map(points.ofDevice(deviceId).map((point) => [`${point.objectType}:${point.objectInstance}`, point.id]))
    const problem: Message | null = !reported.complete ? message('events.incomplete') : reported.service === 'alarmSummary' ? message('events.summaryOnly') : null
    const events = reported.events.map((event): DeviceEvent => {
      const time = (at: 0 | 1 | 2): number | null => stampMs(event.stamps?.[at], timeZone(), ahead, clock.nowMs())
      const [offNormal, fault, normal] = event.acknowledged
      return {
        deviceId,
        objectType: event.type,
        objectInstance: event.instance,
        pointId: own.get(`${event.type}:${event.instance}`) ?? null,
        eventState: event.eventState,
        acknowledged: { offNormal, fault, normal },
        timesMs: { offNormal: time(0), fault: time(1), normal: time(2) },
        notifyType: event.notifyType,
        priorities: event.priorities,
      }
    })
    return ok({ deviceId, readAtMs: clock.nowMs(), events, problem })
  }

  /** The last resort: the event state of every object, where it has one. What was acknowledged is not known then. */
  const byStates = async (device: Device): Promise<Result<DeviceEvents>> => {
    const own: readonly Point[] = points.ofDevice(device.id).slice(0, MOST_STATES)
    const questions = own.flatMap(({ objectType: type, objectInstance: instance }) => [PROPERTY.eventState, PROPERTY.statusFlags].map((property) => ({ type, instance, property })))
    const results = await acquisition.read(device.address, questions, manner())
    const events = own.flatMap((point, at): DeviceEvent[] => {
      const [state, flags] = results.slice(2 * at, 2 * at + 2).map((result) => (result.ok ? result.values[0] : undefined))
      const inAlarm = ((flagsIn(flags) ?? 0) & 1) === 1
      const eventState = state === undefined ? undefined : numberIn(state)
      if ((eventState === undefined || eventState === 0) && !inAlarm) return []
      return [
        {
          deviceId: device.id,
          objectType: point.objectType,
          objectInstance: point.objectInstance,
          pointId: point.id,
          eventState: eventState ?? 2,
          acknowledged: { offNormal: false, fault: false, normal: false },
          timesMs: NO_STATES,
          notifyType: null,
          priorities: [],
        },
      ]
    })
    return ok({ deviceId: device.id, readAtMs: clock.nowMs(), events, problem: message(results.some(isUnread) ? 'events.statesIncomplete' : 'events.statesOnly') })
  }

  return {
    readDevice,
    readObject,
    readEvents,
    reportedEvent: async (device, objectType, objectInstance) => {
      const itself = await isItself(device)
      if (!itself.ok) return itself
      const reported = await acquisition.readEvents(device.address, manner())
      return reported.ok ? ok(reported.events.find(({ type, instance }) => type === objectType && instance === objectInstance)) : notAnswering(device, reported)
    },
  }
}
