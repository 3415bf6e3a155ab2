/** What can be chosen when writing: states, priorities. Pure. */
import type { Point } from '../../shared/domain/point.ts'
import { stateText } from '../components/format-value.ts'

/** Priorities that a person may use here: 1 and 2 are for the safety of life, 6 for minimum on and off times. */
export const PRIORITIES: readonly number[] = [3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
/** 135, 19.2.1.1: manual operator. */
export const MANUAL_PRIORITY = 8

/** The states of a binary or multi-state point as values with their texts; null where a number is typed. */
export const stateChoices = (point: Pick<Point, 'kind' | 'units' | 'stateTexts'>): readonly { readonly value: string; readonly label: string }[] | null => {
  if (point.kind === 'binary') return [0, 1].map((value) => ({ value: String(value), label: stateText(point, value) }))
  if (point.kind === 'multiState' && point.stateTexts.length > 0) return point.stateTexts.map((_, at) => ({ value: String(at + 1), label: stateText(point, at + 1) }))
  return null
}

/** The number that was typed, with a decimal point or comma; null for anything else. */
export const typedNumber = (text: string): number | null => {
  const plain = text.trim().replace(',', '.')
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null
}
