/** How a check judges and how many points it takes. */
import type { Deduction } from '../../../../shared/domain/check-up.ts'
import type { Message } from '../../../../shared/message.ts'
import type { CheckUpFacts } from './check-up-facts.ts'

export type Severity = Deduction['severity']
export type Evidence = Deduction['evidence'][number]

/** What one check found: points taken, nothing, or why it could not look. */
export type CheckResult =
  | { readonly kind: 'deduction'; readonly deduction: Omit<Deduction, 'check'> }
  | { readonly kind: 'passed' | 'notChecked'; readonly text: Message }

export interface Check {
  readonly name: string
  /** Most points it can take from 100. */
  readonly most: number
  judge(facts: CheckUpFacts, most: number): CheckResult
}

export const passed = (text: Message): CheckResult => ({ kind: 'passed', text })
export const notChecked = (text: Message): CheckResult => ({ kind: 'notChecked', text })

/** Something affected, how badly (0..1), and how it is shown. */
export interface Affected {
  readonly grade: number
  readonly evidence: Evidence
}

const MOST_EVIDENCE = 50
/** What one bad case of many costs at least, and how soon many cost everything. */
const WORST_WEIGHT = 0.3
const SPREAD_FACTOR = 4

/**
 * Points for some affected of `total`, of `most` points: 0.3 of the worst grade, and 0.7 of four times the mean grade over all, the latter at most 1.
 * So one bad case in a hundred costs a third, a quarter of all bad costs everything. Rounded to a tenth; never 0 where something is affected.
 */
export const pointsFor = (affected: readonly Affected[], total: number, most: number): number => {
  const worst = affected.reduce((least, { grade }) => Math.max(least, grade), 0)
  const sum = affected.reduce((all, { grade }) => all + grade, 0)
  const spread = Math.min(1, (SPREAD_FACTOR * sum) / Math.max(1, total))
  return Math.max(0.1, Math.round(most * (WORST_WEIGHT * worst + (1 - WORST_WEIGHT) * spread) * 10) / 10)
}

/** Grade 0.75 and more is critical, 0.5 high, 0.25 medium. */
export const severityOf = (affected: readonly Affected[]): Severity => {
  const worst = affected.reduce((least, { grade }) => Math.max(least, grade), 0)
  return worst >= 0.75 ? 'critical' : worst >= 0.5 ? 'high' : worst >= 0.25 ? 'medium' : 'low'
}

interface Found {
  readonly affected: readonly Affected[]
  readonly total: number
  readonly most: number
  readonly text: Message
  readonly advice: Message
  /** Where the grades alone would say too much. */
  readonly severity?: Severity
}

export const deduct = ({ affected, total, most, text, advice, severity }: Found): CheckResult => {
  const worstFirst = [...affected].sort((a, b) => b.grade - a.grade)
  return {
    kind: 'deduction',
    deduction: {
      points: pointsFor(affected, total, most),
      severity: severity ?? severityOf(affected),
      text,
      advice,
      evidence: worstFirst.slice(0, MOST_EVIDENCE).map(({ evidence }) => evidence),
      affected: affected.length,
    },
  }
}
