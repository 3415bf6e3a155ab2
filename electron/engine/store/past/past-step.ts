/** What follows from the state at a moment: the counters, and what changed since the moment before. */
import { alertCounts } from '../../../../shared/domain/alert-counts.ts'
import { isSetAside, type Alert } from '../../../../shared/domain/alert.ts'
import type { Device, DeviceState } from '../../../../shared/domain/device.ts'
import type { PastState, PastStatistics, PastStep } from '../../../../shared/domain/past-state.ts'
import { LIVE_STATES, type LiveState, type LiveValues } from '../../../../shared/domain/point.ts'

const countStates = (values: LiveValues, state: LiveState): number => {
  const code = LIVE_STATES.indexOf(state)
  return values.states.reduce((count, one) => (one === code ? count + 1 : count), 0)
}

/** `polled`: how many of the points are polled. */
export const pastStatisticsOf = (values: LiveValues, polled: number, devices: readonly Device[], alerts: readonly Alert[]): PastStatistics => {
  const inState = (state: DeviceState): number => devices.filter((device) => device.state === state).length
  return {
    devicesOnline: inState('online'),
    devicesOffline: inState('offline'),
    devicesUnknown: inState('unknown'),
    points: values.pointIds.length,
    pointsPolled: polled,
    pointsStale: countStates(values, 'stale'),
    pointsDataProblem: countStates(values, 'dataProblem'),
    pointsOverridden: countStates(values, 'overridden'),
    ...alertCounts(alerts),
    alertsShelved: alerts.filter(isSetAside).length,
  }
}

const pick = (values: LiveValues, at: readonly number[]): LiveValues => ({
  pointIds: Int32Array.from(at, (i) => values.pointIds[i] as number),
  values: Float64Array.from(at, (i) => values.values[i] as number),
  timesMs: Float64Array.from(at, (i) => values.timesMs[i] as number),
  qualities: Uint16Array.from(at, (i) => values.qualities[i] as number),
  states: Uint8Array.from(at, (i) => values.states[i] as number),
})

/** Both are in the order of their ids. */
const changedValues = (before: LiveValues, now: LiveValues): { readonly values: LiveValues; readonly absentPointIds: readonly number[] } => {
  const changed: number[] = []
  const absentPointIds: number[] = []
  let b = 0
  for (let i = 0; i < now.pointIds.length; i++) {
    const id = now.pointIds[i] as number
    for (; b < before.pointIds.length && (before.pointIds[b] as number) < id; b++) absentPointIds.push(before.pointIds[b] as number)
    const known = before.pointIds[b] === id
    const same = known && before.timesMs[b] === now.timesMs[i] && before.states[b] === now.states[i] && before.qualities[b] === now.qualities[i] && Object.is(before.values[b], now.values[i])
    if (!same) changed.push(i)
    if (known) b += 1
  }
  for (; b < before.pointIds.length; b++) absentPointIds.push(before.pointIds[b] as number)
  return { values: pick(now, changed), absentPointIds }
}

/** What it was last asked is not told of a device that goes on as it was. */
const signOf = (devices: readonly Device[]): string => devices.map(({ id, state, stateSinceMs, pointCount }) => `${id} ${state} ${stateSinceMs} ${pointCount}`).join('\n')

const unlessSame = <T>(before: readonly T[], now: readonly T[], sign: (list: readonly T[]) => string = JSON.stringify): readonly T[] | null => (sign(before) === sign(now) ? null : now)

/** What is different from the moment before. */
export const pastStepOf = (before: PastState, now: PastState): PastStep => ({
  atMs: now.atMs,
  observed: now.observed,
  gaps: now.gaps,
  ...changedValues(before.values, now.values),
  gonePoints: unlessSame(before.gonePoints, now.gonePoints),
  devices: unlessSame(before.devices, now.devices, signOf),
  forgotten: unlessSame(before.forgotten, now.forgotten),
  alerts: unlessSame(before.alerts, now.alerts),
  moreAlerts: now.moreAlerts,
  incidents: unlessSame(before.incidents, now.incidents),
  statistics: now.statistics,
})
