/** Where the cells of the matrix are, and how they are painted. */
import { SURE_RATE, type CorrelationMatrix } from '../../../shared/domain/correlation.ts'
import type { Scheme } from '../../charts/series-colors.ts'
import { correlationText } from './correlation-words.ts'

/** Row and column as shown. */
export interface Cell {
  readonly row: number
  readonly column: number
}

export const LABEL_WIDTH = 190
const LEAST_CELL = 5
const MOST_CELL = 44
const NUMBERS_FROM = 28
export const NAMES_FROM = 11

interface Paints {
  readonly together: string
  readonly against: string
  readonly ink: string
  readonly quiet: string
  readonly onFill: string
  readonly line: string
  readonly frame: string
  /** Numbers turn to `onFill` from this |r| on: both stay readable on every shade. */
  readonly fullFrom: number
}

/** Two muted hues of the charts: with each other, against each other. */
export const PAINTS: Readonly<Record<Scheme, Paints>> = {
  light: { together: '#2f5d8a', against: '#8c5a3c', ink: '#182026', quiet: '#555f69', onFill: '#ffffff', line: '#dbdfe3', frame: '#182026', fullFrom: 0.8 },
  dark: { together: '#86b0dc', against: '#d0a283', ink: '#dde2e6', quiet: '#98a2ac', onFill: '#131619', line: '#30363d', frame: '#dde2e6', fullFrom: 0.6 },
}

/** Side of a cell, whole px; the matrix scrolls where they do not all fit. */
export const cellSize = (n: number, width: number, height: number): number => Math.max(LEAST_CELL, Math.min(MOST_CELL, Math.floor(Math.min(width - LABEL_WIDTH, height) / Math.max(1, n))))

/** Place of a shown cell in the answer's arrays. */
export const indexOf = ({ order, pointIds }: CorrelationMatrix, { row, column }: Cell): number => (order[row] as number) * pointIds.length + (order[column] as number)

/** The cell one step on, kept inside. */
export const moveCell = ({ row, column }: Cell, key: string, n: number): Cell | null => {
  const kept = (at: number): number => Math.max(0, Math.min(n - 1, at))
  switch (key) {
    case 'ArrowDown': return { row: kept(row + 1), column }
    case 'ArrowUp': return { row: kept(row - 1), column }
    case 'ArrowRight': return { row, column: kept(column + 1) }
    case 'ArrowLeft': return { row, column: kept(column - 1) }
    case 'Home': return { row, column: 0 }
    case 'End': return { row, column: n - 1 }
    default: return null
  }
}

interface PaintInput {
  readonly matrix: CorrelationMatrix
  readonly names: readonly string[]
  readonly size: number
  readonly scheme: Scheme
}

/** Paints the whole matrix; the mark of the chosen cell is no part of it. */
export const paintMatrix = (context: CanvasRenderingContext2D, { matrix, names, size, scheme }: PaintInput): void => {
  const n = matrix.pointIds.length
  const paints = PAINTS[scheme]
  context.clearRect(0, 0, LABEL_WIDTH + n * size + 1, n * size + 1)
  context.textBaseline = 'middle'
  for (let row = 0; row < n; row++) {
    if (size >= NAMES_FROM) paintName(context, names[row] ?? '', row, size, paints)
    for (let column = 0; column < n; column++) paintCell(context, matrix, { row, column }, size, paints)
  }
  paintGroups(context, matrix, size, paints)
}

const paintName = (context: CanvasRenderingContext2D, name: string, row: number, size: number, paints: Paints): void => {
  context.font = `${Math.min(12, size)}px system-ui, sans-serif`
  context.fillStyle = paints.quiet
  context.textAlign = 'right'
  let text = name
  while (text.length > 3 && context.measureText(text).width > LABEL_WIDTH - 12) text = `${text.slice(0, -2)}…`
  context.fillText(text, LABEL_WIDTH - 6, row * size + size / 2)
}

const paintCell = (context: CanvasRenderingContext2D, matrix: CorrelationMatrix, cell: Cell, size: number, paints: Paints): void => {
  const [x, y] = [LABEL_WIDTH + cell.column * size, cell.row * size]
  const inner = size - (size > 8 ? 1 : 0)
  const at = indexOf(matrix, cell)
  const [r, q] = [matrix.r[at] as number, matrix.q[at] as number]
  context.fillStyle = paints.line
  if (cell.row === cell.column) {
    context.fillRect(x, y, inner, inner)
    return
  }
  if (Number.isNaN(r)) {
    context.fillRect(x + inner * 0.3, y + inner / 2 - 0.5, inner * 0.4, 1)
    return
  }
  const sure = q <= SURE_RATE
  if (sure) {
    context.globalAlpha = 0.12 + 0.88 * Math.abs(r)
    context.fillStyle = r < 0 ? paints.against : paints.together
    context.fillRect(x, y, inner, inner)
    context.globalAlpha = 1
  }
  if (size < NUMBERS_FROM) return
  context.font = `11px system-ui, sans-serif`
  context.textAlign = 'center'
  context.fillStyle = sure ? (Math.abs(r) > paints.fullFrom ? paints.onFill : paints.ink) : paints.quiet
  context.fillText(correlationText(r).replace('0.', '.'), x + inner / 2, y + inner / 2 + 0.5)
}

/** A frame around each group of more than one. */
const paintGroups = (context: CanvasRenderingContext2D, { order, groups }: CorrelationMatrix, size: number, paints: Paints): void => {
  context.strokeStyle = paints.frame
  context.lineWidth = 1
  const groupAt = (row: number): number | undefined => groups[order[row] ?? -1]
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && groupAt(to) === groupAt(from)) to += 1
    if (to - from > 1) context.strokeRect(LABEL_WIDTH + from * size + 0.5, from * size + 0.5, (to - from) * size - 1, (to - from) * size - 1)
  }
}
