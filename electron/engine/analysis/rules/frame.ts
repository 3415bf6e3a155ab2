/**
 * Follows one piece of equipment: what its rules see of a moment (a frame), from the values of this moment and a state that is plain JSON.
 * Averages over 5 min, operating state and since when, what was closed since when: everything a rule needs beyond the values themselves.
 */
import type { InputName, InputValues } from './inputs.ts'
import { damperPlace, operatingState, type DamperPlace } from './operating-state.ts'
import type { Motion, OperatingState } from '../../../../shared/domain/rules.ts'
import { CLOSED_PERCENT, CRAWLING_PERCENT } from './thresholds.ts'
import { followTurns, startTurns, TURNING_INPUTS, type TurnState } from './turns.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** Guideline 36: values are averages over 5 min. */
const AVERAGE_MS = 5 * MINUTE_MS
/** After a longer silence everything starts anew. */
const SILENCE_MS = 6 * MINUTE_MS
/** The lowest damper position of this many days counts as its minimum. */
const MINIMUM_DAYS = 7
/** A damper that was never seen below this is not known to have been at its minimum, %. */
const MINIMUM_AT_MOST = 60
/** A fan must have run this long for a damper position to count, ms. */
const STEADY_MS = 30 * MINUTE_MS

/** Times are ms since the epoch; null = not so, or not known. */
export interface FrameState {
  lastMs: number | null
  /** Time and value in turn, of the last 5 min. */
  samples: Partial<Record<InputName, number[]>>
  motion: Motion
  motionSinceMs: number
  operating: OperatingState
  operatingSinceMs: number
  /** When the operating state changed, within the last hour. */
  changesMs: number[]
  coolingClosedSinceMs: number | null
  heatingClosedSinceMs: number | null
  /** Day number and lowest damper position of it, oldest first. */
  damperLows: [day: number, percent: number][]
  turns: Partial<Record<InputName, TurnState>>
  /** Highest mean seen, in rule units. */
  highest: Partial<Record<InputName, number>>
  firstMs: number | null
}

export interface Frame {
  readonly timeMs: number
  /** As they are now; see `InputValues`. */
  readonly now: InputValues
  /** Over the last 5 min. */
  readonly mean: InputValues
  readonly motion: Motion
  readonly motionAgeMs: number
  readonly operating: OperatingState
  readonly operatingAgeMs: number
  readonly damper: DamperPlace
  /** Lowest usual damper position, %; null = not known. */
  readonly minimumDamper: number | null
  readonly stateChangesInHour: number
  /** How long a valve has been closed, ms; 0 = it is open. A valve that does not exist has always been closed: Infinity. */
  readonly coolingClosedMs: number
  readonly heatingClosedMs: number
  /** Turns of valves and dampers within the last hour. */
  readonly turnsInHour: Readonly<Partial<Record<InputName, number>>>
  readonly highest: Readonly<Partial<Record<InputName, number>>>
  /** How long the equipment has been followed, ms. */
  readonly knownMs: number
}

export const startFrame = (): FrameState => ({
  lastMs: null, samples: {}, motion: 'unknown', motionSinceMs: 0, operating: 5, operatingSinceMs: 0, changesMs: [], coolingClosedSinceMs: null, heatingClosedSinceMs: null, damperLows: [], turns: {}, highest: {},
  firstMs: null,
})

/** Nothing was observed for a while: averages and times start anew. What was learnt of the equipment stays. */
const restart = (state: FrameState): void => {
  Object.assign(state, { samples: {}, motion: 'unknown', operating: 5, changesMs: [], coolingClosedSinceMs: null, heatingClosedSinceMs: null, turns: {} })
}

/** Moves on to `timeMs`. `afterSilence`: there was a silence before it, or the clock was set back, and nothing may be judged across. */
export const stepFrame = (state: FrameState, timeMs: number, now: InputValues): { readonly frame: Frame; readonly afterSilence: boolean } => {
  const afterSilence = state.lastMs === null || timeMs - state.lastMs > SILENCE_MS || timeMs <= state.lastMs
  if (afterSilence) restart(state)
  state.lastMs = timeMs
  state.firstMs ??= timeMs
  const mean = averages(state, timeMs, now)
  followMotion(state, timeMs, motionOf(now))
  state.coolingClosedSinceMs = closedSince(now.coolingValve, state.coolingClosedSinceMs, timeMs)
  state.heatingClosedSinceMs = closedSince(now.heatingValve, state.heatingClosedSinceMs, timeMs)
  const motionAgeMs = timeMs - state.motionSinceMs
  const isSteady = state.motion === 'running' && motionAgeMs >= STEADY_MS
  if (isSteady) followDamper(state, timeMs, mean.outdoorDamper)
  const minimumDamper = minimumOf(state)
  const damper = damperPlace(mean.outdoorDamper, minimumDamper)
  followOperating(state, timeMs, state.motion === 'running' ? operatingState(mean, damper) : 5)
  if (state.motion === 'running') for (const name of TURNING_INPUTS) state.turns[name] = followTurns(state.turns[name] ?? startTurns(), timeMs, now[name])
  const frame: Frame = {
    timeMs, now, mean, motion: state.motion, motionAgeMs, operating: state.operating, operatingAgeMs: timeMs - state.operatingSinceMs, damper, minimumDamper, stateChangesInHour: state.changesMs.length,
    coolingClosedMs: closedMs(now.coolingValve, state.coolingClosedSinceMs, timeMs), heatingClosedMs: closedMs(now.heatingValve, state.heatingClosedSinceMs, timeMs),
    turnsInHour: Object.fromEntries(TURNING_INPUTS.map((name) => [name, state.turns[name]?.timesMs.length ?? 0])), highest: { ...state.highest }, knownMs: timeMs - state.firstMs,
  }
  for (const name of ['airFlow', 'waterFlow'] as const) {
    const value = mean[name]
    if (value !== undefined && value > (state.highest[name] ?? 0)) state.highest[name] = value
  }
  return { frame, afterSilence }
}

const averages = (state: FrameState, timeMs: number, now: InputValues): InputValues => {
  const mean: Partial<Record<InputName, number>> = {}
  for (const name of Object.keys(now) as InputName[]) {
    const value = now[name]
    if (value === undefined) continue
    // A value that is not trusted ends the average: nothing is judged half on it.
    if (Number.isNaN(value)) {
      delete state.samples[name]
      mean[name] = Number.NaN
      continue
    }
    const own = [...(state.samples[name] ?? []), timeMs, value]
    while (own.length > 2 && (own[0] as number) <= timeMs - AVERAGE_MS) own.splice(0, 2)
    state.samples[name] = own
    let sum = 0
    for (let i = 1; i < own.length; i += 2) sum += own[i] as number
    mean[name] = sum / (own.length / 2)
  }
  return mean
}

/** On, by the best that tells: fan status, pump status, command, speed. */
const motionOf = ({ fanStatus, pumpRuns, fanCommand, fanSpeed }: InputValues): Motion => {
  const told = fanStatus ?? pumpRuns ?? fanCommand ?? (fanSpeed === undefined ? undefined : Number.isNaN(fanSpeed) ? fanSpeed : Number(fanSpeed > CRAWLING_PERCENT))
  if (told === undefined || Number.isNaN(told)) return 'unknown'
  if (told < 0.5) return 'standing'
  return fanSpeed !== undefined && fanSpeed < CRAWLING_PERCENT ? 'crawling' : 'running'
}

const followMotion = (state: FrameState, timeMs: number, motion: Motion): void => {
  if (state.motion === motion && state.motion !== 'unknown') return
  state.motion = motion
  state.motionSinceMs = timeMs
  state.operatingSinceMs = timeMs
}

const followOperating = (state: FrameState, timeMs: number, operating: OperatingState): void => {
  state.changesMs = state.changesMs.filter((atMs) => atMs > timeMs - HOUR_MS)
  if (state.operating === operating) return
  // The first states after a start are no change of control.
  if (state.motion === 'running' && timeMs - state.motionSinceMs > AVERAGE_MS) state.changesMs.push(timeMs)
  state.operating = operating
  state.operatingSinceMs = timeMs
}

const closedSince = (valve: number | undefined, sinceMs: number | null, timeMs: number): number | null => (valve !== undefined && valve <= CLOSED_PERCENT ? (sinceMs ?? timeMs) : null)

const closedMs = (valve: number | undefined, sinceMs: number | null, timeMs: number): number => {
  if (valve === undefined) return Infinity
  return sinceMs === null ? 0 : timeMs - sinceMs
}

const followDamper = (state: FrameState, timeMs: number, position: number | undefined): void => {
  if (position === undefined || Number.isNaN(position)) return
  const day = Math.floor(timeMs / DAY_MS)
  const last = state.damperLows.at(-1)
  if (last?.[0] === day) last[1] = Math.min(last[1], position)
  else state.damperLows.push([day, position])
  while (state.damperLows.length > MINIMUM_DAYS) state.damperLows.shift()
}

const minimumOf = ({ damperLows }: FrameState): number | null => {
  const low = Math.min(...damperLows.map(([, percent]) => percent))
  return low <= MINIMUM_AT_MOST ? low : null
}
