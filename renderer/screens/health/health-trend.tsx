/** Where the health of a device is going, as a sign and a word, with how sure that is. */
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { HealthTrend, TrendDirection } from '../../../shared/domain/health.ts'
import classes from './health.module.css'

const SIGNS: Readonly<Record<TrendDirection, typeof IconMinus | null>> = { improving: IconArrowUpRight, stable: IconMinus, degrading: IconArrowDownRight, unknown: null }

const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${Math.abs(value).toFixed(1)}`

/** How sure and how steep, in a sentence. */
export const trendSentence = (t: TFunction, { direction, confidence, pointsPerMonth, days }: HealthTrend): string =>
  direction === 'unknown' || confidence === null || pointsPerMonth === null
    ? t('health.trendUnknown', { count: days })
    : t(direction === 'stable' ? 'health.trendStable' : 'health.trendText', { points: signed(pointsPerMonth), percent: Math.min(99.9, Math.floor(confidence * 1_000) / 10), count: days })

export const HealthTrendMark = ({ trend }: { readonly trend: HealthTrend }) => {
  const { t } = useTranslation()
  const Sign = SIGNS[trend.direction]
  return (
    <span className={classes.trend} data-direction={trend.direction} title={trendSentence(t, trend)}>
      {Sign !== null && <Sign size={16} stroke={1.8} aria-hidden="true" />}
      {t(`health.direction.${trend.direction}`)}
    </span>
  )
}
