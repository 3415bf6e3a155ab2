/** The points of what is known to feed a point: the one learnt, then the supply of the equipment that feeds its own. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Pipeline } from '../../pipeline/pipeline-types.ts'

/** What is worth seeing of an air handler or plant by what it feeds. */
const SUPPLIES: ReadonlySet<PointRole> = new Set<PointRole>(['supply_air_temp', 'hot_water_supply_temp', 'chilled_water_supply_temp', 'fan_status', 'pump_status'])

export const feedingPoints = (pipeline: Pick<Pipeline, 'supplyTree' | 'learntFeeder'>, pointId: number): readonly number[] => {
  const tree = pipeline.supplyTree()
  const learnt = pipeline.learntFeeder(pointId)
  const ofEquipment = tree.ofPoint(pointId).flatMap((own) => tree.feederOf(own, pipeline.learntFeeder)?.equipment.points ?? [])
  return [...new Set([...(learnt === null ? [] : [learnt]), ...ofEquipment.filter(({ role }) => SUPPLIES.has(role)).map((point) => point.pointId)])]
}
