/** A date and time in the site's wall clock, gone to when it is whole. */
import { DateTimePicker } from '@mantine/dates'
import { useId } from 'react'
import { LOCAL_INPUT_FORMAT, fromLocalInput, toLocalInput } from '../components/local-input.ts'

interface MomentFieldProps {
  readonly label: string
  readonly atMs: number
  readonly nowMs: number
  readonly timeZone: string
  readonly go: (atMs: number) => void
}

export const MomentField = ({ label, atMs, nowMs, timeZone, go }: MomentFieldProps) => {
  const id = useId()
  return (
    <>
      <span id={`${id}-label`} className="visually-hidden">
        {label}
      </span>
      <DateTimePicker
        id={id}
        aria-labelledby={`${id}-label ${id}`}
        size="xs"
        w={176}
        valueFormat={LOCAL_INPUT_FORMAT}
        value={toLocalInput(timeZone, atMs)}
        maxDate={toLocalInput(timeZone, nowMs)}
        onChange={(value) => {
          const timeMs = value === null ? Number.NaN : fromLocalInput(timeZone, value)
          if (Number.isFinite(timeMs) && timeMs > 0) go(Math.min(timeMs, nowMs))
        }}
      />
    </>
  )
}
