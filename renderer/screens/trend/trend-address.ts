/** What the trend screen shows, as its address says it: `#/trend?points=1,2&span=86400000` (live) or `&from=..&to=..` (ms). Pure. */
import { clampRange, MAX_SPAN_MS, MIN_SPAN_MS, PRESETS, type TimeRange } from '../../charts/time-range.ts'

export interface TrendAddress {
  readonly points: readonly number[]
  /** A fixed period; null = live, the last `spanMs`. */
  readonly fixed: TimeRange | null
  /** Length of the live period, ms. */
  readonly spanMs: number
  /** The point that is looked at: its expected band is drawn and the others stand back. */
  readonly focus: number | null
  readonly compare: boolean
  readonly view: 'chart' | 'readings'
}

/** The engine answers for 16 points at once; more lines than that cannot be told apart anyway. */
export const MOST_POINTS = 16

const wholeNumber = (text: string | null): number | null => {
  const value = text === null || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value >= 0 ? Math.round(value) : null
}

/** Reads an address; whatever is missing or wrong takes its usual value: live, the last 24 hours. */
export const parseTrendAddress = (search: string): TrendAddress => {
  const query = new URLSearchParams(search)
  const points = (query.get('points') ?? '').split(',').map(wholeNumber).filter((id) => id !== null && id > 0) as number[]
  const fromMs = wholeNumber(query.get('from'))
  const toMs = wholeNumber(query.get('to'))
  const fixed = fromMs !== null && toMs !== null && fromMs < toMs ? clampRange({ fromMs, toMs }) : null
  const span = wholeNumber(query.get('span'))
  return {
    points: [...new Set(points)].slice(0, MOST_POINTS),
    fixed,
    spanMs: span === null ? PRESETS['24h'] : Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, span)),
    focus: wholeNumber(query.get('focus')),
    compare: query.get('compare') === 'week',
    view: query.get('view') === 'readings' ? 'readings' : 'chart',
  }
}

/** The address of what is shown, without `#`. */
export const trendAddress = ({ points, fixed, spanMs, focus, compare, view }: TrendAddress): string => {
  const parts = [
    points.length > 0 ? `points=${points.join(',')}` : '',
    fixed ? `from=${Math.round(fixed.fromMs)}&to=${Math.round(fixed.toMs)}` : spanMs === PRESETS['24h'] ? '' : `span=${Math.round(spanMs)}`,
    focus !== null ? `focus=${focus}` : '',
    compare ? 'compare=week' : '',
    view === 'readings' ? 'view=readings' : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '/trend' : `/trend?${parts.join('&')}`
}
