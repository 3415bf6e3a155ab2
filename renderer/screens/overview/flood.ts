/** A flood: so many alerts at once that the list no longer tells what happened (ISA-18.2: more than 10 in 10 minutes). Pure. */
import { isActive, type Alert } from '../../../shared/domain/alert.ts'

const WINDOW_MS = 600_000
const FLOOD_FROM = 10

export interface Flood {
  /** Alerts raised in the last ten minutes. */
  readonly count: number
  /** The device with most of them, and how many. */
  readonly deviceId: number
  readonly onDevice: number
}

/** The flood under way, or null. */
export const floodOf = (alerts: readonly Alert[], nowMs: number): Flood | null => {
  const byDevice = new Map<number, number>()
  let count = 0
  for (const alert of alerts) {
    if (!isActive(alert) || nowMs - alert.raisedAtMs > WINDOW_MS) continue
    count += 1
    byDevice.set(alert.deviceId, (byDevice.get(alert.deviceId) ?? 0) + 1)
  }
  if (count <= FLOOD_FROM) return null
  const [deviceId, onDevice] = [...byDevice].reduce((most, one) => (one[1] > most[1] ? one : most))
  return { count, deviceId, onDevice }
}
