/** What discovery asks of an object by its type, how big the answer may be, and how it becomes facts. Pure. */
import type { ObjectFacts } from '../../../shared/domain/acquisition.ts'
import { objectTypeFact } from '../../../shared/domain/object-type.ts'
import type { PlainValue, PropertyAnswer } from './device-reader.ts'
import { PROPERTY } from './properties.ts'
import { objectIdOf } from './values.ts'

/** Object types with the property units. */
const WITH_UNITS = new Set([0, 1, 2, 23, 24, 45, 46, 48])
const LOOP = 12
/** Binary input, output, value: the types with inactive-text and active-text. */
const WITH_BINARY_TEXTS = new Set([3, 4, 5])
const WITH_STATE_TEXT = new Set([13, 14, 19])

/** Typical octets of a property in an answer, its identifier and construct included; generous, because too much costs an abort. */
const OCTETS: Readonly<Record<number, number>> = {
  [PROPERTY.objectName]: 40,
  [PROPERTY.description]: 48,
  [PROPERTY.units]: 8,
  [PROPERTY.outputUnits]: 8,
  [PROPERTY.stateText]: 110,
  [PROPERTY.activeText]: 20,
  [PROPERTY.inactiveText]: 20,
}
const OBJECT_OCTETS = 7

export const detailProperties = (type: number): readonly number[] => {
  const properties: number[] = [PROPERTY.objectName, PROPERTY.description]
  if (WITH_UNITS.has(type)) properties.push(PROPERTY.units)
  if (type === LOOP) properties.push(PROPERTY.outputUnits)
  if (WITH_STATE_TEXT.has(type)) properties.push(PROPERTY.stateText)
  if (WITH_BINARY_TEXTS.has(type)) properties.push(PROPERTY.inactiveText, PROPERTY.activeText)
  return properties
}

/** Octets an object's details probably take in an answer. */
export const detailOctets = (type: number): number => detailProperties(type).reduce((sum, property) => sum + (OCTETS[property] ?? 40), OBJECT_OCTETS)

/** An object's answers as they come in. */
export interface ObjectDraft {
  readonly code: number
  readonly answers: Map<number, PropertyAnswer>
}

const textOf = (value: PlainValue | undefined): string => (typeof value === 'string' ? value : '')

const valuesOf = (draft: ObjectDraft, property: number): readonly PlainValue[] => {
  const answer = draft.answers.get(property)
  return answer?.ok === true ? answer.values : []
}

const stateTextsOf = (draft: ObjectDraft): readonly string[] => {
  const states = valuesOf(draft, PROPERTY.stateText)
  if (states.length > 0) return states.map(textOf)
  const inactive = textOf(valuesOf(draft, PROPERTY.inactiveText)[0])
  const active = textOf(valuesOf(draft, PROPERTY.activeText)[0])
  return inactive === '' && active === '' ? [] : [inactive, active]
}

/** The facts of an object; what could not be read is empty. */
export const objectFacts = (draft: ObjectDraft): ObjectFacts => {
  const { type, instance } = objectIdOf(draft.code)
  const units = valuesOf(draft, type === LOOP ? PROPERTY.outputUnits : PROPERTY.units)[0]
  return {
    objectType: type,
    objectInstance: instance,
    name: textOf(valuesOf(draft, PROPERTY.objectName)[0]),
    description: textOf(valuesOf(draft, PROPERTY.description)[0]),
    units: typeof units === 'number' ? units : null,
    stateTexts: objectTypeFact(type).kind === 'analog' ? [] : stateTextsOf(draft),
  }
}
