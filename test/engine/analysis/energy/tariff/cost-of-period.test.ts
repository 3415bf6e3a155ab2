/** What a period costs, against sums worked by hand: times of use, clock changes, versions inside a month, charges by the month. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../../electron/engine/analysis/calendar.ts'
import { hourStartsOf } from '../../../../../electron/engine/analysis/energy/meters/local-periods.ts'
import { canPrice, costOfPeriod, isFlat } from '../../../../../electron/engine/analysis/energy/tariff/cost-of-period.ts'
import type { Tariff, TariffPeriod, TariffVersion } from '../../../../../shared/domain/tariff.ts'
import { seededRandom } from '../../../../../shared/random.ts'
import { utcOffsetMinutes } from '../../../../../electron/engine/monitor/local-time.ts'

const HOUR_MS = 3_600_000

const version = (patch: Partial<TariffVersion> = {}): TariffVersion => ({
  validFrom: '2020-01-01', price: 0.2, periods: [], holidaysAsSundays: true, demandCharge: 0, standingCharge: 0, kwhPerM3: null, co2KgPerUnit: null, co2Source: '', ...patch,
})
const tariff = (versions: readonly TariffVersion[], patch: Partial<Tariff> = {}): Tariff => ({ id: 1, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions, ...patch })
const period = (patch: Partial<TariffPeriod>): TariffPeriod => ({ name: 'Day', price: 0.3, weekdays: [], months: [], fromMinute: 0, toMinute: 1_440, ...patch })
const WORKDAYS = [0, 1, 2, 3, 4]

/** Moment of a local date and time. */
const localMoment = (zone: string, text: string): number => {
  const wall = Date.parse(`${text}Z`)
  const guess = wall - utcOffsetMinutes(zone, wall) * 60_000
  return wall - utcOffsetMinutes(zone, guess) * 60_000
}

interface Given {
  readonly from: string
  readonly to: string
  readonly zone?: string
  /** Of the hour that begins at a moment. */
  readonly energy?: (startMs: number) => number
  readonly peaks?: readonly (readonly [day: string, kw: number])[]
  readonly holidays?: readonly string[]
  readonly measure?: 'energy' | 'volume'
}

const costOf = (by: Tariff, { from, to, zone = 'Europe/Berlin', energy = () => 1, peaks = [], holidays = [], measure = 'energy' }: Given) => {
  const calendar = createCalendar(zone)
  const [fromMs, toMs] = [localMoment(zone, from), localMoment(zone, to)]
  const startsMs = Float64Array.from(hourStartsOf(fromMs, toMs, calendar))
  const dayMs = Float64Array.from(peaks, ([day]) => localMoment(zone, `${day}T00:00`))
  return costOfPeriod(by, {
    meterId: 7, measure, fromMs, toMs, calendar, rows: { startsMs, energy: startsMs.map(energy) },
    days: { startsMs: dayMs, peak: Float64Array.from(peaks, ([, kw]) => kw), peakAtMs: dayMs.map((ms) => ms + 9 * HOUR_MS) },
    isHoliday: (day) => holidays.includes(new Date(day * 86_400_000).toISOString().slice(0, 10)),
  })
}

const amounts = (report: ReturnType<typeof costOf>): Record<string, number> => Object.fromEntries(report.energy.map((line) => [line.period, line.amount]))
const WEEK = { from: '2026-01-05T00:00', to: '2026-01-12T00:00' }
const YEAR = { from: '2026-01-01T00:00', to: '2027-01-01T00:00' }
const MONTH_OF = (month: string, next: string): Given => ({ from: `2026-${month}-01T00:00`, to: `2026-${next}-01T00:00` })

describe('energy by time of use', () => {
  it('costs 41.60 for a week of 1 kWh an hour, of which 5 times 16 hours are dearer', () => {
    const report = costOf(tariff([version({ periods: [period({ weekdays: WORKDAYS, fromMinute: 360, toMinute: 1_320 })] })]), WEEK)
    expect(amounts(report)).toEqual({ Day: 80, '': 88 })
    expect(report.energyCost).toBeCloseTo(80 * 0.3 + 88 * 0.2, 9)
    expect(report).toMatchObject({ total: report.energyCost, standingCost: 0, demandCost: 0, unpriced: 0, known: 1, versions: ['2020-01-01'], currency: 'EUR' })
  })

  it('loses an hour of the night when clocks go forward, and has one more when they go back', () => {
    const night = tariff([version({ periods: [period({ name: 'Night', price: 0.1, fromMinute: 0, toMinute: 360 })] })])
    expect(amounts(costOf(night, MONTH_OF('03', '04')))).toEqual({ Night: 31 * 6 - 1, '': 31 * 18 })
    expect(amounts(costOf(night, MONTH_OF('10', '11')))).toEqual({ Night: 31 * 6 + 1, '': 31 * 18 })
  })

  it('over midnight holds on the weekdays of each minute: Monday before six, not Saturday before six', () => {
    const report = costOf(tariff([version({ periods: [period({ name: 'Night', weekdays: WORKDAYS, fromMinute: 1_320, toMinute: 360 })] })]), WEEK)
    expect(amounts(report)).toEqual({ Night: 5 * 8, '': 128 })
    expect(amounts(costOf(tariff([version({ periods: [period({ weekdays: WORKDAYS, fromMinute: 1_320, toMinute: 360 })] })]), { from: '2026-01-10T00:00', to: '2026-01-11T00:00' }))).toEqual({ '': 24 })
  })

  it('takes the first period that fits, and those of a season in their months only', () => {
    const summer = tariff([version({ periods: [period({ name: 'Summer noon', price: 0.1, months: [6, 7, 8], fromMinute: 660, toMinute: 900 }), period({ fromMinute: 480, toMinute: 1_080 })] })])
    const report = costOf(summer, YEAR)
    expect(amounts(report)).toEqual({ 'Summer noon': 92 * 4, Day: 365 * 10 - 92 * 4, '': 8_760 - 3_650 })
  })

  it('prices a holiday as a Sunday where the version says so', () => {
    const periods = [period({ weekdays: WORKDAYS, fromMinute: 360, toMinute: 1_320 })]
    const given = { ...WEEK, holidays: ['2026-01-06'] }
    expect(amounts(costOf(tariff([version({ periods })]), given))).toEqual({ Day: 64, '': 104 })
    expect(amounts(costOf(tariff([version({ periods, holidaysAsSundays: false })]), given))).toEqual({ Day: 80, '': 88 })
  })

  it('shares an hour between two prices where the border lies inside it, also where hours begin at half past of UTC', () => {
    const evening = tariff([version({ periods: [period({ name: 'Evening', fromMinute: 17 * 60 + 30, toMinute: 20 * 60 + 15 })] })])
    for (const zone of ['Asia/Kolkata', 'Europe/Berlin']) {
      expect(amounts(costOf(evening, { ...WEEK, zone, energy: () => 4 }))).toEqual({ Evening: 7 * 2.75 * 4, '': 7 * 21.25 * 4 })
    }
  })
})

describe('charges by the month', () => {
  const by = tariff([version({ price: 0, standingCharge: 31, demandCharge: 10 })])
  const peaks = [['2025-12-31', 99], ['2026-01-08', 30], ['2026-01-20', 40], ['2026-02-03', 70]] as const

  it('accrue by the day: a week of January takes 7 of 31 days of what the highest window of the whole month costs', () => {
    const report = costOf(by, { ...WEEK, peaks })
    expect(report.standingCost).toBeCloseTo(7, 9)
    expect(report.demand).toMatchObject([{ month: '2026-01-01', peak: 40, charge: 10 }])
    expect(report.demand[0]?.peakAtMs).toBe(localMoment('Europe/Berlin', '2026-01-20T09:00'))
    expect(report.demandCost).toBeCloseTo((40 * 10 * 7) / 31, 9)
  })

  it('are whole in months of 743 and 745 hours', () => {
    for (const month of [MONTH_OF('03', '04'), MONTH_OF('10', '11')]) expect(costOf(by, month).standingCost).toBeCloseTo(31, 9)
  })

  it('add up: any cut of a quarter costs what the quarter costs', () => {
    const random = seededRandom(5)
    const whole = costOf(tariff([version({ standingCharge: 20, demandCharge: 8, co2KgPerUnit: 0.4, periods: [period({ fromMinute: 400 - 10, toMinute: 1_215 })] })]), { from: '2026-01-01T00:00', to: '2026-04-01T00:00', peaks })
    const own = tariff([version({ standingCharge: 20, demandCharge: 8, co2KgPerUnit: 0.4, periods: [period({ fromMinute: 390, toMinute: 1_215 })] })])
    const cuts = Array.from({ length: 9 }, () => 1 + Math.floor(random() * 88)).sort((a, b) => a - b)
    const days = [0, ...new Set(cuts), 90].map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 16))
    const parts = days.slice(1).map((to, i) => costOf(own, { from: days[i] as string, to, peaks }))
    expect(parts.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(whole.total, 6)
    expect(parts.reduce((sum, { co2Kg }) => sum + (co2Kg ?? 0), 0)).toBeCloseTo(whole.co2Kg ?? 0, 6)
  })

  it('of a month without a measured window claim nothing', () => {
    expect(costOf(by, { ...MONTH_OF('05', '06'), peaks }).demand).toMatchObject([{ peak: null, peakAtMs: null, cost: 0 }])
  })
})

describe('versions', () => {
  const two = tariff([
    version({ validFrom: '2026-01-01', price: 0.2, standingCharge: 31, demandCharge: 10, co2KgPerUnit: 0.4 }),
    version({ validFrom: '2026-01-16', price: 0.3, standingCharge: 62, demandCharge: 12, co2KgPerUnit: 0.3 }),
  ])

  it('that change inside a month each price their own days', () => {
    const report = costOf(two, { ...MONTH_OF('01', '02'), peaks: [['2026-01-20', 50]] })
    expect(report.energyCost).toBeCloseTo(15 * 24 * 0.2 + 16 * 24 * 0.3, 9)
    expect(report.standingCost).toBeCloseTo(15 + 32, 9)
    expect(report.demandCost).toBeCloseTo((50 * 10 * 15) / 31 + (50 * 12 * 16) / 31, 9)
    expect(report.co2Kg).toBeCloseTo(360 * 0.4 + 384 * 0.3, 9)
    expect(report.versions).toEqual(['2026-01-01', '2026-01-16'])
  })

  it('leave what was before the first one without a price, and say how much', () => {
    const report = costOf(two, { from: '2025-12-30T00:00', to: '2026-01-02T00:00' })
    expect(report).toMatchObject({ unpriced: 48, versions: ['2026-01-01'] })
    expect(report.energyCost).toBeCloseTo(24 * 0.2, 9)
    expect(report.standingCost).toBeCloseTo(1, 9)
  })

  it('without a factor leave CO2 unknown, not zero', () => {
    expect(costOf(tariff([...two.versions.slice(0, 1), version({ validFrom: '2026-01-16' })]), MONTH_OF('01', '02')).co2Kg).toBeNull()
  })
})

describe('what is not known', () => {
  it('costs nothing, and its share is told', () => {
    const report = costOf(tariff([version()]), { ...WEEK, energy: (ms) => (ms < localMoment('Europe/Berlin', '2026-01-07T00:00') ? Number.NaN : 1) })
    expect(report.energyCost).toBeCloseTo(120 * 0.2, 9)
    expect(report.known).toBeCloseTo(120 / 168, 9)
  })
})

describe('a gas meter in m³', () => {
  const gas = tariff([version({ price: 0.08, kwhPerM3: 10.5, demandCharge: 1, co2KgPerUnit: 0.2 })], { medium: 'gas' })

  it('is priced in kWh where it is known how many a m³ is billed as', () => {
    expect(canPrice(gas, 'volume')).toBe(true)
    const report = costOf(gas, { ...MONTH_OF('01', '02'), measure: 'volume', peaks: [['2026-01-08', 3]] })
    expect(report.energyCost).toBeCloseTo(744 * 10.5 * 0.08, 9)
    expect(report.demandCost).toBeCloseTo(3 * 10.5, 9)
    expect(report.co2Kg).toBeCloseTo(744 * 10.5 * 0.2, 6)
  })

  it('is not priced where that is not known, nor a kWh by prices of a m³', () => {
    expect(canPrice(tariff([version({ kwhPerM3: 10.5 }), version()]), 'volume')).toBe(false)
    expect(canPrice(tariff([version({ kwhPerM3: 10.5 })], { measure: 'volume' }), 'energy')).toBe(false)
  })

  it('needs no hours where all prices are flat', () => {
    expect(isFlat(gas)).toBe(true)
    expect(isFlat(tariff([version(), version({ periods: [period({})] })]))).toBe(false)
  })
})
