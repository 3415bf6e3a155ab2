/** Savings are told with their uncertainty, and refused with the limit that is broken. Figures of the formulas are by numpy and scipy. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../../electron/engine/analysis/calendar.ts'
import type { EnergyPeriods } from '../../../../../electron/engine/analysis/energy/baseline/baseline-periods.ts'
import { baselineLine, baselineTerms } from '../../../../../electron/engine/analysis/energy/baseline/baseline-terms.ts'
import { fitBaseline } from '../../../../../electron/engine/analysis/energy/baseline/fit-baseline.ts'
import { fitQualityOf } from '../../../../../electron/engine/analysis/energy/baseline/fit-quality.ts'
import { modelName, type FittedBaseline } from '../../../../../electron/engine/analysis/energy/baseline/fitted-baseline.ts'
import { baselineFromJson, baselineToJson } from '../../../../../electron/engine/analysis/energy/baseline/kept-baseline.ts'
import { relativeUncertainty, savingsOf } from '../../../../../electron/engine/analysis/energy/baseline/savings.ts'
import { seededRandom } from '../../../../../shared/random.ts'

const DAY_MS = 86_400_000
const options = { calendar: createCalendar('Europe/Berlin'), isHoliday: () => false }

/** Days from 2024-01-01 in Berlin: 300 kWh and 12 kWh for each kelvin below 15 °C, scattered by `noise` kWh, times `factor`. */
const days = (count: number, seed: number, factor = 1, noise = 15, warmer = 0): EnergyPeriods => {
  const random = seededRandom(seed)
  const startsMs = Float64Array.from({ length: count }, (_, i) => Date.UTC(2023, 11, 31, 23) + i * DAY_MS)
  const temperature = startsMs.map((_, i) => warmer + 10 - 11 * Math.cos((2 * Math.PI * i) / 365) + 4 * (random() - 0.5))
  return {
    step: 'day', startsMs, units: new Float64Array(count).fill(1), temperature, coverage: new Float64Array(count).fill(1),
    energy: temperature.map((t) => factor * (300 + 12 * Math.max(0, 15 - t) + 2 * noise * (random() - 0.5))),
  }
}

const fitted = (periods: EnergyPeriods, model: Parameters<typeof fitBaseline>[1] = 'auto'): FittedBaseline => {
  const result = fitBaseline(periods, model, options)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe('the quality of a fit', () => {
  it('is that of numpy for measured 10 12 9 14, model 11 11 10 13 and two parameters', () => {
    const quality = fitQualityOf(Float64Array.of(10, 12, 9, 14), Float64Array.of(11, 11, 10, 13), 2)
    expect(quality.cvRmse).toBeCloseTo(0.12570787, 8)
    expect(quality.nmbe).toBe(0)
    expect(quality.r2).toBeCloseTo(0.72881356, 8)
    expect(quality.autocorrelation).toBe(-0.75)
    expect(fitQualityOf(Float64Array.of(1, 2), Float64Array.of(1, 2), 2).cvRmse).toBeNaN()
  })
})

describe('the uncertainty of what a baseline expects', () => {
  const quality = { nmbe: 0, r2: 0.9, mean: 100 }

  it('of four months by twelve with CV(RMSE) 8 % and three parameters is 9.98 % at 90 %, of twelve 6.47 %', () => {
    expect(relativeUncertainty({ ...quality, periods: 12, parameters: 3, cvRmse: 0.08, autocorrelation: 0 }, 4)).toBeCloseTo(0.0997914085, 8)
    expect(relativeUncertainty({ ...quality, periods: 12, parameters: 3, cvRmse: 0.08, autocorrelation: 0 }, 12)).toBeCloseTo(0.06466614593, 8)
  })

  it('of half a year by a year of days whose errors are alike by 0.5 is 3.25 % at 90 %, 1.96 % at 68 %', () => {
    const year = { ...quality, periods: 365, parameters: 5, cvRmse: 0.12, autocorrelation: 0.5 }
    expect(relativeUncertainty(year, 180)).toBeCloseTo(0.032453607, 8)
    expect(relativeUncertainty(year, 180, 0.68)).toBeCloseTo(0.019597620, 8)
  })
})

describe('a baseline', () => {
  it('that is to be chosen is the heating model with three parameters where energy is made by it', () => {
    const baseline = fitted(days(365, 3))
    expect(modelName(baseline.model)).toBe('3pHeating')
    const [base, slope, point] = baselineTerms(baseline, 'kWh')
    expect([base?.unit, slope?.unit, point?.unit]).toEqual(['kWh/d', 'kWh/d/K', '°C'])
    for (const [term, truth] of [[base, 300], [slope, 12], [point, 15]] as const) expect(Math.abs((term?.value ?? 0) - truth)).toBeLessThan(3.5 * (term?.standardError ?? 0))
    const line = baselineLine(baseline)!
    expect(line.energy.at(-1)).toBeCloseTo(base?.value ?? 0, 9)
  })

  it('that is to be chosen is a mean where the weather says nothing', () => {
    const flat = days(365, 4)
    expect(modelName(fitted({ ...flat, energy: flat.energy.map((_, i) => 100 + 5 * Math.sin(i * 12.9898)) }).model)).toBe('mean')
  })

  it('knows the days of the week where they matter', () => {
    const own = days(364, 5)
    const baseline = fitted({ ...own, energy: own.energy.map((each, i) => (i % 7 < 5 ? each : each - 180)) })
    expect(modelName(baseline.model)).toBe('towt')
    expect(baseline.quality.cvRmse).toBeLessThan(0.05)
    expect(baselineTerms(baseline, 'kWh').length).toBeGreaterThan(3)
  })

  it('of months is of energy a day, so that February is no saving', () => {
    const lengths = Float64Array.of(31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    const temperature = Float64Array.of(0, 1, 5, 9, 14, 18, 20, 19, 15, 10, 5, 1)
    const months: EnergyPeriods = {
      step: 'month', startsMs: Float64Array.from(lengths, (_, i) => Date.UTC(2024, i, 1)), units: lengths, temperature, coverage: new Float64Array(12).fill(1),
      energy: lengths.map((length, i) => length * (100 + 8 * Math.max(0, 15 - (temperature[i] as number)))),
    }
    const baseline = fitted(months, '3pHeating')
    expect(baseline.quality.cvRmse).toBeLessThan(1e-6)
    const { saved, refusals } = savingsOf(baseline, months, options)
    expect(refusals).toEqual([])
    expect(saved).toBeCloseTo(0, 3)
  })

  it('comes back from the store as it was, unless it is of another version', () => {
    const baseline = fitted(days(364, 5), 'towt')
    const again = baselineFromJson(baselineToJson(baseline))!
    expect(again).toEqual(baseline)
    expect(savingsOf(again, days(90, 8), options).expectedTotal).toBe(savingsOf(baseline, days(90, 8), options).expectedTotal)
    expect(baselineFromJson(baselineToJson({ ...baseline, version: 'older' }))).toBeNull()
    expect(baselineFromJson('{')).toBeNull()
  })

  it('is refused, as a value, of too few periods or of a meter that stands at zero', () => {
    const few = fitBaseline(days(10, 1), 'auto', options)
    expect(few.ok ? null : few.error).toMatchObject({ code: 'baseline-too-short', detail: { periods: 10, least: 14 } })
    const zero = days(60, 1)
    const none = fitBaseline({ ...zero, energy: zero.energy.map(() => 0) }, 'auto', options)
    expect(none.ok ? null : none.error.code).toBe('baseline-model-unfit')
  })
})

describe('savings', () => {
  it('of a building that needs a tenth less are a tenth, and the truth lies in the interval', () => {
    const { saved, savedShare, uncertainty, cumulative, refusals } = savingsOf(fitted(days(365, 3)), days(365, 9, 0.9), options)
    expect(refusals).toEqual([])
    expect(savedShare).toBeCloseTo(0.1, 2)
    const truth = days(365, 9, 1, 0).energy.reduce((sum, each) => sum + 0.1 * each, 0)
    expect(Math.abs((saved ?? 0) - truth)).toBeLessThan(uncertainty ?? 0)
    expect(cumulative.at(-1)).toBeCloseTo(saved ?? 0, 6)
  })

  /** 200 trials of 0.9: 180 expected with a standard deviation of 4.24; three of them are allowed for. */
  it('of a building that did not change lie within the interval nine times in ten, a year by a year', () => {
    const trials = Array.from({ length: 200 }, (_, i) => savingsOf(fitted(days(365, 100 + i), '3pHeating'), days(365, 1_000 + i), options))
    const held = trials.filter(({ saved, uncertainty }) => Math.abs(saved ?? Infinity) <= (uncertainty ?? 0)).length
    expect(held).toBeGreaterThanOrEqual(168)
    expect(held).toBeLessThanOrEqual(192)
  })

  it('are not claimed of a fit that misses too much: the limit and the excess are said', () => {
    const { saved, refusals } = savingsOf(fitted(days(365, 3, 1, 600), 'mean'), days(90, 4), options)
    expect(saved).toBeNull()
    const said = refusals.find(({ key }) => key === 'baseline.refused.cvRmse')
    expect(said?.params?.['limit']).toBe(25)
    expect(Number(said?.params?.['value'])).toBeCloseTo(25 + Number(said?.params?.['over']), 6)
  })

  it('are not claimed where the weather leaves the baseline', () => {
    const { saved, refusals } = savingsOf(fitted(days(365, 3)), days(365, 9, 1, 15, 12), options)
    expect([saved, refusals.map(({ key }) => key)]).toEqual([null, ['savings.refused.temperature']])
  })

  it('are not claimed of a period that was not measured, and gaps make no saving', () => {
    const gappy = days(100, 9)
    gappy.energy.fill(Number.NaN, 40, 60)
    const { saved, coverage, cumulative, refusals } = savingsOf(fitted(days(365, 3)), gappy, options)
    expect([saved, coverage, refusals.map(({ key }) => key)]).toEqual([null, 0.8, ['savings.refused.coverage']])
    expect(cumulative[59]).toBe(cumulative[39])
  })

  it('are not claimed of a baseline of two months', () => {
    expect(savingsOf(fitted(days(60, 3)), days(60, 4), options).refusals.map(({ key }) => key)).toContain('baseline.refused.days')
  })

  it('of hours use the days too, whose errors hang together', () => {
    const random = seededRandom(2)
    const daily = Float64Array.from({ length: 365 }, () => 20 * (random() - 0.5))
    const length = 8_760
    const startsMs = Float64Array.from({ length }, (_, i) => Date.UTC(2023, 11, 31, 23) + i * 3_600_000)
    const temperature = startsMs.map((_, i) => 12 - 12 * Math.cos((2 * Math.PI * i) / length) + 4 * Math.sin((2 * Math.PI * i) / 24))
    const energy = startsMs.map((_, i) => 60 + 3 * Math.max(0, 14 - (temperature[i] as number)) + (daily[Math.floor(i / 24)] as number) + 4 * (random() - 0.5))
    const hours: EnergyPeriods = { step: 'hour', startsMs, units: new Float64Array(length).fill(1), temperature, coverage: new Float64Array(length).fill(1), energy }
    const baseline = fitted(hours)
    expect(baseline.quality.autocorrelation).toBeGreaterThan(0.8)
    const { uncertainty, expectedTotal } = savingsOf(baseline, hours, options)
    expect(uncertainty).toBeGreaterThanOrEqual(relativeUncertainty(baseline.dayQuality!, 365) * expectedTotal * 0.999_999)
  })
})
