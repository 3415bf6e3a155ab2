/**
 * The scales of a new fit, bounded by what was followed live until then. In a fit days with a fault look like any others, and widen the spreads that measures count in as well as
 * the scales; so both are held to what was usual before, in the point's own unit.
 */
import { MEASURES, type Measure } from './habit-measures.ts'
import type { HabitCore, HabitModel } from './habit-model.ts'
import { fillFromModel, prepareForModel, type HabitState, type HabitUnits } from './habit-state.ts'
import { boundScale, inUnits, type SurpriseScale } from './surprise-scale.ts'

/** A model comes into force: its scales, and the days before this run. */
export const takeModel = (state: HabitState, model: HabitModel): void => {
  prepareForModel(state, MEASURES.length)
  takeScales(state, model)
  fillFromModel(state, model)
}

/** What an earlier run followed. */
export interface FollowedScales {
  readonly scales: readonly SurpriseScale[]
  /** null = not known: then those of the model that comes. */
  readonly units: HabitUnits | null
  /** End of the history of the model they were followed under, ms. */
  readonly toMs: number
}

/** Goes on with scales that an earlier run followed; those of an older model bound this one, as if it had been learnt while they were followed. */
export const resumeScales = (state: HabitState, model: HabitModel, { scales, units, toMs }: FollowedScales): void => {
  state.scales = [...scales]
  state.units = units
  state.filledMs = toMs
  takeModel(state, model)
  if (toMs === model.toMs) state.scales = [...scales]
}

/** The units of the state become those of the model. */
const takeScales = (state: HabitState, model: HabitModel): void => {
  const elapsedMs = model.toMs - state.filledMs
  const units = unitsOf(model)
  const before = state.units ?? units
  state.scales = model.scales.map((scale, i) => {
    const followed = state.scales[i]
    return boundScale(scale, followed === undefined ? null : inNewUnits(followed, MEASURES[i] as Measure, before, units), elapsedMs)
  })
  state.units = units
}

const inNewUnits = (followed: SurpriseScale, { unit, least }: Measure, before: HabitUnits, units: HabitUnits): SurpriseScale => {
  if (unit === null) return followed
  const name = unit === 'squaredStep' ? 'step' : unit
  return inUnits(followed, before[name] / units[name], least, unit === 'squaredStep')
}

const unitsOf = ({ spread, aheadSpread, stepSpreads }: HabitCore): HabitUnits => {
  let sum = 0
  for (let hour = 0; hour < stepSpreads.length; hour++) sum += (stepSpreads[hour] as number) ** 2
  return { profile: spread, ahead: aheadSpread, step: Math.sqrt(sum / stepSpreads.length) }
}
