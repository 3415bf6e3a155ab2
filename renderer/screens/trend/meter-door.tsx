/** From a point of a chart to the meter that is made from it; where several are, to the object, which lists them. Nothing where there is none. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { metersOfPoint } from '../../components/meter-points.ts'
import { meterDoor, objectDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'

export const MeterDoor = ({ pointId, name }: { readonly pointId: number; readonly name: string }) => {
  const { t } = useTranslation()
  const [first, second] = metersOfPoint(useCall('listMeters', {}).data ?? [], pointId)
  if (first === undefined) return null
  const label = second === undefined ? t('energy.meter', { name: first.meter.name }) : t('trend.meters', { name })
  return (
    <Tooltip label={label}>
      <ActionIcon component={Link} href={second === undefined ? meterDoor(first.meter.id) : objectDoor(pointId)} variant="subtle" color="gray" size={22} aria-label={label} onClick={(event: React.MouseEvent) => event.stopPropagation()}>
        <IconBolt size={14} />
      </ActionIcon>
    </Tooltip>
  )
}
