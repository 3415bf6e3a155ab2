/** Which rows are chosen and where the cursor is, in a list that changes while one works in it. Pure. */

export interface Selection {
  /** The row the keys act on. */
  readonly cursorId: number | null
  readonly chosen: ReadonlySet<number>
  /** Where a range chosen with Shift begins. */
  readonly anchorId: number | null
}

export const EMPTY_SELECTION: Selection = { cursorId: null, chosen: new Set(), anchorId: null }

const clamp = (index: number, length: number): number => Math.max(0, Math.min(length - 1, index))

const range = (ids: readonly number[], fromId: number | null, toId: number): ReadonlySet<number> => {
  const from = fromId === null ? -1 : ids.indexOf(fromId)
  const to = ids.indexOf(toId)
  if (from < 0) return new Set([toId])
  return new Set(ids.slice(Math.min(from, to), Math.max(from, to) + 1))
}

/** Moves the cursor by `step` rows; with `extend` all rows from the anchor to it are chosen. */
export const moveCursor = (selection: Selection, ids: readonly number[], step: number, extend: boolean): Selection => {
  if (ids.length === 0) return selection
  const at = selection.cursorId === null ? -1 : ids.indexOf(selection.cursorId)
  const index = at < 0 ? (step > 0 ? 0 : ids.length - 1) : clamp(at + step, ids.length)
  const cursorId = ids[index] ?? null
  if (cursorId === null) return selection
  if (!extend) return { ...selection, cursorId, anchorId: cursorId }
  const anchorId = selection.anchorId ?? selection.cursorId ?? cursorId
  return { cursorId, anchorId, chosen: range(ids, anchorId, cursorId) }
}

/** Chooses or unchooses one row; with `extend` the range from the anchor. */
export const toggle = (selection: Selection, ids: readonly number[], id: number, extend: boolean): Selection => {
  if (extend) return { cursorId: id, anchorId: selection.anchorId ?? id, chosen: range(ids, selection.anchorId, id) }
  const chosen = new Set(selection.chosen)
  if (!chosen.delete(id)) chosen.add(id)
  return { cursorId: id, anchorId: id, chosen }
}

/** All rows, or none when all are chosen already. */
export const toggleAll = (selection: Selection, ids: readonly number[]): Selection => {
  const all = ids.length > 0 && ids.every((id) => selection.chosen.has(id))
  return { ...selection, chosen: new Set(all ? [] : ids) }
}

/** The rows an action is for: the chosen ones that are still in the list, else the one under the cursor. */
export const targets = (selection: Selection, ids: readonly number[]): readonly number[] => {
  const chosen = ids.filter((id) => selection.chosen.has(id))
  if (chosen.length > 0) return chosen
  return selection.cursorId !== null && ids.includes(selection.cursorId) ? [selection.cursorId] : []
}
