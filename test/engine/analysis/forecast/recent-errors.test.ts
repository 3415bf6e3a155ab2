/** What the last weeks' forecasts teach: who is weighed more, and by how much the next one is moved. */
import { describe, expect, it } from 'vitest'
import { dayMatrixOf, HOURS_A_DAY } from '../../../../electron/engine/analysis/forecast/day-matrix.ts'
import { correctionOf, RECENT_DAYS, recentWeights, withDays, type RecentForecasts } from '../../../../electron/engine/analysis/forecast/recent-errors.ts'
import { MONDAY } from './generated-load.ts'

const DAYS = 28
const flat = (value: number, days = DAYS): Float32Array => new Float32Array(days * HOURS_A_DAY).fill(value)
const matrix = dayMatrixOf(new Float64Array(DAYS * HOURS_A_DAY).fill(100), MONDAY)
const recentOf = (...values: Float32Array[]): RecentForecasts => ({ firstDay: MONDAY, members: values.map((own, member) => ({ method: member === 0 ? 'dailyRidge' : 'boosting', values: own })) })

describe('weights of the members', () => {
  it('are as 1 / WAPE to the fourth: half the misses, sixteen times the weight', () => {
    const weights = recentWeights(recentOf(flat(95), flat(110)), matrix)
    expect(weights[0]! / weights[1]!).toBeCloseTo(16, 2)
    expect(weights[0]! + weights[1]!).toBeCloseTo(1, 12)
  })

  it('go by newer days more than by older ones', () => {
    const [early, late] = [flat(100), flat(100)]
    early.fill(90, 0, 14 * HOURS_A_DAY)
    late.fill(90, 14 * HOURS_A_DAY)
    const weights = recentWeights(recentOf(early, late), matrix)
    // Two weeks are two thirds of a half-life: sums of misses in the ratio 2^(-2/3), weights in 2^(4 * 2/3).
    expect(weights[0]! / weights[1]!).toBeCloseTo(2 ** (8 / 3), 2)
  })

  it('are equal where nothing was measured, and do not count what was not', () => {
    const unknown = dayMatrixOf(new Float64Array(DAYS * HOURS_A_DAY).fill(Number.NaN), MONDAY)
    expect(recentWeights(recentOf(flat(1), flat(2)), unknown)).toEqual([0.5, 0.5])
    const half = dayMatrixOf(new Float64Array(DAYS * HOURS_A_DAY).fill(100).fill(Number.NaN, 14 * HOURS_A_DAY), MONDAY)
    expect(recentWeights(recentOf(flat(95), flat(95).fill(0, 14 * HOURS_A_DAY)), half)).toEqual([0.5, 0.5])
  })
})

describe('the correction of the next day', () => {
  // MONDAY + 28 days is a Monday: of the 16 days before it, five at a weekend count .3.
  it('is a part of the mean miss, newer days and those of its kind counting more', () => {
    let known = 0
    for (let back = 1; back <= 16; back += 1) known += 0.5 ** (back / 4) * ([1, 2, 8, 9, 15, 16].includes(back) ? 0.3 : 1)
    const correction = correctionOf(recentOf(flat(90), flat(90)), [0.5, 0.5], matrix, MONDAY + DAYS)
    for (const value of correction) expect(value).toBeCloseTo((0.4 * 10 * known) / (1 + known), 9)
  })

  it('fades further ahead, and is none for a combination that misses nothing', () => {
    const of = (ahead: number): number => correctionOf(recentOf(flat(90)), [1], matrix, MONDAY + DAYS + ahead)[12]!
    expect(of(0)).toBeGreaterThan(of(3))
    expect(of(3)).toBeGreaterThan(of(7))
    expect(of(60)).toBe(0)
    expect(correctionOf(recentOf(flat(90), flat(110)), [0.5, 0.5], matrix, MONDAY + DAYS).every((value) => value === 0)).toBe(true)
  })

  it('leaves out days that were hardly measured and days that are not over', () => {
    const holed = dayMatrixOf(new Float64Array(DAYS * HOURS_A_DAY).fill(100).fill(Number.NaN, 10 * HOURS_A_DAY), MONDAY)
    expect(correctionOf(recentOf(flat(90)), [1], holed, MONDAY + DAYS).every((value) => value === 0)).toBe(true)
    const early = correctionOf(recentOf(flat(100).fill(90, 14 * HOURS_A_DAY)), [1], matrix, MONDAY + 14)
    expect(early.every((value) => value === 0)).toBe(true)
  })

  it('is smooth: a miss of one hour moves those beside it by half as much', () => {
    const spike = flat(100)
    for (let day = 0; day < DAYS; day += 1) spike[day * HOURS_A_DAY + 12] = 60
    const correction = correctionOf(recentOf(spike), [1], matrix, MONDAY + DAYS)
    expect(correction[11]! / correction[12]!).toBeCloseTo(0.5, 9)
    expect(correction[13]! / correction[12]!).toBeCloseTo(0.5, 9)
    expect(correction[10]).toBe(0)
  })
})

describe('days that are remembered', () => {
  it('are the newest ones, and the first date moves with them', () => {
    const more = withDays(recentOf(flat(1, RECENT_DAYS - 1), flat(2, RECENT_DAYS - 1)), [flat(3, 3), flat(4, 3)])
    expect(more.firstDay).toBe(MONDAY + 2)
    expect(more.members.map(({ values }) => [values.length / HOURS_A_DAY, values[0], values.at(-1)])).toEqual([[RECENT_DAYS, 1, 3], [RECENT_DAYS, 2, 4]])
  })
})
