/** Hunting: how often a valve or damper turns round. A turn counts once it moved back by a tenth of its range, so that noise is none. */
import type { InputName } from './inputs.ts'

export const TURNING_INPUTS = ['coolingValve', 'heatingValve', 'outdoorDamper'] as const satisfies readonly InputName[]

const LEAST_SWING_PERCENT = 10
const HOUR_MS = 3_600_000

export interface TurnState {
  /** 1 opening, -1 closing, 0 not known yet. */
  readonly direction: -1 | 0 | 1
  /** The furthest position since the last turn, %; null before the first value. */
  readonly furthest: number | null
  /** Turns of the last hour, ms since the epoch. */
  readonly timesMs: readonly number[]
}

export const startTurns = (): TurnState => ({ direction: 0, furthest: null, timesMs: [] })

export const followTurns = (state: TurnState, timeMs: number, position: number | undefined): TurnState => {
  if (position === undefined || Number.isNaN(position)) return startTurns()
  const timesMs = state.timesMs.filter((atMs) => atMs > timeMs - HOUR_MS)
  if (state.furthest === null) return { direction: 0, furthest: position, timesMs }
  const moved = position - state.furthest
  if (state.direction === 0) return Math.abs(moved) < LEAST_SWING_PERCENT ? { ...state, timesMs } : { direction: moved > 0 ? 1 : -1, furthest: position, timesMs }
  if (moved * state.direction >= 0) return { ...state, furthest: position, timesMs }
  if (Math.abs(moved) < LEAST_SWING_PERCENT) return { ...state, timesMs }
  return { direction: moved > 0 ? 1 : -1, furthest: position, timesMs: [...timesMs, timeMs] }
}
