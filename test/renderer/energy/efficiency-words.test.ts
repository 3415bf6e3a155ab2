/** Kinds of days and savings in words, meters in their order, and what is saved as CSV. */
import { describe, expect, it } from 'vitest'
import { minuteText, usesOf, weekdayRuns, weekdaysOf } from '../../../renderer/screens/energy/day-kinds.ts'
import { patternsCsv } from '../../../renderer/screens/energy/patterns-csv.ts'
import { efficiencyCsv } from '../../../renderer/screens/energy-efficiency/efficiency-csv.ts'
import { orderMeters } from '../../../renderer/screens/energy-efficiency/order-meters.ts'
import { savingRange, savingText, savingWithin, scoreText, withInterval, yearText } from '../../../renderer/screens/energy-efficiency/score-text.ts'
import type { EfficiencyReport, MeterEfficiency } from '../../../shared/domain/efficiency.ts'
import type { DayKind, EnergyPatterns } from '../../../shared/domain/energy-patterns.ts'

const kind = (weekdays: readonly number[]): DayKind => ({ days: weekdays.reduce((sum, each) => sum + each, 0), weekdays, holidays: 0, profile: Array.from({ length: 24 }, (_, hour) => hour) })
const worked = (meterId: number, possibleYear: number, score: number | null, energy: number): MeterEfficiency => ({ meterId, workedAtMs: 0, fromMs: 0, toMs: 1, score, parts: [], annual: { energy, uncertainty: 0, days: 365, months: 12 }, findings: [], possibleYear })

describe('kinds of days', () => {
  it('are named by the weekdays they mostly are', () => {
    const all = [kind([50, 50, 48, 50, 20, 1, 0]), kind([2, 2, 4, 2, 32, 51, 52])]
    expect(weekdaysOf(all[0] as DayKind, all)).toEqual([0, 1, 2, 3])
    expect(weekdaysOf(all[1] as DayKind, all)).toEqual([4, 5, 6])
    expect(weekdayRuns([0, 1, 2, 4, 6])).toEqual([[0, 2], [4, 4], [6, 6]])
  })

  it('tell hours of use together where they are about the same', () => {
    const use = (fromMinute: number) => ({ fromMinute, toMinute: 1_080 })
    expect(usesOf([use(420), use(425), use(420), use(420), use(420), use(600), null]).map(({ days }) => days)).toEqual([[0, 1, 2, 3, 4], [5], [6]])
    expect([minuteText(0), minuteText(425), minuteText(1_440)]).toEqual(['00:00', '07:05', '24:00'])
  })

  it('are saved with their profiles and each day', () => {
    const patterns = { dayTypes: [kind([1, 0, 0, 0, 0, 0, 0])], days: [{ dayMs: Date.UTC(2026, 0, 5), dayType: 0 }, { dayMs: Date.UTC(2026, 0, 6), dayType: -1 }] } as unknown as EnergyPatterns
    const lines = patternsCsv(patterns, 'energy', { kind: 'kind', days: 'days', date: 'date' }).replace('\uFEFF', '').split('\r\n')
    expect(lines[0]).toMatch(/^kind,days,00:00 \(kW\),01:00/)
    expect(lines[1]).toMatch(/^1,1,0,1,2,/)
    expect(lines.slice(3, 6)).toEqual(['date,kind', '2026-01-05,1', '2026-01-06,'])
  })
})

describe('efficiency in words', () => {
  it('tell savings no finer than they are known, and never as a loss', () => {
    expect(savingWithin(4_213, 913, 'kWh')).toBe('4,210 ± 910\u00a0kWh')
    expect(savingWithin(38.44, 4.36, 'm³')).toBe('38 ± 4.4\u00a0m³')
    expect(savingWithin(4_213, 0, 'kWh')).toBe('4,200\u00a0kWh')
    expect(savingRange(1_043, 221, 'EUR', 'to')).toBe('820 to 1,260\u00a0EUR')
    expect(savingRange(100, 150, 'EUR', 'to')).toBe('0 to 250\u00a0EUR')
    expect(savingRange(1_043, Number.NaN, 'EUR', 'to')).toBe('1,000\u00a0EUR')
  })

  it('has no figures that nobody knows', () => {
    expect([savingText(41_234, 'kWh'), savingText(4.44, 'kWh'), yearText(41_234.4, 'volume'), yearText(null, 'energy')]).toEqual(['41,000\u00a0kWh', '4.4\u00a0kWh', '41,234\u00a0m³', '–'])
    expect([withInterval(112.3, 8.7), withInterval(112.3, 0), scoreText(70.6), scoreText(null)]).toEqual(['112 ± 8.7', '112', '71', '–'])
  })

  it('orders meters by saving, score and energy, volumes apart', () => {
    const all = [worked(1, 10, 80, 500), worked(2, 90, null, 100), worked(3, 999, 20, 9_999)]
    const ids = (order: 'saving' | 'score' | 'energy'): number[] => orderMeters(all, order, (id) => id === 3).map(({ meterId }) => meterId)
    expect([ids('saving'), ids('score'), ids('energy')]).toEqual([[2, 1, 3], [3, 1, 2], [1, 2, 3]])
  })

  it('is saved as tables with formulas made harmless', () => {
    const report: EfficiencyReport = { atMs: 0, meters: [], pending: 0, benchmarks: [], recommendations: [], areas: [{ area: '=1+1', floorAreaM2: 10, kind: null, counted: [], notCounted: [], score: null, annual: null, intensity: null, missing: { key: 'a' }, possibleYear: 0 }] }
    const csv = efficiencyCsv(report, [], { t: (key) => key, text: ({ key }) => key, kindName: (name) => name, siteName: 'Site' })
    expect(csv).toContain("'=1+1,,,,10,,,,,a")
  })
})
