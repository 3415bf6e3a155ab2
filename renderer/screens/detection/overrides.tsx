/** Devices and points that are judged in another way than the site: the list, adding, changing, removing. */
import { Button, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DetectionSettings, DetectionTuning, TuningScope } from '../../../shared/domain/detection.ts'
import type { Device } from '../../../shared/domain/device.ts'
import { unitSymbol } from '../../../shared/units.ts'
import table from '../../components/data-table.module.css'
import { deviceLabel } from '../../components/device-label.ts'
import { Section } from '../../components/section.tsx'
import { detectionDoor, deviceDoor, equipmentDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { TuningFields } from './tuning-fields.tsx'
import { useTuningText } from './tuning-text.ts'
import { sendable, useChange } from './use-change.ts'
import classes from './detection-screen.module.css'

const MOST_OPTIONS = 50
const NO_DEVICES: readonly Device[] = []

const EQUIPMENT = 'equipment '

const scopeOf = (choice: string): TuningScope => {
  if (choice.startsWith(EQUIPMENT)) return { what: 'equipment', equipmentId: choice.slice(EQUIPMENT.length) }
  const [what, id] = choice.split(' ')
  return what === 'device' ? { what, deviceId: Number(id) } : { what: 'point', pointId: Number(id) }
}

export const Overrides = ({ settings }: { readonly settings: DetectionSettings }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const points = usePointIndex()
  const devices = useCall('listDevices', {}).data ?? NO_DEVICES
  const text = useTuningText()
  const { failed, run } = useChange()
  const [chosen, setChosen] = useState<string | null>(null)
  const [tuning, setTuning] = useState<DetectionTuning>({})
  const nameOf = (id: number): string => {
    const device = devices.find((each) => each.id === id)
    return device === undefined ? String(id) : deviceLabel(t, device)
  }
  const options = useMemo(
    () => [...devices.map((device) => ({ value: `device ${device.id}`, label: deviceLabel(t, device) })), ...Array.from(points.values(), (point) => ({ value: `point ${point.id}`, label: point.name || `#${point.id}` }))],
    [devices, points, t],
  )
  const choose = (choice: string | null, own: DetectionTuning): void => {
    setChosen(choice)
    setTuning(own)
  }
  const save = async (): Promise<void> => {
    if (chosen !== null && (await run(() => engine.setDetectionTuning(sendable(scopeOf(chosen), tuning))))) choose(null, {})
  }
  const rows = [
    ...settings.devices.map(({ deviceId, tuning: own }) => ({ key: `device ${deviceId}`, name: nameOf(deviceId), to: deviceDoor(deviceId), words: text(own), own })),
    ...settings.equipment.map(({ equipmentId, tuning: own }) => ({ key: `${EQUIPMENT}${equipmentId}`, name: equipmentId.slice(equipmentId.lastIndexOf('/') + 1), to: equipmentDoor(equipmentId), words: text(own), own })),
    ...settings.points.map(({ pointId, tuning: own }) => ({ key: `point ${pointId}`, name: points.get(pointId)?.name ?? String(pointId), to: detectionDoor('backTest', [pointId]), words: text(own, points.get(pointId)), own })),
  ]
  const point = chosen?.startsWith('point') ? points.get(Number(chosen.split(' ')[1])) : undefined
  return (
    <Section title={t('detection.overrides')}>
      {rows.length === 0 && <p className={classes.quiet}>{t('detection.noOverrides')}</p>}
      {rows.length > 0 && (
        <table className={table.table}>
          <tbody>
            {rows.map(({ key, name, to, words, own }) => (
              <tr key={key}>
                <td>
                  <Link href={to}>{name}</Link>
                </td>
                <td className={table.name}>{words}</td>
                <td>
                  {!key.startsWith(EQUIPMENT) && (
                    <Button variant="subtle" size="compact-sm" onClick={() => choose(key, own)}>
                      {t('detection.edit')}
                    </Button>
                  )}
                  <Button variant="subtle" size="compact-sm" aria-label={t('detection.removeOf', { name })} onClick={() => void run(() => engine.setDetectionTuning(sendable(scopeOf(key), {})))}>
                    {t('detection.remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={classes.fields}>
        <Select label={t('detection.addOverride')} placeholder={t('detection.choose')} searchable clearable limit={MOST_OPTIONS} data={options} value={chosen} onChange={(choice) => choose(choice, rows.find(({ key }) => key === choice)?.own ?? {})} nothingFoundMessage={t('detection.nothingFound')} />
        {chosen !== null && (
          <>
            <TuningFields tuning={tuning} change={setTuning} limits={point?.kind === 'analog' ? unitSymbol(point.units) : null} silence />
            <div>
              <Button onClick={() => void save()}>{t('detection.saveOverride')}</Button>
            </div>
          </>
        )}
        {failed !== null && <p className={classes.failed} role="alert">{failed}</p>}
      </div>
    </Section>
  )
}
