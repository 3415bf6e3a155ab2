/** Filters of the alert list, what is shown, and what can be done with the chosen rows. */
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconChartLine, IconCheck, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { SEVERITIES, type Severity } from '../../../shared/domain/alert.ts'
import { isScreenKey } from '../../components/keys.ts'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { KINDS, STATES, type AlertFilter } from './alert-filter.ts'
import classes from './filter-bar.module.css'

interface FilterBarProps {
  readonly filter: AlertFilter
  readonly change: (part: Partial<AlertFilter>) => void
  readonly shown: number
  readonly total: number
  readonly chosen: ReadonlySet<number>
  readonly acknowledge: () => void
  readonly trend: () => void
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

const Severities = ({ filter, change }: Pick<FilterBarProps, 'filter' | 'change'>) => {
  const { t } = useTranslation()
  const toggle = (severity: Severity): void =>
    change({ severities: filter.severities.includes(severity) ? filter.severities.filter((other) => other !== severity) : [...filter.severities, severity] })
  return (
    <div className={classes.severities} role="group" aria-label={t('alerts.severity')}>
      {SEVERITIES.map((severity) => (
        <button key={severity} type="button" className={classes.severity} aria-pressed={filter.severities.includes(severity)} onClick={() => toggle(severity)}>
          <StatusShapeIcon status={severity} size={12} />
          {t(`status.${severity}`)}
        </button>
      ))}
    </div>
  )
}

const ANY = 'any'

const Choices = ({ filter, change }: Pick<FilterBarProps, 'filter' | 'change'>) => {
  const { t } = useTranslation()
  const devices = useCall('listDevices', {}).data ?? []
  return (
    <>
      <Select
        aria-label={t('alerts.kindLabel')}
        w={144}
        data={[{ value: ANY, label: t('alerts.anyKind') }, ...KINDS.map((kind) => ({ value: kind, label: t(`alerts.kind.${kind}`) }))]}
        value={filter.kind ?? ANY}
        onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? null })}
      />
      <Select
        aria-label={t('alerts.deviceLabel')}
        w={168}
        searchable
        data={[{ value: ANY, label: t('alerts.anyDevice') }, ...devices.map((device) => ({ value: String(device.id), label: device.name }))]}
        value={filter.deviceId === null ? ANY : String(filter.deviceId)}
        onChange={(value) => change({ deviceId: value === null || value === ANY ? null : Number(value) })}
      />
    </>
  )
}

export const FilterBar = ({ filter, change, shown, total, chosen, acknowledge, trend }: FilterBarProps) => {
  const { t } = useTranslation()
  const field = useFocusOnSlash()
  return (
    <div className={classes.bars}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('alerts.stateLabel')}
          data={STATES.map((state) => ({ value: state, label: t(`alerts.show.${state}`) }))}
          value={filter.state}
          onChange={(value) => change({ state: value })}
        />
        <Severities filter={filter} change={change} />
        <Choices filter={filter} change={change} />
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
      <div className={classes.bar}>
        <span className={classes.count} role="status">
          {chosen.size > 0 ? t('alerts.chosen', { count: chosen.size }) : shown === total ? t('alerts.count', { count: shown }) : t('alerts.countOf', { shown, count: total })}
        </span>
        <Button variant="default" size="compact-sm" leftSection={<IconCheck size={14} />} onClick={acknowledge}>
          {t('alerts.acknowledge')}&nbsp;<kbd>A</kbd>
        </Button>
        <Button variant="default" size="compact-sm" leftSection={<IconChartLine size={14} />} onClick={trend}>
          {t('alerts.trend')}&nbsp;<kbd>T</kbd>
        </Button>
      </div>
    </div>
  )
}
