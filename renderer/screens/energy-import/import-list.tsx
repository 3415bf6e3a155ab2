/** What was imported, newest first, each to be taken out again. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { EnergyImport } from '../../../shared/domain/energy-import.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { failureText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { Moment } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import classes from './energy-import.module.css'

const Row = ({ one, meterName }: { readonly one: EnergyImport; readonly meterName: (id: number) => string | undefined }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const undo = async (): Promise<void> => {
    const answer = await engine.undoEnergyImport({ importId: one.id })
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  const where = one.target.what === 'weather' ? t(`energy-import.targetKind.${one.target.forecast ? 'weatherForecast' : 'weather'}`) : ((one.meterId === null ? undefined : meterName(one.meterId)) ?? t('energy-import.removedMeter'))
  return (
    <tr>
      <td><Moment atMs={one.atMs} /></td>
      <td className={table.name} title={one.fileName}>{one.fileName}</td>
      <td>{where}</td>
      <td className={table.number}>{one.rows.toLocaleString('en-GB')}</td>
      <td><Moment atMs={one.fromMs} /> – <Moment atMs={one.toMs} /></td>
      <td className={table.number}>
        {one.undoneAtMs === null ? (
          <Button size="compact-sm" variant="default" aria-label={`${t('energy-import.undo')}: ${one.fileName}`} onClick={() => void undo()}>{t('energy-import.undo')}</Button>
        ) : (
          <span className={table.quiet}>{t('energy-import.undone')} <Moment atMs={one.undoneAtMs} /></span>
        )}
      </td>
    </tr>
  )
}

export const ImportList = () => {
  const { t } = useTranslation()
  const imports = useCall('listEnergyImports', {})
  const meters = useCall('listMeters', {}).data ?? []
  const meterName = (id: number): string | undefined => meters.find((meter) => meter.id === id)?.name
  return (
    <Section title={t('energy-import.done')}>
      <Answer query={imports} loading={t('energy-import.loading')}>
        {(list) =>
          list.length === 0 ? (
            <p className={classes.note}>{t('energy-import.none')}</p>
          ) : (
            <table className={table.table}>
              <thead>
                <tr>
                  {(['when', 'fileName', 'where', 'rows', 'period'] as const).map((column) => (
                    <th key={column} scope="col" className={column === 'rows' ? table.number : undefined}>{t(`energy-import.${column}`)}</th>
                  ))}
                  <th aria-label={t('energy-import.undo')} />
                </tr>
              </thead>
              <tbody>
                {list.map((one) => (
                  <Row key={one.id} one={one} meterName={meterName} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Section>
  )
}
