/** What the points screen shows, as its address says it: `#/points?device=3&point=12&state=stale&text=..`. Pure. */
import type { DeviceState } from '../../../shared/domain/device.ts'
import { LIVE_STATES, type LiveState } from '../../../shared/domain/point.ts'

export interface PointsAddress {
  readonly device: number | null
  readonly point: number | null
  readonly state: LiveState | null
  readonly deviceState: DeviceState | null
  readonly text: string
}

const DEVICE_STATES: readonly DeviceState[] = ['online', 'offline', 'unknown']

const oneOf = <T extends string>(text: string | null, known: readonly T[]): T | null => known.find((name) => name === text) ?? null

const id = (text: string | null): number | null => {
  const value = Number(text)
  return Number.isSafeInteger(value) && value > 0 ? value : null
}

/** Whatever is missing or wrong restricts nothing. */
export const parsePointsAddress = (search: string): PointsAddress => {
  const query = new URLSearchParams(search)
  return {
    device: id(query.get('device')),
    point: id(query.get('point')),
    state: oneOf(query.get('state'), LIVE_STATES),
    deviceState: oneOf(query.get('deviceState'), DEVICE_STATES),
    text: query.get('text') ?? '',
  }
}
