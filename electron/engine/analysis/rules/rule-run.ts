/** Runs rules over the frames of one piece of equipment: gates, delays and dead band. The state is plain JSON. */
import type { RuleState } from '../../../../shared/domain/rules.ts'
import { startFrame, stepFrame, type Frame, type FrameState } from './frame.ts'
import type { InputName, InputValues } from './inputs.ts'
import type { Finding, Rule } from './rule.ts'

/** One rule's progress. `fault` goes on through moments in which the rule does not apply: what stands still is not repaired. */
export interface RunState {
  phase: 'idle' | 'pending' | 'fault' | 'clearing'
  /** When the condition began to hold (pending, fault), or ended (clearing). */
  sinceMs: number
  /** When it began; kept while clearing. */
  startedMs: number
  state: RuleState
  stateSinceMs: number
}

export interface RuleVerdict {
  readonly rule: Rule
  readonly state: RuleState
  /** null where the rule does not apply now. */
  readonly finding: Finding | null
  /** First moment of the condition; meaningful while pending or in fault. */
  readonly startedMs: number
}

/** Everything that is remembered of one piece of equipment. */
export interface EquipmentState {
  readonly frame: FrameState
  readonly runs: Record<string, RunState>
}

export const startEquipment = (): EquipmentState => ({ frame: startFrame(), runs: {} })

const startRun = (timeMs: number): RunState => ({ phase: 'idle', sinceMs: timeMs, startedMs: timeMs, state: 'waiting', stateSinceMs: timeMs })

/** A fault known from a former run goes on: it need not prove itself again. */
export const takeUpFault = (state: EquipmentState, rule: Rule, startedMs: number): void => {
  state.runs[rule.id] = { phase: 'fault', sinceMs: startedMs, startedMs, state: 'fault', stateSinceMs: startedMs }
}

/** What rules see of one moment, before any delay. */
export interface Sight {
  /** Nothing may be judged across the silence before it: delays under way start anew. */
  readonly afterSilence: boolean
  /** Parallel to the rules; null where one does not apply now. */
  readonly findings: readonly (Finding | null)[]
}

/** Moves the frame on to `timeMs` and asks each rule. `values`: see `InputValues`. */
export const seeMoment = (rules: readonly Rule[], state: FrameState, timeMs: number, values: InputValues): Sight => {
  const { frame, afterSilence } = stepFrame(state, timeMs, values)
  return { afterSilence, findings: rules.map((rule) => (applies(rule, frame) ? rule.judge(frame) : null)) }
}

/** Takes one rule on by what it saw. `onDelayMs`: the rule's own, or one that was set for the equipment. */
export const followRule = (rule: Rule, runs: Record<string, RunState>, timeMs: number, finding: Finding | null, afterSilence: boolean, onDelayMs: number): RuleVerdict => {
  const run = (runs[rule.id] ??= startRun(timeMs))
  if (afterSilence) breakRun(run)
  moveOn(rule, run, timeMs, finding, onDelayMs)
  const next = stateOf(run, finding)
  if (next !== run.state) Object.assign(run, { state: next, stateSinceMs: timeMs })
  return { rule, state: next, finding, startedMs: run.startedMs }
}

const ownDelay = ({ onDelayMs }: Rule): number => onDelayMs

/**
 * Judges one moment; once a minute is the usual pace. `values`: see `InputValues`. Across a silence of more than 6 min nothing is
 * judged: averages and delays start anew.
 */
export const stepEquipment = (rules: readonly Rule[], state: EquipmentState, timeMs: number, values: InputValues, delayOf: (rule: Rule) => number = ownDelay): readonly RuleVerdict[] => {
  const { afterSilence, findings } = seeMoment(rules, state.frame, timeMs, values)
  return rules.map((rule, i) => followRule(rule, state.runs, timeMs, findings[i] as Finding | null, afterSilence, delayOf(rule)))
}

const isTrusted = (values: InputValues, name: InputName): boolean => values[name] !== undefined && !Number.isNaN(values[name])

const applies = (rule: Rule, { mean, motion, motionAgeMs, operating, operatingAgeMs }: Frame): boolean => {
  if (!rule.needs.every((name) => isTrusted(mean, name))) return false
  if (rule.needsOneOf?.some((group) => !group.some((name) => isTrusted(mean, name))) === true) return false
  if (rule.uses?.some((name) => mean[name] !== undefined && Number.isNaN(mean[name])) === true) return false
  if (rule.while !== 'always' && (motion !== rule.while || motionAgeMs < rule.modeDelayMs)) return false
  return rule.states === undefined || (rule.states.includes(operating) && operatingAgeMs >= rule.modeDelayMs)
}

/** Delays under way start anew; what is a fault stays one. */
const breakRun = (run: RunState): void => {
  if (run.phase === 'pending') run.phase = 'idle'
  if (run.phase === 'clearing') run.phase = 'fault'
}

const moveOn = (rule: Rule, run: RunState, timeMs: number, finding: Finding | null, onDelayMs: number): void => {
  if (finding === null) {
    breakRun(run)
    return
  }
  const holds = finding.excess > 0
  const isOver = finding.excess <= -rule.deadBand
  switch (run.phase) {
    case 'idle':
      if (!holds) return
      Object.assign(run, { phase: onDelayMs === 0 ? 'fault' : 'pending', sinceMs: timeMs, startedMs: timeMs })
      return
    case 'pending':
      if (isOver) run.phase = 'idle'
      else if (holds && timeMs - run.sinceMs >= onDelayMs) run.phase = 'fault'
      return
    case 'fault':
      if (isOver) Object.assign(run, { phase: 'clearing', sinceMs: timeMs })
      return
    case 'clearing':
      if (holds) run.phase = 'fault'
      else if (timeMs - run.sinceMs >= rule.offDelayMs) run.phase = 'idle'
  }
}

const stateOf = ({ phase }: RunState, finding: Finding | null): RuleState => {
  if (phase === 'fault' || phase === 'clearing') return 'fault'
  if (finding === null) return 'notApplicable'
  return phase === 'pending' ? 'pending' : 'ok'
}
