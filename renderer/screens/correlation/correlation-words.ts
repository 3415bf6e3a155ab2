/** Correlations in words, so that no colour has to be read. Pure. */
import type { TFunction } from 'i18next'
import { STRONG, SURE_RATE, type CorrelationMatrix } from '../../../shared/domain/correlation.ts'
import { unitSymbol } from '../../../shared/units.ts'

const CLEAR = 0.4

export type Strength = 'unknown' | 'chance' | 'weak' | 'clear' | 'strong'

/** `rate`: by chance, 0..1; NaN = cannot be told. */
export const strengthOf = (r: number, rate: number): Strength =>
  Number.isNaN(r) || Number.isNaN(rate) ? 'unknown' : rate > SURE_RATE ? 'chance' : Math.abs(r) >= STRONG ? 'strong' : Math.abs(r) >= CLEAR ? 'clear' : 'weak'

/** `0.82`, `−0.30`, `–`. */
export const correlationText = (r: number): string => (Number.isNaN(r) ? '–' : r.toFixed(2).replace('-', '−'))

/** `strongly together`, `clearly against each other`, `may be chance`. */
export const strengthText = (t: TFunction, r: number, rate: number): string => {
  const strength = strengthOf(r, rate)
  return strength === 'unknown' || strength === 'chance' ? t(`correlation.strength.${strength}`) : t(`correlation.strength.${strength}`, { how: t(r < 0 ? 'correlation.against' : 'correlation.together') })
}

/** `< 0.1 %`, `4 %`. */
export const rateText = (rate: number): string => (Number.isNaN(rate) ? '–' : rate < 0.001 ? '< 0.1\u00a0%' : `${rate < 0.1 ? (rate * 100).toFixed(1) : Math.round(rate * 100)}\u00a0%`)

/** Unit of a distance: temperatures differ by kelvins wherever degrees Celsius are read. */
export const distanceUnit = (units: number | null): string => unitSymbol(units).replace('°C', 'K')

export interface StrongPair {
  readonly firstId: number
  readonly secondId: number
  readonly r: number
  readonly q: number
  readonly effective: number
}

/** All pairs that are no chance, the strongest first; without `sureOnly` those that may be follow. */
export const pairsOf = ({ pointIds, r, q, effective }: CorrelationMatrix, sureOnly: boolean): StrongPair[] => {
  const n = pointIds.length
  const pairs: StrongPair[] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const at = i * n + j
      const pair = { firstId: pointIds[i] as number, secondId: pointIds[j] as number, r: r[at] as number, q: q[at] as number, effective: effective[at] as number }
      if (!sureOnly || pair.q <= SURE_RATE) pairs.push(pair)
    }
  }
  return pairs.sort((a, b) => rankOf(b) - rankOf(a))
}

const rankOf = ({ r, q }: StrongPair): number => (Number.isNaN(r) ? -2 : Math.abs(r) - (q <= SURE_RATE ? 0 : 1))
