/** Values that are expected of a point at certain times, entered by hand: which point, when, which values, why, until when. */
import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { DateTimePicker, TimePicker } from '@mantine/dates'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fromLocalInput, LOCAL_INPUT_FORMAT } from '../../components/local-input.ts'
import { useTimeZone } from '../../components/time.tsx'
import { useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

const MOST_OPTIONS = 50
const DAY_MINUTES = 1_440
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const

interface Draft {
  readonly pointId: string | null
  readonly weekdays: readonly number[]
  readonly from: string
  readonly to: string
  readonly low: number | null
  readonly high: number | null
  readonly reason: string
  readonly until: string
}

const EMPTY: Draft = { pointId: null, weekdays: [], from: '', to: '', low: null, high: null, reason: '', until: '' }

/** `22:30` or `22:30:00` as minutes of the day; null where nothing was entered. */
const minuteOf = (text: string): number | null => {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(text) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}

const numberOr = (value: number | string): number | null => (typeof value === 'number' ? value : null)

export const ExceptionForm = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const timeZone = useTimeZone()
  const points = usePointIndex()
  const { failed, run } = useChange()
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const change = (patch: Partial<Draft>): void => setDraft((old) => ({ ...old, ...patch }))
  const options = useMemo(() => Array.from(points.values(), (point) => ({ value: String(point.id), label: point.name || `#${point.id}` })), [points])
  const untilMs = draft.until === '' ? null : fromLocalInput(timeZone, draft.until)
  const isComplete = draft.pointId !== null && draft.reason.trim() !== '' && !Number.isNaN(untilMs)
  const add = async (): Promise<void> => {
    const exception = {
      weekdays: draft.weekdays.toSorted((a, b) => a - b), fromMinute: minuteOf(draft.from) ?? 0, toMinute: minuteOf(draft.to) ?? DAY_MINUTES, low: draft.low, high: draft.high, reason: draft.reason.trim(), untilMs,
    }
    if (await run(() => engine.addDetectionException({ pointId: Number(draft.pointId), exception }))) setDraft(EMPTY)
  }
  return (
    <div className={classes.fields}>
      <Select label={t('detection.exception.point')} searchable limit={MOST_OPTIONS} data={options} value={draft.pointId} onChange={(pointId) => change({ pointId })} nothingFoundMessage={t('detection.nothingFound')} />
      <div className={classes.days} role="group" aria-label={t('detection.exception.weekdays')}>
        {WEEKDAYS.map((day) => (
          <button key={day} type="button" aria-pressed={draft.weekdays.includes(day)} onClick={() => change({ weekdays: draft.weekdays.includes(day) ? draft.weekdays.filter((other) => other !== day) : [...draft.weekdays, day] })}>
            {t(`detection.exception.weekday.${day}`)}
          </button>
        ))}
      </div>
      <div className={classes.line}>
        <TimePicker label={t('detection.exception.from')} value={draft.from} onChange={(from) => change({ from })} />
        <TimePicker label={t('detection.exception.to')} value={draft.to} onChange={(to) => change({ to })} />
        <NumberInput label={t('detection.exception.low')} placeholder={t('detection.exception.any')} value={draft.low ?? ''} onChange={(low) => change({ low: numberOr(low) })} />
        <NumberInput label={t('detection.exception.high')} placeholder={t('detection.exception.any')} value={draft.high ?? ''} onChange={(high) => change({ high: numberOr(high) })} />
      </div>
      <TextInput label={t('detection.exception.reason')} maxLength={500} value={draft.reason} onChange={(event) => change({ reason: event.currentTarget.value })} />
      <DateTimePicker label={t('detection.exception.until')} placeholder={t('detection.exception.forGood')} clearable valueFormat={LOCAL_INPUT_FORMAT} value={draft.until === '' ? null : draft.until} onChange={(until) => change({ until: until ?? '' })} />
      {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      <div>
        <Button variant="default" disabled={!isComplete} onClick={() => void add()}>
          {t('detection.exception.add')}
        </Button>
      </div>
    </div>
  )
}
