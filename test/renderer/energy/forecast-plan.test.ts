/** Lines of a forecast: where they stand, and where nothing is drawn. */
import { describe, expect, it } from 'vitest'
import { forecastHours, planForecast } from '../../../renderer/screens/energy/forecast-plan.ts'
import { ENERGY_QUALITY } from '../../../shared/domain/energy.ts'
import type { EnergyForecast } from '../../../shared/domain/energy-forecast.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 1, 10)
const starts = (from: number, count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => START_MS + (from + i) * HOUR_MS)

const forecast = (count: number, low = 90): EnergyForecast => ({
  subject: { what: 'meter', meterId: 1 }, madeAtMs: START_MS, startsMs: starts(0, count), expected: new Float64Array(count).fill(100), low: new Float64Array(count).fill(low), high: new Float64Array(count).fill(110), days: [], limit: null,
  today: null,
  basis: { version: 'forecast-1', methods: [], weather: 'none', dataFromMs: 0, dataToMs: START_MS, days: 1, measured: 1, fittedAtMs: START_MS, trialDays: 0, trials: [], peakMinutes: 15 },
})
const measured = (energy: readonly number[], last = 0) => ({ startsMs: starts(-2, energy.length), energy: Float64Array.from(energy), quality: Uint8Array.from(energy, (_, i) => (i === energy.length - 1 ? last : 0)) })
const RANGE = { fromMs: START_MS - 2 * HOUR_MS, toMs: START_MS + 8 * HOUR_MS }

describe('the hours of a forecast chart', () => {
  it('are those of the range, measured and expected together, without an hour that is not over', () => {
    const hours = forecastHours(forecast(12), measured([50, 60, 70, 20], ENERGY_QUALITY.provisional), RANGE)
    expect(hours).toHaveLength(10)
    expect(hours[0]).toMatchObject({ measured: 50, expected: Number.NaN })
    expect(hours[2]).toMatchObject({ startMs: START_MS, measured: 70, expected: 100, low: 90, high: 110 })
    expect(hours[3]?.measured).toBeNaN()
  })
})

describe('the lines of a forecast chart', () => {
  it('stand in the middle of their hours, on a scale that holds band and limit', () => {
    const plan = planForecast(forecastHours(forecast(8), measured([50, 60, 70]), RANGE), RANGE, 130, 1_088, 252)
    // 1,000 px for ten hours, 200 px for 0 to 150.
    expect(plan.plot).toMatchObject({ left: 72, width: 1_000, top: 24, height: 200 })
    expect(plan.axis.at(-1)?.value).toBe(150)
    expect(plan.measured).toEqual(['122.0,157.3 222.0,144.0 322.0,130.7'])
    expect(plan.expected[0]?.startsWith('322.0,90.7')).toBe(true)
    expect(plan.band).toHaveLength(1)
    expect(plan.band[0]?.split(' ')).toHaveLength(16)
    expect(plan.limitY).toBeCloseTo(24 + 200 * (1 - 130 / 150), 6)
  })

  it('are broken where nothing was measured, and have no band where none is known', () => {
    const hours = forecastHours(forecast(8, Number.NaN), measured([50, Number.NaN, 70, 80]), RANGE)
    const plan = planForecast(hours, RANGE, null, 1_088, 252)
    expect(plan.measured).toHaveLength(2)
    expect(plan.band).toEqual([])
    expect(plan.limitY).toBeNull()
  })

  it('can be drawn of nothing', () => {
    expect(planForecast([], RANGE, null, 0, 252)).toMatchObject({ measured: [], expected: [], band: [] })
  })
})
