/** Cells that the tables of load share: a rate against its limit, how much intervals are stretched. */
import { useTranslation } from 'react-i18next'
import { ShareBar } from '../../components/share-bar.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { shareOf } from './load-order.ts'
import classes from './budget-page.module.css'

export const Rate = ({ rate, limit }: { readonly rate: number; readonly limit: number }) => {
  const { t } = useTranslation()
  return (
    <span className={classes.cell}>
      <ShareBar share={shareOf(rate, limit)} />
      <span className={classes.figure}>{t('network.budget.of', { rate: rate.toFixed(1), limit })}</span>
    </span>
  )
}

/** Intervals that are longer than wished are a state of their own: shape, colour, word. */
export const Stretch = ({ stretch, wishedMs = null, effectiveMs = null }: { readonly stretch: number; readonly wishedMs?: number | null; readonly effectiveMs?: number | null }) => {
  const { t } = useTranslation()
  if (stretch <= 1) return <span className={classes.quiet}>{t('network.budget.asWished')}</span>
  const seconds = (ms: number): string => t('time.seconds', { n: Math.round(ms / 1_000) })
  return (
    <span title={wishedMs === null || effectiveMs === null ? undefined : t('network.budget.longerText', { wished: seconds(wishedMs), effective: seconds(effectiveMs) })}>
      <StatusMark status="medium" label={t('network.budget.longer', { times: stretch.toFixed(1) })} size={12} />
    </span>
  )
}
