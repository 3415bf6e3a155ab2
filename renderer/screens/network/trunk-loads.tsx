/** Networks behind routers: requests against their limit, and the share of the trunk's time. */
import { useTranslation } from 'react-i18next'
import type { TrunkLoad } from '../../../shared/domain/poll-load.ts'
import table from '../../components/data-table.module.css'
import { formatShare } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { ShareBar } from '../../components/share-bar.tsx'
import { Rate, Stretch } from './load-cells.tsx'
import classes from './budget-page.module.css'

const whole = new Intl.NumberFormat('en')

const TrunkRow = ({ trunk }: { readonly trunk: TrunkLoad }) => {
  const { t } = useTranslation()
  return (
    <tr>
      <td>{t('network.network', { number: trunk.network })}</td>
      <td className={table.name}>
        <span className={table.quiet}>{t('network.budget.via', { router: trunk.router })}</span>
      </td>
      <td className={table.number}>{trunk.deviceIds.length}</td>
      <td className={table.number}>
        <Rate rate={trunk.requestsPerSecond} limit={trunk.limitPerSecond} />
      </td>
      <td className={table.number}>{trunk.waiting}</td>
      <td className={table.number} title={t('network.budget.baud', { baud: whole.format(trunk.baudRate) })}>
        <span className={classes.cell}>
          <ShareBar share={trunk.trunkShare} />
          <span className={classes.figure}>{formatShare(Math.round(trunk.trunkShare * 100) / 100)}</span>
        </span>
      </td>
      <td>
        <Stretch stretch={trunk.stretch} />
      </td>
    </tr>
  )
}

export const TrunkLoads = ({ trunks }: { readonly trunks: readonly TrunkLoad[] }) => {
  const { t } = useTranslation()
  return (
    <Section title={t('network.budget.trunks')}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t('network.networkNumber')}
            </th>
            <th scope="col" className={table.number}>
              {t('network.budget.devices')}
            </th>
            <th scope="col" className={table.number}>
              {t('network.budget.requests')}
            </th>
            <th scope="col" className={table.number}>
              {t('network.budget.waiting')}
            </th>
            <th scope="col" className={table.number}>
              {t('network.budget.share')}
            </th>
            <th scope="col">{t('network.budget.interval')}</th>
          </tr>
        </thead>
        <tbody>
          {trunks.map((trunk) => (
            <TrunkRow key={`${trunk.router} ${trunk.network}`} trunk={trunk} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}
