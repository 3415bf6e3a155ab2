/** The order of deductions and the scale of a hundred points. */
import { describe, expect, it } from 'vitest'
import type { Deduction } from '../../../shared/domain/check-up.ts'
import { byPoints, scaleSegments } from '../../../renderer/screens/check-up/check-up-order.ts'

const deduction = (check: string, points: number, severity: Deduction['severity'] = 'medium'): Deduction => ({ check, points, severity, text: { key: 't' }, advice: { key: 'a' }, evidence: [], affected: 0 })

describe('deductions', () => {
  it('stand by what they cost, then by how grave they are', () => {
    expect([deduction('a', 1), deduction('b', 5, 'low'), deduction('c', 5, 'critical'), deduction('d', 0, 'critical')].sort(byPoints).map(({ check }) => check)).toEqual(['c', 'b', 'a', 'd'])
  })

  it('fill the scale beside what is left', () => {
    const { left, taken } = scaleSegments(80, [deduction('a', 5), deduction('b', 15), deduction('c', 0)])
    expect(left).toBe(0.8)
    expect(taken.map(({ check, share }) => [check, Math.round(share * 1_000)])).toEqual([
      ['b', 150],
      ['a', 50],
    ])
  })

  it('never exceed the scale, though they sum up to more than it', () => {
    const { left, taken } = scaleSegments(0, [deduction('a', 90), deduction('b', 60)])
    expect(left + taken.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(scaleSegments(100, [])).toEqual({ left: 1, taken: [] })
  })
})
