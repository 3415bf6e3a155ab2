/** How well a device is reached: answers, loss, what it can digest, how its points are read, which changes it reports by itself. */
import { useTranslation } from 'react-i18next'
import type { CovState } from '../../../shared/domain/cov.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { DeviceLoad } from '../../../shared/domain/poll-load.ts'
import { formatShare } from '../../components/format-value.ts'
import { duration } from '../../components/format-time.ts'
import { Section } from '../../components/section.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { Facts } from '../../components/facts.tsx'

const EVERY_MS = 5_000

const useLoad = (deviceId: number): DeviceLoad | undefined => useCall('getPollLoad', {}, { everyMs: EVERY_MS }).data?.devices.find((one) => one.deviceId === deviceId)
const useCov = (deviceId: number): CovState | undefined => useCall('getCovStates', {}, { everyMs: EVERY_MS }).data?.find((one) => one.deviceId === deviceId)

const milliseconds = (value: number | null | undefined): string | null => (value === null || value === undefined ? null : `${Math.round(value)} ms`)

export const Communication = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation()
  const load = useLoad(device.id)
  const cov = useCov(device.id)
  const interval = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : duration(t, ms))
  const covText = cov === undefined ? null : cov.refusal !== null ? t('device.covRefused', { reason: t(`device.covRefusal.${cov.refusal}`) }) : t('device.covText', { alive: cov.alive, granted: cov.granted, wanted: cov.wanted })
  return (
    <Section title={t('device.communication')}>
      <Facts
        facts={[
          [t('device.fact.latency'), milliseconds(device.latencyMs)],
          [t('device.fact.failures'), formatShare(device.failureShare)],
          [t('device.fact.requests'), load === undefined ? null : t('device.requestsText', { rate: load.requestsPerSecond.toFixed(1), limit: load.limitPerSecond })],
          [t('device.fact.retries'), load === undefined ? null : t('device.perMinute', { count: Math.round(load.retriesPerMinute) })],
          [t('device.fact.reading'), load === undefined ? null : load.singleReads ? t('device.singleReads') : t('device.batches', { count: load.batchSize })],
          [t('device.fact.interval'), load === undefined ? null : load.stretch > 1 ? t('device.stretched', { is: interval(load.effectiveIntervalMs) ?? '–', wished: interval(load.wishedIntervalMs) ?? '–' }) : interval(load.wishedIntervalMs)],
          [t('device.fact.cov'), covText],
          [t('device.fact.covLimit'), cov === undefined || cov.limit === null ? null : String(cov.limit)],
        ]}
      />
    </Section>
  )
}
