/** What a baseline is: its model in numbers, how well it follows what was measured, and whether savings may be claimed of it. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Baseline } from '../../../shared/domain/energy-baseline.ts'
import type { Measure } from '../../../shared/domain/energy.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { Facts } from '../../components/facts.tsx'
import { formatNumber, formatShare } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { Ago, useTimeZone } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { CloudChart } from './cloud-chart.tsx'
import { dayRangeOf } from './days.ts'
import classes from './savings.module.css'

const shareOr = (share: number): string => (Number.isNaN(share) ? '–' : formatShare(share))

const Terms = ({ baseline }: { readonly baseline: Baseline }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <div className={classes.terms}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('savings.term')}</th>
            <th scope="col" className={table.number}>{t('savings.value')}</th>
            <th scope="col" className={table.number}>{t('savings.standardError')}</th>
          </tr>
        </thead>
        <tbody>
          {baseline.terms.map(({ name, value, standardError, unit }) => (
            <tr key={text(name)}>
              <td>{text(name)}</td>
              <td className={table.number}>{formatNumber(value)} {unit}</td>
              <td className={table.number}>{standardError === null ? '–' : `± ${formatNumber(standardError)} ${unit}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const useModelName = (): ((model: Baseline['model']) => string) => {
  const { t } = useTranslation()
  return (model) => (model === null ? t('savings.modelOutdated') : t(`savings.modelName.${model}`))
}

/** What it was before it was fitted anew, and the way back. */
const Earlier = ({ baseline, busy, takeBack }: Pick<FactsProps, 'baseline' | 'busy' | 'takeBack'>) => {
  const { t } = useTranslation()
  const modelName = useModelName()
  const { earlier } = baseline
  if (earlier === null) return null
  const { model, version, periods, cvRmse, nmbe } = earlier
  return (
    <p className={classes.earlier}>
      {t('savings.earlier', {
        model: modelName(model), version, periods, cvRmse: shareOr(cvRmse), nmbe: shareOr(Math.abs(nmbe)), nowModel: modelName(baseline.model), nowVersion: baseline.version, nowPeriods: baseline.periods,
        nowCvRmse: shareOr(baseline.cvRmse), nowNmbe: shareOr(Math.abs(baseline.nmbe)),
      })}{' '}
      <Button size="compact-sm" variant="subtle" color="gray" disabled={busy} onClick={takeBack}>
        {t('savings.takeBack')}
      </Button>
    </p>
  )
}

const Cloud = ({ baseline, measure }: Pick<FactsProps, 'baseline' | 'measure'>) => {
  const { t } = useTranslation()
  const cloud = useCall('getBaselineCloud', { baselineId: baseline.id })
  return (
    <Answer query={cloud} loading={t('savings.loading')}>
      {(own) => <CloudChart cloud={own} baseline={baseline} measure={measure} />}
    </Answer>
  )
}

interface FactsProps {
  readonly baseline: Baseline
  readonly measure: Measure
  readonly busy: boolean
  readonly remove: () => void
  readonly refit: () => void
  /** Back to the one whose place it took. */
  readonly takeBack: () => void
}

export const BaselineFacts = ({ baseline, measure, busy, remove, refit, takeBack }: FactsProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const timeZone = useTimeZone()
  const modelName = useModelName()
  const { first, last } = dayRangeOf(timeZone, baseline)
  const { cvRmse, nmbe, r2, limits, periods, parameters, coverage, temperatureLow, temperatureHigh, refusals } = baseline
  const within = (share: number, limit: number): string => t('savings.ofLimit', { value: shareOr(share), limit: formatShare(limit) })
  return (
    <Section
      title={baseline.name}
      aside={
        <>
          <Button size="compact-sm" variant={baseline.outdated ? 'default' : 'subtle'} color="gray" loading={busy} onClick={refit}>
            {t('savings.refit')}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" disabled={busy} onClick={remove}>
            {t('savings.remove')}
          </Button>
        </>
      }
    >
      <Earlier baseline={baseline} busy={busy} takeBack={takeBack} />
      <div className={classes.halves}>
        {!baseline.outdated && <Cloud baseline={baseline} measure={measure} />}
        <Facts
          facts={[
            [t('savings.fact.period'), t('savings.days', { first, last })],
            [t('savings.fact.model'), `${modelName(baseline.model)}${baseline.wanted === 'auto' ? `, ${t('savings.chosen')}` : ''}`],
            [t('savings.fact.periods'), t('savings.periodsOf', { periods, step: t(`savings.stepsOf.${baseline.step}`), parameters })],
            [t('savings.fact.cvRmse'), within(cvRmse, limits.cvRmse)],
            [t('savings.fact.nmbe'), within(Math.abs(nmbe), limits.nmbe)],
            [t('savings.fact.r2'), Number.isNaN(r2) ? '–' : r2.toFixed(3)],
            [t('savings.fact.coverage'), shareOr(coverage)],
            [t('savings.fact.temperatures'), temperatureLow === null || temperatureHigh === null ? null : t('savings.temperatures', { low: temperatureLow.toFixed(1), high: temperatureHigh.toFixed(1) })],
            [t('savings.fact.made'), <><Ago key="made" atMs={baseline.madeAtMs} />, {baseline.who}, {baseline.version}</>],
          ]}
        />
      </div>
      {refusals.length > 0 && (
        <ul className={classes.refusals}>
          {refusals.map((refusal) => (
            <li key={refusal.key}>{text(refusal)}</li>
          ))}
        </ul>
      )}
      {baseline.terms.length > 0 && <Terms baseline={baseline} />}
    </Section>
  )
}
