/** What was corrected of a meter's readings, each with its rule, to be taken back and put in force again. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Measure, MeterCorrection } from '../../../shared/domain/energy.ts'
import table from '../../components/data-table.module.css'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { periodText } from '../../components/period-text.ts'
import { useTimeZone } from '../../components/time.tsx'
import { useEngine } from '../../engine/engine-context.tsx'
import { amountText } from './meter-units.ts'
import classes from './energy.module.css'

const Row = ({ one, measure }: { readonly one: MeterCorrection; readonly measure: Measure }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const timeZone = useTimeZone()
  const isUndone = one.undoneAtMs !== null
  const set = async (): Promise<void> => {
    const answer = await engine.setMeterCorrection({ correctionId: one.id, inForce: isUndone })
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  const period = periodText({ fromMs: one.fromMs, toMs: one.toMs }, timeZone)
  return (
    <tr>
      <td>{period}</td>
      <td>{t(`energy.kind.${one.kind}`)}</td>
      <td className={table.name} title={text(one.why)}>{text(one.why)}</td>
      <td className={table.number}>{amountText(one.counted, measure)}</td>
      <td className={table.number}>{amountText(one.uncorrected, measure)}</td>
      <td className={table.number}>
        {isUndone && <span className={table.quiet}>{t('energy.correction.undone')} </span>}
        <Button size="compact-sm" variant="default" aria-label={`${t(isUndone ? 'energy.correction.redo' : 'energy.correction.undo')}: ${t(`energy.kind.${one.kind}`)}, ${period}`} onClick={() => void set()}>
          {t(isUndone ? 'energy.correction.redo' : 'energy.correction.undo')}
        </Button>
      </td>
    </tr>
  )
}

export const CorrectionTable = ({ corrections, measure }: { readonly corrections: readonly MeterCorrection[]; readonly measure: Measure }) => {
  const { t } = useTranslation()
  if (corrections.length === 0) return <p className={classes.quiet}>{t('energy.noCorrections')}</p>
  return (
    <table className={table.table}>
      <thead>
        <tr>
          {(['when', 'kind', 'why'] as const).map((name) => (
            <th key={name} scope="col">{t(`energy.correction.${name}`)}</th>
          ))}
          {(['counted', 'uncorrected'] as const).map((name) => (
            <th key={name} scope="col" className={table.number}>{t(`energy.correction.${name}`)}</th>
          ))}
          <th />
        </tr>
      </thead>
      <tbody>
        {corrections.map((one) => (
          <Row key={one.id} one={one} measure={measure} />
        ))}
      </tbody>
    </table>
  )
}
