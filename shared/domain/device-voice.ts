/** What a device itself says: properties, state of objects, who commands them, schedules, events, its clock. */
import type { Message } from '../message.ts'

/** A BACnet value made readable. `text` is language-free (numbers, times, identifiers, device texts); words of the product are keys. */
export interface PropertyReading {
  /** 135, BACnetPropertyIdentifier. */
  readonly property: number
  /** Standard name in kebab case (`present-value`), or the number for proprietary ones. */
  readonly name: string
  /** null when it could not be read: see `problem`. */
  readonly text: string | null
  /** The value as a number, where it is one. */
  readonly value: number | null
  readonly problem: string | null
}

/** One property of one object, read from an address on demand. */
export interface PropertyValue {
  readonly address: string
  /** `AI 1`. */
  readonly object: string
  readonly property: string
  /** Each element of a list or array; one entry for a plain value. Numbers where they are some, else text; null for NULL. */
  readonly values: readonly (number | string | boolean | null)[]
  readonly text: string
  readonly readAtMs: number
  /** Bits of `quality.ts` as the object's status flags tell; null where it has none. */
  readonly quality: number | null
}

export interface DeviceClock {
  /** Device time as UTC by its offset; ms since the epoch. */
  readonly deviceMs: number
  readonly readAtMs: number
  /** Device minus laptop, ms; half of the request's round trip is taken off. */
  readonly driftMs: number
  readonly utcOffsetMinutes: number | null
}

export interface DeviceDetails {
  readonly deviceId: number
  readonly readAtMs: number
  /** 135, BACnetDeviceStatus: 0 = operational; null when not told. */
  readonly systemStatus: number | null
  readonly databaseRevision: number | null
  readonly lastRestartMs: number | null
  /** 135, BACnetRestartReason. */
  readonly lastRestartReason: number | null
  readonly clock: DeviceClock | null
  readonly properties: readonly PropertyReading[]
}

export interface PrioritySlot {
  /** 1 (manual life safety) to 16 (available). */
  readonly priority: number
  readonly text: string
  readonly value: number | null
}

/** What commands an object now. */
export interface Command {
  readonly priority: number | null
  /** `default`: relinquish default. `thisLaptop`: a value written from here stands in that slot. */
  readonly by: 'priority' | 'default' | 'thisLaptop'
  readonly text: string
}

export interface ScheduleTime {
  /** Minutes after midnight, device time. */
  readonly minute: number
  readonly text: string
  readonly value: number | null
}

export interface ScheduleDetails {
  /** Monday first; a day without entries is empty. No days at all when the week could not be read: the property list then shows why. */
  readonly week: readonly (readonly ScheduleTime[])[]
  readonly exceptions: readonly { /** `2026-12-24 .. 2026-12-26`, `*-05 days last 7 Mon`, `CAL 1`. */ readonly when: string; readonly priority: number; readonly times: readonly ScheduleTime[] }[]
  /** `2026-01-01`, or null for unlimited. */
  readonly effectiveFrom: string | null
  readonly effectiveTo: string | null
  readonly defaultText: string
  /** Objects it commands, e.g. `BV 12 present-value`. */
  readonly references: readonly string[]
}

export interface CalendarDetails {
  readonly dates: readonly string[]
  readonly active: boolean | null
}

export interface ObjectDetails {
  readonly pointId: number
  readonly readAtMs: number
  /** 135, BACnetEventState: 0 = normal; null where the object has none. */
  readonly eventState: number | null
  readonly statusFlags: number | null
  /** 135, BACnetReliability: 0 = no fault detected. */
  readonly reliability: number | null
  readonly outOfService: boolean | null
  /** null where the object is not commandable. Sixteen slots, those that are set. */
  readonly prioritySlots: readonly PrioritySlot[] | null
  readonly command: Command | null
  readonly schedule: ScheduleDetails | null
  readonly calendar: CalendarDetails | null
  readonly properties: readonly PropertyReading[]
}

/** An event the device reports (GetEventInformation, or GetAlarmSummary where that is all it knows). */
export interface DeviceEvent {
  readonly deviceId: number
  readonly objectType: number
  readonly objectInstance: number
  readonly pointId: number | null
  /** 135, BACnetEventState: 0 normal, 1 fault, 2 off-normal, 3 high limit, 4 low limit, 5 life safety. */
  readonly eventState: number
  /** Of the transitions to off-normal, fault, normal: which were acknowledged, and when they happened (null: unknown; device time as UTC). */
  readonly acknowledged: { readonly offNormal: boolean; readonly fault: boolean; readonly normal: boolean }
  readonly timesMs: { readonly offNormal: number | null; readonly fault: number | null; readonly normal: number | null }
  readonly notifyType: number | null
  readonly priorities: readonly number[]
}

export interface DeviceEvents {
  readonly deviceId: number
  readonly readAtMs: number
  readonly events: readonly DeviceEvent[]
  /** Why the list may be incomplete. */
  readonly problem: Message | null
}
