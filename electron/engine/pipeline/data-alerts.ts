/**
 * Data problems become alerts here, grouped: many points of one device that fail for the same reason are one alert of the device.
 * Up to five points have an alert each; the sixth turns them into one.
 */
import { NEW_ALERT, type Alert } from '../../../shared/domain/alert.ts'
import type { Clock } from '../../../shared/clock.ts'
import { message } from '../../../shared/message.ts'
import type { AlertBook } from './alert-book.ts'
import { dataSeverity, dataWords, groupWords, nameOf } from './alert-words.ts'
import type { DataCause, MonitoredPoint } from './point-monitor.ts'

/** More points than this with one cause on one device are one alert. */
export const MOST_SINGLE = 5
/** Points of one poll cycle fail within seconds of each other: what comes within this time is looked at together. */
const COLLECT_MS = 5_000
/** A group taken over from a former run is given this long to show that it is still there. */
const GROUP_GRACE_MS = 15 * 60_000

export interface DataAlerts {
  /** The point's data problem has passed its on-delay. `collect` false = raise at once. */
  open(monitored: MonitoredPoint, cause: DataCause, sinceMs: number, timeMs: number, value: number, collect: boolean): void
  /** The problem is over. False when the store refused; try again. */
  close(monitored: MonitoredPoint, timeMs: number): boolean
  /** A point is no longer watched. */
  drop(monitored: MonitoredPoint): void
  /** Takes over a problem that was open when the engine stopped. False when there is no such alert. */
  resume(monitored: MonitoredPoint, cause: DataCause): boolean
  /** The points that a shared alert of a device stands for, empty for any other alert; null = none has come yet since the engine started. */
  pointsOf(alert: Alert): readonly number[] | null
  /** Raises what has been collected long enough. */
  settle(): void
}

interface Member {
  readonly monitored: MonitoredPoint
  readonly sinceMs: number
  readonly timeMs: number
  readonly value: number
  /** 0 = none yet, or covered by the group's. */
  alertId: number
}

interface Group {
  readonly deviceId: number
  readonly cause: DataCause
  readonly members: Map<number, Member>
  /** 0 = no alert of the device. */
  alertId: number
  /** When waiting members are looked at; Infinity while none waits. */
  dueMonotonicMs: number
  /** Until when an empty group of a former run is kept. */
  graceMonotonicMs: number
}

export interface DataAlertsDeps {
  readonly clock: Clock
  readonly book: AlertBook
  readonly deviceName: (deviceId: number) => string
}

export const createDataAlerts = ({ clock, book, deviceName }: DataAlertsDeps): DataAlerts => {
  const groups = new Map<string, Group>()
  const groupOfPoint = new Map<number, Group>()

  const groupOf = (deviceId: number, cause: DataCause): Group => {
    const key = `${deviceId}/${cause}`
    const existing = groups.get(key)
    if (existing !== undefined) return existing
    const group: Group = { deviceId, cause, members: new Map(), alertId: 0, dueMonotonicMs: Infinity, graceMonotonicMs: 0 }
    groups.set(key, group)
    return group
  }

  const join = (group: Group, member: Member): void => {
    group.members.set(member.monitored.point.id, member)
    groupOfPoint.set(member.monitored.point.id, group)
  }

  const leave = (monitored: MonitoredPoint): Group | null => {
    const group = groupOfPoint.get(monitored.point.id)
    if (group === undefined) return null
    group.members.delete(monitored.point.id)
    groupOfPoint.delete(monitored.point.id)
    return group
  }

  const raiseSingles = (group: Group): void => {
    for (const member of group.members.values()) {
      if (member.alertId === 0) member.alertId = book.raise(singleAlert(member, group.cause))?.id ?? 0
    }
  }

  const raiseGroup = (group: Group): void => {
    const words = wordsOf(group, deviceName(group.deviceId))
    if (group.alertId !== 0) {
      book.change(group.alertId, { title: words.title, explanation: words.explanation })
      return
    }
    const members = [...group.members.values()]
    const timeMs = Math.max(...members.map((member) => member.timeMs))
    const raised = book.raise({
      ...emptyAlert(group.deviceId, null, group.cause), ...words, value: null, worstValue: null, startedAtMs: Math.min(...members.map((member) => member.sinceMs)), raisedAtMs: timeMs,
    }, [...group.members.keys()])
    if (raised === null) return
    group.alertId = raised.id
    for (const member of members) {
      if (member.alertId !== 0) book.clear(member.alertId, timeMs, message('alert.care.partOf', { id: raised.id }))
      member.alertId = 0
    }
  }

  const settleGroup = (group: Group): void => {
    group.dueMonotonicMs = Infinity
    if (group.alertId !== 0 || group.members.size > MOST_SINGLE) raiseGroup(group)
    else raiseSingles(group)
    const unsaved = group.alertId === 0 && [...group.members.values()].some((member) => member.alertId === 0)
    if (unsaved) group.dueMonotonicMs = clock.monotonicMs() + COLLECT_MS
  }

  const closeGroupIfOver = (group: Group, timeMs: number): void => {
    if (group.members.size > 0 || group.alertId === 0 || clock.monotonicMs() < group.graceMonotonicMs) return
    if (book.clear(group.alertId, timeMs)) group.alertId = 0
  }

  const resumeGroup = (group: Group, alert: Alert): void => {
    if (group.alertId === alert.id) return
    group.alertId = alert.id
    group.graceMonotonicMs = clock.monotonicMs() + GROUP_GRACE_MS
  }

  return {
    open: (monitored, cause, sinceMs, timeMs, value, collect) => {
      const group = groupOf(monitored.point.deviceId, cause)
      join(group, { monitored, sinceMs, timeMs, value, alertId: 0 })
      if (!collect) settleGroup(group)
      else if (group.dueMonotonicMs === Infinity) group.dueMonotonicMs = clock.monotonicMs() + COLLECT_MS
    },
    close: (monitored, timeMs) => {
      const alertId = groupOfPoint.get(monitored.point.id)?.members.get(monitored.point.id)?.alertId ?? 0
      if (alertId !== 0 && !book.clear(alertId, timeMs)) return false
      const group = leave(monitored)
      if (group === null) return true
      if (group.alertId !== 0 && group.members.size > 0) group.dueMonotonicMs = Math.min(group.dueMonotonicMs, clock.monotonicMs() + COLLECT_MS)
      closeGroupIfOver(group, timeMs)
      return true
    },
    drop: (monitored) => void leave(monitored),
    resume: (monitored, cause) => {
      const { id: pointId, deviceId } = monitored.point
      const alerts = book.open().filter((alert) => alert.kind === 'data' && alert.clearedAtMs === null && alert.deviceId === deviceId && alert.evidence[0]?.detector === `gate.${cause}`)
      const own = alerts.find((alert) => alert.pointId === pointId)
      const shared = alerts.find((alert) => alert.pointId === null)
      if (own === undefined && shared === undefined) return false
      const group = groupOf(deviceId, cause)
      if (shared !== undefined) resumeGroup(group, shared)
      const startedMs = (own ?? shared)?.startedAtMs ?? 0
      join(group, { monitored, sinceMs: startedMs, timeMs: startedMs, value: own?.value ?? Number.NaN, alertId: own?.id ?? 0 })
      return true
    },
    pointsOf: (alert) => {
      if (alert.kind !== 'data' || alert.pointId !== null) return []
      const group = [...groups.values()].find(({ alertId, members }) => alertId === alert.id && members.size > 0)
      return group === undefined ? null : [...group.members.keys()]
    },
    settle: () => {
      const nowMs = clock.monotonicMs()
      for (const group of groups.values()) {
        if (nowMs >= group.dueMonotonicMs) settleGroup(group)
        closeGroupIfOver(group, clock.nowMs())
      }
    },
  }
}

const wordsOf = (group: Group, device: string) => groupWords(device, group.cause, Array.from(group.members.values(), ({ monitored }) => nameOf(monitored.point)))

const emptyAlert = (deviceId: number, pointId: number | null, cause: DataCause) => ({
  kind: 'data' as const, severity: dataSeverity(cause), deviceId, pointId, ...NEW_ALERT,
})

const singleAlert = ({ monitored, sinceMs, timeMs, value }: Member, cause: DataCause): Omit<Alert, 'id'> => {
  const known = Number.isFinite(value) ? value : null
  return { ...emptyAlert(monitored.point.deviceId, monitored.point.id, cause), ...dataWords(monitored, cause, value), value: known, worstValue: known, startedAtMs: sinceMs, raisedAtMs: timeMs }
}
