/** A period of one's own: a button that names it and two fields in the site's wall clock. */
import { Button, Popover } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimeRange } from '../charts/time-range.ts'
import { LOCAL_INPUT_FORMAT, fromLocalInput, toLocalInput } from './local-input.ts'
import { periodText } from './period-text.ts'
import classes from './custom-period.module.css'

interface CustomPeriodProps {
  readonly range: TimeRange
  readonly timeZone: string
  readonly onRange: (range: TimeRange) => void
}

export const CustomPeriod = ({ range, timeZone, onRange }: CustomPeriodProps) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const fromMs = fromLocalInput(timeZone, from)
  const toMs = fromLocalInput(timeZone, to)
  const valid = fromMs < toMs
  const show = (): void => {
    setFrom(toLocalInput(timeZone, range.fromMs))
    setTo(toLocalInput(timeZone, range.toMs))
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
          <DateTimePicker size="xs" label={t('time.from')} valueFormat={LOCAL_INPUT_FORMAT} value={from} onChange={(value) => setFrom(value ?? '')} popoverProps={{ withinPortal: false }} />
          <DateTimePicker size="xs" label={t('time.to')} valueFormat={LOCAL_INPUT_FORMAT} value={to} onChange={(value) => setTo(value ?? '')} popoverProps={{ withinPortal: false }} error={valid ? undefined : t('time.wrongOrder')} />
          <span className={classes.quiet}>{t('time.siteTime', { timeZone })}</span>
          <Button type="submit" disabled={!valid}>
            {t('time.show')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
