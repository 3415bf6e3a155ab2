/** The reporting period against a baseline: what was saved, how sure that is, month by month, and the sum worked through; or why nothing is claimed. */
import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Baseline, SavingsReport } from '../../../shared/domain/energy-baseline.ts'
import type { Measure } from '../../../shared/domain/energy.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { Answer } from '../../components/answer.tsx'
import { downloadFile } from '../../components/download.ts'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { formatShare } from '../../components/format-value.ts'
import { co2Text, moneyText } from '../../components/money.ts'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { startOfLocalDayMs } from '../../charts/site-clock.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { amountText } from '../energy/meter-units.ts'
import { dayRangeOf, rangeOfDays } from './days.ts'
import { MonthBars } from './month-bars.tsx'
import { monthsOfReport } from './monthly.ts'
import classes from './savings.module.css'

export const SavingsOf = ({ baseline, measure }: { readonly baseline: Baseline; readonly measure: Measure }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const todayMs = startOfLocalDayMs(timeZone, useNow('minute'))
  // What follows the baseline, up to yesterday; a baseline that reaches today is looked at by itself.
  const [days, setDays] = useState(() => dayRangeOf(timeZone, baseline.toMs < todayMs ? { fromMs: baseline.toMs, toMs: todayMs } : baseline))
  const range = rangeOfDays(timeZone, days)
  return (
    <Section title={t('savings.title')}>
      <div className={classes.fields}>
        <TextInput size="xs" type="date" label={t('savings.reportFirst')} value={days.first} onChange={(event) => setDays({ ...days, first: event.currentTarget.value })} />
        <TextInput size="xs" type="date" label={t('savings.reportLast')} value={days.last} onChange={(event) => setDays({ ...days, last: event.currentTarget.value })} />
      </div>
      {range === null ? <p role="alert" className={classes.wrong}>{t('savings.missingDays')}</p> : <Report baseline={baseline} measure={measure} range={range} />}
    </Section>
  )
}

const Headline = ({ report, measure }: { readonly report: SavingsReport; readonly measure: Measure }) => {
  const { t } = useTranslation()
  const { verdict, difference, differenceShare, uncertainty, cost, costUncertainty, currency, demandCost, demandUncertainty, co2Kg, co2Uncertainty } = report
  const amount = amountText(difference === null ? null : Math.abs(difference), measure)
  return (
    <div className={classes.headline} data-verdict={verdict}>
      <p className={classes.verdict}>{t(`savings.verdict.${verdict}`, { amount, share: formatShare(Math.abs(differenceShare ?? 0)) })}</p>
      {uncertainty !== null && verdict !== 'refused' && <p>{t('savings.plusMinus', { amount: amountText(uncertainty, measure) })}</p>}
      {cost !== null && <p>{t(cost < 0 ? 'savings.moneyMore' : 'savings.moneySaved', { cost: moneyText(Math.abs(cost), currency), uncertainty: moneyText(costUncertainty, currency) })}</p>}
      {demandCost !== null && <p>{t(demandCost < 0 ? 'savings.demandMore' : 'savings.demandSaved', { cost: moneyText(Math.abs(demandCost), currency), uncertainty: moneyText(demandUncertainty, currency) })}</p>}
      {co2Kg !== null && <p>{t(co2Kg < 0 ? 'savings.co2More' : 'savings.co2Saved', { amount: co2Text(Math.abs(co2Kg)), uncertainty: co2Text(co2Uncertainty ?? 0) })}</p>}
    </div>
  )
}

const Report = ({ baseline, measure, range }: { readonly baseline: Baseline; readonly measure: Measure; readonly range: TimeRange }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const text = useMessageText()
  const timeZone = useTimeZone()
  const asked = { baselineId: baseline.id, fromMs: range.fromMs, toMs: range.toMs }
  const report = useCall('getSavings', asked, { keepPrevious: true })
  const save = async (): Promise<void> => {
    const file = await engine.exportSavings(asked)
    if (file.ok) downloadFile(file.value.name, file.value.bytes, 'text/csv;charset=utf-8')
    else notifications.show({ message: failureText(t, file.error), color: 'red' })
  }
  return (
    <Answer query={report} loading={t('savings.working')}>
      {(own) => (
        <>
          <Headline report={own} measure={measure} />
          {own.refusals.length > 0 && (
            <ul className={classes.refusals}>
              {own.refusals.map((refusal) => (
                <li key={refusal.key}>{text(refusal)}</li>
              ))}
            </ul>
          )}
          <MonthBars months={monthsOfReport(own, timeZone)} measure={measure} />
          <h3 className={classes.sub}>{t('savings.worked')}</h3>
          <ol className={classes.worked}>
            {own.worked.map((line) => (
              <li key={line.key}>{text(line)}</li>
            ))}
          </ol>
          <div className={classes.buttons}>
            <Button variant="default" size="xs" aria-label={t('savings.exportOf')} leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={() => void save()}>
              {t('energy.export')}
            </Button>
          </div>
        </>
      )}
    </Answer>
  )
}
