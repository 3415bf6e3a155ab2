/** Fields for settings of each kind. Saved when the field is left or Enter is pressed; choices at once. */
import { NumberInput, Select, TextInput } from '@mantine/core'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/domain/settings.ts'
import { limitsOf, type NumberSettingName } from './setting-limits.ts'
import { SettingRow } from './setting-row.tsx'
import { useSetting } from './use-setting.ts'

interface NumberSettingProps {
  readonly name: NumberSettingName
  /** How many of the setting's own units one shown unit is, e.g. 1000 for ms shown as s. */
  readonly per?: number
  readonly unit?: string
  readonly step?: number
  readonly decimals?: number
}

const leaveOnEnter = (event: KeyboardEvent<HTMLInputElement>): void => {
  if (event.key === 'Enter') event.currentTarget.blur()
}

/** A number within its declared limits. */
export const NumberSetting = ({ name, per = 1, unit = '', step = 1, decimals = 0 }: NumberSettingProps) => {
  const { t } = useTranslation()
  const { value, failed, saved, save } = useSetting(name)
  const [typed, setTyped] = useState<number | string>('')
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => {
    if (value !== undefined) setTyped(value / per)
  }, [value, per])
  const { least, most } = limitsOf(name)
  const range = t('settings.range', { least: least / per, most: most / per, unit })
  const leave = (): void => {
    const next = Math.round(Number(typed) * per * 1_000) / 1_000
    if (typed === '' || !Number.isFinite(next) || next < least || next > most) {
      setWrong(t('settings.outside', { range }))
      return
    }
    setWrong(null)
    void save(next)
  }
  return (
    <SettingRow title={t(`settings.${name}.title`)} text={`${t(`settings.${name}.text`)} ${range}`} saved={saved} failed={wrong ?? failed}>
      <NumberInput
        aria-label={t(`settings.${name}.title`)}
        value={typed}
        disabled={value === undefined}
        suffix={unit === '' ? '' : ` ${unit}`}
        step={step}
        decimalScale={decimals}
        thousandSeparator={name === 'bacnetPort' ? '' : ' '}
        onChange={setTyped}
        onBlur={leave}
        onKeyDown={leaveOnEnter}
        error={wrong !== null || failed !== null}
      />
    </SettingRow>
  )
}

/** A line of text. */
export const TextSetting = ({ name }: { readonly name: 'siteName' }) => {
  const { t } = useTranslation()
  const { value, failed, saved, save } = useSetting(name)
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (value !== undefined) setTyped(value)
  }, [value])
  return (
    <SettingRow title={t(`settings.${name}.title`)} text={t(`settings.${name}.text`)} saved={saved} failed={failed}>
      <TextInput
        aria-label={t(`settings.${name}.title`)}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => (typed.trim() === '' ? setTyped(value ?? '') : void save(typed.trim()))}
        onKeyDown={leaveOnEnter}
        error={failed !== null}
      />
    </SettingRow>
  )
}

type ChoiceName = 'timeZone' | 'language' | 'colorScheme' | 'notifyFrom'

interface ChoiceSettingProps<K extends ChoiceName> {
  readonly name: K
  readonly choices: readonly { readonly value: Settings[K]; readonly label: string }[]
  readonly searchable?: boolean
}

/** One of several. */
export const ChoiceSetting = <K extends ChoiceName>({ name, choices, searchable = false }: ChoiceSettingProps<K>) => {
  const { t } = useTranslation()
  const { value, failed, saved, save } = useSetting(name)
  const title = t(`settings.${name as ChoiceName}.title`)
  return (
    <SettingRow title={title} text={t(`settings.${name as ChoiceName}.text`)} saved={saved} failed={failed}>
      <Select
        aria-label={title}
        data={choices.map((choice) => ({ value: String(choice.value), label: choice.label }))}
        value={value === undefined ? null : String(value)}
        searchable={searchable}
        limit={searchable ? 60 : 100}
        nothingFoundMessage={t('settings.noneFound')}
        onChange={(next) => {
          const choice = choices.find((one) => one.value === next)
          if (choice !== undefined) void save(choice.value)
        }}
        error={failed !== null}
      />
    </SettingRow>
  )
}
