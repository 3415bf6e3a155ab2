/** Meters compared: score with its parts, a year's energy, what could be saved; a row opens to what each part says. */
import { SegmentedControl } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { EfficiencyReport, MeterEfficiency, ScorePartName } from '../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { ShareBar } from '../../components/share-bar.tsx'
import { meterDoor } from '../../doors.ts'
import { amountUnit } from '../energy/meter-units.ts'
import { orderMeters, ORDERS, type Order } from './order-meters.ts'
import { savingText, scoreText, withInterval, yearText } from './score-text.ts'
import classes from './efficiency.module.css'

const PARTS: readonly ScorePartName[] = ['baseline', 'schedule', 'baseLoad', 'loadFactor']
const COLUMNS = 10

const Parts = ({ own }: { readonly own: MeterEfficiency }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <ul className={classes.scoreParts}>
      {own.parts.map(({ part, weight, score, why }) => (
        <li key={part}>
          <span>{t('efficiency.partWeight', { part: t(`efficiency.part.${part}`), weight })}</span>
          <span className={classes.points}>{scoreText(score)}</span>
          <span className={score === null ? classes.quiet : undefined}>{text(why)}</span>
        </li>
      ))}
    </ul>
  )
}

const Row = ({ own, meter }: { readonly own: MeterEfficiency; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { annual, score } = own
  const intensity = annual === null || meter.floorAreaM2 === null || meter.measure !== 'energy' ? null : withInterval(annual.energy / meter.floorAreaM2, annual.uncertainty / meter.floorAreaM2)
  return (
    <>
      <tr>
        <td>
          <button type="button" className={classes.toggle} aria-expanded={open} aria-label={t('efficiency.partsOf', { name: meter.name })} onClick={() => setOpen(!open)}>
            {open ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
          </button>
        </td>
        <td className={table.name}>
          <Link href={meterDoor(meter.id)}>{meter.name}</Link>
        </td>
        <td className={table.number}>
          {score !== null && <ShareBar share={score / 100} />} <strong>{scoreText(score)}</strong>
        </td>
        {PARTS.map((name) => (
          <td key={name} className={table.number}>{scoreText(own.parts.find(({ part }) => part === name)?.score ?? null)}</td>
        ))}
        <td className={table.number}>{yearText(annual?.energy ?? null, meter.measure)}</td>
        <td className={table.number}>{intensity ?? NO_VALUE}</td>
        <td className={table.number}>{own.possibleYear > 0 ? savingText(own.possibleYear, amountUnit(meter.measure)) : NO_VALUE}</td>
      </tr>
      {open && (
        <tr className={classes.opened}>
          <td colSpan={COLUMNS}>
            <Parts own={own} />
          </td>
        </tr>
      )}
    </>
  )
}

export const MeterRanking = ({ report, meters }: { readonly report: EfficiencyReport; readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  const [order, setOrder] = useState<Order>('saving')
  const byId = new Map(meters.map((meter) => [meter.id, meter]))
  if (report.meters.length === 0) return <p className={classes.quiet}>{t('efficiency.notYet')}</p>
  return (
    <>
      <div className={classes.controls}>
        <SegmentedControl aria-label={t('efficiency.order')} value={order} data={ORDERS.map((value) => ({ value, label: t(`efficiency.orderBy.${value}`) }))} onChange={setOrder} />
        <p className={classes.quiet}>{t('efficiency.rankingText')}</p>
      </div>
      <table className={table.table}>
        <thead>
          <tr>
            <th aria-label={t('efficiency.parts')} />
            <th scope="col">{t('energy.name')}</th>
            <th scope="col" className={table.number}>{t('efficiency.score')}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col" className={table.number}>{t(`efficiency.part.${part}`)}</th>
            ))}
            {(['year', 'intensity', 'possible'] as const).map((name) => (
              <th key={name} scope="col" className={table.number}>{t(`efficiency.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {orderMeters(report.meters, order, (meterId) => byId.get(meterId)?.measure === 'volume').map((own) => {
            const meter = byId.get(own.meterId)
            return meter === undefined ? null : <Row key={own.meterId} own={own} meter={meter} />
          })}
        </tbody>
      </table>
    </>
  )
}
