/** Order and sums of the deductions. Pure. */
import { SEVERITIES } from '../../../shared/domain/alert.ts'
import type { Deduction } from '../../../shared/domain/check-up.ts'

/** What costs most first, then the gravest. */
export const byPoints = (a: Deduction, b: Deduction): number => b.points - a.points || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.check.localeCompare(b.check)

export interface Segment {
  readonly check: string
  readonly severity: Deduction['severity']
  /** Share of the scale, 0..1. */
  readonly share: number
}

/** The scale of 100 points: what is left, then what each deduction takes. Together they never exceed it, though deductions may. */
export const scaleSegments = (score: number, deductions: readonly Deduction[]): { readonly left: number; readonly taken: readonly Segment[] } => {
  const left = Math.min(100, Math.max(0, score)) / 100
  const sum = deductions.reduce((total, { points }) => total + points, 0)
  const taken = [...deductions].sort(byPoints).flatMap(({ check, severity, points }) => (points <= 0 ? [] : [{ check, severity, share: ((1 - left) * points) / sum }]))
  return { left, taken }
}
