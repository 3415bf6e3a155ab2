/** What can be taken back and brought again: a stack of changes of the engine, which knows itself how to turn each round. Pure. */

export interface PlanHistory {
  /** Changes that can be taken back, the newest last. */
  readonly undo: readonly number[]
  /** Changes that took something back: to take them back brings it again. */
  readonly redo: readonly number[]
}

/** The engine keeps a hundred. */
const MOST_STEPS = 50

export const NO_HISTORY: PlanHistory = { undo: [], redo: [] }

const pushed = (stack: readonly number[], id: number): readonly number[] => [...stack, id].slice(-MOST_STEPS)

/** Something new was done: what had been taken back is over. */
export const didChange = ({ undo }: PlanHistory, changeId: number): PlanHistory => ({ undo: pushed(undo, changeId), redo: [] })

/** The newest change was taken back by the change `undoneBy`. */
export const didUndo = ({ undo, redo }: PlanHistory, undoneBy: number): PlanHistory => ({ undo: undo.slice(0, -1), redo: pushed(redo, undoneBy) })

/** What was taken back last was brought again by the change `redoneBy`. */
export const didRedo = ({ undo, redo }: PlanHistory, redoneBy: number): PlanHistory => ({ undo: pushed(undo, redoneBy), redo: redo.slice(0, -1) })

/** A change that cannot be taken back any more, because somebody else went on from there, blocks all before it. */
export const lostUndo = ({ redo }: PlanHistory): PlanHistory => ({ undo: [], redo })
export const lostRedo = ({ undo }: PlanHistory): PlanHistory => ({ undo, redo: [] })
