/** Calls about the health of devices and how they could be reached. */
import * as v from 'valibot'
import type { DeviceHealth, DeviceHealthDetail, StatusHistory } from '../domain/health.ts'
import { call, id, timeMs } from './call.ts'

export const HEALTH_CALLS = {
  /** Every device with its newest score, its parts and its trend over the last 60 days. */
  getHealth: call({}).returns<{ readonly devices: readonly DeviceHealth[]; /** When health was last worked out since the start; null = not yet. */ readonly workedOutAtMs: number | null }>(),
  /** Scores of a device over [fromMs, toMs), at most five years, and what explains the last day that begins at or before `atMs`. */
  getDeviceHealth: call({ deviceId: id, fromMs: timeMs, toMs: timeMs, atMs: timeMs }).returns<DeviceHealthDetail>(),
  /** How a device could be reached in the hours or days that begin in [fromMs, toMs): at most 100 days of hours, 20 years of days. */
  getStatusHistory: call({ deviceId: id, fromMs: timeMs, toMs: timeMs, step: v.picklist(['hour', 'day']) }).returns<StatusHistory>(),
} as const
