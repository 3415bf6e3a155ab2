/** Operating state of an air handler from its valves and outdoor air damper: ASHRAE Guideline 36-2021, 5.16.14.2. */
import type { InputValues } from './inputs.ts'
import type { OperatingState } from '../../../../shared/domain/rules.ts'
import { AT_MINIMUM_PERCENT, CLOSED_PERCENT, OPEN_DAMPER_PERCENT } from './thresholds.ts'

/** Where the damper stands. `unknown`: no damper, or its minimum is not known yet. */
export type DamperPlace = 'minimum' | 'between' | 'open' | 'unknown'

/** `minimum`: lowest usual position, %; null = not known. */
export const damperPlace = (position: number | undefined, minimum: number | null): DamperPlace => {
  if (position === undefined || Number.isNaN(position)) return 'unknown'
  if (position >= OPEN_DAMPER_PERCENT) return 'open'
  if (minimum === null) return 'unknown'
  return position <= minimum + AT_MINIMUM_PERCENT ? 'minimum' : 'between'
}

const isOpen = (valve: number | undefined): boolean => valve !== undefined && valve > CLOSED_PERCENT

/** Valves that do not exist count as closed. A damper whose minimum is unknown counts as at it in heating and mechanical cooling, where it normally is. */
export const operatingState = ({ heatingValve, coolingValve }: InputValues, damper: DamperPlace): OperatingState => {
  const heats = isOpen(heatingValve)
  const cools = isOpen(coolingValve)
  const atMinimum = damper === 'minimum' || damper === 'unknown'
  if (heats && !cools && atMinimum) return 1
  if (!heats && !cools && damper === 'between') return 2
  if (!heats && cools && damper === 'open') return 3
  if (!heats && cools && atMinimum) return 4
  return 5
}
