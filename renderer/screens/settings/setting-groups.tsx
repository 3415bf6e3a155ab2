/** The settings by what they are about. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SEVERITIES } from '../../../shared/domain/alert.ts'
import { Link } from 'wouter'
import { zoneChoices } from '../../components/time-zones.ts'
import { detectionDoor } from '../../doors.ts'
import { BrowserNotifications } from './browser-notifications.tsx'
import { ChoiceSetting, NumberSetting, TextSetting } from './setting-fields.tsx'
import { HolidayChanges } from './holiday-changes.tsx'
import { HolidayProposals } from './holiday-proposals.tsx'
import { HolidaySettings } from './holiday-settings.tsx'
import holidays from './holidays.module.css'
import { SettingRow } from './setting-row.tsx'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

export const SiteSettings = () => {
  const { t } = useTranslation()
  const zones = useMemo(() => zoneChoices(), [])
  return (
    <>
      <TextSetting name="siteName" />
      <ChoiceSetting name="timeZone" choices={zones} searchable />
      <ChoiceSetting name="colorScheme" choices={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`settings.colorScheme.${value}`) }))} />
      <ChoiceSetting name="language" choices={[{ value: 'en', label: 'English' }]} />
    </>
  )
}

export const HolidayPage = () => (
  <div className={holidays.page}>
    <HolidaySettings />
    <HolidayProposals />
    <HolidayChanges />
  </div>
)

export const AlertSettings = () => {
  const { t } = useTranslation()
  return (
    <>
      <NumberSetting name="alertOnDelayMs" per={SECOND_MS} unit="s" step={5} />
      <NumberSetting name="alertOffDelayMs" per={SECOND_MS} unit="s" step={5} />
      <NumberSetting name="reAlarmAfterMs" per={MINUTE_MS} unit="min" step={5} />
      <NumberSetting name="bandWidth" unit="×" step={0.1} decimals={2} />
      <ChoiceSetting name="notifyFrom" choices={[...SEVERITIES.map((value) => ({ value, label: t(`settings.notifyFrom.${value}`) })), { value: 'never', label: t('settings.notifyFrom.never') }]} />
      <BrowserNotifications />
      <SettingRow title={t('settings.detection.title')} text={t('settings.detection.text')}>
        <Link href={detectionDoor()}>{t('settings.detection.open')}</Link>
      </SettingRow>
    </>
  )
}

export const EnergySettings = () => (
  <>
    <NumberSetting name="demandWindowMinutes" unit="min" step={5} />
    <NumberSetting name="heatingBaseTemperature" unit="°C" step={0.5} decimals={1} />
    <NumberSetting name="coolingBaseTemperature" unit="°C" step={0.5} decimals={1} />
  </>
)

export const ReadingSettings = () => {
  const { t } = useTranslation()
  return (
    <>
      <NumberSetting name="bacnetPort" />
      <NumberSetting name="defaultPollIntervalMs" per={SECOND_MS} unit="s" />
      <ChoiceSetting name="cov" choices={(['auto', 'off'] as const).map((value) => ({ value, label: t(`settings.cov.${value}`) }))} />
      <NumberSetting name="inFlightPerDevice" />
      <NumberSetting name="requestsPerSecondPerDevice" unit="/s" />
      <NumberSetting name="requestsPerSecondPerTrunk" unit="/s" />
      <NumberSetting name="trunkSharePercent" unit="%" step={5} />
      <NumberSetting name="trunkBaudRate" unit="bit/s" step={9_600} />
      <NumberSetting name="requestsPerSecondTotal" unit="/s" />
      <NumberSetting name="requestTimeoutMs" per={SECOND_MS} unit="s" step={0.5} decimals={1} />
    </>
  )
}
