/** How much each method contributed to an alert. Pure. */
import type { Evidence } from '../../../shared/domain/alert.ts'

export interface MethodShare {
  readonly evidence: Evidence
  /** Finds the value abnormal: its score is at or above its limit. */
  readonly agrees: boolean
  /** Of all that agree, 0..1, by how far beyond its limit; 0 for those that do not. */
  readonly share: number
}

/** Those that agree first, the loudest first. */
export const methodShares = (evidence: readonly Evidence[]): readonly MethodShare[] => {
  const agreeing = evidence.filter(({ score }) => score >= 1)
  const sum = agreeing.reduce((total, { score }) => total + score, 0)
  return [...evidence]
    .sort((a, b) => b.score - a.score)
    .map((one) => ({ evidence: one, agrees: one.score >= 1, share: one.score >= 1 ? one.score / sum : 0 }))
}
