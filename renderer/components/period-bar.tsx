/** The period of a list or a sum: presets that end now, earlier and later, a period of one's own. */
import { ActionIcon, Group, SegmentedControl, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shiftRange, type TimeRange } from '../charts/time-range.ts'
import { CustomPeriod } from './custom-period.tsx'
import { PERIODS, periodRange, type Period, type PeriodName } from './period.ts'
import { useTimeZone } from './time.tsx'

interface PeriodBarProps {
  readonly period: Period
  readonly nowMs: number
  readonly change: (period: Period) => void
  /** Longest period that can be asked for, ms. */
  readonly mostMs?: number
}

export const PeriodBar = ({ period, nowMs, change, mostMs = Number.POSITIVE_INFINITY }: PeriodBarProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const range = periodRange(period, nowMs)
  const fixed = ({ fromMs, toMs }: TimeRange): void => change({ fromMs: Math.max(fromMs, toMs - mostMs), toMs })
  return (
    <Group gap={6} wrap="nowrap">
      <SegmentedControl aria-label={t('trend.period')} data={PERIODS.map((name) => ({ value: name as string, label: t(`trend.preset.${name}`) }))} value={typeof period === 'string' ? period : ''} onChange={(name) => change(name as PeriodName)} />
      <Group gap={0} wrap="nowrap">
        <Tooltip label={t('trend.earlier')}>
          <ActionIcon variant="default" size={30} aria-label={t('trend.earlier')} onClick={() => fixed(shiftRange(range, -1))}>
            <IconChevronLeft size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('trend.later')}>
          <ActionIcon variant="default" size={30} aria-label={t('trend.later')} disabled={range.toMs >= nowMs} onClick={() => fixed(shiftRange(range, 1))}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <CustomPeriod range={range} timeZone={timeZone} onRange={fixed} />
    </Group>
  )
}
