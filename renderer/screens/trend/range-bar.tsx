/** The period of a chart: presets, before and after, live, a period of one's own, and the way back. */
import { ActionIcon, Button, Group, Popover, SegmentedControl, Tooltip } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { IconArrowBackUp, IconCalendar, IconChevronLeft, IconChevronRight, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { localToUtcMs, utcToLocalMs } from '../../charts/site-clock.ts'
import { PRESETS, PRESET_IDS, presetOf, type PresetId, type TimeRange } from '../../charts/time-range.ts'
import { periodText } from './period-text.ts'
import classes from './trend-screen.module.css'

interface RangeBarProps {
  readonly range: TimeRange
  readonly live: boolean
  readonly timeZone: string
  readonly canUndo: boolean
  readonly onPreset: (spanMs: number) => void
  readonly onShift: (share: number) => void
  readonly onLive: () => void
  readonly onRange: (range: TimeRange) => void
  readonly onUndo: () => void
}

/** `2026-11-23 14:05:00`: the wall clock of the site, without a zone of its own. */
const toInput = (timeZone: string, timeMs: number): string => new Date(utcToLocalMs(timeZone, timeMs)).toISOString().slice(0, 19).replace('T', ' ')
const fromInput = (timeZone: string, text: string): number => localToUtcMs(timeZone, Date.parse(`${text.replace(' ', 'T')}Z`))

const FORMAT = 'ddd D MMM YYYY HH:mm'

const CustomPeriod = ({ range, timeZone, onRange }: Pick<RangeBarProps, 'range' | 'timeZone' | 'onRange'>) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const fromMs = fromInput(timeZone, from)
  const toMs = fromInput(timeZone, to)
  const valid = fromMs < toMs
  const show = (): void => {
    setFrom(toInput(timeZone, range.fromMs))
    setTo(toInput(timeZone, range.toMs))
    setOpen(true)
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus shadow="sm" transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconCalendar size={14} aria-hidden="true" />} onClick={() => (open ? setOpen(false) : show())} className={classes.period}>
          {periodText(range, timeZone)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.custom}
          onSubmit={(event) => {
            event.preventDefault()
            if (!valid) return
            onRange({ fromMs, toMs })
            setOpen(false)
          }}
        >
          <DateTimePicker size="xs" label={t('trend.from')} valueFormat={FORMAT} value={from} onChange={(value) => setFrom(value ?? '')} popoverProps={{ withinPortal: false }} />
          <DateTimePicker size="xs" label={t('trend.to')} valueFormat={FORMAT} value={to} onChange={(value) => setTo(value ?? '')} popoverProps={{ withinPortal: false }} error={valid ? undefined : t('trend.wrongOrder')} />
          <span className={classes.quiet}>{t('trend.siteTime', { timeZone })}</span>
          <Button type="submit" disabled={!valid}>
            {t('trend.show')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

export const RangeBar = ({ range, live, timeZone, canUndo, onPreset, onShift, onLive, onRange, onUndo }: RangeBarProps) => {
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
      <Tooltip label={`${t(live ? 'trend.isLive' : 'trend.goLive')} (L)`}>
        <Button variant={live ? 'filled' : 'default'} aria-pressed={live} leftSection={<IconPlayerPlayFilled size={11} aria-hidden="true" />} onClick={onLive}>
          {t('trend.live')}
        </Button>
      </Tooltip>
      {icon(t('trend.undoZoom'), 'Z', onUndo, <IconArrowBackUp size={16} />, !canUndo)}
    </Group>
  )
}
