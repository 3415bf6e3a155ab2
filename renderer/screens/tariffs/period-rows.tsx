/** Times with a price of their own, the first that fits counts: name, price, days, months, from and to. */
import { ActionIcon, Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Tariff, TariffPeriod } from '../../../shared/domain/tariff.ts'
import { MONTHS, WEEKDAYS } from './calendar-words.ts'
import { minuteText, withNewPeriod, withoutPeriod, withPeriod, withPeriodUp } from './tariff-draft.ts'
import classes from './tariffs.module.css'

const TIMES = Array.from({ length: 97 }, (_, quarter) => ({ value: String(quarter * 15), label: minuteText(quarter * 15) }))

interface PeriodRowsProps {
  readonly tariff: Tariff
  readonly index: number
  readonly change: (tariff: Tariff) => void
  readonly unit: string
}

export const PeriodRows = ({ tariff, index, change, unit }: PeriodRowsProps) => {
  const { t } = useTranslation()
  const periods = tariff.versions[index]?.periods ?? []
  return (
    <div>
      {periods.length > 0 && (
        <div className={classes.periods} role="group" aria-label={t('tariffs.periods')}>
          {periods.map((period, at) => (
            // A period is nothing but its place.
            // oxlint-disable-next-line react/no-array-index-key
            <PeriodRow key={at} period={period} at={at} unit={unit} isFirst={at === 0} change={(patch) => change(withPeriod(tariff, index, at, patch))} up={() => change(withPeriodUp(tariff, index, at))} remove={() => change(withoutPeriod(tariff, index, at))} />
          ))}
        </div>
      )}
      <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => change(withNewPeriod(tariff, index))}>
        {t('tariffs.addPeriod')}
      </Button>
    </div>
  )
}

interface PeriodRowProps {
  readonly period: TariffPeriod
  readonly at: number
  readonly unit: string
  readonly isFirst: boolean
  readonly change: (patch: Partial<TariffPeriod>) => void
  readonly up: () => void
  readonly remove: () => void
}

const PeriodRow = ({ period, at, unit, isFirst, change, up, remove }: PeriodRowProps) => {
  const { t } = useTranslation()
  const number = at + 1
  // Names stand above the first row; the others say them to a reader only.
  const named = (name: string): { label?: string; 'aria-label'?: string } => (isFirst ? { label: name } : { 'aria-label': `${name} ${number}` })
  const times = (value: number, name: string, take: (minute: number) => void) => <Select size="xs" {...named(name)} searchable allowDeselect={false} maxDropdownHeight={220} value={String(value)} data={TIMES} onChange={(minute) => minute !== null && take(Number(minute))} />
  return (
    <>
      <TextInput size="xs" {...named(t('tariffs.periodName'))} maxLength={200} value={period.name} onChange={(event) => change({ name: event.currentTarget.value })} />
      <NumberInput size="xs" {...named(t('tariffs.periodPrice', { unit }))} hideControls decimalScale={6} value={Number.isNaN(period.price) ? '' : period.price} onChange={(value) => change({ price: typeof value === 'number' ? value : Number.NaN })} />
      <MultiSelect size="xs" {...named(t('tariffs.weekdays'))} placeholder={period.weekdays.length === 0 ? t('tariffs.everyDay') : undefined} value={period.weekdays.map(String)} data={WEEKDAYS.map((day) => ({ value: String(day), label: t(`tariffs.dayShort.${day}`) }))} onChange={(days) => change({ weekdays: days.map(Number).sort((a, b) => a - b) })} />
      <MultiSelect size="xs" {...named(t('tariffs.months'))} placeholder={period.months.length === 0 ? t('tariffs.allYear') : undefined} value={period.months.map(String)} data={MONTHS.map((month) => ({ value: String(month), label: t(`tariffs.monthShort.${month}`) }))} onChange={(months) => change({ months: months.map(Number).sort((a, b) => a - b) })} />
      {times(period.fromMinute, t('tariffs.from'), (fromMinute) => change({ fromMinute }))}
      {times(period.toMinute, t('tariffs.to'), (toMinute) => change({ toMinute }))}
      <span className={classes.rowButtons}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('tariffs.periodUp', { number })} disabled={isFirst} onClick={up}>
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('tariffs.removePeriod', { number })} onClick={remove}>
          <IconX size={14} />
        </ActionIcon>
      </span>
    </>
  )
}
