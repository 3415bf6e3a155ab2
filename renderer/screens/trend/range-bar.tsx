/** The period of a chart: presets, before and after, live, a period of one's own, and the way back. */
import { ActionIcon, Button, Group, SegmentedControl, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconChevronLeft, IconChevronRight, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PRESETS, PRESET_IDS, presetOf, type PresetId, type TimeRange } from '../../charts/time-range.ts'
import { CustomPeriod } from '../../components/custom-period.tsx'

interface RangeBarProps {
  readonly range: TimeRange
  readonly live: boolean
  /** Where the past is shown, what goes on goes on up to that time. */
  readonly inPast: boolean
  readonly timeZone: string
  readonly canUndo: boolean
  readonly onPreset: (spanMs: number) => void
  readonly onShift: (share: number) => void
  readonly onLive: () => void
  readonly onRange: (range: TimeRange) => void
  readonly onUndo: () => void
}

export const RangeBar = ({ range, live, inPast, timeZone, canUndo, onPreset, onShift, onLive, onRange, onUndo }: RangeBarProps) => {
  const { t } = useTranslation()
  const icon = (label: string, keys: string, run: () => void, picture: React.ReactNode, disabled = false) => (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon variant="default" size={30} aria-label={label} disabled={disabled} onClick={run}>
        {picture}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <Group gap={6} wrap="nowrap">
      <SegmentedControl
        aria-label={t('trend.period')}
        data={PRESET_IDS.map((id) => ({ value: id, label: t(`trend.preset.${id}`) }))}
        value={presetOf(range) ?? ''}
        onChange={(id) => onPreset(PRESETS[id as PresetId])}
      />
      <Group gap={0} wrap="nowrap">
        {icon(t('trend.earlier'), 'Shift ←', () => onShift(-1), <IconChevronLeft size={16} />)}
        {icon(t('trend.later'), 'Shift →', () => onShift(1), <IconChevronRight size={16} />, live)}
      </Group>
      <CustomPeriod range={range} timeZone={timeZone} onRange={onRange} />
      <Tooltip label={`${t(inPast ? 'time-machine.upToHint' : live ? 'trend.isLive' : 'trend.goLive')} (L)`}>
        <Button variant={live ? 'filled' : 'default'} aria-pressed={live} leftSection={<IconPlayerPlayFilled size={11} aria-hidden="true" />} onClick={onLive}>
          {t(inPast ? 'time-machine.upTo' : 'trend.live')}
        </Button>
      </Tooltip>
      {icon(t('trend.undoZoom'), 'Z', onUndo, <IconArrowBackUp size={16} />, !canUndo)}
    </Group>
  )
}
