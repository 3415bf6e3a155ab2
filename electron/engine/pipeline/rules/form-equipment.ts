/** Equipment of a site out of points with sure roles, with its rules bound: the same for live judging and for replays. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import { bindRules, siteInputsOf, type Binding } from '../../analysis/rules/bind.ts'
import { supplyTreeOf, type SupplyTree } from '../../analysis/rules/supply-tree.ts'
import { equipmentOfDevice, type FormedEquipment, type RolePoint } from '../../analysis/rules/equipment.ts'

export interface FormedSite {
  /** In an order that the same points always give. */
  readonly bindings: readonly Binding[]
  /** Air handlers whose fans and supply air are known: boxes are judged against them. */
  readonly airHandlers: readonly Binding[]
  /** Which equipment feeds which. */
  readonly supply: SupplyTree
}

/** Each piece of equipment is judged once in so many turns, one turn a second: the work is spread evenly. */
export const TURNS = 60

/** In which of the turns: told by its id alone, so that other equipment does not move it. */
export const turnOf = (equipmentId: string): number => {
  let hash = 0
  for (let i = 0; i < equipmentId.length; i++) hash = (hash * 31 + equipmentId.charCodeAt(i)) % 1_000_003
  return hash % TURNS
}

export const NO_EQUIPMENT: FormedSite = { bindings: [], airHandlers: [], supply: supplyTreeOf([]) }

/** Forms and binds; yields every few milliseconds of work. What is never polled binds nothing: it would suspend its rules for good. */
export function* formEquipment(points: Iterable<Point>, roleOf: (pointId: number) => PointRole | null, deviceName: (deviceId: number) => string): Generator<undefined, FormedSite> {
  const withRole: RolePoint[] = []
  for (const { id, deviceId, name, kind, units, stateTexts, pollIntervalMs } of points) {
    const role = roleOf(id)
    if (role !== null && pollIntervalMs > 0) withRole.push({ pointId: id, deviceId, name, role, kind, units, stateTexts })
  }
  const formed: FormedEquipment[] = []
  for (const [deviceId, own] of Map.groupBy(withRole, ({ deviceId }) => deviceId)) {
    formed.push(...equipmentOfDevice(deviceId, deviceName(deviceId), own))
    yield
  }
  const site = siteInputsOf(formed, withRole)
  const bindings: Binding[] = []
  for (const equipment of formed) {
    bindings.push(bindRules(equipment, site))
    yield
  }
  return { bindings, airHandlers: site.hasAirHandlers ? bindings.filter(({ equipment, inputs }) => equipment.kind === 'ahu' && inputs.has('supplyAir')) : [], supply: supplyTreeOf(formed) }
}

const GENTLE_MS = 10

/** The same, with turns for everybody else between slices of some milliseconds. */
export const formGently = async (points: Iterable<Point>, roleOf: (pointId: number) => PointRole | null, deviceName: (deviceId: number) => string, monotonicMs: () => number): Promise<FormedSite> => {
  const forming = formEquipment(points, roleOf, deviceName)
  let sliceMs = monotonicMs()
  for (;;) {
    const step = forming.next()
    if (step.done === true) return step.value
    if (monotonicMs() - sliceMs < GENTLE_MS) continue
    await nextTurn()
    sliceMs = monotonicMs()
  }
}
