/** Work that saved energy is told in money by the tariffs in force. */
import { describe, expect, it } from 'vitest'
import { worthOf } from '../../../renderer/screens/work/worth.ts'
import type { Tariff, TariffVersion } from '../../../shared/domain/tariff.ts'

const version = (patch: Partial<TariffVersion>): TariffVersion => ({ validFrom: '2024-01-01', price: 0.2, periods: [], holidaysAsSundays: false, demandCharge: 9, standingCharge: 40, kwhPerM3: null, co2KgPerUnit: null, co2Source: '', ...patch })
const tariff = (patch: Partial<Tariff>): Tariff => ({ id: 1, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions: [version({})], ...patch })

describe('what saved kWh are worth', () => {
  it('is told at the mean price of all hours, by the version in force', () => {
    // 12 of 24 hours on five of seven days at 0.34: 0.2 + 0.14 * 60 / 168.
    const periods = [{ name: 'Day', price: 0.34, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 480, toMinute: 1_200 }]
    const power = tariff({ versions: [version({}), version({ validFrom: '2026-01-01', periods })] })
    expect(worthOf(1_000, [power], '2026-06-01')[0]?.high).toBeCloseTo(250, 6)
    expect(worthOf(1_000, [power], '2025-06-01')[0]).toEqual({ medium: 'electricity', currency: 'EUR', low: 200, high: 200 })
  })

  it('is told of each medium, from its cheapest to its dearest tariff', () => {
    const all = [tariff({}), tariff({ id: 2, meterIds: [3], versions: [version({ price: 0.3 })] }), tariff({ id: 3, medium: 'heat', currency: 'CHF', versions: [version({ price: 0.1 })] })]
    expect(worthOf(1_000, all, '2026-06-01')).toEqual([{ medium: 'electricity', currency: 'EUR', low: 200, high: 300 }, { medium: 'heat', currency: 'CHF', low: 100, high: 100 }])
  })

  it('is not told before a tariff begins, nor by prices of a cubic metre', () => {
    expect(worthOf(1_000, [tariff({ versions: [version({ validFrom: '2027-01-01' })] }), tariff({ id: 2, medium: 'water', measure: 'volume' })], '2026-06-01')).toEqual([])
  })
})
