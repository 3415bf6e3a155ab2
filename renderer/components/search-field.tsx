/** The search field above a list: Escape clears it, and leaves it when it is clear; `/` of the list's keys goes to it. */
import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>
  readonly text: string
  readonly label: string
  readonly change: (text: string) => void
  readonly className: string | undefined
}

export const SearchField = ({ field, text, label, change, className }: SearchFieldProps) => {
  const { t } = useTranslation()
  return (
    <TextInput
      ref={field}
      className={className}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && (event.stopPropagation(), text === '' ? event.currentTarget.blur() : change(''))}
      placeholder={label}
      aria-label={label}
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      rightSection={text === '' ? <kbd>/</kbd> : <CloseButton size="xs" aria-label={t('points.clearSearch')} onClick={() => change('')} />}
    />
  )
}
