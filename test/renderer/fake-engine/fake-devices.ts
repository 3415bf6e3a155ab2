/** What the devices of the made-up building say of themselves, and writing to them. */
import type { Handlers } from '../../../shared/contract.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { DeviceEvent, ObjectDetails, PropertyReading } from '../../../shared/domain/device-voice.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { StandingWrite, WriteRecord, WriteState } from '../../../shared/domain/writing.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'

type Calls =
  | 'readDevice'
  | 'readObject'
  | 'listDeviceEvents'
  | 'acknowledgeDeviceEvent'
  | 'rediscoverDevice'
  | 'getWriteState'
  | 'unlockWriting'
  | 'lockWriting'
  | 'writePoint'
  | 'relinquishPoint'
  | 'setOutOfService'
  | 'relinquishAll'
  | 'synchronizeTime'
  | 'listWrites'
  | 'listTrendLogs'
  | 'backfill'

export interface FakeDeviceParts {
  readonly devices: () => readonly Device[]
  readonly points: () => readonly Point[]
  readonly push: (name: 'writingChanged', payload: WriteState) => void
  readonly job: (kind: Job['kind']) => Job
}

const COMMANDABLE = new Set([1, 2, 4, 5, 14, 19])
const SESSION_MS = 15 * 60_000

const property = (number: number, name: string, text: string): PropertyReading => ({ property: number, name, text, value: null, problem: null })

export const fakeDevices = ({ devices, points, push, job }: FakeDeviceParts): Pick<Handlers, Calls> => {
  let state: WriteState = { unlocked: false, unlockedUntilMs: null, standing: [] }
  let writes: WriteRecord[] = []
  const acknowledged = new Set<number>()
  const change = (next: Partial<WriteState>): WriteState => {
    state = { ...state, ...next }
    push('writingChanged', state)
    return state
  }
  const locked = (): Result<never> => failure('writing-locked', 'Writing is locked. Unlock it first.')
  const pointOf = (pointId: number): Point | undefined => points().find(({ id }) => id === pointId)
  const deviceName = (deviceId: number): string => devices().find(({ id }) => id === deviceId)?.name ?? ''

  const logged = (over: Pick<WriteRecord, 'action' | 'deviceId' | 'object' | 'pointId' | 'priority' | 'before' | 'after' | 'reason'>): WriteRecord => {
    const record: WriteRecord = { id: writes.length + 1, atMs: Date.now(), device: deviceName(over.deviceId), slotBefore: null, slotAfter: null, wanted: over.after, problem: null, ...over }
    writes = [record, ...writes]
    return record
  }
  const standing = (point: Point, priority: number, text: string, action: StandingWrite['action']): StandingWrite => ({ pointId: point.id, deviceId: point.deviceId, object: objectLabel(point.objectType, point.objectInstance), priority, text, atMs: Date.now(), action })
  const others = (pointId: number, priority: number): readonly StandingWrite[] => state.standing.filter((one) => one.pointId !== pointId || one.priority !== priority)

  const objectDetails = (point: Point): ObjectDetails => {
    const own = state.standing.filter((one) => one.pointId === point.id && one.action === 'write')
    const slots = [...own.map(({ priority, text }) => ({ priority, text, value: Number(text) })), { priority: 16, text: '42', value: 42 }].sort((a, b) => a.priority - b.priority)
    const first = slots[0]!
    const commandable = COMMANDABLE.has(point.objectType)
    return {
      pointId: point.id,
      readAtMs: Date.now(),
      eventState: 0,
      statusFlags: 0,
      reliability: 0,
      outOfService: state.standing.some((one) => one.pointId === point.id && one.action === 'outOfService'),
      prioritySlots: commandable ? slots : null,
      command: commandable ? { priority: first.priority, by: own.length > 0 ? 'thisLaptop' : 'priority', text: first.text } : null,
      schedule:
        point.objectType === 17
          ? {
              week: Array.from({ length: 7 }, (_, day) => (day > 4 ? [] : [{ minute: 360, text: 'On', value: 1 }, { minute: 1_080, text: 'Off', value: 0 }])),
              exceptions: [{ when: '2026-12-24 – 2026-12-26', priority: 10, times: [] }],
              effectiveFrom: '2026-01-01',
              effectiveTo: null,
              defaultText: 'Off',
              references: ['BV 12 present-value'],
            }
          : null,
      calendar: null,
      properties: [property(77, 'object-name', point.name), property(28, 'description', point.description), property(85, 'present-value', first.text), property(22, 'cov-increment', '0.5'), property(104, 'relinquish-default', '20')],
    }
  }

  const events = (deviceId: number): readonly DeviceEvent[] =>
    points()
      .filter((point) => point.deviceId === deviceId && point.kind === 'analog')
      .slice(0, 2)
      .map((point, at) => ({
        deviceId,
        objectType: point.objectType,
        objectInstance: point.objectInstance,
        pointId: point.id,
        eventState: at === 0 ? 3 : 0,
        acknowledged: { offNormal: acknowledged.has(point.id), fault: true, normal: true },
        timesMs: { offNormal: Date.now() - 3_600_000, fault: null, normal: at === 0 ? null : Date.now() - 600_000 },
        notifyType: 0,
        priorities: [64, 64, 128],
      }))
  const eventsOf = (deviceId: number) => ok({ deviceId, readAtMs: Date.now(), events: events(deviceId), problem: null })

  const onPoint = (pointId: number, use: (point: Point) => WriteRecord): Result<WriteRecord> => {
    const point = pointOf(pointId)
    if (!state.unlocked) return locked()
    return point === undefined ? failure('engine-bug', `There is no point ${pointId}.`, { name: 'write' }) : ok(use(point))
  }

  return {
    readDevice: ({ deviceId }) => {
      const device = devices().find(({ id }) => id === deviceId)
      return ok({
        deviceId,
        readAtMs: Date.now(),
        systemStatus: 0,
        databaseRevision: 7,
        lastRestartMs: Date.now() - 9 * 86_400_000,
        lastRestartReason: 1,
        clock: { deviceMs: Date.now() + 184_000, readAtMs: Date.now(), driftMs: 184_000, utcOffsetMinutes: 60 },
        properties: [property(77, 'object-name', device?.name ?? ''), property(121, 'vendor-name', device?.vendorName ?? ''), property(12, 'application-software-version', '2.4'), property(58, 'location', 'Roof, plant room 2')],
      })
    },
    readObject: ({ pointId }) => {
      const point = pointOf(pointId)
      return point === undefined ? failure('engine-bug', `There is no point ${pointId}.`, { name: 'readObject' }) : ok(objectDetails(point))
    },
    listDeviceEvents: ({ deviceId }) => eventsOf(deviceId),
    acknowledgeDeviceEvent: ({ deviceId, objectType, objectInstance }) => {
      if (!state.unlocked) return locked()
      const point = points().find((one) => one.deviceId === deviceId && one.objectType === objectType && one.objectInstance === objectInstance)
      if (point !== undefined) acknowledged.add(point.id)
      return eventsOf(deviceId)
    },
    rediscoverDevice: () => ok(job('discovery')),
    getWriteState: () => ok(state),
    unlockWriting: () => ok(change({ unlocked: true, unlockedUntilMs: Date.now() + SESSION_MS })),
    lockWriting: () => ok(change({ unlocked: false, unlockedUntilMs: null })),
    writePoint: ({ pointId, value, priority, reason }) =>
      onPoint(pointId, (point) => {
        change({ standing: [...others(pointId, priority), standing(point, priority, String(value), 'write')] })
        return logged({ action: 'write', deviceId: point.deviceId, pointId, object: objectLabel(point.objectType, point.objectInstance), priority, before: '42', after: String(value), reason })
      }),
    relinquishPoint: ({ pointId, priority, reason }) =>
      onPoint(pointId, (point) => {
        change({ standing: others(pointId, priority) })
        return logged({ action: 'relinquish', deviceId: point.deviceId, pointId, object: objectLabel(point.objectType, point.objectInstance), priority, before: '55', after: '42', reason })
      }),
    setOutOfService: ({ pointId, outOfService, reason }) =>
      onPoint(pointId, (point) => {
        change({ standing: outOfService ? [...state.standing, standing(point, 0, 'true', 'outOfService')] : others(pointId, 0) })
        return logged({ action: 'outOfService', deviceId: point.deviceId, pointId, object: objectLabel(point.objectType, point.objectInstance), priority: null, before: String(!outOfService), after: String(outOfService), reason })
      }),
    relinquishAll: () => {
      for (const one of state.standing) logged({ action: 'relinquish', deviceId: one.deviceId, pointId: one.pointId, object: one.object, priority: one.priority, before: one.text, after: '42', reason: '' })
      change({ standing: [] })
      return ok(job('relinquish'))
    },
    synchronizeTime: ({ deviceIds }) =>
      state.unlocked ? ok(deviceIds.map((deviceId) => logged({ action: 'timeSync', deviceId, pointId: null, object: '', priority: null, before: '184 s', after: '0 s', reason: '' }))) : locked(),
    listWrites: ({ deviceId }) => ok(deviceId === undefined ? writes : writes.filter((record) => record.deviceId === deviceId)),
    listTrendLogs: ({ deviceId }) =>
      ok(
        points()
          .filter((point) => point.deviceId === deviceId && point.kind === 'analog')
          .slice(0, 3)
          .map((point, at) => ({
            deviceId: point.deviceId,
            logType: 20,
            logInstance: at + 1,
            member: 0,
            name: `${point.name} log`,
            pointId: point.id,
            records: `${objectLabel(point.objectType, point.objectInstance)} present-value`,
            enabled: at !== 2,
            intervalMs: at === 1 ? 0 : 300_000,
            recordCount: 576,
            bufferSize: 1_000,
            stopWhenFull: false,
            readUntilMs: at === 2 ? null : Date.now() - 900_000,
            problems: at === 1 ? [message('device.unreadable', { reason: 'busy' })] : [],
          })),
      ),
    backfill: () => ok(job('backfill')),
  }
}
