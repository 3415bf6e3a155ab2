/** A tariff while it is typed, the week it makes, and how money reads. */
import { describe, expect, it } from 'vitest'
import { co2Text, moneyText, priceText } from '../../../renderer/components/money.ts'
import { costCsv } from '../../../renderer/screens/energy/cost-csv.ts'
import { minuteText, missingIn, newTariff, versionShown, withMedium, withNewPeriod, withNextVersion, withoutPeriod, withoutVersion, withPeriod, withPeriodUp, withVersion } from '../../../renderer/screens/tariffs/tariff-draft.ts'
import { inkOf, planWeek } from '../../../renderer/screens/tariffs/week-plan.ts'
import type { TariffPeriod } from '../../../shared/domain/tariff.ts'

const period = (patch: Partial<TariffPeriod>): TariffPeriod => ({ name: 'Day', price: 0.3, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 360, toMinute: 1_320, ...patch })

describe('a tariff that is typed', () => {
  it('begins with last year, and says what is missing in the order of the form', () => {
    const draft = withNewPeriod(newTariff(2026, ''), 0)
    expect(draft.versions[0]?.validFrom).toBe('2025-01-01')
    expect(missingIn(draft)).toEqual(['name', 'currency', 'price', 'periodName', 'periodPrice'])
    const filled = withPeriod(withVersion({ ...draft, name: 'Power', currency: 'EUR' }, 0, { price: 0.2, demandCharge: Number.NaN }), 0, 0, { name: 'Day', price: 0.3 })
    expect(missingIn(filled)).toEqual(['charge'])
  })

  it('has its new prices from the coming month on, with all that stood before, and loses a version again', () => {
    const next = withNextVersion(withVersion(newTariff(2026, 'EUR'), 0, { price: 0.2 }), '2026-12-10')
    expect(next.versions.map(({ validFrom, price }) => [validFrom, price])).toEqual([['2025-01-01', 0.2], ['2027-01-01', 0.2]])
    expect(withNextVersion(next, '2026-12-10').versions[2]?.validFrom).toBe('2027-02-01')
    expect(withoutVersion(next, 0).versions).toHaveLength(1)
  })

  it('moves a line up, takes one out, and leaves the first where it is', () => {
    const three = ['a', 'b', 'c'].reduce((draft, name, at) => withPeriod(withNewPeriod(draft, 0), 0, at, { name }), newTariff(2026, 'EUR'))
    const names = (draft: typeof three) => draft.versions[0]?.periods.map(({ name }) => name)
    expect(names(withPeriodUp(three, 0, 2))).toEqual(['a', 'c', 'b'])
    expect(names(withPeriodUp(three, 0, 0))).toEqual(['a', 'b', 'c'])
    expect(names(withoutPeriod(three, 0, 1))).toEqual(['a', 'c'])
  })

  it('counts water in m³, all else in kWh, and lets go of meters of another medium', () => {
    expect(withMedium({ ...newTariff(2026, 'EUR'), meterIds: [4] }, 'water')).toMatchObject({ medium: 'water', measure: 'volume', meterIds: [] })
    expect(withMedium(newTariff(2026, 'EUR'), 'gas').measure).toBe('energy')
  })

  it('shows the version in force today, the first where none is yet', () => {
    const versions = [...newTariff(2026, 'EUR').versions, ...newTariff(2028, 'EUR').versions]
    expect([versionShown(versions, '2026-05-01'), versionShown(versions, '2027-01-01'), versionShown(versions, '2020-01-01')]).toEqual([0, 1, 0])
  })
})

describe('the week of a version', () => {
  it('has blocks that cover each day once, by the first line that fits', () => {
    const blocks = planWeek({ price: 0.2, periods: [period({ name: 'Noon', price: 0.1, months: [6], fromMinute: 720, toMinute: 780, weekdays: [] }), period({})] }, 6)
    for (let day = 0; day < 7; day++) expect(blocks.filter(({ weekday }) => weekday === day).reduce((sum, { from, to }) => sum + to - from, 0)).toBe(96)
    expect(blocks.filter(({ weekday }) => weekday === 0).map(({ from, to, price }) => [from, to, price])).toEqual([[0, 24, 0.2], [24, 48, 0.3], [48, 52, 0.1], [52, 88, 0.3], [88, 96, 0.2]])
    expect(blocks.filter(({ weekday }) => weekday === 6).map(({ from, to }) => [from, to])).toEqual([[0, 48], [48, 52], [52, 96]])
    expect(planWeek({ price: 0.2, periods: [] }, 1)).toHaveLength(7)
  })

  it('is darker where it is dearer, and even where all is one price', () => {
    expect(inkOf(0.3, [0.1, 0.3])).toBeCloseTo(0.8)
    expect(inkOf(0.1, [0.1, 0.3])).toBeCloseTo(0.12)
    expect(inkOf(0.1, [0.1, 0.1])).toBe(0.3)
    expect(inkOf(Number.NaN, [Number.NaN, 0.3])).toBe(0.3)
  })
})

describe('money and CO₂', () => {
  it('read with their currency or unit, and as a dash where they are not known', () => {
    expect(moneyText(1_204.5, 'EUR')).toBe('1,204.50\u00a0EUR')
    expect(moneyText(null, 'EUR')).toBe('–')
    expect(priceText(0.246, 'EUR', 'kWh')).toBe('0.246\u00a0EUR/kWh')
    expect([co2Text(4.25), co2Text(812.4), co2Text(12_345), co2Text(null)]).toEqual(['4.3\u00a0kg', '812\u00a0kg', '12.3\u00a0t', '–'])
    expect(minuteText(1_440)).toBe('24:00')
  })

  it('are written line by line, with quotes where a name needs them', () => {
    const csv = costCsv({
      meterId: 1, tariffId: 1, fromMs: 0, toMs: 1, currency: 'EUR', measure: 'energy', energy: [{ period: 'Day, dear', price: 0.3, amount: 100, cost: 30 }, { period: '', price: 0.2, amount: 10, cost: 2 }],
      demand: [{ month: '2026-01-01', peak: 40, peakAtMs: 0, charge: 10, share: 0.5, cost: 200 }], energyCost: 32, demandCost: 200, standingCost: 7, total: 239, co2Kg: 44, versions: [], priced: 110, unpriced: 0, known: 1,
    }, 'All other times')
    expect(csv.replace(/^\uFEFF/, '').split('\r\n')).toEqual([
      'what,amount,unit,price,cost,currency', '"Day, dear",100,kWh,0.3,30,EUR', 'All other times,10,kWh,0.2,2,EUR', 'peak 2026-01,40,kW,10,200,EUR', 'standing charge,,,,7,EUR', 'total,,,,239,EUR', 'CO2,44,kg,,,', '',
    ])
  })
})
