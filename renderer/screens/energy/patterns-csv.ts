/** Patterns as CSV: each kind of days with its profile, then each day with its kind. Pure. */
import { csvField } from '../../../shared/csv-field.ts'
import type { EnergyPatterns } from '../../../shared/domain/energy-patterns.ts'
import type { Measure } from '../../../shared/domain/energy.ts'
import { textOfLines } from '../../../shared/plain-csv.ts'
import { demandUnit } from './meter-units.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** `words` names the columns: kind, days, date. */
export const patternsCsv = ({ dayTypes, days }: EnergyPatterns, measure: Measure, words: { readonly kind: string; readonly days: string; readonly date: string }): string => {
  const number = (value: number): string => String(Number(value.toFixed(3)))
  return textOfLines([
    [words.kind, words.days, ...HOURS.map((hour) => `${String(hour).padStart(2, '0')}:00 (${demandUnit(measure)})`)].map(csvField).join(','),
    ...dayTypes.map(({ days: count, profile }, kind) => [String(kind + 1), String(count), ...profile.map(number)].join(',')),
    '',
    [words.date, words.kind].map(csvField).join(','),
    ...days.map(({ dayMs, dayType }) => `${new Date(dayMs).toISOString().slice(0, 10)},${dayType < 0 ? '' : dayType + 1}`),
  ])
}
