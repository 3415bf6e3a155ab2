/** What may be written to which object, and as what (135, clause 12: datatypes of present value; 19.2: priorities). Pure. */
import type { Point } from '../../../../shared/domain/point.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { WriteValue } from '../../bacnet/commands.ts'
import { numberText } from '../../bacnet/number-text.ts'
import { objectLabel } from '../../../../shared/domain/object-type.ts'

type ValueKind = 'real' | 'double' | 'unsigned' | 'signed' | 'enumerated'

/** Datatype of present value by object type; types not listed are not written from here. */
const VALUE_KINDS: Readonly<Record<number, ValueKind>> = {
  0: 'real',
  1: 'real',
  2: 'real',
  3: 'enumerated',
  4: 'enumerated',
  5: 'enumerated',
  13: 'unsigned',
  14: 'unsigned',
  19: 'unsigned',
  45: 'signed',
  46: 'double',
  48: 'unsigned',
}
const MULTI_STATE = new Set([13, 14, 19])

/** Priorities 1 and 2 belong to life safety, 6 to the minimum on and off times that devices keep themselves. */
const LIFE_SAFETY = 2
const MINIMUM_ON_OFF = 6

/** `1e38` and more is beyond a REAL. */
const LARGEST_REAL = 3.402_823_466_385_288_6e38
const LARGEST_UNSIGNED = 4_294_967_295
const LEAST_SIGNED = -2_147_483_648
const LARGEST_SIGNED = 2_147_483_647

/** Limits the object itself tells; undefined where it tells none. */
export interface ObjectLimits {
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** Number of states of a multi-state object. */
  readonly states?: number | undefined
}

/** `AV 3 "Setpoint"`: the object as it is named in sentences and in the log. */
export const pointLabel = (point: Point): string => {
  const label = objectLabel(point.objectType, point.objectInstance)
  return point.name === '' ? label : `${label} “${point.name}”`
}

/** Refused with `write-type`: objects whose present value is not one number. */
export const checkWritable = (point: Point): Result<ValueKind> => {
  const kind = VALUE_KINDS[point.objectType]
  return kind === undefined
    ? failure('write-type', `${pointLabel(point)} cannot be written from here: its value is not a plain number or state.`, { object: pointLabel(point) })
    : ok(kind)
}

/** Refused with `write-priority-life-safety` or `write-priority-minimum-time`. `priority`: 1..16. */
export const checkPriority = (priority: number): Result<null> => {
  if (priority <= LIFE_SAFETY) return failure('write-priority-life-safety', `Priority ${priority} is kept for life safety and is not written from here. Choose 3 to 16.`, { priority })
  if (priority === MINIMUM_ON_OFF) return failure('write-priority-minimum-time', 'Priority 6 belongs to the minimum on and off times of the device itself. Choose another one.')
  return ok(null)
}

/** Refused with `write-value`: what is expected is said in words. */
export const checkValue = (point: Point, value: number, limits: ObjectLimits): Result<WriteValue> => {
  const kind = checkWritable(point)
  if (!kind.ok) return kind
  const [low, high] = rangeOf(point, kind.value, limits)
  const whole = kind.value !== 'real' && kind.value !== 'double'
  if (Number.isFinite(value) && value >= low && value <= high && (!whole || Number.isInteger(value))) return ok({ kind: kind.value, value })
  const detail = { object: pointLabel(point), low: numberText(low), high: numberText(high), value }
  return whole
    ? failure('write-value-whole', `${detail.object} takes whole numbers from ${detail.low} to ${detail.high}, not ${value}.`, detail)
    : failure('write-value', `${detail.object} takes values from ${detail.low} to ${detail.high}, not ${value}.`, detail)
}

const rangeOf = (point: Point, kind: ValueKind, { min, max, states }: ObjectLimits): [low: number, high: number] => {
  if (kind === 'enumerated') return [0, 1]
  if (MULTI_STATE.has(point.objectType)) return [1, states ?? (point.stateTexts.length > 0 ? point.stateTexts.length : LARGEST_UNSIGNED)]
  const [least, largest] = kind === 'unsigned' ? [0, LARGEST_UNSIGNED] : kind === 'signed' ? [LEAST_SIGNED, LARGEST_SIGNED] : kind === 'real' ? [-LARGEST_REAL, LARGEST_REAL] : [-Number.MAX_VALUE, Number.MAX_VALUE]
  return [Math.max(least, min ?? -Infinity), Math.min(largest, max ?? Infinity)]
}
