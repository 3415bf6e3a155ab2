/** The daily ridge fitted day after day: what goes on from the model of an earlier day, and what begins anew. */
import { describe, expect, it } from 'vitest'
import { dailyRidge, type DailyRidgeModel } from '../../../../electron/engine/analysis/forecast/daily-ridge.ts'
import { dayMatrixOf, HOURS_A_DAY } from '../../../../electron/engine/analysis/forecast/day-matrix.ts'
import type { Past } from '../../../../electron/engine/analysis/forecast/forecast-types.ts'
import { MONDAY, officeLoad } from './generated-load.ts'

const DAYS = 250
const EARLIER = 230

/** An office with days out of all order, 100 kW above what is usual, now and then. */
const spoilt = (): Float64Array => officeLoad(DAYS, 4).map((value, i) => (Math.floor(i / HOURS_A_DAY) % 11 === 3 ? value + 100 : value))
const past: Past = { matrix: dayMatrixOf(spoilt(), MONDAY), weather: null }
const warm: Past = { ...past, weather: { days: DAYS + 1, temperatures: new Float64Array((DAYS + 1) * HOURS_A_DAY).map((_, i) => 10 + (i % HOURS_A_DAY)) } }

const farthest = (a: Float64Array, b: Float64Array): number => a.reduce((most, value, hour) => Math.max(most, Math.abs(value - b[hour]!)), 0)

describe('a daily ridge that goes on from an earlier model', () => {
  it('changes less with every pass', () => {
    const passes = [dailyRidge.fit(past, DAYS)]
    // The same days again change nothing, so each pass is told that the one before it knew less.
    const older = (model: DailyRidgeModel): DailyRidgeModel => ({ kinds: model.kinds.map((kind) => kind && { ...kind, untilDay: kind.untilDay - 1 }) })
    for (let pass = 1; pass < 12; pass += 1) passes.push(dailyRidge.fit(past, DAYS, 7, older(passes[pass - 1]!)))
    const forecasts = passes.map((model) => dailyRidge.predict(model, past, DAYS))
    expect(farthest(forecasts[11]!, forecasts[10]!)).toBeLessThan(farthest(forecasts[1]!, forecasts[0]!) / 4)
  })

  it('is the same however often the same days are taken in', () => {
    const once = dailyRidge.fit(past, DAYS, 7, dailyRidge.fit(past, EARLIER))
    const twice = dailyRidge.fit(past, DAYS, 7, once)
    expect(dailyRidge.fit(past, DAYS, 2, twice)).toEqual(once)
    const anew = dailyRidge.fit(past, DAYS)
    expect(dailyRidge.fit(past, DAYS, 7, anew)).toEqual(anew)
  })

  it('takes in a day that was corrected afterwards', () => {
    const holed = spoilt().fill(Number.NaN, (DAYS - 1) * HOURS_A_DAY)
    const before: Past = { matrix: dayMatrixOf(holed, MONDAY), weather: null }
    const early = dailyRidge.fit(before, DAYS, 7, dailyRidge.fit(past, EARLIER))
    const [was, now, known] = [early, dailyRidge.fit(past, DAYS, 7, early), dailyRidge.fit(past, DAYS, 7, dailyRidge.fit(past, EARLIER))].map((model) => dailyRidge.predict(model, past, DAYS))
    expect(farthest(now!, known!)).toBeLessThan(farthest(was!, known!) / 4)
  })

  it('is not led astray by where it began', () => {
    const model = dailyRidge.fit(past, DAYS, 7, dailyRidge.fit(past, EARLIER))
    const truth = officeLoad(DAYS + 1, 0).subarray(DAYS * HOURS_A_DAY)
    const [anew, on] = [dailyRidge.fit(past, DAYS), model].map((each) => farthest(dailyRidge.predict(each, past, DAYS), truth))
    expect(on).toBeLessThan(anew! * 1.1)
  })

  it('fits the kinds of day that are asked for, and keeps the others as they were', () => {
    const earlier = dailyRidge.fit(past, EARLIER)
    // Day 250 after a Monday is a Saturday.
    const next = dailyRidge.fit(past, DAYS, 1, earlier)
    expect(next.kinds.map((kind, i) => kind === earlier.kinds[i])).toEqual([true, true, false, true])
  })

  it('begins anew where it knows other features', () => {
    expect(dailyRidge.fit(warm, DAYS, 7, dailyRidge.fit(past, EARLIER))).toEqual(dailyRidge.fit(warm, DAYS))
    expect(dailyRidge.fit(warm, DAYS, 1, dailyRidge.fit(past, EARLIER)).kinds.map((kind) => kind === null)).toEqual([true, true, false, true])
  })

  it('without an earlier model says nothing of kinds of day that were not asked for', () => {
    const model = dailyRidge.fit(past, DAYS, 1)
    expect(() => dailyRidge.predict(model, past, DAYS + 1)).toThrow('not fitted')
  })
})

describe('a daily ridge', () => {
  // NumPy: the same equations on the same load, solved by numpy.linalg.solve.
  it('solves the weighted equations that NumPy solves', () => {
    const load = Float64Array.from({ length: 120 * HOURS_A_DAY }, (_, i) => 50 + 20 * Math.sin((i * 2 * Math.PI) / HOURS_A_DAY) + 10 * Math.sin(i / 50) + 5 * Math.sin((i * i) / 997))
    const known: Past = { matrix: dayMatrixOf(load, MONDAY), weather: null }
    const own = dailyRidge.predict(dailyRidge.fit(known, 120), known, 120)
    const on = dailyRidge.predict(dailyRidge.fit(known, 120, 7, dailyRidge.fit(known, 110)), known, 120)
    expect([own[0], own[7], own[15], own[23]].map((value) => Number(value!.toFixed(6)))).toEqual([55.451872, 83.180397, 46.355859, 50.70734])
    expect([on[0], on[7], on[15], on[23]].map((value) => Number(value!.toFixed(6)))).toEqual([55.716488, 82.794166, 45.711067, 50.229096])
  })
})
