/** What changed, device by device: what kind of change, in what, from what to what. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import type { VisitChange, VisitDiff } from '../../../shared/domain/visit.ts'
import { unitSymbol } from '../../../shared/units.ts'
import table from '../../components/data-table.module.css'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { devicePageDoor, pointsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { changesByDevice, kindCounts, type ChangeKind, type DeviceChanges } from './change-groups.ts'
import classes from './visits-screen.module.css'

/** Values come language-free: units as their number. */
const shown = (change: VisitChange, value: string | null): string => {
  if (value === null || value === '') return '–'
  return change.field === 'units' && /^\d+$/.test(value) ? unitSymbol(Number(value)) || value : value
}

const ChangeRow = ({ change, deviceId, pointId }: { readonly change: VisitChange; readonly deviceId: number | undefined; readonly pointId: number | undefined }) => {
  const { t } = useTranslation()
  const object = change.objectType === null ? t('visits.theDevice') : objectLabel(change.objectType, change.objectInstance ?? 0)
  return (
    <tr>
      <td>{t(`visits.kind.${change.kind}`)}</td>
      <td>{object}</td>
      <td className={table.name}>{deviceId !== undefined && pointId !== undefined ? <Link href={pointsDoor({ device: deviceId, point: pointId })}>{change.name}</Link> : change.name}</td>
      <td>{change.field === null ? '' : t(`visits.field.${change.field}`)}</td>
      <td className={classes.value} title={change.before ?? undefined}>
        {change.field === null ? '' : shown(change, change.before)}
      </td>
      <td className={classes.value} title={change.after ?? undefined}>
        {change.field === null ? '' : shown(change, change.after)}
      </td>
    </tr>
  )
}

const DeviceRows = ({ group }: { readonly group: DeviceChanges }) => {
  const { t } = useTranslation()
  const device = useCall('listDevices', {}).data?.find(({ instance }) => instance === group.deviceInstance)
  const points = useCall('listPoints', {}).data ?? []
  const label = group.deviceName === '' ? t('frame.instance', { instance: group.deviceInstance }) : `${group.deviceName} (${group.deviceInstance})`
  const pointOf = ({ objectType, objectInstance }: VisitChange): number | undefined => points.find((point) => point.deviceId === device?.id && point.objectType === objectType && point.objectInstance === objectInstance)?.id
  return (
    <tbody>
      <tr className={classes.device}>
        <td colSpan={6}>{device === undefined ? label : <Link href={devicePageDoor(device.id)}>{label}</Link>}</td>
      </tr>
      {group.changes.map((change) => (
        <ChangeRow key={`${change.kind} ${change.objectType} ${change.objectInstance} ${change.field}`} change={change} deviceId={device?.id} pointId={pointOf(change)} />
      ))}
    </tbody>
  )
}

const KindFilter = ({ diff, kind, choose }: { readonly diff: VisitDiff; readonly kind: ChangeKind | null; readonly choose: (kind: ChangeKind | null) => void }) => {
  const { t } = useTranslation()
  const counts = kindCounts(diff.changes)
  return (
    <ul className={classes.kinds} aria-label={t('visits.kinds')}>
      {[{ kind: null, count: diff.changes.length }, ...counts].map((one) => (
        <li key={one.kind ?? 'all'}>
          <button type="button" className={classes.kind} aria-pressed={kind === one.kind} onClick={() => choose(one.kind)}>
            {one.kind === null ? t('visits.all', { count: one.count }) : t(`visits.kindCount.${one.kind}`, { count: one.count })}
          </button>
        </li>
      ))}
    </ul>
  )
}

export const ChangesTable = ({ diff }: { readonly diff: VisitDiff }) => {
  const { t } = useTranslation()
  const [kind, setKind] = useState<ChangeKind | null>(null)
  const groups = changesByDevice(diff.changes, kind)
  return (
    <Section title={t('visits.changes')} aside={t('visits.changeCount', { count: diff.changes.length })}>
      {diff.changes.length === 0 ? <StatePanel title={t('visits.nothing')}>{t('visits.nothingText')}</StatePanel> : <KindFilter diff={diff} kind={kind} choose={setKind} />}
      {groups.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              {(['what', 'object', 'name', 'field', 'before', 'after'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`visits.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <DeviceRows key={group.deviceInstance} group={group} />
          ))}
        </table>
      )}
      {diff.notCompared.length > 0 && <p className={classes.note}>{t('visits.notCompared', { count: diff.notCompared.length, instances: diff.notCompared.join(', ') })}</p>}
    </Section>
  )
}
