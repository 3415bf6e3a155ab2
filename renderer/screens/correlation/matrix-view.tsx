/** The answer about many points: the matrix, what the chosen cell says, the strongest pairs, and what was left out. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CorrelationMatrix } from '../../../shared/domain/correlation.ts'
import { formatShare } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { correlationText, pairsOf, rateText, strengthText } from './correlation-words.ts'
import { Basis } from './basis.tsx'
import { useMatrixCsv } from './correlation-csv.ts'
import { MatrixGrid } from './matrix-grid.tsx'
import { indexOf, type Cell } from './matrix-cells.ts'
import { usePointNames } from './point-names.ts'
import classes from './correlation.module.css'

const MOST_PAIRS = 40

interface MatrixViewProps {
  readonly matrix: CorrelationMatrix
  /** Address of the pair view of two points. */
  readonly pairTo: (firstId: number, secondId: number) => string
  readonly open: (firstId: number, secondId: number) => void
}

export const MatrixView = ({ matrix, pairTo, open }: MatrixViewProps) => {
  const { t } = useTranslation()
  const nameOf = usePointNames()
  const names = useMemo(() => matrix.pointIds.map(nameOf), [matrix, nameOf])
  const [chosen, setCell] = useState<Cell>({ row: 0, column: Math.min(1, matrix.pointIds.length - 1) })
  const pairs = useMemo(() => pairsOf(matrix, true), [matrix])
  const exportCsv = useMatrixCsv(matrix)
  const n = matrix.pointIds.length
  if (n < 2) return <StatePanel title={t('correlation.tooFew')}>{t('correlation.tooFewText')}<LeftOutList matrix={matrix} /></StatePanel>
  const cell = { row: Math.min(chosen.row, n - 1), column: Math.min(chosen.column, n - 1) }
  const idAt = (row: number): number => matrix.pointIds[matrix.order[row] as number] as number
  const openCell = ({ row, column }: Cell): void => {
    if (row !== column) open(idAt(row), idAt(column))
  }
  return (
    <div className={classes.view}>
      <MatrixGrid matrix={matrix} names={names} cell={cell} choose={setCell} open={openCell} />
      <div className={classes.side}>
        <CellText matrix={matrix} cell={cell} first={nameOf(idAt(cell.row))} second={nameOf(idAt(cell.column))} to={pairTo(idAt(cell.row), idAt(cell.column))} />
        <Legend />
        <Section title={t('correlation.strongest')} aside={<Button size="compact-xs" variant="default" leftSection={<IconDownload size={13} />} onClick={exportCsv}>{t('correlation.csv')}</Button>}>
          {pairs.length === 0 ? <p className={classes.quiet}>{t('correlation.noPairs')}</p> : (
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t('correlation.pair')}</th>
                  <th scope="col" className={classes.number}>{t('correlation.r')}</th>
                  <th scope="col" className={classes.number}>{t('correlation.chance')}</th>
                </tr>
              </thead>
              <tbody>
                {pairs.slice(0, MOST_PAIRS).map(({ firstId, secondId, r, q }) => (
                  <tr key={`${firstId}-${secondId}`}>
                    <td><Link href={pairTo(firstId, secondId)}>{t('correlation.two', { first: nameOf(firstId), second: nameOf(secondId) })}</Link></td>
                    <td className={classes.number}>{correlationText(r)}</td>
                    <td className={classes.number}>{rateText(q)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {pairs.length > MOST_PAIRS && <p className={classes.quiet}>{t('correlation.morePairs', { count: pairs.length - MOST_PAIRS })}</p>}
        </Section>
        <LeftOutList matrix={matrix} />
        <Basis answer={matrix} />
      </div>
    </div>
  )
}

const CellText = ({ matrix, cell, first, second, to }: { readonly matrix: CorrelationMatrix; readonly cell: Cell; readonly first: string; readonly second: string; readonly to: string }) => {
  const { t } = useTranslation()
  const at = indexOf(matrix, cell)
  const same = cell.row === cell.column
  return (
    <div className={classes.cell} id="correlation-cell" role="status">
      <p className={classes.cellNames}>{same ? first : t('correlation.two', { first, second })}</p>
      {same ? <p className={classes.quiet}>{t('correlation.itself')}</p> : (
        <p>
          <b className={classes.figure}>{correlationText(matrix.r[at] as number)}</b> {strengthText(t, matrix.r[at] as number, matrix.q[at] as number)}
          <span className={classes.quiet}>{t('correlation.restsOn', { count: Math.round(matrix.effective[at] as number) || 0, rate: rateText(matrix.q[at] as number) })}</span>
        </p>
      )}
      {!same && <Button size="compact-xs" variant="default" component={Link} href={to}>{t('correlation.openPair')}</Button>}
    </div>
  )
}

const Legend = () => {
  const { t } = useTranslation()
  return (
    <ul className={classes.key} aria-label={t('correlation.key')}>
      <li><i className={classes.togetherSwatch} />{t('correlation.keyTogether')}</li>
      <li><i className={classes.againstSwatch} />{t('correlation.keyAgainst')}</li>
      <li><i className={classes.chanceSwatch} />{t('correlation.keyChance')}</li>
      <li><i className={classes.groupSwatch} />{t('correlation.keyGroup')}</li>
    </ul>
  )
}

const LeftOutList = ({ matrix }: { readonly matrix: Pick<CorrelationMatrix, 'leftOut' | 'counters'> }) => {
  const { t } = useTranslation()
  const nameOf = usePointNames()
  if (matrix.leftOut.length === 0 && matrix.counters.length === 0) return null
  return (
    <details className={classes.left}>
      <summary>{t('correlation.leftOut', { count: matrix.leftOut.length })}</summary>
      <ul>
        {matrix.leftOut.map(({ pointId, why, coverage }) => <li key={pointId}>{nameOf(pointId)}: {t(`correlation.why.${why}`, { share: formatShare(coverage) })}</li>)}
        {matrix.counters.map((pointId) => <li key={`c${pointId}`}>{nameOf(pointId)}: {t('correlation.counter')}</li>)}
      </ul>
    </details>
  )
}
