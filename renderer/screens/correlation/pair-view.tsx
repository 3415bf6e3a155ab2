/** Two points: how sure it is that they go together, by how much one is later, and the pictures of it. */
import { Button, Group } from '@mantine/core'
import { IconChartLine, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CorrelationPair } from '../../../shared/domain/correlation.ts'
import { pointColors } from '../../charts/series-colors.ts'
import { useChartInk } from '../../charts/chart-ink.ts'
import { duration } from '../../components/format-time.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { trendDoor } from '../../doors.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import { Basis } from './basis.tsx'
import { usePairCsv } from './correlation-csv.ts'
import { correlationText, rateText, strengthText } from './correlation-words.ts'
import { Courses, LagPlot, Scatter } from './pair-plots.tsx'
import { usePointNames } from './point-names.ts'
import classes from './correlation.module.css'

export const PairView = ({ pair, back }: { readonly pair: CorrelationPair; readonly back: string | null }) => {
  const { t } = useTranslation()
  const nameOf = usePointNames()
  const points = usePointIndex()
  const { scheme } = useChartInk()
  const exportCsv = usePairCsv(pair)
  const { firstId, secondId, curve } = pair
  const names = [nameOf(firstId), nameOf(secondId)] as const
  const [first, second] = [points.get(firstId), points.get(secondId)]
  const colors = pointColors([firstId, secondId], scheme)
  const doors = (
    <Group gap={6}>
      {back !== null && <Button size="compact-sm" variant="default" component={Link} href={back}>{t('correlation.backToMatrix')}</Button>}
      <Button size="compact-sm" variant="default" component={Link} href={trendDoor({ points: [firstId, secondId], fromMs: pair.fromMs, toMs: pair.toMs })} leftSection={<IconChartLine size={14} />}>{t('correlation.trend')}</Button>
      <Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} />} onClick={exportCsv}>{t('correlation.csv')}</Button>
    </Group>
  )
  const title = t('correlation.two', { first: names[0], second: names[1] })
  if (pair.first.length === 0 || pair.second.length === 0) return <StatePanel title={t('correlation.pairUnknown')} actions={doors}>{t('correlation.pairUnknownText')}</StatePanel>
  return (
    <div className={classes.pair}>
      <div className={classes.pairHead}>
        <h2>{title}</h2>
        {doors}
      </div>
      <p className={classes.sentence}>
        <b className={classes.figure}>{correlationText(pair.r)}</b> {strengthText(t, pair.r, pair.probability)}
        <span className={classes.quiet}>{t('correlation.restsOn', { count: Math.round(pair.effective) || 0, rate: rateText(pair.probability) })}</span>
      </p>
      <p className={classes.sentence}>{curve.best === null ? t('correlation.lagNone') : <BestShiftText best={curve.best} names={names} />}</p>
      <div className={classes.plots}>
        <Section title={t(pair.options.season ? 'correlation.scatterSeason' : 'correlation.scatter')}><Scatter {...{ pair, first, second, names }} /></Section>
        <Section title={t('correlation.lagTitle')}><LagPlot {...{ pair, names }} /></Section>
      </div>
      <Section title={t('correlation.courses')}><Courses {...{ pair, first, second, names }} colors={[colors.get(firstId) ?? '', colors.get(secondId) ?? '']} /></Section>
      <Basis answer={pair} />
    </div>
  )
}

const BestShiftText = ({ best, names }: { readonly best: NonNullable<CorrelationPair['curve']['best']>; readonly names: readonly [string, string] }) => {
  const { t } = useTranslation()
  const values = { r: correlationText(best.r), rate: rateText(best.probability), shift: duration(t, Math.abs(best.lagMs)) }
  if (best.lagMs === 0) return t('correlation.bestNow', values)
  return t('correlation.bestLater', { ...values, later: best.lagMs > 0 ? names[1] : names[0], earlier: best.lagMs > 0 ? names[0] : names[1] })
}
