/** Keeps lists of alerts true as alerts change, without asking again. */
import { isListed, type Alert } from '../../shared/domain/alert.ts'
import type { CallInput } from '../../shared/contract.ts'

type ListArgs = CallInput<'listAlerts'>

const belongs = (alert: Alert, args: ListArgs): boolean =>
  isListed(alert, args.which) &&
  (args.pointId === undefined || alert.pointId === args.pointId) &&
  (args.deviceId === undefined || alert.deviceId === args.deviceId) &&
  (args.toMs === undefined || alert.startedAtMs < args.toMs) &&
  (args.fromMs === undefined || alert.clearedAtMs === null || alert.clearedAtMs >= args.fromMs)

const newestFirst = (a: Alert, b: Alert): number => b.raisedAtMs - a.raisedAtMs || b.id - a.id

/** The list a fresh `listAlerts(args)` would give, from the old list and the alerts that changed. */
export const mergeAlerts = (old: readonly Alert[], changed: readonly Alert[], args: ListArgs): readonly Alert[] => {
  const byId = new Map(changed.map((alert) => [alert.id, alert]))
  const kept = old.filter((alert) => !byId.has(alert.id))
  const fresh = [...byId.values()].filter((alert) => belongs(alert, args))
  return [...fresh, ...kept].sort(newestFirst).slice(0, args.limit)
}
