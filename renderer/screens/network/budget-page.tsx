/** How the budget of requests is used: in all, per network behind a router, per device; the limits beside it. */
import { useTranslation } from 'react-i18next'
import type { PollLoad } from '../../../shared/domain/poll-load.ts'
import { Answer } from '../../components/answer.tsx'
import { Section } from '../../components/section.tsx'
import { ShareBar } from '../../components/share-bar.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { NumberSetting } from '../settings/setting-fields.tsx'
import { DeviceLoads } from './device-loads.tsx'
import { shareOf } from './load-order.ts'
import { TrunkLoads } from './trunk-loads.tsx'
import classes from './budget-page.module.css'

const EVERY_MS = 2_000

const Total = ({ load }: { readonly load: PollLoad }) => {
  const { t } = useTranslation()
  const stretched = load.devices.filter(({ stretch }) => stretch > 1).length
  return (
    <Section title={t('network.budget.total')}>
      <p className={classes.total}>
        <ShareBar share={shareOf(load.requestsPerSecond, load.limitPerSecond)} width={192} />
        <span className={classes.rate}>{t('network.budget.ofLimit', { rate: load.requestsPerSecond.toFixed(1), limit: load.limitPerSecond })}</span>
        <span className={classes.quiet}>{stretched === 0 ? t('network.budget.noneStretched') : t('network.budget.stretched', { count: stretched })}</span>
      </p>
    </Section>
  )
}

const Limits = () => {
  const { t } = useTranslation()
  return (
    <Section title={t('network.budget.limits')}>
      <div className={classes.limits}>
        <NumberSetting name="requestsPerSecondPerDevice" unit="/s" />
        <NumberSetting name="requestsPerSecondPerTrunk" unit="/s" />
        <NumberSetting name="requestsPerSecondTotal" unit="/s" />
        <NumberSetting name="inFlightPerDevice" />
        <NumberSetting name="requestTimeoutMs" per={1_000} unit="s" step={0.5} decimals={1} />
      </div>
    </Section>
  )
}

const Loads = ({ load }: { readonly load: PollLoad }) => {
  const { t } = useTranslation()
  if (load.devices.length === 0) return <StatePanel title={t('network.budget.none')}>{t('network.budget.noneText')}</StatePanel>
  return (
    <>
      <Total load={load} />
      {load.trunks.length > 0 && <TrunkLoads trunks={load.trunks} />}
      <DeviceLoads devices={load.devices} />
    </>
  )
}

export const BudgetPage = () => {
  const { t } = useTranslation()
  const load = useCall('getPollLoad', {}, { everyMs: EVERY_MS })
  return (
    <div className={classes.page}>
      <div className={classes.main}>
        <Answer query={load} loading={t('network.budget.loading')}>
          {(data) => <Loads load={data} />}
        </Answer>
      </div>
      <div className={classes.side}>
        <Limits />
      </div>
    </div>
  )
}
