/** How often points are read: as text, and as a choice for many points at once. */
import { Select } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { POLL_CLASSES_MS } from '../../../shared/domain/poll-class.ts'

/** ms; 0 = not read. */
const INTERVALS: readonly number[] = [0, ...POLL_CLASSES_MS]

export const pollText = (t: TFunction, intervalMs: number): string => {
  if (intervalMs === 0) return t('points.notPolled')
  if (intervalMs < 60_000) return t('time.seconds', { n: intervalMs / 1_000 })
  return intervalMs < 3_600_000 ? t('time.minutes', { n: Math.round(intervalMs / 6_000) / 10 }) : t('time.hours', { n: Math.round(intervalMs / 360_000) / 10 })
}

interface PollSelectProps {
  /** The interval all marked points share, or null. */
  readonly shared: number | null
  readonly disabled: boolean
  readonly onPick: (intervalMs: number) => void
}

export const PollSelect = ({ shared, disabled, onPick }: PollSelectProps) => {
  const { t } = useTranslation()
  const known = shared === null || INTERVALS.includes(shared) ? INTERVALS : [...INTERVALS, shared].sort((a, b) => a - b)
  return (
    <Select
      aria-label={t('points.pollEvery')}
      placeholder={t('points.pollEvery')}
      w={130}
      disabled={disabled}
      value={shared === null ? null : String(shared)}
      data={known.map((intervalMs) => ({ value: String(intervalMs), label: intervalMs === 0 ? t('points.pollOff') : t('points.pollAt', { interval: pollText(t, intervalMs) }) }))}
      onChange={(value) => {
        if (value !== null) onPick(Number(value))
      }}
    />
  )
}
