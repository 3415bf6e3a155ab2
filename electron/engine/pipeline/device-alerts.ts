/** Alerts of whole devices: one while a device is offline. */
import type { AlertBook } from './alert-book.ts'
import { message } from '../../../shared/message.ts'
import { NEW_ALERT, type Alert } from '../../../shared/domain/alert.ts'

const DETECTOR = 'reachability'

/** Opens or closes the device's offline alert; opening twice keeps the first. Acquisition has waited for several failures in a row before it says so. */
export const deviceReachability = (book: AlertBook, deviceId: number, deviceName: () => string, state: 'online' | 'offline', atMs: number): void => {
  const open = book.open().find((alert) => alert.kind === 'device' && alert.deviceId === deviceId && alert.clearedAtMs === null && alert.evidence[0]?.detector === DETECTOR)
  if (state === 'online' && open !== undefined) book.clear(open.id, Math.max(atMs, open.raisedAtMs))
  if (state === 'offline' && open === undefined) book.raise(offlineAlert(deviceId, deviceName(), atMs))
}

const offlineAlert = (deviceId: number, device: string, atMs: number): Omit<Alert, 'id'> => ({
  kind: 'device', severity: 'high', deviceId, pointId: null,
  title: message('device.offline', { device }),
  explanation: [message('device.offline.why')],
  checks: [message('check.device.power'), message('check.device.cable'), message('check.device.neighbours')],
  value: null, expected: null, low: null, high: null, worstValue: null,
  evidence: [{ detector: DETECTOR, modelVersion: 'reachability-1', score: 1, expected: null, low: null, high: null }],
  startedAtMs: atMs, raisedAtMs: atMs, ...NEW_ALERT,
})
