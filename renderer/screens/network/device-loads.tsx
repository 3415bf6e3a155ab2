/** Devices: requests against their limit, how late readings are, and what was learnt about each. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CovState } from '../../../shared/domain/cov.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { DeviceLoad } from '../../../shared/domain/poll-load.ts'
import table from '../../components/data-table.module.css'
import { deviceLabel } from '../../components/device-label.ts'
import { formatShare } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { devicePageDoor } from '../../doors.ts'
import { useDeviceIndex } from '../../engine/indexes.ts'
import { Rate, Stretch } from './load-cells.tsx'
import { byNeed, shareOf } from './load-order.ts'
import { useStableOrder } from './stable-order.ts'
import classes from './budget-page.module.css'

type OrderName = 'need' | 'name' | 'rate' | 'retries' | 'late'

const percent = (share: number | null): string => (share === null ? '–' : formatShare(Math.round(share * 100) / 100))

const Learnt = ({ load }: { readonly load: DeviceLoad }) => {
  const { t } = useTranslation()
  return <>{load.singleReads ? t('network.budget.oneByOne') : t('network.budget.batch', { count: load.batchSize })}</>
}

/** Why fewer points are subscribed than would pay, and how many notifications come. */
const CovTrouble = ({ cov }: { readonly cov: CovState | undefined }) => {
  const { t } = useTranslation()
  if (cov === undefined) return null
  const rate = cov.notificationsPerSecond >= 0.1 ? t('network.budget.covRate', { rate: cov.notificationsPerSecond.toFixed(1) }) : null
  const refusal = cov.refusal === null ? null : t(`network.budget.covRefusal.${cov.refusal}`, { limit: cov.limit ?? 0 })
  const words = [rate, refusal].filter((text) => text !== null)
  return words.length === 0 ? null : <div>{words.join(', ')}</div>
}

const DeviceRow = ({ load, device }: { readonly load: DeviceLoad; readonly device: Device | undefined }) => {
  const { t } = useTranslation()
  return (
    <tr>
      <td className={table.name}>
        <Link href={devicePageDoor(load.deviceId)}>{device === undefined ? `#${load.deviceId}` : deviceLabel(t, device)}</Link>
      </td>
      <td className={table.number}>
        <Rate rate={load.requestsPerSecond} limit={load.limitPerSecond} />
      </td>
      <td className={table.number}>{load.waiting}</td>
      <td className={table.number}>{load.retriesPerMinute.toFixed(1)}</td>
      <td className={table.number} title={t('network.budget.lateText', { p50: percent(load.latenessP50), p99: percent(load.latenessP99) })}>
        {percent(load.latenessP99)}
      </td>
      <td>
        <Stretch stretch={load.stretch} wishedMs={load.wishedIntervalMs} effectiveMs={load.effectiveIntervalMs} />
      </td>
      <td className={table.number}>{load.latencyMs === null ? '–' : `${Math.round(load.latencyMs)} ms`}</td>
      <td className={table.number} title={t('network.budget.apdu', { bytes: load.maxApdu })}>
        <Learnt load={load} />
      </td>
      <td className={table.number} title={t('network.budget.byCov', { count: load.subscriptions, polled: load.polledPoints })}>
        {load.subscriptions} / {load.polledPoints}
        <CovTrouble cov={load.cov} />
      </td>
    </tr>
  )
}

export const DeviceLoads = ({ devices }: { readonly devices: readonly DeviceLoad[] }) => {
  const { t } = useTranslation()
  const index = useDeviceIndex()
  const [order, setOrder] = useState<OrderName>('need')
  const nameOf = ({ deviceId }: DeviceLoad): string => {
    const device = index.get(deviceId)
    return device === undefined ? '' : deviceLabel(t, device)
  }
  const compare: Readonly<Record<OrderName, (a: DeviceLoad, b: DeviceLoad) => number>> = {
    need: byNeed,
    name: (a, b) => nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true }),
    rate: (a, b) => shareOf(b.requestsPerSecond, b.limitPerSecond) - shareOf(a.requestsPerSecond, a.limitPerSecond),
    retries: (a, b) => b.retriesPerMinute - a.retriesPerMinute,
    late: (a, b) => (b.latenessP99 ?? -1) - (a.latenessP99 ?? -1),
  }
  const rows = useStableOrder(devices, ({ deviceId }) => deviceId, compare[order], order)
  const sortable = (name: OrderName, key: string, number = true) => (
    <th scope="col" className={number ? table.number : undefined} aria-sort={order === name ? (name === 'name' ? 'ascending' : 'descending') : undefined}>
      <button type="button" className={classes.sort} data-chosen={order === name || undefined} onClick={() => setOrder(name)}>
        {t(key)}
      </button>
    </th>
  )
  return (
    <Section title={t('network.budget.perDevice')} aside={t('network.budget.lastSeconds')}>
      <table className={table.table}>
        <thead>
          <tr>
            {sortable('name', 'network.budget.device', false)}
            {sortable('rate', 'network.budget.requests')}
            <th scope="col" className={table.number}>
              {t('network.budget.waiting')}
            </th>
            {sortable('retries', 'network.budget.retries')}
            {sortable('late', 'network.budget.late')}
            {sortable('need', 'network.budget.interval', false)}
            <th scope="col" className={table.number}>
              {t('network.budget.latency')}
            </th>
            <th scope="col" className={table.number}>
              {t('network.budget.atOnce')}
            </th>
            <th scope="col" className={table.number}>
              {t('network.budget.cov')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((load) => (
            <DeviceRow key={load.deviceId} load={load} device={index.get(load.deviceId)} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}
