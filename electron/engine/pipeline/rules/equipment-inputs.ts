/** What the rules of a piece of equipment read of this moment, from the present values of its points and those of the site's air handlers. */
import type { Binding, BoundInput } from '../../analysis/rules/bind.ts'
import type { LearntFeeder } from '../../analysis/rules/supply-tree.ts'
import type { InputName, InputValues } from '../../analysis/rules/inputs.ts'
import type { FormedSite } from './form-equipment.ts'

/** Present value of a point; NaN unless it is fresh and trusted. */
export type ValueOf = (pointId: number) => number

/** Several sources give the highest; one that is not trusted spoils it, unless another says on already. */
const readInput = ({ points }: BoundInput, valueOf: ValueOf): number => {
  const values = points.map(({ pointId, conversion, onStates }) => {
    const value = valueOf(pointId)
    return onStates === null || Number.isNaN(value) ? value * conversion.scale + conversion.offset : Number(onStates.includes(value))
  })
  if (values.length === 1) return values[0] as number
  return values.some((value) => value >= 1) ? 1 : Math.max(...values)
}

const inputOf = ({ inputs }: Binding, name: InputName, valueOf: ValueOf): number | undefined => {
  const input = inputs.get(name)
  return input === undefined ? undefined : readInput(input, valueOf)
}

/** The air handler that was learnt or is declared to serve the box alone; all of the site where neither is known. */
const handlersOf = ({ equipment }: Binding, { airHandlers, supply }: FormedSite, learnt: LearntFeeder): readonly Binding[] => {
  const feeder = airHandlers.length < 2 ? null : supply.feederOf(equipment, learnt)
  const own = feeder === null || feeder.guessed ? undefined : airHandlers.find((handler) => handler.equipment.id === feeder.equipment.id)
  return own === undefined ? airHandlers : [own]
}

/** Whether these air handlers run, and the warmest air they give; NaN where one of them is not known. */
const airOf = (airHandlers: readonly Binding[], valueOf: ValueOf): { readonly airSupplied?: number; readonly warmestSupplyAir?: number } => {
  if (airHandlers.length === 0) return {}
  const all = airHandlers.map((own) => ({ runs: inputOf(own, 'fanStatus', valueOf) ?? inputOf(own, 'fanCommand', valueOf) ?? Number.NaN, supply: inputOf(own, 'supplyAir', valueOf) as number }))
  const running = all.filter(({ runs }) => runs > 0.5)
  const airSupplied = running.length > 0 ? 1 : all.some(({ runs }) => Number.isNaN(runs)) ? Number.NaN : 0
  if (airSupplied === 0) return { airSupplied }
  const possible = all.filter(({ runs }) => !(runs <= 0.5))
  return { airSupplied, warmestSupplyAir: Math.max(...possible.map(({ supply }) => supply)) }
}

/** @param learnt which point was learnt to feed a point */
export const equipmentValues = (binding: Binding, site: FormedSite, valueOf: ValueOf, learnt: LearntFeeder): InputValues => {
  const values: Partial<Record<InputName, number>> = binding.equipment.kind === 'vav' ? airOf(handlersOf(binding, site, learnt), valueOf) : {}
  for (const [name, input] of binding.inputs) values[name] = readInput(input, valueOf)
  return values
}

const AIR_INPUTS: readonly InputName[] = ['fanStatus', 'fanCommand', 'supplyAir']

/** Points that `equipmentValues` may ask for. */
export const inputPointsOf = ({ equipment, inputs }: Binding, { airHandlers }: FormedSite): ReadonlySet<number> => {
  const bound = [...inputs.values(), ...(equipment.kind === 'vav' ? airHandlers.flatMap((own) => AIR_INPUTS.flatMap((name) => own.inputs.get(name) ?? [])) : [])]
  return new Set(bound.flatMap(({ points }) => points.map(({ pointId }) => pointId)))
}
