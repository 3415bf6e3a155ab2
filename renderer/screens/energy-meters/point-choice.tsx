/** Chooses a point by typing its name or its device. */
import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Point } from '../../../shared/domain/point.ts'
import { unitSymbol } from '../../../shared/units.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'

/** Options drawn at once; typing narrows them. */
const MOST_OPTIONS = 60

interface PointChoiceProps {
  readonly label: string
  readonly value: number | null
  readonly clearable?: boolean
  /** Which points can be chosen. */
  readonly fits: (point: Point) => boolean
  readonly choose: (pointId: number | null) => void
}

export const PointChoice = ({ label, value, clearable = false, fits, choose }: PointChoiceProps) => {
  const { t } = useTranslation()
  const points = useCall('listPoints', {}).data
  const devices = useDeviceIndex()
  const data = useMemo(
    () =>
      (points ?? []).filter(fits).map(({ id, name, deviceId, units }) => {
        const unit = unitSymbol(units)
        return { value: String(id), label: [name + (unit === '' ? '' : ` (${unit})`), devices.get(deviceId)?.name].filter(Boolean).join(' · ') }
      }),
    [points, devices, fits],
  )
  return (
    <Select
      size="xs"
      label={label}
      placeholder={t('energy-meters.typePoint')}
      searchable
      clearable={clearable}
      clearButtonProps={{ 'aria-label': t('energy-meters.clearPoint') }}
      limit={MOST_OPTIONS}
      maxDropdownHeight={220}
      nothingFoundMessage={t('energy-meters.noPoint')}
      data={data}
      value={value === null ? null : String(value)}
      onChange={(id) => choose(id === null ? null : Number(id))}
    />
  )
}
