/** What the correlation screen shows, kept in its address. Pure. */
import type { CorrelationOptions } from '../../../shared/domain/correlation.ts'
import { correlationDoor } from '../../doors.ts'

export interface CorrelationAddress {
  readonly points: readonly number[]
  /** Days that end now; null where a period of one's own is set. */
  readonly days: number
  readonly fixed: { readonly fromMs: number; readonly toMs: number } | null
  readonly options: CorrelationOptions
  /** The two whose pair view is open. */
  readonly pair: readonly [number, number] | null
  /** The point whose company is asked for, with the time of `fixed`. */
  readonly moved: number | null
}

export const DAYS = [7, 30, 90] as const
const USUAL_DAYS = 30

const idsOf = (text: string | null): number[] => (text ?? '').split(',').filter((id) => /^\d{1,12}$/.test(id)).map(Number).filter((id) => id > 0)

const timeOf = (text: string | null): number | null => (text !== null && /^\d{1,16}$/.test(text) ? Number(text) : null)

/** Whatever is wrong in it counts as not said. */
export const parseCorrelationAddress = (search: string): CorrelationAddress => {
  const query = new URLSearchParams(search)
  const [first, second] = idsOf(query.get('pair'))
  const [fromMs, toMs] = [timeOf(query.get('from')), timeOf(query.get('to'))]
  const days = DAYS.find((each) => String(each) === query.get('days')) ?? USUAL_DAYS
  return {
    points: [...new Set(idsOf(query.get('points')))],
    days,
    fixed: fromMs !== null && toMs !== null && toMs > fromMs ? { fromMs, toMs } : null,
    options: { method: query.get('method') === 'spearman' ? 'spearman' : 'pearson', season: query.get('season') !== '0', outdoor: query.get('outdoor') === '1' },
    pair: first === undefined || second === undefined || first === second ? null : [first, second],
    moved: idsOf(query.get('moved'))[0] ?? null,
  }
}

export const correlationAddress = ({ points, days, fixed, options, pair, moved }: CorrelationAddress): string =>
  correlationDoor({
    points, ...fixed, ...(fixed !== null || days === USUAL_DAYS ? {} : { days }), ...(options.method === 'pearson' ? {} : { method: options.method }),
    ...(options.season ? {} : { season: 0 }), ...(options.outdoor ? { outdoor: 1 } : {}), ...(pair === null ? {} : { pair }), ...(moved === null ? {} : { moved }),
  })
