/** Correlations as files for a spreadsheet. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { csvField } from '../../../shared/csv-field.ts'
import type { CorrelationMatrix, CorrelationPair, MovedWith } from '../../../shared/domain/correlation.ts'
import { unitSymbol } from '../../../shared/units.ts'
import { downloadFile } from '../../components/download.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import { pairsOf } from './correlation-words.ts'
import { usePointNames } from './point-names.ts'

const TYPE = 'text/csv;charset=utf-8'
const lines = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`
const number = (value: number, digits: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '')
const time = (atMs: number): string => new Date(atMs).toISOString()

/** One line a pair: both names, correlation, false discovery rate, independent moments. */
export const useMatrixCsv = (matrix: CorrelationMatrix): (() => void) => {
  const { t } = useTranslation()
  const nameOf = usePointNames()
  return useCallback(() => {
    const head = ['first', 'second', 'r', 'rate', 'moments'].map((column) => t(`correlation.column.${column}`))
    const rows = pairsOf(matrix, false).map(({ firstId, secondId, r, q, effective }) => [nameOf(firstId), nameOf(secondId), number(r, 4), number(q, 6), number(effective, 1)])
    downloadFile('correlations.csv', lines([head, ...rows]), TYPE)
  }, [matrix, nameOf, t])
}

/** One line a step of the grid: both as read, and what was compared. */
export const usePairCsv = (pair: CorrelationPair): (() => void) => {
  const { t } = useTranslation()
  const nameOf = usePointNames()
  const points = usePointIndex()
  return useCallback(() => {
    const named = (id: number): string => `${nameOf(id)} ${unitSymbol(points.get(id)?.units ?? null)}`.trim()
    const [first, second] = [named(pair.firstId), named(pair.secondId)]
    const head = [t('correlation.column.time'), first, second, t('correlation.column.rest', { name: first }), t('correlation.column.rest', { name: second })]
    const rows = Array.from(pair.first, (_, i) => [time(pair.startMs + i * pair.stepMs), ...[pair.first, pair.second, pair.firstRest, pair.secondRest].map((values) => number(values[i] as number, 4))])
    downloadFile('correlation-pair.csv', lines([head, ...rows]), TYPE)
  }, [pair, nameOf, points, t])
}

export const useMovedCsv = (answer: MovedWith): (() => void) => {
  const { t } = useTranslation()
  const nameOf = usePointNames()
  return useCallback(() => {
    const head = ['point', 'r', 'rate', 'moments', 'lag', 'shift', 'spreads'].map((column) => t(`correlation.column.${column}`))
    const rows = answer.moved.map(({ pointId, best, q, shift, shiftSpreads }) => [nameOf(pointId), number(best.r, 4), number(q, 6), number(best.effective, 1), number(best.lagMs / 60_000, 0), number(shift, 3), number(shiftSpreads, 2)])
    downloadFile('moved-with.csv', lines([head, ...rows]), TYPE)
  }, [answer, nameOf, t])
}
