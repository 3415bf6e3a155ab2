/** How a file is read: columns, format of times, unit. */
import { Checkbox, NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { TIME_FORMATS, type EnergyImportMapping } from '../../../shared/domain/energy-import.ts'
import { INTERVAL_UNITS, unitKindOf } from '../../../shared/interval-units.ts'
import { zoneChoices } from '../../components/time-zones.ts'
import classes from './energy-import.module.css'

interface MappingFormProps {
  readonly mapping: EnergyImportMapping
  readonly columns: readonly string[]
  readonly change: (patch: Partial<EnergyImportMapping>) => void
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly choose: (value: T) => void
  readonly searchable?: boolean
}

const Choice = <T extends string>({ label, value, options, choose, searchable = false }: ChoiceProps<T>) => (
  <Select label={label} value={value} data={[...options]} allowDeselect={false} searchable={searchable} comboboxProps={{ transitionProps: { duration: 0 } }} onChange={(chosen) => chosen !== null && choose(chosen)} />
)

/** Signs are no names of words. */
const DECIMALS = [['.', 'point'], [',', 'comma']] as const
const SEPARATORS = [[',', 'comma'], [';', 'semicolon'], ['tab', 'tab'], ['|', 'bar']] as const
const VALUES = ['energyPerInterval', 'power', 'counter', 'temperature'] as const

/** Another kind of values has other units: the first of them, unless the one there fits. */
const unitFor = (values: EnergyImportMapping['values'], unit: string): string => {
  const fitting = INTERVAL_UNITS.filter(({ kind }) => kind === unitKindOf(values))
  return fitting.some(({ symbol }) => symbol === unit) ? unit : fitting[0]!.symbol
}

const Values = ({ mapping, columnChoices, change }: Omit<MappingFormProps, 'columns'> & { readonly columnChoices: ChoiceProps<string>['options'] }) => {
  const { t } = useTranslation()
  const units = INTERVAL_UNITS.filter(({ kind }) => kind === unitKindOf(mapping.values)).map(({ symbol }) => ({ value: symbol, label: symbol }))
  return (
    <>
      <Choice
        label={t('energy-import.valuesLabel')}
        value={mapping.values}
        options={VALUES.map((value) => ({ value, label: t(`energy-import.values.${value}`) }))}
        choose={(values) => change({ values, unit: unitFor(values, mapping.unit) })}
      />
      <Choice label={t('energy-import.unit')} value={mapping.unit} options={units} choose={(unit) => change({ unit })} searchable />
      <Choice label={t('energy-import.valueColumn')} value={String(mapping.valueColumn)} options={columnChoices} choose={(column) => change({ valueColumn: Number(column) })} />
      <Choice
        label={t('energy-import.decimal')}
        value={mapping.decimal}
        options={DECIMALS.map(([value, name]) => ({ value, label: t(`energy-import.decimalName.${name}`) }))}
        choose={(decimal) => change({ decimal })}
      />
    </>
  )
}

const Times = ({ mapping, columnChoices, change }: Omit<MappingFormProps, 'columns'> & { readonly columnChoices: ChoiceProps<string>['options'] }) => {
  const { t } = useTranslation()
  const formats = [...new Set([mapping.timeFormat, ...TIME_FORMATS])].map((value) => ({ value, label: value }))
  return (
    <>
      <Choice label={t('energy-import.timeColumn')} value={String(mapping.timeColumn)} options={columnChoices} choose={(column) => change({ timeColumn: Number(column) })} />
      <Choice
        label={t('energy-import.dateColumn')}
        value={mapping.dateColumn === null ? '' : String(mapping.dateColumn)}
        options={[{ value: '', label: t('energy-import.noDateColumn') }, ...columnChoices]}
        choose={(column) => change({ dateColumn: column === '' ? null : Number(column) })}
      />
      <Choice label={t('energy-import.timeFormat')} value={mapping.timeFormat} options={formats} choose={(timeFormat) => change({ timeFormat })} searchable />
      <Choice label={t('energy-import.timeZone')} value={mapping.timeZone} options={zoneChoices()} choose={(timeZone) => change({ timeZone })} searchable />
      <Choice
        label={t('energy-import.stampLabel')}
        value={mapping.stamp}
        options={(['start', 'end'] as const).map((value) => ({ value, label: t(`energy-import.stamp.${value}`) }))}
        choose={(stamp) => change({ stamp })}
      />
      <NumberInput
        label={t('energy-import.interval')}
        placeholder={t('energy-import.intervalAuto')}
        value={mapping.intervalMinutes ?? ''}
        min={1}
        max={44_640}
        allowDecimal={false}
        onChange={(minutes) => change({ intervalMinutes: typeof minutes === 'number' && minutes >= 1 ? minutes : null })}
      />
    </>
  )
}

const Text = ({ mapping, change }: Omit<MappingFormProps, 'columns'>) => {
  const { t } = useTranslation()
  return (
    <>
      <Choice
        label={t('energy-import.separator')}
        value={mapping.separator}
        options={SEPARATORS.map(([value, name]) => ({ value, label: t(`energy-import.separatorName.${name}`) }))}
        choose={(separator) => change({ separator })}
      />
      <NumberInput
        label={t('energy-import.skipLines')}
        value={mapping.skipLines}
        min={0}
        max={1_000}
        allowDecimal={false}
        onChange={(lines) => typeof lines === 'number' && change({ skipLines: lines })}
      />
      <Checkbox label={t('energy-import.header')} checked={mapping.header} onChange={(event) => change({ header: event.currentTarget.checked })} />
    </>
  )
}

export const MappingForm = ({ mapping, columns, change }: MappingFormProps) => {
  const { t } = useTranslation()
  const widest = Math.max(columns.length, mapping.timeColumn + 1, mapping.valueColumn + 1, (mapping.dateColumn ?? -1) + 1)
  const columnChoices = Array.from({ length: widest }, (_, column) => {
    const name = columns[column] ?? ''
    return { value: String(column), label: name === '' ? t('energy-import.columnUnnamed', { number: column + 1 }) : t('energy-import.column', { number: column + 1, name }) }
  })
  return (
    <div className={classes.form}>
      <Values mapping={mapping} columnChoices={columnChoices} change={change} />
      <Times mapping={mapping} columnChoices={columnChoices} change={change} />
      <Text mapping={mapping} change={change} />
    </div>
  )
}
