/** The past of the made-up building: its waves at any moment of 30 days, alerts as they stood then, and bookmarks kept by the product's own keeper. */
import { createBookmarks } from '../../../electron/engine/monitor/past/bookmarks.ts'
import { pastStatisticsOf, pastStepOf } from '../../../electron/engine/store/past/past-step.ts'
import type { PAST_CALLS } from '../../../shared/calls/past-calls.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import { alertAt, wasOpenAt } from '../../../shared/domain/alert-history.ts'
import { SEVERITIES, type Alert, type AlertTransition } from '../../../shared/domain/alert.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { Bookmark, PastState, PastStates, Timeline } from '../../../shared/domain/past-state.ts'
import { LIVE_STATES, type LiveState, type LiveValues } from '../../../shared/domain/point.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { FakePoint } from './building.ts'
import { incidentsOf } from './fake-incidents.ts'
import { fakeGaps, fakeSeries, READ_EVERY_MS } from './fake-series.ts'
import { memoryBookmarks } from './memory-bookmarks.ts'

interface Building {
  readonly empty: boolean
  readonly failing: boolean
  readonly startedAtMs: number
  readonly devices: () => readonly Device[]
  readonly points: () => readonly FakePoint[]
  readonly alerts: () => readonly Alert[]
  readonly history: (alert: Alert) => readonly AlertTransition[]
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
}

const HOUR_MS = 3_600_000
const HISTORY_MS = 30 * 24 * HOUR_MS
/** A device that was connected later than the others: before, its points are not there. */
const LATE = { deviceId: 5, afterMs: 24 * 24 * HOUR_MS }

const bookmarksAt = (nowMs: number): readonly Bookmark[] => [
  { id: 1, name: 'Supply air begins to drift', atMs: nowMs - 35 * 60_000, address: `#/?at=${nowMs - 35 * 60_000}`, note: 'Watch the cooling valve: it was at 94 %.', createdAtMs: nowMs - 20 * 60_000, createdBy: 'operator' },
  { id: 2, name: 'Laptop was asleep', atMs: nowMs - 8.5 * HOUR_MS, address: `#/alerts?at=${nowMs - 8.5 * HOUR_MS}`, note: '', createdAtMs: nowMs - 7 * HOUR_MS, createdBy: 'operator' },
]

/** What set an alert aside is not in the made-up history. */
const asideOf = ({ shelf, maintenanceId, raisedAtMs }: Alert): readonly AlertTransition[] => [
  ...(shelf === null ? [] : [{ atMs: shelf.atMs, what: 'shelved' as const, note: shelf.reason }]),
  ...(maintenanceId === null ? [] : [{ atMs: raisedAtMs, what: 'suppressed' as const, note: '' }]),
]

const createPast = ({ startedAtMs, devices, points, alerts, history: told }: Building) => {
  const history = (alert: Alert): readonly AlertTransition[] => [...told(alert), ...asideOf(alert)]
  const firstMs = startedAtMs - HISTORY_MS
  const lateMs = firstMs + LATE.afterMs
  const isThere = (deviceId: number, atMs: number): boolean => deviceId !== LATE.deviceId || atMs >= lateMs

  const valuesAt = (there: readonly FakePoint[], atMs: number, open: readonly Alert[], silent: ReadonlyMap<number | null, number>): LiveValues => {
    const flat = new Set(open.filter(({ kind }) => kind === 'data').map(({ pointId }) => pointId))
    const silentSince = ({ deviceId }: FakePoint): number | undefined => silent.get(null) ?? silent.get(deviceId)
    const stateOf = (point: FakePoint): LiveState => {
      if (point.pollIntervalMs === 0) return 'never'
      if (silentSince(point) !== undefined) return 'stale'
      if (flat.has(point.id)) return 'dataProblem'
      return point.id === 11 ? 'overridden' : 'good'
    }
    // The last reading before its silence, else that of these ten seconds.
    const readAt = (point: FakePoint): number => (point.pollIntervalMs === 0 ? 0 : (silentSince(point) ?? Math.floor(atMs / READ_EVERY_MS) * READ_EVERY_MS))
    const valueOf = (point: FakePoint): number => {
      const fromMs = silentSince(point) === undefined ? readAt(point) : readAt(point) - READ_EVERY_MS
      return fakeSeries(point, point.id, fromMs, fromMs + READ_EVERY_MS, 1, alerts(), startedAtMs).values[0] ?? Number.NaN
    }
    return {
      pointIds: Int32Array.from(there, ({ id }) => id),
      values: Float64Array.from(there, (point) => (point.pollIntervalMs === 0 ? Number.NaN : valueOf(point))),
      timesMs: Float64Array.from(there, readAt),
      qualities: Uint16Array.from(there, (point) => ({ dataProblem: QUALITY.flat, overridden: QUALITY.overridden, never: 0, good: 0, stale: 0 })[stateOf(point)]),
      states: Uint8Array.from(there, (point) => LIVE_STATES.indexOf(stateOf(point))),
    }
  }

  const stateAt = (atMs: number): PastState => {
    const gaps = fakeGaps(startedAtMs, atMs, atMs + 1)
    const silent = new Map(gaps.map(({ deviceId, fromMs }) => [deviceId, fromMs] as const))
    const open = alerts().filter((alert) => wasOpenAt(alert, atMs)).map((alert) => alertAt({ alert, raisedSeverity: null, history: history(alert) }, atMs, [])).sort((a, b) => b.raisedAtMs - a.raisedAtMs)
    const there = points().filter(({ deviceId }) => isThere(deviceId, atMs))
    const then = devices().filter(({ id }) => isThere(id, atMs)).map((device): Device => {
      const sinceMs = silent.get(null) ?? silent.get(device.id)
      const state = silent.has(null) ? 'unknown' : silent.has(device.id) ? 'offline' : 'online'
      return { ...device, state, stateSinceMs: sinceMs ?? (device.id === LATE.deviceId ? lateMs : firstMs), lastSeenMs: sinceMs ?? atMs, problems: [] }
    })
    const values = valuesAt(there, atMs, open, silent)
    return {
      atMs, observed: !silent.has(null), gaps, values, gonePoints: [], devices: then, forgotten: [], alerts: open, moreAlerts: 0, incidents: incidentsOf(open),
      statistics: pastStatisticsOf(values, there.filter(({ pollIntervalMs }) => pollIntervalMs > 0).length, then, open),
    }
  }

  const states = (timesMs: readonly number[]): Result<PastStates> => {
    if (timesMs.some((timeMs) => timeMs > Date.now())) return failure('past-in-future', 'A moment that is still to come was asked for.')
    if (timesMs.some((timeMs) => timeMs < firstMs)) return failure('past-before-first', 'Nothing was recorded then.', { time: new Date(firstMs).toISOString().slice(0, 16).replace('T', ' '), firstMs })
    const all = timesMs.map(stateAt)
    const steps = all.slice(1).map((now, i) => pastStepOf(all[i] as PastState, now))
    return ok({ first: all[0] as PastState, steps })
  }

  const timeline = (fromMs: number, toMs: number, steps: number): Timeline => {
    const within = alerts().filter(({ raisedAtMs }) => raisedAtMs >= fromMs && raisedAtMs < toMs)
    const stepMs = (toMs - fromMs) / steps
    const raised = { critical: new Uint32Array(steps), high: new Uint32Array(steps), medium: new Uint32Array(steps), low: new Uint32Array(steps) }
    for (const { severity, raisedAtMs } of within) raised[severity][Math.floor((raisedAtMs - fromMs) / stepMs)] = (raised[severity][Math.floor((raisedAtMs - fromMs) / stepMs)] ?? 0) + 1
    const sorted = [...within].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.raisedAtMs - a.raisedAtMs)
    return {
      fromMs, toMs, stepMs, raised,
      alerts: sorted.slice(0, 300).map(({ id, raisedAtMs, clearedAtMs, severity }) => ({ id, raisedAtMs, clearedAtMs, severity })),
      moreAlerts: Math.max(0, sorted.length - 300),
      gaps: fakeGaps(startedAtMs, fromMs, toMs).filter(({ deviceId }) => deviceId === null),
      firstMs, lastMs: Date.now(),
    }
  }

  const stop = (fromMs: number, direction: 'next' | 'previous') => {
    const sorted = [...alerts()].sort((a, b) => a.raisedAtMs - b.raisedAtMs)
    const alert = direction === 'next' ? sorted.find(({ raisedAtMs }) => raisedAtMs > fromMs) : sorted.findLast(({ raisedAtMs }) => raisedAtMs < fromMs)
    return alert === undefined ? null : { alert: alertAt({ alert, raisedSeverity: null, history: history(alert) }, alert.raisedAtMs, []), atMs: alert.raisedAtMs }
  }
  return { states, timeline, stop }
}

export const fakePast = (building: Building): Pick<Handlers, keyof typeof PAST_CALLS> => {
  const { empty, failing, startedAtMs, push } = building
  const past = createPast(building)
  const bookmarks = createBookmarks({
    clock: { nowMs: () => Date.now() } as Parameters<typeof createBookmarks>[0]['clock'],
    store: { bookmarks: memoryBookmarks(empty ? [] : bookmarksAt(startedAtMs)) },
    userName: 'operator',
    changed: () => setTimeout(() => push('bookmarksChanged', null), 0),
  })
  const gone = failure('store-locked', 'The database is in use.', { file: 'plantroom.db' })
  const guarded = <A, R>(answer: (args: A) => R) => (args: A): R | typeof gone => (failing ? gone : answer(args))
  const nothing = failure('past-nothing-kept', 'This site has no readings yet.')
  return {
    getPastState: guarded(({ atMs }) => {
      const states = empty ? nothing : past.states([atMs])
      return states.ok ? ok(states.value.first) : states
    }),
    getPastStates: guarded(({ timesMs }) => (empty ? nothing : past.states(timesMs))),
    getTimeline: guarded(({ fromMs, toMs, steps }) => {
      const line = past.timeline(fromMs, toMs, steps)
      return ok(empty ? { ...line, firstMs: null, lastMs: null, gaps: [] } : line)
    }),
    getNextAlert: guarded(({ fromMs, direction }) => ok(past.stop(fromMs, direction))),
    listBookmarks: guarded(() => ok(bookmarks.list())),
    listBookmarkChanges: guarded(() => ok(bookmarks.changes())),
    addBookmark: guarded(({ bookmark }) => bookmarks.add(bookmark)),
    changeBookmark: guarded(({ bookmarkId, bookmark }) => bookmarks.change(bookmarkId, bookmark)),
    removeBookmark: guarded(({ bookmarkId }) => bookmarks.remove(bookmarkId)),
    undoBookmarkChange: guarded(({ changeId }) => bookmarks.undo(changeId)),
  }
}
