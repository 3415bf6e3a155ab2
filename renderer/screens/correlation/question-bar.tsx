/** What is compared: points one by one or all of a device or an equipment, the period, and what is taken off first. */
import { Checkbox, MultiSelect, SegmentedControl, Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CORRELATION_METHODS, MOST_MATRIX_POINTS, type CorrelationMethod } from '../../../shared/domain/correlation.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { CustomPeriod } from '../../components/custom-period.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'
import { compareNaturally } from '../points/point-search.ts'
import { DAYS, type CorrelationAddress } from './correlation-address.ts'
import { usePointNames } from './point-names.ts'
import classes from './correlation.module.css'

const MOST_OPTIONS = 60

interface QuestionBarProps {
  readonly address: CorrelationAddress
  readonly range: TimeRange
  /** That can be compared. */
  readonly points: readonly Point[]
  readonly change: (patch: Partial<CorrelationAddress>) => void
}

export const QuestionBar = ({ address, range, points, change }: QuestionBarProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const nameOf = usePointNames()
  const groups = useGroups(points)
  const options = useMemo(() => points.map(({ id }) => ({ value: String(id), label: nameOf(id) })).sort((a, b) => compareNaturally(a.label, b.label)), [points, nameOf])
  const { options: how } = address
  return (
    <div className={classes.bar}>
      <MultiSelect
        className={classes.points} size="xs" label={t('correlation.points')} placeholder={address.points.length === 0 ? t('correlation.pointsHint') : ''} searchable clearable limit={MOST_OPTIONS} maxValues={MOST_MATRIX_POINTS}
        data={options} value={address.points.map(String)} onChange={(ids) => change({ points: ids.map(Number), pair: null })} nothingFoundMessage={t('correlation.nothingFound')} classNames={{ pillsList: classes.pills ?? '' }}
        clearButtonProps={{ 'aria-label': t('correlation.clear') }}
      />
      <Select w={200} label={t('correlation.allOf')} placeholder={t('correlation.allOfHint')} searchable data={groups.data} value={null} onChange={(key) => change({ points: groups.pointsOf.get(key ?? '') ?? [], pair: null })} />
      <div className={classes.field}>
        <span>{t('correlation.period')}</span>
        <div className={classes.row}>
          <SegmentedControl aria-label={t('correlation.period')} data={DAYS.map((days) => ({ value: String(days), label: t('correlation.days', { count: days }) }))} value={address.fixed === null ? String(address.days) : ''} onChange={(days) => change({ days: Number(days), fixed: null })} />
          <CustomPeriod range={range} timeZone={timeZone} onRange={(fixed) => change({ fixed })} />
        </div>
      </div>
      <div className={classes.field}>
        <span>{t('correlation.methodLabel')}</span>
        <SegmentedControl aria-label={t('correlation.methodLabel')} data={CORRELATION_METHODS.map((method) => ({ value: method as string, label: t(`correlation.method.${method}`) }))} value={how.method} onChange={(method) => change({ options: { ...how, method: method as CorrelationMethod } })} />
      </div>
      <div className={classes.checks}>
        <Checkbox label={t('correlation.season')} checked={how.season} onChange={(event) => change({ options: { ...how, season: event.currentTarget.checked } })} />
        <Checkbox label={t('correlation.outdoor')} checked={how.outdoor} onChange={(event) => change({ options: { ...how, outdoor: event.currentTarget.checked } })} />
      </div>
    </div>
  )
}

interface Groups {
  readonly data: readonly { readonly group: string; readonly items: { readonly value: string; readonly label: string }[] }[]
  readonly pointsOf: ReadonlyMap<string, readonly number[]>
}

/** Devices and equipment with the points of theirs that can be compared. */
const useGroups = (points: readonly Point[]): Groups => {
  const { t } = useTranslation()
  const devices = useDeviceIndex()
  const equipment = useCall('listEquipment', {}).data
  return useMemo(() => {
    const comparable = new Set(points.map(({ id }) => id))
    const pointsOf = new Map<string, readonly number[]>()
    const ofDevices = [...Map.groupBy(points, ({ deviceId }) => deviceId)].map(([deviceId, own]) => {
      pointsOf.set(`d${deviceId}`, own.slice(0, MOST_MATRIX_POINTS).map(({ id }) => id))
      const device = devices.get(deviceId)
      return { value: `d${deviceId}`, label: device === undefined ? `#${deviceId}` : device.name || String(device.instance) }
    })
    const ofEquipment = (equipment ?? []).flatMap((each) => {
      const own = each.points.map(({ pointId }) => pointId).filter((id) => comparable.has(id))
      pointsOf.set(`e${each.id}`, own.slice(0, MOST_MATRIX_POINTS))
      return own.length < 2 ? [] : [{ value: `e${each.id}`, label: each.name }]
    })
    const byName = (a: { readonly label: string }, b: { readonly label: string }): number => compareNaturally(a.label, b.label)
    return { data: [{ group: t('correlation.equipment'), items: ofEquipment.sort(byName) }, { group: t('correlation.devices'), items: ofDevices.sort(byName) }], pointsOf }
  }, [points, devices, equipment, t])
}
