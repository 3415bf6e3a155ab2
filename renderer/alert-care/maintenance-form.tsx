/** A maintenance window: what it covers, from when to when, why. New, or another period or reason of one that has not ended. */
import { Button, MultiSelect, SegmentedControl, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { MaintenanceScope, MaintenanceWindow } from '../../shared/domain/maintenance.ts'
import { DialogEnd } from '../components/dialog-end.tsx'
import { failureText } from '../components/engine-text.ts'
import { LOCAL_INPUT_FORMAT, fromLocalInput, toLocalInput } from '../components/local-input.ts'
import { useNow } from '../components/now.ts'
import { useTimeZone } from '../components/time.tsx'
import { useCall, useEngine } from '../engine/engine-context.tsx'
import { useDeviceIndex } from '../engine/indexes.ts'
import classes from './care-dialog.module.css'

export interface MaintenanceFormProps {
  /** The one to change; null = a new one. */
  readonly window: MaintenanceWindow | null
  readonly scope: MaintenanceScope
  readonly close: () => void
  readonly done: () => void
}

const SCOPES = ['site', 'devices', 'points'] as const
const HOUR_MS = 3_600_000
/** Options drawn at once; typing narrows them. */
const MOST_OPTIONS = 60

interface ScopeState {
  readonly what: MaintenanceScope['what']
  readonly deviceIds: readonly number[]
  readonly pointIds: readonly number[]
}

const stateOf = (scope: MaintenanceScope): ScopeState => ({ what: scope.what, deviceIds: scope.what === 'devices' ? scope.deviceIds : [], pointIds: scope.what === 'points' ? scope.pointIds : [] })

const toScope = ({ what, deviceIds, pointIds }: ScopeState): { what: 'site' } | { what: 'devices'; deviceIds: number[] } | { what: 'points'; pointIds: number[] } =>
  what === 'site' ? { what } : what === 'devices' ? { what, deviceIds: [...deviceIds] } : { what, pointIds: [...pointIds] }

const isEmpty = ({ what, deviceIds, pointIds }: ScopeState): boolean => (what === 'devices' && deviceIds.length === 0) || (what === 'points' && pointIds.length === 0)

const ScopeFields = ({ scope, change, error }: { readonly scope: ScopeState; readonly change: (scope: ScopeState) => void; readonly error: string | undefined }) => {
  const { t } = useTranslation()
  const devices = useCall('listDevices', {}).data
  const points = useCall('listPoints', {}, { enabled: scope.what === 'points' }).data
  const names = useDeviceIndex()
  const deviceOptions = useMemo(() => (devices ?? []).map(({ id, name, instance }) => ({ value: String(id), label: name === '' ? `#${instance}` : name })), [devices])
  const pointOptions = useMemo(() => (points ?? []).map(({ id, name, deviceId }) => ({ value: String(id), label: `${name} · ${names.get(deviceId)?.name ?? ''}` })), [points, names])
  return (
    <>
      <SegmentedControl fullWidth aria-label={t('alert-care.window.scope')} data={SCOPES.map((value) => ({ value, label: t(`alert-care.window.of.${value}`) }))} value={scope.what} onChange={(what) => change({ ...scope, what })} />
      {scope.what === 'devices' && (
        <MultiSelect size="xs" label={t('alert-care.window.devices')} data={deviceOptions} limit={MOST_OPTIONS} maxDropdownHeight={176} searchable value={scope.deviceIds.map(String)} error={error} onChange={(values) => change({ ...scope, deviceIds: values.map(Number) })} />
      )}
      {scope.what === 'points' && (
        <MultiSelect size="xs" label={t('alert-care.window.points')} data={pointOptions} limit={MOST_OPTIONS} maxDropdownHeight={176} searchable value={scope.pointIds.map(String)} error={error} onChange={(values) => change({ ...scope, pointIds: values.map(Number) })} />
      )}
    </>
  )
}

export const MaintenanceForm = ({ window, scope: firstScope, close, done }: MaintenanceFormProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const timeZone = useTimeZone()
  const nowMs = useNow('minute')
  const [scope, setScope] = useState(() => stateOf(window?.scope ?? firstScope))
  const [from, setFrom] = useState(() => toLocalInput(timeZone, window?.fromMs ?? Math.floor(nowMs / 60_000) * 60_000))
  const [to, setTo] = useState(() => toLocalInput(timeZone, window?.toMs ?? Math.ceil(nowMs / 60_000) * 60_000 + 2 * HOUR_MS))
  const [reason, setReason] = useState(window?.reason ?? '')
  const [tried, setTried] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const fromMs = fromLocalInput(timeZone, from)
  const toMs = fromLocalInput(timeZone, to)
  const order = !(fromMs < toMs) ? t('alert-care.window.wrongOrder') : toMs <= nowMs ? t('alert-care.window.past') : undefined
  const missing = reason.trim() === ''
  const submit = async (): Promise<void> => {
    setTried(true)
    if (missing || order !== undefined || isEmpty(scope)) return
    const answer = await engine.saveMaintenanceWindow({ ...(window === null ? {} : { windowId: window.id }), scope: toScope(scope), fromMs, toMs, reason })
    if (!answer.ok) {
      setFailed(failureText(t, answer.error))
      return
    }
    queries.setQueryData(['listMaintenanceWindows', {}], answer.value)
    done()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <p className={classes.text}>{t('alert-care.window.text')}</p>
      <TextInput data-autofocus label={t('alert-care.reason')} placeholder={t('alert-care.window.placeholder')} maxLength={500} value={reason} error={tried && missing ? t('alert-care.reasonMissing') : undefined} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className={classes.pair}>
        <DateTimePicker size="xs" label={t('alert-care.window.from')} valueFormat={LOCAL_INPUT_FORMAT} value={from} onChange={(value) => setFrom(value ?? '')} />
        <DateTimePicker size="xs" label={t('alert-care.window.to')} valueFormat={LOCAL_INPUT_FORMAT} value={to} onChange={(value) => setTo(value ?? '')} error={order} />
      </div>
      <ScopeFields scope={scope} change={setScope} error={tried && isEmpty(scope) ? t('alert-care.window.nothing') : undefined} />
      <DialogEnd failed={failed} close={close}>
        <Button type="submit">{t(window === null ? 'alert-care.window.create' : 'alert-care.window.save')}</Button>
      </DialogEnd>
    </form>
  )
}
