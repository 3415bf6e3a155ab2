/** Columns of the table of points: width, alignment, what sorts them; which are shown is the reader's choice and is remembered. */
import { useCallback, useState } from 'react'
import type { SortColumn } from './point-order.ts'

export type ColumnName = 'state' | 'name' | 'description' | 'device' | 'object' | 'value' | 'remarks' | 'age' | 'trend' | 'poll'

export interface ColumnFact {
  readonly name: ColumnName
  /** A track of a CSS grid. */
  readonly track: string
  readonly align: 'left' | 'right'
  readonly sort: SortColumn | null
  /** Shown until the reader says otherwise. */
  readonly usual: boolean
  /** Cannot be hidden. */
  readonly fixed: boolean
}

const column = (name: ColumnName, track: string, align: 'left' | 'right', sort: SortColumn | null, usual = true, fixed = false): ColumnFact => ({ name, track, align, sort, usual, fixed })

export const COLUMNS: readonly ColumnFact[] = [
  column('state', '28px', 'left', 'state', true, true),
  column('name', 'minmax(140px, 1.6fr)', 'left', 'name', true, true),
  column('description', 'minmax(110px, 1.8fr)', 'left', null),
  column('device', 'minmax(84px, 0.8fr)', 'left', 'device'),
  column('object', '76px', 'left', 'object'),
  column('value', '150px', 'right', 'value', true, true),
  column('remarks', 'minmax(104px, 0.8fr)', 'left', null),
  column('age', '72px', 'right', 'age'),
  column('trend', '104px', 'left', null),
  column('poll', '64px', 'right', 'poll'),
]

const STORED = 'plantroom.points.columns'

const stored = (): ReadonlySet<ColumnName> | null => {
  try {
    const names = JSON.parse(localStorage.getItem(STORED) ?? 'null') as unknown
    return Array.isArray(names) ? new Set(COLUMNS.map((fact) => fact.name).filter((name) => names.includes(name))) : null
  } catch {
    return null
  }
}

export interface ColumnChoice {
  readonly shown: readonly ColumnFact[]
  readonly toggle: (name: ColumnName) => void
}

export const useColumns = (): ColumnChoice => {
  const [chosen, setChosen] = useState<ReadonlySet<ColumnName>>(() => stored() ?? new Set(COLUMNS.filter((fact) => fact.usual).map((fact) => fact.name)))
  const toggle = useCallback((name: ColumnName) => {
    setChosen((old) => {
      const next = new Set(old)
      if (!next.delete(name)) next.add(name)
      try {
        localStorage.setItem(STORED, JSON.stringify([...next]))
      } catch {
        // A full or forbidden storage only means that the choice is forgotten.
      }
      return next
    })
  }, [])
  return { shown: COLUMNS.filter((fact) => fact.fixed || chosen.has(fact.name)), toggle }
}
