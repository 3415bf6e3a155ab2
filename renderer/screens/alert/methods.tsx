/** Which methods agree: the share of each, what it expected and how far beyond its limit the value was. */
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { agreement } from '../../components/alert-facts.ts'
import { formatShare, formatValue } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { ShareBar } from '../../components/share-bar.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { useMethodName } from './method-name.ts'
import { methodShares } from './method-shares.ts'
import classes from './methods.module.css'

export const Methods = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const nameOf = useMethodName()
  const point = usePointIndex().get(alert.pointId ?? 0)
  const methods = agreement(alert)
  if (methods === null || point === undefined) return null
  return (
    <Section title={t('alert-detail.methods')} aside={t('alerts.methodsAgree', { agree: methods.agree, count: methods.asked })}>
      <ul className={classes.methods}>
        {methodShares(alert.evidence).map(({ evidence, agrees, share }) => (
          <li key={evidence.detector} data-agrees={agrees || undefined}>
            <p className={classes.name} title={t('alerts.model', { version: evidence.modelVersion })}>
              {nameOf(evidence.detector)}
            </p>
            <p className={classes.facts}>
              <span className={classes.share}>
                <ShareBar share={share} width={56} />
                {agrees ? formatShare(Math.round(share * 100) / 100) : t('alert-detail.disagrees')}
              </span>
              <span>{t('alert-detail.ofLimit', { times: evidence.score.toFixed(1) })}</span>
              {(evidence.low !== null || evidence.high !== null) && <span>{t('alert-detail.expectedRange', { low: formatValue(point, evidence.low), high: formatValue(point, evidence.high) })}</span>}
            </p>
          </li>
        ))}
      </ul>
      <p className={classes.text}>{t('alerts.methodsText')}</p>
    </Section>
  )
}
