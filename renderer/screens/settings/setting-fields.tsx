/** Fields for settings of each kind. Saved when the field is left or Enter is pressed; choices at once. */
import { NumberInput, Select, TextInput } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/domain/settings.ts'
import { limitsOf, type NumberSettingName } from './setting-limits.ts'
import { SettingRow } from './setting-row.tsx'
import { useSetting } from './use-setting.ts'
import { useTypedText } from './use-typed-text.ts'

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
  // null = nothing typed since the last save: the setting itself is shown.
  const [typed, setTyped] = useState<number | string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const { least, most } = limitsOf(name)
  const range = t('settings.range', { least: least / per, most: `${most / per}${unit === '' ? '' : ` ${unit}`}` })
  const leave = (): void => {
    if (typed === null) return
    const next = Math.round(Number(typed) * per * 1_000) / 1_000
    if (typed === '' || !Number.isFinite(next) || next < least || next > most) {
      setWrong(t('settings.outside', { range }))
      return
    }
    setWrong(null)
    void save(next).then(() => setTyped(null))
  }
  return (
    <SettingRow title={t(`settings.${name}.title`)} text={`${t(`settings.${name}.text`)} ${range}`} saved={saved} failed={wrong ?? failed}>
      <NumberInput
        aria-label={t(`settings.${name}.title`)}
        value={typed ?? (value === undefined ? '' : value / per)}
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
  const { value, failed, saved, type, leave } = useTypedText(name)
  return (
    <SettingRow title={t(`settings.${name}.title`)} text={t(`settings.${name}.text`)} saved={saved} failed={failed}>
      <TextInput
        aria-label={t(`settings.${name}.title`)}
        value={value}
        maxLength={200}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={leaveOnEnter}
        error={failed !== null}
      />
    </SettingRow>
  )
}

type ChoiceName = 'timeZone' | 'language' | 'colorScheme' | 'cov' | 'notifyFrom'

interface ChoiceSettingProps<K extends ChoiceName> {
  readonly name: K
  readonly choices: readonly { readonly value: Settings[K]; readonly label: string }[]
  readonly searchable?: boolean
}

/** One of several. */
export const ChoiceSetting = <K extends ChoiceName>({ name, choices, searchable = false }: ChoiceSettingProps<K>) => {
  const { t } = useTranslation()
  const { value, failed, saved, save } = useSetting(name)
  // As plain text: the types of the translator do not follow a type parameter into a key.
  const key: string = name
  const title = t(`settings.${key}.title`)
  return (
    <SettingRow title={title} text={t(`settings.${key}.text`)} saved={saved} failed={failed}>
      <Select
        aria-label={title}
        data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
        value={value ?? null}
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
