/** In which order devices stand in the list of health, and what a score is called. Pure. */
import { HEALTH_PARTS, type DeviceHealth, type HealthPart } from '../../../shared/domain/health.ts'
import type { StatusName } from '../../theme/status.ts'

export type HealthColumn = 'device' | 'score' | HealthPart | 'trend'

export interface HealthOrder {
  readonly column: HealthColumn
  readonly ascending: boolean
}

/** The worst first. */
export const FIRST_ORDER: HealthOrder = { column: 'score', ascending: true }

export interface HealthRow {
  readonly health: DeviceHealth
  readonly name: string
}

const collator = new Intl.Collator('en', { numeric: true })

const numberOf = ({ health }: HealthRow, column: HealthColumn): number | null => {
  if (column === 'score') return health.latest?.score ?? null
  if (column === 'trend') return health.trend.pointsPerMonth
  return HEALTH_PARTS.some((part) => part === column) ? (health.latest?.parts[column as HealthPart] ?? null) : null
}

/** What is not known stands last, whichever way is sorted; equals by name as people count. */
export const orderedHealth = (rows: readonly HealthRow[], { column, ascending }: HealthOrder): readonly HealthRow[] => {
  const sign = ascending ? 1 : -1
  const byName = (a: HealthRow, b: HealthRow): number => collator.compare(a.name, b.name)
  if (column === 'device') return rows.toSorted((a, b) => sign * byName(a, b))
  return rows.toSorted((a, b) => {
    const [one, other] = [numberOf(a, column), numberOf(b, column)]
    if (one === null || other === null) return one === other ? byName(a, b) : one === null ? 1 : -1
    return sign * (one - other) || byName(a, b)
  })
}

const POOR = 60
const FAIR = 80

/** Colour is spent on what is not good: below 60 poor, below 80 fair. */
export const scoreStatus = (score: number | null): StatusName => (score === null ? 'unknown' : score < POOR ? 'high' : score < FAIR ? 'medium' : 'normal')
export const scoreWord = (score: number | null): 'none' | 'poor' | 'fair' | 'good' => (score === null ? 'none' : score < POOR ? 'poor' : score < FAIR ? 'fair' : 'good')

/** `87`; a dash where there is none. */
export const scoreText = (score: number | null): string => (score === null ? '–' : String(Math.round(score)))
