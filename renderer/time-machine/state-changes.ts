/** What is different between two states of the building. Pure. */
import { isActive, type Alert } from '../../shared/domain/alert.ts'
import type { Device, DeviceState } from '../../shared/domain/device.ts'
import type { PastState } from '../../shared/domain/past-state.ts'
import { LIVE_STATES, type LiveState, type Point } from '../../shared/domain/point.ts'

export interface DeviceChange {
  readonly device: Device
  /** null = it was not there. */
  readonly before: DeviceState | null
  readonly after: DeviceState | null
}

export interface PointChange {
  readonly pointId: number
  readonly before: { readonly value: number; readonly state: LiveState } | null
  readonly after: { readonly value: number; readonly state: LiveState } | null
  /** For ordering: how much it moved, as a share of the larger of both sizes; 1 and above for states. */
  readonly size: number
}

export interface StateChanges {
  /** Active later, not before. */
  readonly raised: readonly Alert[]
  /** Active before, not later. */
  readonly over: readonly Alert[]
  /** Active at both, acknowledged between. */
  readonly acknowledged: readonly Alert[]
  readonly devices: readonly DeviceChange[]
  /** Points whose trust changed (stale, overridden, ...) or whose state is another; largest first. */
  readonly points: readonly PointChange[]
}

/** An analog value that moved by less than this share of its size holds still. */
const STILL_SHARE = 0.02

const activeById = (alerts: readonly Alert[]): ReadonlyMap<number, Alert> => new Map(alerts.filter(isActive).map((alert) => [alert.id, alert]))

const deviceChanges = (before: readonly Device[], after: readonly Device[]): readonly DeviceChange[] => {
  const old = new Map(before.map((device) => [device.id, device]))
  const fresh = new Map(after.map((device) => [device.id, device]))
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((id) => {
    const [was, is] = [old.get(id), fresh.get(id)]
    const device = is ?? was
    return device === undefined || was?.state === is?.state ? [] : [{ device, before: was?.state ?? null, after: is?.state ?? null }]
  })
}

const valuesById = ({ values: { pointIds, values, states } }: Pick<PastState, 'values'>): ReadonlyMap<number, { value: number; state: LiveState }> =>
  new Map(Array.from(pointIds, (id, index) => [id, { value: values[index] ?? Number.NaN, state: LIVE_STATES[states[index] ?? 0] ?? 'never' }]))

/** How far a value moved; 0 = it holds still. States that are another count as the most. */
const moveOf = (before: number, after: number, discrete: boolean): number => {
  if (Number.isNaN(before) || Number.isNaN(after)) return Number.isNaN(before) === Number.isNaN(after) ? 0 : 1
  if (before === after) return 0
  if (discrete) return 1
  const share = Math.abs(after - before) / Math.max(Math.abs(before), Math.abs(after))
  return share < STILL_SHARE ? 0 : share
}

const pointChanges = (before: PastState, after: PastState, points: ReadonlyMap<number, Point>): readonly PointChange[] => {
  const old = valuesById(before)
  const fresh = valuesById(after)
  const changes = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((pointId): PointChange[] => {
    const [was, is] = [old.get(pointId) ?? null, fresh.get(pointId) ?? null]
    const kind = points.get(pointId)?.kind
    const trust = was?.state === is?.state ? 0 : 2
    const size = trust + moveOf(was?.value ?? Number.NaN, is?.value ?? Number.NaN, kind === 'binary' || kind === 'multiState')
    return size === 0 ? [] : [{ pointId, before: was, after: is, size }]
  })
  return changes.toSorted((a, b) => b.size - a.size || a.pointId - b.pointId)
}

/** From `before` to `after`. */
export const stateChanges = (before: PastState, after: PastState, points: ReadonlyMap<number, Point>): StateChanges => {
  const old = activeById(before.alerts)
  const fresh = activeById(after.alerts)
  return {
    raised: [...fresh.values()].filter(({ id }) => !old.has(id)),
    over: [...old.values()].filter(({ id }) => !fresh.has(id)),
    acknowledged: [...fresh.values()].filter(({ id, acknowledgedAtMs }) => acknowledgedAtMs !== null && old.get(id)?.acknowledgedAtMs === null),
    devices: deviceChanges(before.devices, after.devices),
    points: pointChanges(before, after, points),
  }
}

/** By point: 1 for what changed most, near 0 for what changed least. `points`: largest first. */
export const changeShares = (points: StateChanges['points']): ReadonlyMap<number, number> => new Map(points.map(({ pointId }, index) => [pointId, 1 - index / points.length]))
