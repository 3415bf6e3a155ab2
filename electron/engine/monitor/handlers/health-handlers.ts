/** Handlers of calls about the health of devices and how they could be reached. */
import type { HEALTH_CALLS } from '../../../../shared/calls/health-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createHealthHandlers = (on: OnSession): HandlersOf<typeof HEALTH_CALLS> => ({
  getHealth: () => on(({ health }) => ok(health.list())),
  getDeviceHealth: ({ deviceId, fromMs, toMs, atMs }) => on(({ health }) => health.detail(deviceId, fromMs, toMs, atMs)),
  getStatusHistory: ({ deviceId, fromMs, toMs, step }) => on(({ health }) => health.status(deviceId, fromMs, toMs, step)),
})
