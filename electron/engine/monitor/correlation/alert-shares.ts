/** How much of a period each equipment had an open alert. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import { ruleEquipment } from '../../analysis/explain/rule-causes.ts'

interface Owner {
  readonly deviceId: number
  readonly name: string
  readonly pointIds: readonly number[]
}

/** Share of [fromMs, toMs) of each, 0..1, overlapping alerts counted once. Alerts of its points, and of fault rules that name it. */
export const alertShares = (owners: readonly Owner[], alerts: readonly Alert[], fromMs: number, toMs: number): number[] => {
  const byPoint = Map.groupBy(alerts.filter(({ pointId }) => pointId !== null), ({ pointId }) => pointId)
  const byRule = Map.groupBy(alerts.filter(({ pointId }) => pointId === null), (alert) => `${alert.deviceId}/${ruleEquipment(alert) ?? ''}`)
  return owners.map(({ deviceId, name, pointIds }) => {
    const own = [...pointIds.flatMap((id) => byPoint.get(id) ?? []), ...(byRule.get(`${deviceId}/${name}`) ?? [])]
    const spans = own.map(({ startedAtMs, clearedAtMs }) => [Math.max(fromMs, startedAtMs), Math.min(toMs, clearedAtMs ?? toMs)] as const).filter(([from, to]) => to > from).sort(([a], [b]) => a - b)
    let [covered, until] = [0, fromMs]
    for (const [from, to] of spans) {
      covered += Math.max(0, to - Math.max(until, from))
      until = Math.max(until, to)
    }
    return covered / (toMs - fromMs)
  })
}
