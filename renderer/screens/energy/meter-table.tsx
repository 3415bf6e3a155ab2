/** All meters in their tree, with what each draws now and has drawn. A row is a door to its meter. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { EnergyOverview, Meter } from '../../../shared/domain/energy.ts'
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import table from '../../components/data-table.module.css'
import { formatShare } from '../../components/format-value.ts'
import { clockTime } from '../../components/format-time.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { meterDoor } from '../../doors.ts'
import { meterRows, type MeterRow } from './meter-rows.ts'
import { amountText, demandText } from './meter-units.ts'
import classes from './energy.module.css'

/** From here on the day's peak probably goes over the demand limit, and an alert says so. */
const RISKY = 0.5

const State = ({ meter, peakRisk }: { readonly meter: Meter; readonly peakRisk: number | null }) => {
  const { t } = useTranslation()
  if (peakRisk !== null && peakRisk >= RISKY) return <StatusMark status="medium" label={t('energy.peakRisk', { share: formatShare(Math.round(peakRisk * 100) / 100) })} />
  if (meter.problems.length > 0) return <StatusMark status="data" label={t('energy.problem', { count: meter.problems.length })} />
  const words = [...(meter.ignored ? [t('energy.ignored')] : []), ...(meter.estimated ? [t('energy.estimated')] : []), ...(meter.origin === 'found' ? [t('energy.notConfirmed')] : [])]
  return <span className={table.quiet}>{words.join(', ')}</span>
}

const Rest = ({ row }: { readonly row: Extract<MeterRow, { what: 'rest' }> }) => {
  const { t } = useTranslation()
  return (
    <tr className={classes.rest}>
      <td className={table.name} style={{ paddingLeft: row.depth * INDENT }}>{t('energy.rest')}</td>
      <td colSpan={4} />
      <td className={table.number}>{amountText(row.energy, row.meter.measure)}</td>
      <td className={table.number}>{formatShare(row.share)}</td>
      <td />
    </tr>
  )
}

const Row = ({ row }: { readonly row: Extract<MeterRow, { what: 'meter' }> }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const { meter, depth, figures, share } = row
  const { measure } = meter
  return (
    <tr>
      <td className={table.name} style={{ paddingLeft: depth * INDENT }}>
        <Link href={meterDoor(meter.id)}>{meter.name}</Link>
      </td>
      <td>{t(`energy.medium.${meter.medium}`)}</td>
      <td className={table.number}>{demandText(figures?.now ?? null, measure)}</td>
      <td className={table.number}>{amountText(figures?.today.energy ?? null, measure)}</td>
      <td className={table.number}>
        {demandText(figures?.today.peak ?? null, measure)}
        {figures?.today.peakAtMs != null && <span className={table.quiet}> {t('energy.peakAt', { time: clockTime(figures.today.peakAtMs, timeZone) })}</span>}
      </td>
      <td className={table.number}>{amountText(figures?.week.energy ?? null, measure)}</td>
      <td className={table.number}>{share === null ? NO_VALUE : formatShare(share)}</td>
      <td>
        <State meter={meter} peakRisk={figures?.peakRisk ?? null} />
      </td>
    </tr>
  )
}

/** px a level of the tree. */
const INDENT = 20

const COLUMNS = [['name', false], ['medium', false], ['now', true], ['today', true], ['peakToday', true], ['week', true], ['share', true], ['state', false]] as const

export const MeterTable = ({ meters, overview }: { readonly meters: readonly Meter[]; readonly overview: EnergyOverview }) => {
  const { t } = useTranslation()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          {COLUMNS.map(([name, isNumber]) => (
            <th key={name} scope="col" className={isNumber ? table.number : undefined}>
              {name === 'medium' ? t('energy.mediumHead') : t(`energy.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {meterRows(meters, overview).map((row) => (row.what === 'meter' ? <Row key={row.meter.id} row={row} /> : <Rest key={`rest ${row.meter.id}`} row={row} />))}
      </tbody>
    </table>
  )
}
