/** Two years of a building whose saving is known: a measure is found within its uncertainty, and where nothing was done nothing is claimed. */
import { describe, expect, it } from 'vitest'
import { fitTask, savingsTask, type SavingsAnswer } from '../../electron/engine/pipeline/energy/baseline-task.ts'
import type { MeterQueries } from '../../electron/engine/store/meter-queries.ts'
import type { BaselineStep } from '../../shared/domain/energy-baseline.ts'
import type { Tariff } from '../../shared/domain/tariff.ts'
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import { hourPrices } from '../../electron/engine/analysis/energy/tariff/hour-prices.ts'
import { monthStartLocal } from '../../electron/engine/analysis/energy/tariff/local-months.ts'
import { daysOfBuilding, makeBuilding, type MadeBuilding } from '../support/made-up-building.ts'

const ZONE = 'Europe/Berlin'
/** Local midnights of the first of January. */
const [FROM_MS, MEASURE_MS, TO_MS] = [2022, 2023, 2024].map((year) => Date.UTC(year, 11, 31, 23)) as [number, number, number]

const queriesOf = (made: MadeBuilding): MeterQueries => {
  const days = daysOfBuilding(made, ZONE)
  const rows = (startsMs: Float64Array, energy: Float64Array) => {
    const same = (value: number): Float64Array => new Float64Array(startsMs.length).fill(value)
    return { startsMs, energy, peak: same(1), peakAtMs: same(0), coverage: same(1), quality: new Uint8Array(startsMs.length), baseLoad: same(1) }
  }
  return { hours: () => rows(made.startsMs, made.energy), days: () => rows(days.startsMs, days.energy), weather: () => ({ startsMs: made.startsMs, temperature: made.temperature, coverage: new Float64Array(made.startsMs.length).fill(1) }), close: () => {} }
}

const answerOf = (made: MadeBuilding, step: BaselineStep, tariff: Tariff | null = null): SavingsAnswer => {
  const queries = queriesOf(made)
  const task = { meterId: 1, step, timeZone: ZONE, holidays: [] }
  const fit = fitTask(queries, { ...task, fromMs: FROM_MS, toMs: MEASURE_MS }, 'auto')
  if (!fit.ok) throw new Error(fit.error.message)
  const pricing = tariff && { tariff, measure: 'energy' as const, holidays: [], fittedTo: step === 'hour' ? fit.value.periods : null }
  return savingsTask(queries, { ...task, fromMs: MEASURE_MS, toMs: TO_MS }, fit.value.fitted, pricing)
}
const reportOf = (made: MadeBuilding, step: BaselineStep): SavingsAnswer['savings'] => answerOf(made, step).savings

const building = (seed: number, share: number): MadeBuilding => makeBuilding({ fromMs: FROM_MS, toMs: TO_MS, seed, timeZone: ZONE, measure: { fromMs: MEASURE_MS, share } })

/** ms: twenty buildings of two years each, on a busy machine. */
const LONG = 120_000

const trueSaving = ({ startsMs, energy, without }: MadeBuilding): number => without.reduce((sum, each, i) => sum + ((startsMs[i] as number) >= MEASURE_MS ? each - (energy[i] as number) : 0), 0)

describe('a measure that saves 10 %', () => {
  it.each(['hour', 'day', 'month'] as const)('is found by steps of a %s, with the truth inside its uncertainty', (step) => {
    const made = building(21, 0.1)
    const { saved, uncertainty, verdict, refusals } = reportOf(made, step)
    expect(refusals).toEqual([])
    expect(verdict).toBe('saved')
    expect(Math.abs((saved ?? 0) - trueSaving(made))).toBeLessThan(uncertainty ?? 0)
    expect((uncertainty ?? 0) / trueSaving(made)).toBeLessThan(0.5)
  }, LONG)

  it('has the truth inside an interval of 90 % in at least 17 of 20 buildings', () => {
    const inside = Array.from({ length: 20 }, (_, i) => {
      const made = building(100 + i, 0.1)
      const { saved, uncertainty } = reportOf(made, 'day')
      return Math.abs((saved ?? 0) - trueSaving(made)) < (uncertainty ?? 0)
    })
    expect(inside.filter(Boolean).length).toBeGreaterThanOrEqual(17)
  }, LONG)
})

describe('a building in which nothing was done', () => {
  it('is told to have saved in at most 2 of 20 buildings, and to use more in as few', () => {
    const verdicts = Array.from({ length: 20 }, (_, i) => reportOf(building(300 + i, 0), 'day').verdict)
    expect(verdicts.filter((verdict) => verdict === 'saved').length).toBeLessThanOrEqual(2)
    expect(verdicts.filter((verdict) => verdict === 'more').length).toBeLessThanOrEqual(2)
    expect(verdicts).not.toContain('refused')
  }, LONG)

  it('is not told to have saved by hours or months', () => {
    for (const step of ['hour', 'month'] as const) expect(reportOf(building(7, 0), step).verdict).toBe('unclear')
  }, LONG)
})

describe('a meter that runs 40 % more', () => {
  it('is told to, by the same limits', () => {
    expect(reportOf(building(5, -0.4), 'day')).toMatchObject({ verdict: 'more' })
  })
})

describe('the money of a measure', () => {
  const DAYTIME = { name: 'Day', price: 0.4, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 420, toMinute: 1_200 }
  const VERSION = { validFrom: '2020-01-01', price: 0.1, periods: [DAYTIME], holidaysAsSundays: true, demandCharge: 10, standingCharge: 50, kwhPerM3: null, co2KgPerUnit: 0.4, co2Source: 'Supplier' }
  const TARIFF: Tariff = {
    id: 1, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [],
    versions: [VERSION, { ...VERSION, validFrom: '2024-07-01', price: 0.2, periods: [{ ...DAYTIME, price: 0.6 }], co2KgPerUnit: 0.3 }],
  }
  const calendar = createCalendar(ZONE)
  /** What the measure took away, hour by hour at its price, and of the highest hours of months. */
  const truthOf = ({ startsMs, energy, without }: MadeBuilding): { readonly cost: number; readonly co2Kg: number; readonly demand: number } => {
    const { price, co2Kg } = hourPrices(TARIFF, 'energy', startsMs, { calendar, isHoliday: () => false })
    let [cost, co2] = [0, 0]
    const peaks = new Map<number, [number, number]>()
    for (const [i, startMs] of startsMs.entries()) {
      if (startMs < MEASURE_MS) continue
      const saved = (without[i] as number) - (energy[i] as number)
      cost += saved * (price[i] as number)
      co2 += saved * (co2Kg[i] as number)
      const month = monthStartLocal(calendar.localMs(startMs))
      const [before, after] = peaks.get(month) ?? [0, 0]
      peaks.set(month, [Math.max(before, without[i] as number), Math.max(after, energy[i] as number)])
    }
    return { cost, co2Kg: co2, demand: [...peaks.values()].reduce((sum, [before, after]) => sum + 10 * (before - after), 0) }
  }

  it('by hours, its CO2 and its charge on peaks have the truth inside their uncertainty', () => {
    const made = building(21, 0.1)
    const truth = truthOf(made)
    const { priced, demand } = answerOf(made, 'hour', TARIFF)
    expect(Math.abs((priced?.cost ?? 0) - truth.cost)).toBeLessThan(priced?.costUncertainty ?? 0)
    expect(Math.abs((priced?.co2Kg ?? 0) - truth.co2Kg)).toBeLessThan(priced?.co2Uncertainty ?? 0)
    expect(demand).toMatchObject({ months: 12, learntFrom: 12 })
    expect(Math.abs((demand?.cost ?? 0) - truth.demand)).toBeLessThan(demand?.uncertainty ?? 0)
    expect(demand?.cost).toBeGreaterThan(0)
  }, LONG)

  it('by days has the truth inside an interval of 90 % in at least 17 of 20 buildings, and tells no peaks', () => {
    const inside = Array.from({ length: 20 }, (_, i) => {
      const made = building(100 + i, 0.1)
      const { priced, demand } = answerOf(made, 'day', TARIFF)
      expect(demand).toBeNull()
      return Math.abs((priced?.cost ?? 0) - truthOf(made).cost) < (priced?.costUncertainty ?? 0)
    })
    expect(inside.filter(Boolean).length).toBeGreaterThanOrEqual(17)
  }, LONG)

  it('is not told where a part of the time has no price', () => {
    const { priced, savings } = answerOf(building(21, 0.1), 'day', { ...TARIFF, versions: [{ ...VERSION, validFrom: '2024-02-01' }] })
    expect(savings.verdict).toBe('saved')
    expect(priced).toBeNull()
  }, LONG)
})
