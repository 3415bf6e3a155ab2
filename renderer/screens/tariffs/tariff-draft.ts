/** A tariff while it is typed: numbers may be missing (NaN), versions and periods come, move and go. Pure. */
import type { CallInput } from '../../../shared/contract.ts'
import type { Medium } from '../../../shared/domain/energy.ts'
import type { Tariff, TariffPeriod, TariffVersion } from '../../../shared/domain/tariff.ts'

const NEW_PERIOD: TariffPeriod = { name: '', price: Number.NaN, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 360, toMinute: 1_320 }

/** The first version of a new tariff begins with the year before this one, so that what is known already has a price. */
export const newTariff = (year: number, currency: string): Tariff => ({
  id: 0, name: '', medium: 'electricity', measure: 'energy', currency, meterIds: [],
  versions: [{ validFrom: `${year - 1}-01-01`, price: Number.NaN, periods: [], holidaysAsSundays: true, demandCharge: 0, standingCharge: 0, kwhPerM3: null, co2KgPerUnit: null, co2Source: '' }],
})

/** Water is counted in m³; all else is billed in kWh, gas too. */
export const withMedium = (tariff: Tariff, medium: Medium): Tariff => ({ ...tariff, medium, measure: medium === 'water' ? 'volume' : 'energy', meterIds: [] })

export const withVersion = (tariff: Tariff, index: number, patch: Partial<TariffVersion>): Tariff => ({ ...tariff, versions: tariff.versions.map((version, i) => (i === index ? { ...version, ...patch } : version)) })

/** A copy of the newest version that begins on the first of the coming month, or a month after the newest where that is later. */
export const withNextVersion = (tariff: Tariff, today: string): Tariff => {
  const newest = tariff.versions.reduce((a, b) => (b.validFrom > a.validFrom ? b : a))
  const [from, now] = [nextMonth(newest.validFrom), nextMonth(today)]
  return { ...tariff, versions: [...tariff.versions, { ...newest, validFrom: from > now ? from : now }] }
}

const nextMonth = (date: string): string => {
  const [year = 1970, month = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

export const withoutVersion = (tariff: Tariff, index: number): Tariff => ({ ...tariff, versions: tariff.versions.toSpliced(index, 1) })

const withPeriods = (tariff: Tariff, index: number, change: (periods: readonly TariffPeriod[]) => readonly TariffPeriod[]): Tariff => withVersion(tariff, index, { periods: change(tariff.versions[index]?.periods ?? []) })

export const withPeriod = (tariff: Tariff, index: number, at: number, patch: Partial<TariffPeriod>): Tariff => withPeriods(tariff, index, (periods) => periods.map((period, i) => (i === at ? { ...period, ...patch } : period)))
export const withNewPeriod = (tariff: Tariff, index: number): Tariff => withPeriods(tariff, index, (periods) => [...periods, NEW_PERIOD])
export const withoutPeriod = (tariff: Tariff, index: number, at: number): Tariff => withPeriods(tariff, index, (periods) => periods.toSpliced(at, 1))
/** Moves a period up: what stands above counts first. */
export const withPeriodUp = (tariff: Tariff, index: number, at: number): Tariff => withPeriods(tariff, index, (periods) => (at < 1 ? periods : [...periods.slice(0, at - 1), periods[at] as TariffPeriod, periods[at - 1] as TariffPeriod, ...periods.slice(at + 1)]))

export type Missing = 'name' | 'currency' | 'price' | 'periodName' | 'periodPrice' | 'charge'

/** What must be filled in before it can be kept; in the order of the form. */
export const missingIn = ({ name, currency, versions }: Tariff): readonly Missing[] => {
  const missing: Missing[] = []
  if (name.trim() === '') missing.push('name')
  if (!/^[A-Z]{3}$/.test(currency)) missing.push('currency')
  if (versions.some(({ price }) => Number.isNaN(price))) missing.push('price')
  if (versions.some(({ demandCharge, standingCharge }) => Number.isNaN(demandCharge) || Number.isNaN(standingCharge))) missing.push('charge')
  const periods = versions.flatMap((version) => version.periods)
  if (periods.some((period) => period.name.trim() === '')) missing.push('periodName')
  if (periods.some(({ price }) => Number.isNaN(price))) missing.push('periodPrice')
  return missing
}

/** Index of the version in force on a date, else the first. */
export const versionShown = (versions: readonly TariffVersion[], today: string): number => {
  const held = versions.map(({ validFrom }, index) => ({ validFrom, index })).filter(({ validFrom }) => validFrom <= today).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  return held[0]?.index ?? 0
}

/** As it is sent: lists of its own, which may be changed. */
export const sentTariff = (tariff: Tariff): CallInput<'saveTariff'>['tariff'] => ({
  ...tariff, meterIds: [...tariff.meterIds], versions: tariff.versions.map((version) => ({ ...version, periods: version.periods.map((period) => ({ ...period, weekdays: [...period.weekdays], months: [...period.months] })) })),
})

/** `06:00`, `24:00`. */
export const minuteText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
