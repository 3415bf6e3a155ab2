/** A period that ends now, by its length, or one that stands still; kept in addresses. Pure. */
import { PRESETS, type TimeRange } from '../charts/time-range.ts'

export const PERIODS = ['24h', '7d', '30d'] as const
export type PeriodName = (typeof PERIODS)[number]
export type Period = PeriodName | TimeRange

/** From when to when, ms. Periods that end now begin on a whole minute, so that they are asked for again only as time is read. */
export const periodRange = (period: Period, nowMs: number): TimeRange => {
  if (typeof period !== 'string') return period
  const toMs = Math.ceil(nowMs / 60_000) * 60_000
  return { fromMs: toMs - PRESETS[period], toMs }
}

/** Reads `period`, or `from` and `to`, of an address; `otherwise` where there is none. */
export const parsePeriod = (query: URLSearchParams, otherwise: PeriodName): Period => {
  const fromMs = Number(query.get('from') ?? Number.NaN)
  const toMs = Number(query.get('to') ?? Number.NaN)
  if (Number.isSafeInteger(fromMs) && Number.isSafeInteger(toMs) && fromMs >= 0 && fromMs < toMs) return { fromMs, toMs }
  return PERIODS.find((name) => name === query.get('period')) ?? otherwise
}

/** The period as a part of an address. */
export const periodQuery = (period: Period): { readonly period: string } | { readonly from: number; readonly to: number } =>
  typeof period === 'string' ? { period } : { from: Math.round(period.fromMs), to: Math.round(period.toMs) }
