/** All members with all figures, ordered by any of them; those that stand out are marked in words. */
import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { KindBenchmark } from '../../../shared/domain/kind-benchmark.ts'
import { formatShare } from '../../components/format-value.ts'
import { trendDoor } from '../../doors.ts'
import { figureText, standsOut, unitOf, type LeagueOrder } from './league.ts'
import classes from './benchmark.module.css'

const MOST_TREND_POINTS = 16

interface LeagueTableProps {
  readonly benchmark: KindBenchmark
  readonly order: readonly number[]
  readonly by: LeagueOrder
  readonly largestFirst: boolean
  readonly sort: (by: LeagueOrder) => void
  readonly choose: (member: number | null) => void
}

export const LeagueTable = ({ benchmark, order, by, largestFirst, sort, choose }: LeagueTableProps) => {
  const { t } = useTranslation()
  const direction = (column: LeagueOrder): 'ascending' | 'descending' | undefined => (column !== by ? undefined : (column === 'name') === largestFirst ? 'ascending' : 'descending')
  const head = (column: LeagueOrder, label: string, unit: string) => (
    <th key={column} scope="col" aria-sort={direction(column)} className={column === 'name' ? undefined : classes.number}>
      <UnstyledButton className={classes.sort} onClick={() => sort(column)}>
        {label} {unit !== '' && <span className={classes.quiet}>{unit}</span>} {column === by && <span aria-hidden="true">{direction(column) === 'ascending' ? '↑' : '↓'}</span>}
      </UnstyledButton>
    </th>
  )
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col" className={classes.place}>#</th>
          {head('name', t('benchmark.name'), '')}
          {benchmark.figures.map(({ id }) => head(id, t(`benchmark.figure.${id}`), unitOf(id)))}
        </tr>
      </thead>
      <tbody onMouseLeave={() => choose(null)}>
        {order.map((i, place) => {
          const member = benchmark.members[i]
          if (member === undefined) return null
          return (
            <tr key={member.id} onMouseEnter={() => choose(i)}>
              <td className={classes.place}>{place + 1}</td>
              <td><Link href={trendDoor({ points: member.pointIds.slice(0, MOST_TREND_POINTS), fromMs: benchmark.fromMs, toMs: benchmark.toMs })} onFocus={() => choose(i)}>{member.name}</Link></td>
              {benchmark.figures.map(({ id, values, scores, coverage }) => {
                const out = standsOut(scores[i] as number)
                return (
                  <td key={id} className={classes.number} data-out={out ?? undefined} title={Number.isNaN(values[i]) ? t('benchmark.unknown') : t('benchmark.restsOn', { share: formatShare(coverage[i] as number) })}>
                    {out !== null && <span className={classes.outWord}>{t(`benchmark.out.${out}`)}</span>} {figureText(id, values[i] as number)}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
