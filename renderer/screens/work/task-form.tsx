/** A task as a form: new, changed, or taken up from what an alert asks for. */
import { Button, Checkbox, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useMemo, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { URGENCIES, type TaskFields, type TaskRepeat, type TaskSubject } from '../../../shared/domain/task.ts'
import { DialogEnd } from '../../components/dialog-end.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'
import classes from './work.module.css'

interface TaskFormProps {
  readonly given: TaskFields
  readonly isNew: boolean
  readonly close: () => void
  /** Null = kept; else why it was refused. */
  readonly save: (fields: TaskFields) => Promise<string | null>
}

export const EMPTY_TASK: TaskFields = { title: '', about: { what: 'site' }, urgency: 'soon', assignee: '', bring: '', note: '', alertId: null, finding: null, foretold: null, plannedFor: null, plannedHour: null, durationHours: 1, disturbs: false, repeat: null }

/** Options drawn at once; typing narrows them. */
const MOST_OPTIONS = 60
const SITE = 'site'
const DAYS_DEFAULT = 180
const HOURS_DEFAULT = 2_000

const keyOf = (about: TaskSubject): string => (about.what === 'site' ? SITE : about.what === 'device' ? `d${about.deviceId}` : `p${about.pointId}`)
const subjectOf = (key: string): TaskSubject => (key === SITE ? { what: 'site' } : key.startsWith('d') ? { what: 'device', deviceId: Number(key.slice(1)) } : { what: 'point', pointId: Number(key.slice(1)) })

const numberOr = (value: string | number, otherwise: number): number => (typeof value === 'number' && Number.isFinite(value) ? value : otherwise)

const RepeatFields = ({ repeat, pointId, change }: { readonly repeat: TaskRepeat | null; readonly pointId: number | null; readonly change: (repeat: TaskRepeat | null) => void }) => {
  const { t } = useTranslation()
  const points = useCall('listPoints', {}, { enabled: repeat?.by === 'runHours' }).data
  const names = useDeviceIndex()
  const options = useMemo(() => (points ?? []).filter(({ stateTexts, objectType }) => stateTexts.length > 0 || (objectType >= 3 && objectType <= 5)).map(({ id, name, deviceId }) => ({ value: String(id), label: `${name} · ${names.get(deviceId)?.name ?? ''}` })), [points, names])
  const by = (what: string): TaskRepeat | null => (what === 'days' ? { by: 'days', days: DAYS_DEFAULT } : what === 'runHours' ? { by: 'runHours', pointId: pointId ?? 0, hours: HOURS_DEFAULT } : null)
  return (
    <>
      <div className={classes.label}>{t('work.form.repeat')}</div>
      <SegmentedControl fullWidth aria-label={t('work.form.repeat')} data={(['never', 'days', 'runHours'] as const).map((value) => ({ value, label: t(`work.form.repeatBy.${value}`) }))} value={repeat?.by ?? 'never'} onChange={(what) => change(by(what))} />
      {repeat?.by === 'days' && <NumberInput label={t('work.form.everyDays')} min={1} max={3_660} allowDecimal={false} value={repeat.days} onChange={(value) => change({ by: 'days', days: numberOr(value, repeat.days) })} />}
      {repeat?.by === 'runHours' && (
        <div className={classes.pair}>
          <NumberInput label={t('work.form.everyHours')} min={1} max={100_000} value={repeat.hours} onChange={(value) => change({ ...repeat, hours: numberOr(value, repeat.hours) })} />
          <Select label={t('work.form.runPoint')} data={options} limit={MOST_OPTIONS} searchable value={repeat.pointId === 0 ? null : String(repeat.pointId)} onChange={(value) => value !== null && change({ ...repeat, pointId: Number(value) })} />
        </div>
      )}
    </>
  )
}

export const TaskForm = ({ given, isNew, close, save }: TaskFormProps) => {
  const { t } = useTranslation()
  const devices = useCall('listDevices', {}).data
  const points = useCall('listPoints', {}).data
  const names = useDeviceIndex()
  const [task, setTask] = useState(given)
  const [tried, setTried] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (patch: Partial<TaskFields>): void => setTask((before) => ({ ...before, ...patch }))
  const subjects = useMemo(
    () => [
      { value: SITE, label: t('work.site') },
      ...(devices ?? []).map(({ id, name, instance }) => ({ value: `d${id}`, label: name === '' ? `#${instance}` : name })),
      ...(points ?? []).map(({ id, name, deviceId }) => ({ value: `p${id}`, label: `${name} · ${names.get(deviceId)?.name ?? ''}` })),
    ],
    [devices, points, names, t],
  )
  const untitled = task.title.trim() === ''
  const noPoint = task.repeat?.by === 'runHours' && task.repeat.pointId === 0
  const submit = async (): Promise<void> => {
    setTried(true)
    if (untitled || noPoint) return
    setBusy(true)
    const refused = await save(task)
    setBusy(false)
    if (refused === null) close()
    else setFailed(refused)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <TextInput data-autofocus label={t('work.form.title')} maxLength={200} value={task.title} error={tried && untitled ? t('work.form.untitled') : undefined} onChange={(event) => change({ title: event.currentTarget.value })} />
      <Select label={t('work.form.about')} data={subjects} limit={MOST_OPTIONS} searchable value={keyOf(task.about)} onChange={(key) => key !== null && change({ about: subjectOf(key) })} />
      <div className={classes.label}>{t('work.form.urgency')}</div>
      <SegmentedControl fullWidth aria-label={t('work.form.urgency')} data={URGENCIES.map((value) => ({ value, label: t(`work.urgency.${value}`) }))} value={task.urgency} onChange={(urgency) => change({ urgency })} />
      <div className={classes.triple}>
        <DateInput size="xs" clearable label={t('work.form.day')} valueFormat="D MMM YYYY" value={task.plannedFor} onChange={(plannedFor) => change({ plannedFor })} clearButtonProps={{ 'aria-label': t('work.form.noDay') }} />
        <Select
          label={t('work.form.hour')} disabled={task.plannedFor === null} value={task.plannedHour === null ? '' : String(task.plannedHour)}
          data={[{ value: '', label: t('work.anyTime') }, ...Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))]}
          onChange={(hour) => change({ plannedHour: hour === null || hour === '' ? null : Number(hour) })}
        />
        <NumberInput label={t('work.form.duration')} min={0.25} max={240} step={0.5} value={task.durationHours} onChange={(value) => change({ durationHours: numberOr(value, task.durationHours) })} />
      </div>
      <Checkbox label={t('work.form.disturbs')} checked={task.disturbs} onChange={(event) => change({ disturbs: event.currentTarget.checked })} />
      <div className={classes.pair}>
        <TextInput label={t('work.form.assignee')} maxLength={100} value={task.assignee} onChange={(event) => change({ assignee: event.currentTarget.value })} />
        <TextInput label={t('work.form.bring')} maxLength={500} value={task.bring} onChange={(event) => change({ bring: event.currentTarget.value })} />
      </div>
      <RepeatFields repeat={task.repeat} pointId={task.about.what === 'point' ? task.about.pointId : null} change={(repeat) => change({ repeat })} />
      <Textarea label={t('work.form.note')} autosize minRows={2} maxRows={6} maxLength={2_000} value={task.note} onChange={(event) => change({ note: event.currentTarget.value })} />
      <DialogEnd failed={failed ?? (tried && noPoint ? t('work.form.noPoint') : null)} close={close}>
        <Button type="submit" loading={busy}>{t(isNew ? 'work.form.add' : 'work.form.save')}</Button>
      </DialogEnd>
    </form>
  )
}
