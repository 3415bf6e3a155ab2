/** What a replay judges: which points reading by reading, which for slow faults, and which equipment by its rules. */
import type { Point } from '../../../shared/domain/point.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import { isSureRole } from '../../../shared/domain/roles.ts'
import type { ReplayQueries } from '../store/replay-queries.ts'
import { DRIFT } from './drift-reference.ts'
import { inputPointsOf } from './rules/equipment-inputs.ts'
import { formEquipment, NO_EQUIPMENT, type FormedSite } from './rules/form-equipment.ts'
import type { ReplayTask } from './replay-job.ts'

export interface Subjects {
  /** Judged reading by reading. */
  readonly points: readonly Point[]
  /** Judged for slow faults, where they can have any. */
  readonly drifting: readonly Point[]
  readonly site: FormedSite
  /** Equipment, by its place in the site's. */
  readonly places: readonly number[]
}

const judgesReadings = (detector: string): boolean => !isRule(detector) && detector !== DRIFT

const isRule = (detector: string): boolean => detector.startsWith('rule.')

/** What points mean, where that is sure. */
export const sureRoles = (queries: Pick<ReplayQueries, 'roles'>): ((pointId: number) => PointRole | null) => {
  const roles = new Map(queries.roles().flatMap((found) => (isSureRole(found) ? [[found.pointId, found.role] as const] : [])))
  return (pointId) => roles.get(pointId) ?? null
}

/** Equipment as live forms it, by the roles that are sure now. */
export const formSite = (points: readonly Point[], queries: Pick<ReplayQueries, 'roles' | 'deviceNames'>): FormedSite => {
  const names = queries.deviceNames()
  const forming = formEquipment(points, sureRoles(queries), (id) => names.get(id) ?? `#${id}`)
  for (;;) {
    const step = forming.next()
    if (step.done === true) return step.value
  }
}

/** See `BackTestPlan`. `form` is asked only where equipment may be judged. */
export const chooseSubjects = ({ pointIds, equipmentIds = [], trials, readingsOnly = false }: Pick<ReplayTask, 'pointIds' | 'equipmentIds' | 'trials' | 'readingsOnly'>, all: readonly Point[], form: () => FormedSite): Subjects => {
  const only = trials.flatMap((trial) => trial.only)
  const onlyRules = only.length > 0 && only.every(isRule)
  const noRules = only.length > 0 && !only.some(isRule)
  const isWhole = pointIds.length === 0 && equipmentIds.length === 0
  const wanted = new Set(pointIds)
  const asked = onlyRules ? [] : isWhole ? all : all.filter(({ id }) => wanted.has(id))
  const points = only.length === 0 || only.some(judgesReadings) ? asked : []
  const drifting = !readingsOnly && (only.length === 0 || only.includes(DRIFT)) ? asked : []
  if (noRules || (!isWhole && equipmentIds.length === 0 && !onlyRules)) return { points, drifting, site: NO_EQUIPMENT, places: [] }
  const site = form()
  const named = new Set(equipmentIds)
  const places = site.bindings.flatMap((binding, place) => {
    if (binding.rules.length === 0) return []
    const isChosen = isWhole || named.has(binding.equipment.id) || (onlyRules && [...inputPointsOf(binding, site)].some((id) => wanted.has(id)))
    return isChosen && (only.length === 0 || binding.rules.some(({ id }) => only.includes(`rule.${id}`))) ? [place] : []
  })
  return { points, drifting, site, places }
}
