/** Devices with their scores, parts and trends; every heading sorts, every row is a door to the health of its device. */
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { HEALTH_PARTS } from '../../../shared/domain/health.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { devicePageDoor } from '../../doors.ts'
import { scoreStatus, scoreText, scoreWord, type HealthColumn, type HealthOrder, type HealthRow } from './health-order.ts'
import { HealthTrendMark } from './health-trend.tsx'
import { ScoreLine } from './score-line.tsx'
import classes from './health.module.css'

interface HeadProps {
  readonly column: HealthColumn
  readonly order: HealthOrder
  readonly change: (order: HealthOrder) => void
  readonly numeric?: boolean
}

const Head = ({ column, order, change, numeric = false }: HeadProps) => {
  const { t } = useTranslation()
  const here = order.column === column
  const Sign = order.ascending ? IconChevronUp : IconChevronDown
  return (
    <th scope="col" className={numeric ? table.number : undefined} aria-sort={here ? (order.ascending ? 'ascending' : 'descending') : 'none'}>
      <button type="button" className={classes.sort} onClick={() => change({ column, ascending: here ? !order.ascending : true })}>
        {t(`health.column.${column}`)}
        <span className={classes.sortSign}>{here && <Sign size={12} aria-hidden="true" />}</span>
      </button>
    </th>
  )
}

const Row = ({ row }: { readonly row: HealthRow }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const { deviceId, latest, trend, recent, worst, lacking } = row.health
  const score = latest?.score ?? null
  return (
    <tr>
      <td className={classes.device}>
        <Link href={devicePageDoor(deviceId, 'health')}>{row.name}</Link>
      </td>
      <td className={`${table.number} ${classes.score}`}>{scoreText(score)}</td>
      <td>
        <StatusMark status={scoreStatus(score)} label={t(`health.word.${scoreWord(score)}`)} size={12} />
      </td>
      {HEALTH_PARTS.map((part) => {
        const own = latest?.parts[part] ?? null
        return (
          <td key={part} className={table.number}>
            <span className={classes.part} data-word={scoreWord(own)}>{scoreText(own)}</span>
          </td>
        )
      })}
      <td>
        <HealthTrendMark trend={trend} />
      </td>
      <td>
        <ScoreLine scores={recent} />
      </td>
      <td className={table.name}>
        <span className={score === null || worst === null ? table.quiet : undefined} title={worst === null ? undefined : text(worst)}>
          {worst !== null ? text(worst) : lacking !== null ? text(lacking) : latest === null ? t('health.notYet') : t('health.nothingFound')}
        </span>
      </td>
    </tr>
  )
}

interface HealthTableProps {
  readonly rows: readonly HealthRow[]
  readonly order: HealthOrder
  readonly change: (order: HealthOrder) => void
}

export const HealthTable = ({ rows, order, change }: HealthTableProps) => {
  const { t } = useTranslation()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <Head column="device" order={order} change={change} />
          <Head column="score" order={order} change={change} numeric />
          <th scope="col">{t('health.column.word')}</th>
          {HEALTH_PARTS.map((part) => (
            <Head key={part} column={part} order={order} change={change} numeric />
          ))}
          <Head column="trend" order={order} change={change} />
          <th scope="col">{t('health.column.recent')}</th>
          <th scope="col">{t('health.column.worst')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.health.deviceId} row={row} />
        ))}
      </tbody>
    </table>
  )
}
