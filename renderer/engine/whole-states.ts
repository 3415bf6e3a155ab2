/** Several past states, each told by what changed since the one before, as whole ones. Pure. */
import type { PastState, PastStates, PastStep } from '../../shared/domain/past-state.ts'
import type { LiveValues } from '../../shared/domain/point.ts'

const rows = (size: number): LiveValues => ({ pointIds: new Int32Array(size), values: new Float64Array(size), timesMs: new Float64Array(size), qualities: new Uint16Array(size), states: new Uint8Array(size) })

const copyRow = (from: LiveValues, index: number, to: LiveValues, at: number): void => {
  to.pointIds[at] = from.pointIds[index] ?? 0
  to.values[at] = from.values[index] ?? Number.NaN
  to.timesMs[at] = from.timesMs[index] ?? 0
  to.qualities[at] = from.qualities[index] ?? 0
  to.states[at] = from.states[index] ?? 0
}

/** The values with `changed` in place of theirs or added, and without `absent`. The same object where nothing differs. */
export const withValues = (before: LiveValues, changed: LiveValues, absent: readonly number[]): LiveValues => {
  if (changed.pointIds.length === 0 && absent.length === 0) return before
  const newer = new Map(Array.from(changed.pointIds, (id, index) => [id, index]))
  const gone = new Set(absent)
  const kept = Array.from(before.pointIds, (id, index) => ({ id, index })).filter(({ id }) => !gone.has(id) || newer.has(id))
  const known = new Set(kept.map(({ id }) => id))
  const added = [...newer].filter(([id]) => !known.has(id))
  const next = rows(kept.length + added.length)
  for (const [at, { id, index }] of kept.entries()) {
    const fresh = newer.get(id)
    copyRow(fresh === undefined ? before : changed, fresh ?? index, next, at)
  }
  for (const [at, [, index]] of added.entries()) copyRow(changed, index, next, kept.length + at)
  return next
}

const following = (before: PastState, step: PastStep): PastState => ({
  atMs: step.atMs,
  observed: step.observed,
  gaps: step.gaps,
  values: withValues(before.values, step.values, step.absentPointIds),
  gonePoints: step.gonePoints ?? before.gonePoints,
  devices: step.devices ?? before.devices,
  forgotten: step.forgotten ?? before.forgotten,
  alerts: step.alerts ?? before.alerts,
  moreAlerts: step.moreAlerts,
  incidents: step.incidents ?? before.incidents,
  statistics: step.statistics,
})

/** In the order of the answer. */
export const wholeStates = ({ first, steps }: PastStates): readonly PastState[] => {
  const states = [first]
  for (const step of steps) states.push(following(states.at(-1) ?? first, step))
  return states
}
