/** The matrix on a canvas: similar points stand together, colour and number say how each pair goes, arrow keys and the pointer choose one, Enter opens it. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorrelationMatrix } from '../../../shared/domain/correlation.ts'
import { useChartInk } from '../../charts/chart-ink.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { cellSize, LABEL_WIDTH, moveCell, paintMatrix, type Cell } from './matrix-cells.ts'
import classes from './correlation.module.css'

interface MatrixGridProps {
  readonly matrix: CorrelationMatrix
  /** In the order of the answer. */
  readonly names: readonly string[]
  readonly cell: Cell
  readonly choose: (cell: Cell) => void
  readonly open: (cell: Cell) => void
}

export const MatrixGrid = ({ matrix, names, cell, choose, open }: MatrixGridProps) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = useElementSize(box)
  const { scheme } = useChartInk()
  const n = matrix.pointIds.length
  const size = cellSize(n, width - 20, height - 20)
  const [wide, high] = [LABEL_WIDTH + n * size + 1, n * size + 1]

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !canvas.current) return
    const ratio = window.devicePixelRatio
    canvas.current.width = wide * ratio
    canvas.current.height = high * ratio
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    paintMatrix(context, { matrix, names: Array.from(matrix.order, (item) => names[item] ?? ''), size, scheme })
  }, [matrix, names, size, scheme, wide, high])

  const cellUnder = (event: React.MouseEvent): Cell | null => {
    const bounds = canvas.current?.getBoundingClientRect()
    if (bounds === undefined) return null
    const [column, row] = [Math.floor((event.clientX - bounds.left - LABEL_WIDTH) / size), Math.floor((event.clientY - bounds.top) / size)]
    return row < 0 || row >= n || column < 0 || column >= n ? null : { row, column }
  }
  const press = (event: React.KeyboardEvent): void => {
    const next = event.key === 'Enter' ? null : moveCell(cell, event.key, n)
    if (event.key === 'Enter') open(cell)
    else if (next !== null) choose(next)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.matrixBox} ref={box} role="application" tabIndex={0} aria-label={t('correlation.matrixLabel', { count: n })} aria-describedby="correlation-cell" onKeyDown={press}>
      <div className={classes.matrix} style={{ width: wide, height: high }}>
        <canvas
          ref={canvas}
          style={{ width: wide, height: high }}
          aria-hidden="true"
          onMouseDown={(event) => {
            const under = cellUnder(event)
            if (under !== null) choose(under)
          }}
          onDoubleClick={(event) => {
            const under = cellUnder(event)
            if (under !== null) open(under)
          }}
        />
        <span className={classes.rowMark} style={{ left: LABEL_WIDTH, width: n * size, top: cell.row * size, height: size }} />
        <span className={classes.columnMark} style={{ left: LABEL_WIDTH + cell.column * size, width: size, height: n * size }} />
        <span className={classes.cellMark} style={{ left: LABEL_WIDTH + cell.column * size - 1, top: cell.row * size - 1, width: size + 1, height: size + 1 }} />
      </div>
    </div>
  )
}
