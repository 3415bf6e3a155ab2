/** Orders of the tables of load and broadcasts. Pure. Rows keep their places while figures move: an order is made when it is asked for, not with every figure. */
import type { Broadcaster } from '../../../shared/domain/network.ts'
import type { DeviceLoad } from '../../../shared/domain/poll-load.ts'

/** Devices whose points are read less often than wished, or late, or that wait, come first; then by how much of the limit is used. */
export const byNeed = (a: DeviceLoad, b: DeviceLoad): number =>
  b.stretch - a.stretch || (b.latenessP99 ?? 0) - (a.latenessP99 ?? 0) || b.waiting - a.waiting || shareOf(b.requestsPerSecond, b.limitPerSecond) - shareOf(a.requestsPerSecond, a.limitPerSecond) || a.deviceId - b.deviceId

/** 0..1; 0 where there is no limit. */
export const shareOf = (rate: number, limit: number): number => (limit <= 0 ? 0 : Math.min(1, Math.max(0, rate / limit)))

/** Those on a wrong adapter first, then who says most. */
export const byNoise = (a: Broadcaster, b: Broadcaster): number => Number(b.wrongInterface) - Number(a.wrongInterface) || b.packetsPerMinute - a.packetsPerMinute || a.address.localeCompare(b.address)

/** The order of before with what is gone left out and what is new at the end, in its own order. */
export const keepOrder = <T extends string | number>(former: readonly T[], present: readonly T[]): readonly T[] => {
  const there = new Set(present)
  const known = new Set(former)
  return [...former.filter((key) => there.has(key)), ...present.filter((key) => !known.has(key))]
}
