/** Calls about what a device itself says, and about writing to it. */
import * as v from 'valibot'
import type { DeviceDetails, DeviceEvents, ObjectDetails, PropertyValue } from '../domain/device-voice.ts'
import type { Job } from '../domain/job.ts'
import type { TrendLogInfo } from '../domain/trend-log.ts'
import type { WriteRecord, WriteState } from '../domain/writing.ts'
import { call, id, ids, instance, note, target, timeMs } from './call.ts'

const priority = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))
const objectType = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_023))

export const DEVICE_CALLS = {
  /** Reads the device's own properties and its clock now. */
  readDevice: call({ deviceId: id }).returns<DeviceDetails>(),
  /** Reads all properties of the object behind a point now: states, priority array, schedule. */
  readObject: call({ pointId: id }).returns<ObjectDetails>(),
  /** Reads one property of one object of whoever answers at an address; `index` for an element of an array, 0 = its length. */
  readProperty: call({
    target,
    objectType,
    objectInstance: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_194_303)),
    /** Its number, or its standard name: `present-value`. */
    property: v.union([v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_194_303)), v.pipe(v.string(), v.maxLength(80))]),
    index: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_294))),
  }).returns<PropertyValue>(),
  /** Events the device reports now. */
  listDeviceEvents: call({ deviceId: id }).returns<DeviceEvents>(),
  /** Acknowledges the event of an object in the device itself. Needs writing to be unlocked. */
  acknowledgeDeviceEvent: call({ deviceId: id, objectType, objectInstance: instance, text: note }).returns<DeviceEvents>(),
  /** Reads a device's objects anew, as discovery does; a job. */
  rediscoverDevice: call({ deviceId: id }).returns<Job>(),

  getWriteState: call({}).returns<WriteState>(),
  /** `confirmed` must be true: the user was told that what follows moves real plant. */
  unlockWriting: call({ confirmed: v.literal(true) }).returns<WriteState>(),
  lockWriting: call({}).returns<WriteState>(),
  /** Writes the present value with a priority. */
  writePoint: call({ pointId: id, value: v.pipe(v.number(), v.finite()), priority, reason: note }).returns<WriteRecord>(),
  /** Gives the priority back: writes NULL to it. */
  relinquishPoint: call({ pointId: id, priority, reason: note }).returns<WriteRecord>(),
  setOutOfService: call({ pointId: id, outOfService: v.boolean(), reason: note }).returns<WriteRecord>(),
  /** Relinquishes everything written from here that still stands. Allowed while writing is locked. */
  relinquishAll: call({}).returns<Job>(),
  /** Sets the clocks of devices to this laptop's (unicast). `utc`: UTCTimeSynchronization, else local time in the site's zone. */
  synchronizeTime: call({ deviceIds: ids(500), utc: v.boolean() }).returns<readonly WriteRecord[]>(),
  listWrites: call({ deviceId: v.optional(id), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5_000)) }).returns<readonly WriteRecord[]>(),

  /** Trend logs found in devices, with the point each records. */
  listTrendLogs: call({ deviceId: v.optional(id) }).returns<readonly TrendLogInfo[]>(),
  /** Fills gaps of coverage in a period from the devices' trend logs; a job. */
  backfill: call({ deviceId: v.optional(id), fromMs: timeMs, toMs: timeMs }).returns<Job>(),
} as const
