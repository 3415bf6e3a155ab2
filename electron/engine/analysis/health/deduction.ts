/** How a part of the health score loses points: by what was seen, how grave it is, and how much of the device it concerns. */
import type { HealthDeduction, HealthEvidence } from '../../../../shared/domain/health.ts'
import type { Message } from '../../../../shared/message.ts'

/** A deduction from the 100 points of its part; what it takes from the score follows from the parts that were judged. */
export type PartDeduction = Omit<HealthDeduction, 'part' | 'points'>

/** Something affected and how badly, 0..1. */
export interface Affected {
  readonly grade: number
  readonly evidence: HealthEvidence
}

const MOST_EVIDENCE = 20
/** What one bad case of many costs at least, and how soon many cost everything; as in the check-up. */
const WORST_WEIGHT = 0.4
const SPREAD_FACTOR = 4

export const clamp = (share: number): number => Math.min(1, Math.max(0, share))
export const rounded = (value: number): number => Math.round(value * 10) / 10
export const percent = (share: number): number => Math.round(share * 1_000) / 10
export const HOUR_MS = 3_600_000

/**
 * Points for some affected of `total`: 0.4 of the worst grade and 0.6 of four times the mean grade over all, of `most`. Below a tenth nothing is taken.
 * @param text is told the number of those affected
 */
export const deductFor = (kind: string, most: number, affected: readonly Affected[], total: number, text: (count: number) => Message): readonly PartDeduction[] => {
  if (affected.length === 0) return []
  const worst = affected.reduce((least, { grade }) => Math.max(least, grade), 0)
  const sum = affected.reduce((all, { grade }) => all + grade, 0)
  const ofPart = rounded(most * (WORST_WEIGHT * worst + (1 - WORST_WEIGHT) * clamp((SPREAD_FACTOR * sum) / Math.max(1, total))))
  if (ofPart <= 0) return []
  const evidence = [...affected].sort((a, b) => b.grade - a.grade).slice(0, MOST_EVIDENCE).map((one) => one.evidence)
  return [{ kind, ofPart, text: text(affected.length), evidence, affected: affected.length }]
}

/** A deduction of the device as a whole. Below a tenth nothing is taken. */
export const deductOnce = (kind: string, ofPart: number, text: Message, period: { readonly fromMs: number; readonly toMs: number }): readonly PartDeduction[] => {
  const points = rounded(ofPart)
  return points <= 0 ? [] : [{ kind, ofPart: points, text, evidence: [{ pointId: null, alertId: null, text, fromMs: period.fromMs, toMs: period.toMs }], affected: 1 }]
}
