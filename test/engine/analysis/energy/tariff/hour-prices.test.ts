/** Prices of hours, against what the costing of a period makes of the same hours. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../../electron/engine/analysis/calendar.ts'
import { costOfPeriod } from '../../../../../electron/engine/analysis/energy/tariff/cost-of-period.ts'
import { hourPrices } from '../../../../../electron/engine/analysis/energy/tariff/hour-prices.ts'
import type { Tariff, TariffVersion } from '../../../../../shared/domain/tariff.ts'
import { seededRandom } from '../../../../../shared/random.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const calendar = createCalendar('Europe/Berlin')
const VERSION: TariffVersion = {
  validFrom: '2025-01-01', price: 0.2, holidaysAsSundays: true, demandCharge: 0, standingCharge: 0, kwhPerM3: 10, co2KgPerUnit: 0.4, co2Source: 'Supplier',
  periods: [{ name: 'Day', price: 0.3, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 375, toMinute: 1_200 }, { name: 'Summer', price: 0.25, weekdays: [], months: [6, 7, 8], fromMinute: 1_200, toMinute: 60 }],
}
const TARIFF: Tariff = { id: 1, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions: [VERSION, { ...VERSION, validFrom: '2025-08-15', price: 0.22, periods: [], co2KgPerUnit: 0.3 }] }
const isHoliday = (day: number): boolean => day % 11 === 0

describe('prices of hours', () => {
  it.each(['energy', 'volume'] as const)('come to what a period of %s costs and emits, over a year with both clock changes, versions and holidays', (measure) => {
    const fromMs = Date.UTC(2024, 11, 31, 23)
    const startsMs = Float64Array.from({ length: 8_760 }, (_, i) => fromMs + i * HOUR_MS)
    const random = seededRandom(5)
    const energy = startsMs.map(() => random() * 40)
    const { price, co2Kg } = hourPrices(TARIFF, measure, startsMs, { calendar, isHoliday })
    const none = new Float64Array(0)
    const report = costOfPeriod(TARIFF, { meterId: 1, measure, rows: { startsMs, energy }, days: { startsMs: none, peak: none, peakAtMs: none }, fromMs, toMs: fromMs + 365 * DAY_MS, calendar, isHoliday })
    const sumOf = (value: Float64Array): number => energy.reduce((sum, each, i) => sum + each * (value[i] as number), 0)
    expect(sumOf(price)).toBeCloseTo(report.energyCost, 4)
    expect(sumOf(co2Kg)).toBeCloseTo(report.co2Kg ?? 0, 4)
  })

  it('are not known before the first version, and their CO2 not without a factor', () => {
    const startsMs = Float64Array.of(Date.UTC(2024, 11, 31, 22), Date.UTC(2024, 11, 31, 23))
    const { price, co2Kg } = hourPrices({ ...TARIFF, versions: [{ ...VERSION, co2KgPerUnit: null }] }, 'energy', startsMs, { calendar, isHoliday })
    expect([...price]).toEqual([Number.NaN, 0.2])
    expect([...co2Kg]).toEqual([Number.NaN, Number.NaN])
  })
})
