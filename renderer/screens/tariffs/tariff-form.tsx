/** One tariff: what it is for, its versions with prices and charges, and a week of it as it would be. Says what is wrong while it is typed. */
import { Button, Checkbox, MultiSelect, NumberInput, Select, SegmentedControl, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MEDIA, type Meter } from '../../../shared/domain/energy.ts'
import type { Tariff, TariffVersion } from '../../../shared/domain/tariff.ts'
import { tariffClashes, tariffProblems } from '../../../shared/tariff-checks.ts'
import { failureText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { amountUnit, demandUnit } from '../energy/meter-units.ts'
import { PeriodRows } from './period-rows.tsx'
import { PriceWeek } from './price-week.tsx'
import { missingIn, versionShown, withMedium, withNextVersion, withoutVersion, withVersion } from './tariff-draft.ts'
import classes from './tariffs.module.css'

interface TariffFormProps {
  readonly given: Tariff
  readonly others: readonly Tariff[]
  readonly meters: readonly Meter[]
  /** Local date of the site, `2026-01-31`. */
  readonly today: string
  readonly busy: boolean
  /** Why the engine refused it; null = it did not. */
  readonly refused: string | null
  readonly save: (tariff: Tariff) => void
  readonly remove: (() => void) | null
  readonly discard: () => void
}

interface FieldsProps {
  readonly tariff: Tariff
  readonly change: (tariff: Tariff) => void
}

const numberOr = <T,>(value: number | string, otherwise: T): number | T => (typeof value === 'number' ? value : otherwise)
const shownNumber = (value: number | null): number | string => (value === null || Number.isNaN(value) ? '' : value)

const Head = ({ tariff, change, meters }: FieldsProps & { readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  const fitting = meters.filter(({ medium }) => medium === tariff.medium)
  // A meter that was removed, or measures something else now, is shown until somebody takes it out.
  const gone = tariff.meterIds.filter((meterId) => !fitting.some(({ id }) => id === meterId))
  return (
    <div className={classes.fields}>
      <TextInput size="xs" label={t('tariffs.name')} maxLength={200} value={tariff.name} onChange={(event) => change({ ...tariff, name: event.currentTarget.value })} />
      <Select size="xs" label={t('tariffs.medium')} allowDeselect={false} value={tariff.medium} data={MEDIA.map((value) => ({ value, label: t(`energy.medium.${value}`) }))} onChange={(medium) => medium !== null && change(withMedium(tariff, medium))} />
      <Select size="xs" label={t('tariffs.measure')} allowDeselect={false} value={tariff.measure} data={(['energy', 'volume'] as const).map((value) => ({ value, label: amountUnit(value) }))} onChange={(measure) => measure !== null && change({ ...tariff, measure })} />
      <TextInput size="xs" label={t('tariffs.currency')} maxLength={3} value={tariff.currency} onChange={(event) => change({ ...tariff, currency: event.currentTarget.value.toUpperCase() })} />
      <MultiSelect
        size="xs"
        className={classes.wide}
        label={t('tariffs.meters')}
        placeholder={tariff.meterIds.length === 0 ? t('tariffs.allMeters') : undefined}
        searchable
        maxDropdownHeight={220}
        value={tariff.meterIds.map(String)}
        data={[...fitting.map(({ id, name }) => ({ value: String(id), label: name })), ...gone.map((id) => ({ value: String(id), label: t('tariffs.goneMeter', { name: meters.find((meter) => meter.id === id)?.name ?? id }) }))]}
        onChange={(ids) => change({ ...tariff, meterIds: ids.map(Number) })}
      />
    </div>
  )
}

const Version = ({ tariff, change, index }: FieldsProps & { readonly index: number }) => {
  const { t } = useTranslation()
  const version = tariff.versions[index] as TariffVersion
  const patch = (own: Partial<TariffVersion>): void => change(withVersion(tariff, index, own))
  const per = `${tariff.currency}/${amountUnit(tariff.measure)}`
  const isGasByKwh = tariff.measure === 'energy' && (tariff.medium === 'gas' || version.kwhPerM3 !== null)
  return (
    <>
      <div className={classes.fields}>
        <TextInput size="xs" type="date" label={t('tariffs.validFrom')} value={version.validFrom} onChange={(event) => patch({ validFrom: event.currentTarget.value })} />
        <NumberInput size="xs" label={t(version.periods.length === 0 ? 'tariffs.price' : 'tariffs.otherPrice', { unit: per })} hideControls decimalScale={6} value={shownNumber(version.price)} onChange={(value) => patch({ price: numberOr(value, Number.NaN) })} />
        <NumberInput size="xs" label={t('tariffs.demandCharge', { unit: `${tariff.currency}/${demandUnit(tariff.measure)}` })} hideControls min={0} value={shownNumber(version.demandCharge)} onChange={(value) => patch({ demandCharge: numberOr(value, 0) })} />
        <NumberInput size="xs" label={t('tariffs.standingCharge', { currency: tariff.currency })} hideControls min={0} value={shownNumber(version.standingCharge)} onChange={(value) => patch({ standingCharge: numberOr(value, 0) })} />
        {isGasByKwh && <NumberInput size="xs" label={t('tariffs.kwhPerM3')} hideControls min={0} decimalScale={4} value={shownNumber(version.kwhPerM3)} onChange={(value) => patch({ kwhPerM3: typeof value === 'number' && value > 0 ? value : null })} />}
        <NumberInput size="xs" label={t('tariffs.co2', { unit: amountUnit(tariff.measure) })} hideControls min={0} decimalScale={6} value={shownNumber(version.co2KgPerUnit)} onChange={(value) => patch({ co2KgPerUnit: numberOr(value, null) })} />
        <TextInput size="xs" className={classes.wide} label={t('tariffs.co2Source')} placeholder={t('tariffs.co2SourceHint')} maxLength={500} value={version.co2Source} onChange={(event) => patch({ co2Source: event.currentTarget.value })} />
      </div>
      <h3 className={classes.sub}>{t('tariffs.periods')}</h3>
      <p className={classes.quiet}>{t('tariffs.periodsText')}</p>
      <PeriodRows tariff={tariff} index={index} change={change} unit={per} />
      {version.periods.length > 0 && <Checkbox className={classes.check} size="xs" label={t('tariffs.holidays')} checked={version.holidaysAsSundays} onChange={(event) => patch({ holidaysAsSundays: event.currentTarget.checked })} />}
    </>
  )
}

export const TariffForm = ({ given, others, meters, today, busy, refused, save, remove, discard }: TariffFormProps) => {
  const { t } = useTranslation()
  const [tariff, setTariff] = useState(given)
  const [at, setAt] = useState(() => versionShown(given.versions, today))
  const [tried, setTried] = useState(false)
  const [month, setMonth] = useState(() => Number(today.slice(5, 7)))
  const index = Math.min(at, tariff.versions.length - 1)
  const version = tariff.versions[index] as TariffVersion
  const missing = missingIn(tariff)
  const wrong = [...tariffProblems(tariff), ...tariffClashes(tariff, others, (id) => meters.find((meter) => meter.id === id)?.name ?? '')].filter(({ code }) => code !== 'tariff-currency' || !missing.includes('currency'))
  const problems = [...(tried ? missing.map((each) => t(`tariffs.missing.${each}`)) : []), ...wrong.map((failure) => failureText(t, failure)), ...(refused === null ? [] : [refused])]
  const submit = (event: React.FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (missing.length === 0 && wrong.length === 0) save(tariff)
  }
  return (
    <form onSubmit={submit} aria-label={given.id === 0 ? t('tariffs.newTitle') : given.name} noValidate>
      <Section title={given.id === 0 ? t('tariffs.newTitle') : given.name}>
        <Head tariff={tariff} change={setTariff} meters={meters} />
      </Section>
      <Section title={t('tariffs.versions')}>
        <div className={classes.bar}>
          <SegmentedControl size="xs" aria-label={t('tariffs.versions')} value={String(index)} data={tariff.versions.map(({ validFrom }, i) => ({ value: String(i), label: t('tariffs.since', { date: validFrom === '' ? '–' : validFrom }) }))} onChange={(value) => setAt(Number(value))} />
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => { setTariff(withNextVersion(tariff, today)); setAt(tariff.versions.length) }}>
            {t('tariffs.addVersion')}
          </Button>
          {tariff.versions.length > 1 && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => { setTariff(withoutVersion(tariff, index)); setAt(Math.max(0, index - 1)) }}>
              {t('tariffs.removeVersion')}
            </Button>
          )}
        </div>
        <Version tariff={tariff} change={setTariff} index={index} />
      </Section>
      <Section title={t('tariffs.preview')}>
        <PriceWeek version={version} tariff={tariff} month={month} setMonth={setMonth} />
      </Section>
      {problems.length > 0 && (
        <ul className={classes.wrong} role="alert">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={busy}>{t('tariffs.save')}</Button>
        <Button variant="default" onClick={discard}>{t('tariffs.discard')}</Button>
        {remove !== null && <Button variant="subtle" color="gray" disabled={busy} onClick={remove}>{t('tariffs.remove')}</Button>}
      </div>
    </form>
  )
}
