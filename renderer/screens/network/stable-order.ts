/** Keeps rows in their places while their figures move: an order is made when it is chosen, and new rows come last. */
import { useState } from 'react'
import { keepOrder } from './load-order.ts'

/** `rows` in the order made by `compare` when `orderName` was chosen. */
export const useStableOrder = <T>(rows: readonly T[], keyOf: (row: T) => string | number, compare: (a: T, b: T) => number, orderName: string): readonly T[] => {
  const [kept, setKept] = useState<{ readonly name: string; readonly keys: readonly (string | number)[] }>({ name: '', keys: [] })
  const sorted = [...rows].sort(compare).map(keyOf)
  const keys = kept.name === orderName && kept.keys.length > 0 ? keepOrder(kept.keys, sorted) : sorted
  if (kept.name !== orderName || keys.length !== kept.keys.length || keys.some((key, index) => key !== kept.keys[index])) setKept({ name: orderName, keys })
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.flatMap((key) => byKey.get(key) ?? [])
}
