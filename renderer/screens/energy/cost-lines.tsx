/** What a meter's period cost, line by line: energy by price, the peaks of months, the standing charge, and the CO2 it stands for. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Meter } from '../../../shared/domain/energy.ts'
import type { CostReport } from '../../../shared/domain/tariff.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { downloadFile } from '../../components/download.ts'
import { formatShare } from '../../components/format-value.ts'
import { co2Text, moneyText, priceText } from '../../components/money.ts'
import { Moment } from '../../components/time.tsx'
import { TARIFFS_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { costCsv } from './cost-csv.ts'
import { amountText, amountUnit, demandText, demandUnit } from './meter-units.ts'
import classes from './energy.module.css'

const COLUMNS = [['what', false], ['amount', true], ['price', true], ['sum', true]] as const

const Lines = ({ report }: { readonly report: CostReport }) => {
  const { t } = useTranslation()
  const { currency, measure } = report
  return (
    <table className={`${table.table} ${classes.costs}`}>
      <thead>
        <tr>
          {COLUMNS.map(([name, isNumber]) => (
            <th key={name} scope="col" className={isNumber ? table.number : undefined}>{t(`tariffs.cost.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.energy.map(({ period, price, amount, cost }) => (
          <tr key={`${period} ${price}`}>
            <td className={table.name}>{period === '' ? t('tariffs.cost.other') : period}</td>
            <td className={table.number}>{amountText(amount, measure)}</td>
            <td className={table.number}>{priceText(price, currency, amountUnit(measure))}</td>
            <td className={table.number}>{moneyText(cost, currency)}</td>
          </tr>
        ))}
        {report.demand.map(({ month, peak, peakAtMs, charge, share, cost }) => (
          <tr key={`${month} ${charge} ${share}`}>
            <td className={table.name}>
              {t('tariffs.cost.demand', { month: month.slice(0, 7) })} <span className={table.quiet}>{peakAtMs !== null && <Moment atMs={peakAtMs} />} {share < 1 && t('tariffs.cost.demandShare', { share: formatShare(share) })}</span>
            </td>
            <td className={table.number}>{demandText(peak, measure)}</td>
            <td className={table.number}>{priceText(charge, currency, demandUnit(measure))}</td>
            <td className={table.number}>{moneyText(cost, currency)}</td>
          </tr>
        ))}
        {report.standingCost > 0 && (
          <tr>
            <td className={table.name} colSpan={3}>{t('tariffs.cost.standing')}</td>
            <td className={table.number}>{moneyText(report.standingCost, currency)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr className={classes.total}>
          <td colSpan={3}>{t('tariffs.cost.total')}</td>
          <td className={table.number}>{moneyText(report.total, currency)}</td>
        </tr>
        <tr>
          <td colSpan={3}>{t('tariffs.cost.co2')}</td>
          <td className={table.number}>{co2Text(report.co2Kg)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

export const CostLines = ({ meter, range }: { readonly meter: Meter; readonly range: TimeRange }) => {
  const { t } = useTranslation()
  const costs = useCall('getCosts', { meterIds: [meter.id], fromMs: range.fromMs, toMs: range.toMs }, { keepPrevious: true })
  const tariffs = useCall('listTariffs', {})
  return (
    <Answer query={costs} loading={t('energy.loading')}>
      {([report]) => {
        if (report === undefined || report.versions.length === 0) {
          return (
            <p className={classes.quiet}>
              {t(report === undefined ? 'tariffs.cost.none' : 'tariffs.cost.noVersion')} <Link href={TARIFFS_DOOR}>{t('tariffs.cost.noneDoor')}</Link>
            </p>
          )
        }
        const name = tariffs.data?.find(({ id }) => id === report.tariffId)?.name ?? ''
        return (
          <>
            <Lines report={report} />
            <p className={classes.quiet}>
              <Link href={TARIFFS_DOOR}>{t('tariffs.cost.by', { name, versions: report.versions.join(', ') })}</Link>
              {report.unpriced > 0 && ` ${t('tariffs.cost.unpriced', { amount: amountText(report.unpriced, meter.measure) })}`}
              {report.known < 0.9995 && ` ${t('tariffs.cost.known', { share: formatShare(report.known) })}`}
            </p>
            <div className={classes.buttons}>
              <Button variant="default" size="xs" aria-label={t('tariffs.cost.exportOf')} leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={() => downloadFile(`cost-${meter.name}.csv`, costCsv(report, t('tariffs.cost.other')), 'text/csv;charset=utf-8')}>
                {t('energy.export')}
              </Button>
            </div>
          </>
        )
      }}
    </Answer>
  )
}
