/** A day's forecast corrected by what the day has shown. */
import { describe, expect, it } from 'vitest'
import { correctDay, learnCorrection } from '../../../../electron/engine/analysis/forecast/day-correction.ts'
import { bandOf, errorPathsOf } from '../../../../electron/engine/analysis/forecast/error-paths.ts'
import { seededRandom } from '../../../../shared/random.ts'
import { MONDAY } from './generated-load.ts'

const DAYS = 60
const days = Int32Array.from({ length: DAYS }, (_, i) => MONDAY + i)
const flat = new Float64Array(24).fill(100)
/** Errors of which each hour keeps a share of the hour before. */
const errorsThatKeep = (share: number, seed: number): Float64Array => {
  const random = seededRandom(seed)
  const errors = new Float64Array(DAYS * 24)
  for (let i = 0; i < errors.length; i += 1) errors[i] = (i % 24 === 0 ? 0 : share * errors[i - 1]!) + (random() - 0.5) * 10
  return errors
}
const soFar = (value: number, hours: number): Float64Array => new Float64Array(24).fill(Number.NaN).fill(value, 0, hours)

describe('a forecast within its day', () => {
  const paths = errorPathsOf(days, errorsThatKeep(0.9, 5))
  const correction = learnCorrection(paths)

  it('learns that misses fade with distance', () => {
    expect(correction.carried[0]).toBeGreaterThan(0.7)
    expect(correction.carried[8]!).toBeLessThan(correction.carried[0]! * 0.7)
    for (let lead = 1; lead < 24; lead += 1) expect(correction.carried[lead]!).toBeLessThanOrEqual(correction.carried[lead - 1]!)
  })

  it('carries on what was missed and narrows the band near by; hours that are over stay as they were forecast', () => {
    const corrected = correctDay(correction, paths, flat, soFar(115, 10), 10, MONDAY)
    const before = bandOf(paths, flat, MONDAY, 1)
    expect(corrected?.fromHour).toBe(10)
    expect([...(corrected?.expected.subarray(0, 10) ?? [])]).toEqual(Array.from({ length: 10 }, () => 100))
    expect(corrected?.expected[10]).toBeGreaterThan(109)
    expect(corrected?.expected[23]).toBeLessThan(corrected?.expected[10] ?? 0)
    expect((corrected?.high[10] ?? 0) - (corrected?.low[10] ?? 0)).toBeLessThan(0.75 * (before.high[10]! - before.low[10]!))
    for (let hour = 10; hour < 24; hour += 1) expect((corrected?.high[hour] ?? 0) - (corrected?.low[hour] ?? 0)).toBeLessThanOrEqual(before.high[hour]! - before.low[hour]! + 1e-9)
  })

  it('holds about nine of ten hours of days that it has not seen, and misses less', () => {
    const unseen = errorsThatKeep(0.9, 17)
    let [inside, hours, missed, before] = [0, 0, 0, 0]
    for (let day = 0; day < DAYS; day += 1) {
      const measured = unseen.subarray(day * 24, day * 24 + 24).map((error) => 100 + error)
      const corrected = correctDay(correction, paths, flat, measured, 8, MONDAY + day)
      for (let hour = 8; hour < 24; hour += 1) {
        hours += 1
        inside += measured[hour]! >= corrected!.low[hour]! && measured[hour]! <= corrected!.high[hour]! ? 1 : 0
        missed += Math.abs(measured[hour]! - corrected!.expected[hour]!)
        before += Math.abs(measured[hour]! - 100)
      }
    }
    expect(inside / hours).toBeGreaterThan(0.86)
    expect(inside / hours).toBeLessThan(0.96)
    expect(missed).toBeLessThan(0.95 * before)
  })

  it('moves next to nothing where misses say nothing of the next hour', () => {
    const plain = errorPathsOf(days, errorsThatKeep(0, 5))
    expect(Math.abs((correctDay(learnCorrection(plain), plain, flat, soFar(104, 10), 10, MONDAY)?.expected[12] ?? 0) - 100)).toBeLessThan(1)
  })

  it('says nothing before an hour was measured or when the day is over', () => {
    expect(correctDay(correction, paths, flat, soFar(115, 0), 10, MONDAY)).toBeNull()
    expect(correctDay(correction, paths, flat, soFar(115, 24), 24, MONDAY)).toBeNull()
  })
})
