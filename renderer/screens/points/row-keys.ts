/** The keys of a list of rows. Pure. */
import { moveActive, selectAll, toggleRow, type RowSelection } from './row-selection.ts'

/** What the keys of a list do; null for keys that mean nothing here. */
export const selectionAfterKey = (
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>,
  selection: RowSelection,
  order: readonly number[],
  page: number,
): RowSelection | null => {
  const move = (by: number): RowSelection => moveActive(selection, by, order, event.shiftKey)
  switch (event.key) {
    case 'ArrowDown':
      return move(1)
    case 'ArrowUp':
      return move(-1)
    case 'PageDown':
      return move(page)
    case 'PageUp':
      return move(-page)
    case 'Home':
      return move(-order.length)
    case 'End':
      return move(order.length)
    case ' ':
      return selection.activeId === null ? null : toggleRow(selection, selection.activeId)
    case 'a':
      return event.ctrlKey || event.metaKey ? selectAll(selection, order) : null
    default:
      return null
  }
}
