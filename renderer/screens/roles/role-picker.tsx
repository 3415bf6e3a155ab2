/** Chooses a role by typing: its name, its meaning, or its class in Brick. */
import { Select, type ComboboxItem } from '@mantine/core'
import { useMemo, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { POINT_ROLES, type PointRole } from '../../../shared/domain/point-role.ts'
import { BRICK_CLASSES } from './brick-classes.ts'
import classes from './roles-screen.module.css'

interface RolePickerProps {
  readonly value: PointRole | null
  readonly disabled: boolean
  readonly input: Ref<HTMLInputElement>
  readonly pick: (role: PointRole | null) => void
}

const NONE = 'none'

export const RolePicker = ({ value, disabled, input, pick }: RolePickerProps) => {
  const { t } = useTranslation()
  const data = useMemo(
    () => [...POINT_ROLES.map((role) => ({ value: role as string, label: t(`roles.name.${role}`) })).sort((a, b) => a.label.localeCompare(b.label, 'en')), { value: NONE, label: t('roles.noneOfThese') }],
    [t],
  )
  const meaning = (role: string): string => (role === NONE ? t('roles.noneMeaning') : t(`roles.meaning.${role}`))
  const brick = (role: string): string => (role === NONE ? '' : BRICK_CLASSES[role as PointRole])
  return (
    <Select
      ref={input}
      label={t('roles.role')}
      placeholder={t('roles.pick')}
      searchable
      // Whoever comes here by key types over what stands there.
      onFocus={(event) => event.currentTarget.select()}
      disabled={disabled}
      value={value}
      data={data}
      maxDropdownHeight={320}
      comboboxProps={{ width: 380, position: 'bottom-end' }}
      nothingFoundMessage={t('roles.noSuchRole')}
      filter={({ options, search }) => {
        const words = search.toLowerCase().split(/\s+/)
        return (options as ComboboxItem[]).filter((option) => {
          const text = `${option.label} ${meaning(option.value)} ${brick(option.value).replaceAll('_', ' ')} ${option.value}`.toLowerCase()
          return words.every((word) => text.includes(word))
        })
      }}
      renderOption={({ option }) => (
        <div>
          <div>{option.label}</div>
          <div className={classes.optionText}>{meaning(option.value)}</div>
          {brick(option.value) !== '' && <div className={classes.optionBrick}>Brick: {brick(option.value)}</div>}
        </div>
      )}
      onChange={(role) => role !== null && pick(role === NONE ? null : (role as PointRole))}
    />
  )
}
