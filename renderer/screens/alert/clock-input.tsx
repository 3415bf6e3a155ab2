/** A time of day on the 24-hour clock, `06:00` to `24:00`; the browser's own field would follow the computer's habits, not the site's. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockOf, minuteOf } from './minutes.ts'

interface ClockInputProps {
  readonly label: string
  /** 0..1440. */
  readonly minute: number
  readonly change: (minute: number) => void
}

export const ClockInput = ({ label, minute, change }: ClockInputProps) => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextInput
      label={label}
      placeholder="06:00"
      inputMode="numeric"
      value={typed ?? clockOf(minute)}
      error={typed !== null && minuteOf(typed) === null ? t('alert-detail.feedback.noTime') : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const next = minuteOf(text)
        if (next !== null) change(next)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
