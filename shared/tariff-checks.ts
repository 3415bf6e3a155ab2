/** What is wrong with a tariff: said while it is typed, and why the engine refuses to keep it. */
import type { Tariff, TariffVersion } from './domain/tariff.ts'
import { failure, type Failure } from './result.ts'
import { periodTable } from './tariff-times.ts'

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Whether ISO 4217 knows the code, as far as this machine's tables do. */
const isCurrency = (code: string): boolean => currencies.has(code)

/** A date of the calendar, `2026-02-28`. */
const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const versionProblems = ({ validFrom, periods }: TariffVersion): Failure[] => {
  const problems: Failure[] = []
  if (!isDate(validFrom)) problems.push(failure('tariff-date', `The first day of a version is missing, or no date of the calendar (${validFrom === '' ? '–' : validFrom}). Give it as year-month-day.`, { date: validFrom === '' ? '–' : validFrom }).error)
  const reached = new Set(periodTable(periods))
  for (const [index, { name, fromMinute, toMinute }] of periods.entries()) {
    if (fromMinute === toMinute) problems.push(failure('tariff-period-empty', `${name} begins and ends at the same time. Let it end later, or take 00:00 to 24:00 for the whole day.`, { name }).error)
    else if (!reached.has(index)) problems.push(failure('tariff-period-hidden', `${name} is never reached: the periods above it cover all of its times. Move it up, or take it out.`, { name }).error)
  }
  return problems
}

/** Empty = it can be kept, as far as it alone can tell. Codes: `tariff-currency`, `tariff-date`, `tariff-date-twice`, `tariff-period-empty`, `tariff-period-hidden`. */
export const tariffProblems = ({ currency, versions }: Pick<Tariff, 'currency' | 'versions'>): Failure[] => {
  const problems: Failure[] = isCurrency(currency) ? [] : [failure('tariff-currency', `${currency} is no currency of ISO 4217. Use its three letters, such as EUR.`, { currency }).error]
  for (const [index, { validFrom }] of versions.entries()) {
    if (versions.findIndex((other) => other.validFrom === validFrom) < index) problems.push(failure('tariff-date-twice', `Two versions begin on ${validFrom}. Give each its own first day.`, { date: validFrom }).error)
  }
  return [...problems, ...versions.flatMap(versionProblems)]
}

/** What two tariffs cannot both be: `tariff-meter-taken`, `tariff-medium-taken`. `nameOf` a meter, for the words. */
export const tariffClashes = (tariff: Pick<Tariff, 'id' | 'medium' | 'measure' | 'meterIds'>, others: readonly Tariff[], nameOf: (meterId: number) => string): Failure[] =>
  others.filter(({ id }) => id !== tariff.id).flatMap((other): Failure[] => {
    if (tariff.meterIds.length === 0) {
      const same = other.meterIds.length === 0 && other.medium === tariff.medium && other.measure === tariff.measure
      return same ? [failure('tariff-medium-taken', `${other.name} holds for all other meters of this medium already. Name the meters of one of the two.`, { other: other.name }).error] : []
    }
    const taken = tariff.meterIds.find((id) => other.meterIds.includes(id))
    if (taken === undefined) return []
    const meter = nameOf(taken)
    return [failure('tariff-meter-taken', `${meter} has the tariff ${other.name} already. Take it out of one of the two.`, { other: other.name, meter }).error]
  })
