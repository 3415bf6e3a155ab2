/** A range of device instances as typed; an empty end is open. Pure. */

/** Highest instance there can be (135, 22 bits). */
const HIGHEST = 4_194_303

export interface TypedRange {
  readonly low: string | number
  readonly high: string | number
}

export const ALL_INSTANCES: TypedRange = { low: '', high: '' }

const outside = (typed: string | number): boolean => typed !== '' && !(Number.isInteger(Number(typed)) && Number(typed) >= 0 && Number(typed) <= HIGHEST)

/** `outside`: no instance number; `turned`: from above up to. null: fine. */
export const rangeProblem = ({ low, high }: TypedRange): 'outside' | 'turned' | null => {
  if (outside(low) || outside(high)) return 'outside'
  return low !== '' && high !== '' && Number(low) > Number(high) ? 'turned' : null
}

/** As the engine takes it; Who-Is carries both ends or none. */
export const typedInstances = ({ low, high }: TypedRange): { readonly lowInstance?: number; readonly highInstance?: number } =>
  low === '' && high === '' ? {} : { lowInstance: low === '' ? 0 : Number(low), highInstance: high === '' ? HIGHEST : Number(high) }
