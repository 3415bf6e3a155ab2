/** Rows marked in a list, by mouse and by keys, as in every file manager. Pure. */

export interface RowSelection {
  readonly ids: ReadonlySet<number>
  /** The row the keys move from; null before the first move. */
  readonly activeId: number | null
  /** Where a stretch marked with Shift begins. */
  readonly anchorId: number | null
}

export const EMPTY_SELECTION: RowSelection = { ids: new Set(), activeId: null, anchorId: null }

export const selectOnly = (id: number): RowSelection => ({ ids: new Set([id]), activeId: id, anchorId: id })

export const toggleRow = (selection: RowSelection, id: number): RowSelection => {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, activeId: id, anchorId: id }
}

/** Marks everything between the anchor and `id`, in the order of the list. */
export const extendTo = (selection: RowSelection, id: number, order: readonly number[]): RowSelection => {
  const anchorId = selection.anchorId ?? selection.activeId ?? id
  const a = order.indexOf(anchorId)
  const b = order.indexOf(id)
  if (a < 0 || b < 0) return selectOnly(id)
  return { ids: new Set(order.slice(Math.min(a, b), Math.max(a, b) + 1)), activeId: id, anchorId }
}

export const selectAll = (selection: RowSelection, order: readonly number[]): RowSelection => ({
  ids: new Set(order),
  activeId: selection.activeId ?? order[0] ?? null,
  anchorId: order[0] ?? null,
})

/** Moves the active row; without `extend` it alone is marked. `by` may be as long as the list. */
export const moveActive = (selection: RowSelection, by: number, order: readonly number[], extend: boolean): RowSelection => {
  if (order.length === 0) return EMPTY_SELECTION
  const at = selection.activeId === null ? -1 : order.indexOf(selection.activeId)
  const next = at < 0 ? (by >= 0 ? 0 : order.length - 1) : Math.max(0, Math.min(order.length - 1, at + by))
  const id = order[next] ?? 0
  return extend ? extendTo(selection, id, order) : selectOnly(id)
}

/** Drops rows that are no longer in the list. */
export const keepListed = (selection: RowSelection, listed: ReadonlySet<number>): RowSelection => {
  const ids = [...selection.ids].filter((id) => listed.has(id))
  if (ids.length === selection.ids.size && (selection.activeId === null || listed.has(selection.activeId))) return selection
  return { ids: new Set(ids), activeId: selection.activeId !== null && listed.has(selection.activeId) ? selection.activeId : null, anchorId: null }
}
