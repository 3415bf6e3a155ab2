/** Filters of an alert list: state, severity, kind, device, words. */
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { SEVERITIES, type Severity } from '../../../shared/domain/alert.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { isScreenKey } from '../../components/keys.ts'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { KINDS, type AlertFilter, type StateFilter } from './alert-filter.ts'
import type { ChangeFilter } from './alert-list.ts'
import classes from './filter-bar.module.css'

interface FilterBarProps {
  readonly filter: AlertFilter
  readonly change: ChangeFilter
  /** States to choose from; none where the list is of one state. */
  readonly states: readonly StateFilter[]
}

const useFocusOnSlash = () => {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || !isScreenKey(event)) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return field
}

type PartProps = Pick<FilterBarProps, 'filter' | 'change'>

const Severities = ({ filter, change }: PartProps) => {
  const { t } = useTranslation()
  const toggle = (severity: Severity): void =>
    change({ severities: filter.severities.includes(severity) ? filter.severities.filter((other) => other !== severity) : [...filter.severities, severity] })
  return (
    <div className={classes.severities} role="group" aria-label={t('alerts.severity')}>
      {SEVERITIES.map((severity) => (
        <button key={severity} type="button" className={classes.severity} title={t(`status.${severity}`)} aria-pressed={filter.severities.includes(severity)} onClick={() => toggle(severity)}>
          <StatusShapeIcon status={severity} size={12} />
          <span className={classes.severityWord}>{t(`status.${severity}`)}</span>
        </button>
      ))}
    </div>
  )
}

const ANY = 'any'

const Choices = ({ filter, change }: PartProps) => {
  const { t } = useTranslation()
  const devices = useCall('listDevices', {}).data ?? []
  return (
    <>
      <Select
        aria-label={t('alerts.kindLabel')}
        className={classes.kind ?? ''}
        data={[{ value: ANY, label: t('alerts.anyKind') }, ...KINDS.map((kind) => ({ value: kind, label: t(`alerts.kind.${kind}`) }))]}
        value={filter.kind ?? ANY}
        onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? null })}
      />
      <Select
        aria-label={t('alerts.deviceLabel')}
        className={classes.device ?? ''}
        searchable
        data={[{ value: ANY, label: t('alerts.anyDevice') }, ...devices.map((device) => ({ value: String(device.id), label: device.name === '' ? `#${device.instance}` : device.name }))]}
        value={filter.deviceId === null ? ANY : String(filter.deviceId)}
        onChange={(value) => change({ deviceId: value === null || value === ANY ? null : Number(value) })}
      />
    </>
  )
}

/** The incident whose members alone are shown, with the way back to all. */
const OfIncident = ({ filter, change }: PartProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const incident = useCall('getIncident', { incidentId: filter.incidentId ?? 1 }, { enabled: filter.incidentId !== null }).data?.incident
  if (filter.incidentId === null) return null
  return (
    <button type="button" className={classes.severity} aria-pressed="true" title={t('alerts.allAgain')} onClick={() => change({ incidentId: null })}>
      {t('alerts.ofIncident', { title: incident === undefined ? '' : text(incident.title) })}
      <IconX size={12} aria-hidden="true" />
    </button>
  )
}

export const FilterBar = ({ filter, change, states }: FilterBarProps) => {
  const { t } = useTranslation()
  const field = useFocusOnSlash()
  return (
    <div className={classes.bar}>
      {states.length > 0 && (
        <SegmentedControl aria-label={t('alerts.stateLabel')} data={states.map((state) => ({ value: state, label: t(`alerts.show.${state}`) }))} value={filter.state} onChange={(value) => change({ state: value })} />
      )}
      <Severities filter={filter} change={change} />
      <Choices filter={filter} change={change} />
      <OfIncident filter={filter} change={change} />
      <TextInput
        ref={field}
        className={classes.text ?? ''}
        aria-label={t('alerts.find')}
        placeholder={t('alerts.find')}
        leftSection={<IconSearch size={14} />}
        rightSection={<kbd>/</kbd>}
        value={filter.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          if (filter.text === '') event.currentTarget.blur()
          else change({ text: '' })
        }}
      />
    </div>
  )
}
