/** How it was found, one step deeper: each method with what it expected and how far outside the value was. Closed until asked for. */
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { agreement } from '../../components/alert-facts.ts'
import { formatValue } from '../../components/format-value.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import { useMethodName } from '../alert/method-name.ts'
import classes from './alert-evidence.module.css'

export const AlertEvidence = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const nameOf = useMethodName()
  const point = usePointIndex().get(alert.pointId ?? 0)
  const methods = agreement(alert)
  if (methods === null || point === undefined) return null
  return (
    <details className={classes.details}>
      <summary>
        {t('alerts.methods')} <span className={classes.quiet}>{t('alerts.methodsAgree', { agree: methods.agree, count: methods.asked })}</span>
      </summary>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('alerts.method')}</th>
            <th scope="col" className={classes.number}>
              {t('alerts.expected')}
            </th>
            <th scope="col" className={classes.number}>
              {t('alerts.ofLimit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {alert.evidence.map((one) => (
            <tr key={one.detector}>
              <td title={t('alerts.model', { version: one.modelVersion })}>{nameOf(one.detector)}</td>
              <td className={classes.number}>{one.low === null && one.high === null ? formatValue(point, one.expected) : t('alerts.range', { low: formatValue(point, one.low), high: formatValue(point, one.high) })}</td>
              <td className={classes.number}>{t('alerts.times', { times: one.score.toFixed(1) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.quiet}>{t('alerts.methodsText')}</p>
    </details>
  )
}
