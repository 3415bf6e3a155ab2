/**
 * Replay of fault rules: stored readings of a piece of equipment once more through its bound rules, minute by minute, by the functions that judge live. Pure: the
 * same readings and tuning give the same alerts. Several tunings and other delays are judged beside each other; the rules look at each moment once.
 *
 * Equipment is formed by the roles that its points have now; quality is that which the readings got when they were taken.
 */
import type { FiredEquipment, WouldFire } from '../../../../shared/domain/detection.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { CoverageGap, Series } from '../../../../shared/domain/series.ts'
import type { Binding } from '../../analysis/rules/bind.ts'
import type { Finding, Rule } from '../../analysis/rules/rule.ts'
import { followRule, seeMoment, startEquipment, type RunState } from '../../analysis/rules/rule-run.ts'
import type { LearntFeeder } from '../../analysis/rules/supply-tree.ts'
import { createHeldValue } from '../held-values.ts'
import type { EquipmentTuning } from '../tuning.ts'
import { equipmentValues, inputPointsOf } from './equipment-inputs.ts'
import { turnOf, type FormedSite } from './form-equipment.ts'
import { createRuleAlerts, detectorOf, type RuleAlerts } from './rule-alerts.ts'
import { createRuleFireBook, type RuleFireBook } from './rule-fires.ts'

/** What rules learn of equipment (its lowest damper position, its highest flows) is taken up so long before the period; alerts raised then do not count. */
export const RULE_WARM_UP_MS = 7 * 24 * 3_600_000
const MINUTE_MS = 60_000
const SECOND_MS = 1_000
/** Readings are taken in parts of so long. */
const PART_MS = 2 * 24 * 3_600_000
/** Whether a value stands is known from the reading after it. */
const LOOK_AHEAD_MS = 3_600_000

/** On-delays that are tried for every rule beside its own, ms. */
export const TRIED_RULE_DELAYS_MS: readonly number[] = [0, 5, 10, 15, 30, 60, 90, 120, 240, 480].map((minutes) => minutes * MINUTE_MS)

export interface EquipmentReplayPlan {
  /** Judged from here on; alerts count from `fromMs` on. */
  readonly beginMs: number
  readonly fromMs: number
  /** Exclusive. */
  readonly toMs: number
  /** Judged side by side; of the last one other on-delays are tried too. */
  readonly tunings: readonly EquipmentTuning[]
  /** Only these rules; empty = all. */
  readonly only: ReadonlySet<string>
  /** By their begin. */
  readonly gaps: readonly CoverageGap[]
}

export interface RuleReplay {
  readonly detector: string
  /** On-delay of the last tuning, ms. */
  readonly onDelayMs: number
  /** Alerts of the last tuning with each of `TRIED_RULE_DELAYS_MS`. */
  readonly byDelay: readonly number[]
}

export interface EquipmentReplay {
  readonly readings: number
  /** How much of the period the inputs were observed, ms; averaged over them. */
  readonly observedMs: number
  /** Alerts raised in the period, parallel to the plan's tunings. */
  readonly fires: readonly (readonly WouldFire[])[]
  readonly rules: readonly RuleReplay[]
}

/** Which of the site's equipment, by its place in `bindings`. */
export interface ReplayedEquipment {
  readonly site: FormedSite
  readonly place: number
  readonly points: ReadonlyMap<number, Point>
  /** As it is learnt now. */
  readonly learntFeeder: LearntFeeder
}

type ReadPoint = (pointId: number, fromMs: number, toMs: number) => Series

/** Replays a piece of equipment; yields the share done (0..1) after each part. */
export function* replayEquipment({ site, place, points, learntFeeder }: ReplayedEquipment, read: ReadPoint, plan: EquipmentReplayPlan): Generator<number, EquipmentReplay> {
  const { beginMs, fromMs, toMs } = plan
  const binding = site.bindings[place] as Binding
  const run = createRun(binding, { site, points, learntFeeder }, plan)
  let atMs = beginMs + turnOf(binding.equipment.id) * SECOND_MS
  let readMs = beginMs - LOOK_AHEAD_MS
  for (let partMs = beginMs; partMs < toMs; partMs += PART_MS) {
    const endMs = Math.min(toMs, partMs + PART_MS)
    for (const id of run.pointIds) run.add(id, read(id, readMs, endMs + LOOK_AHEAD_MS), fromMs, toMs)
    readMs = endMs + LOOK_AHEAD_MS
    for (; atMs < endMs; atMs += MINUTE_MS) run.judge(atMs)
    yield Math.min(1, (endMs - beginMs) / (toMs - beginMs))
  }
  return run.end()
}

interface Trial {
  readonly tuning: EquipmentTuning
  readonly runs: Record<string, RunState>
  readonly book: RuleFireBook
  readonly alerts: RuleAlerts
}

interface Run {
  readonly pointIds: readonly number[]
  add(pointId: number, part: Series, fromMs: number, toMs: number): void
  judge(atMs: number): void
  end(): EquipmentReplay
}

const createRun = (binding: Binding, { site, points, learntFeeder }: Omit<ReplayedEquipment, 'place'>, { fromMs, toMs, tunings, only, gaps }: EquipmentReplayPlan): Run => {
  const { equipment } = binding
  const rules = binding.rules.filter((rule) => only.size === 0 || only.has(detectorOf(rule)))
  const fired: FiredEquipment = { id: equipment.id, deviceId: equipment.deviceId, name: equipment.name }
  const pointIds = [...inputPointsOf(binding, site)].filter((id) => points.has(id))
  const held = new Map(pointIds.map((id) => {
    const point = points.get(id) as Point
    return [id, createHeldValue(point, gaps.filter(({ deviceId, reason }) => reason !== 'clockJump' && (deviceId === null || deviceId === point.deviceId)))]
  }))
  /** While the engine did not run or slept, nothing was judged at all. */
  const pauses = gaps.filter(({ reason }) => reason === 'notRunning' || reason === 'asleep')
  const { frame } = startEquipment()
  const trials = tunings.map((tuning): Trial => {
    const book = createRuleFireBook(fired)
    return { tuning, runs: {}, book, alerts: createRuleAlerts(book) }
  })
  const last = trials.at(-1)
  const delays = TRIED_RULE_DELAYS_MS.map((onDelayMs) => ({ onDelayMs, runs: {} as Record<string, RunState>, inFault: new Set<string>(), fires: new Map<string, number>() }))
  let readings = 0
  let trusted = 0
  let nextPause = 0
  let now = 0
  const valueOf = (pointId: number): number => held.get(pointId)?.at(now) ?? Number.NaN

  const isPaused = (atMs: number): boolean => {
    for (; nextPause < pauses.length && (pauses[nextPause] as CoverageGap).toMs <= atMs; nextPause++) frame.lastMs = null
    return nextPause < pauses.length && (pauses[nextPause] as CoverageGap).fromMs <= atMs
  }

  const tryDelays = (rule: Rule, finding: Finding | null, afterSilence: boolean): void => {
    for (const { onDelayMs, runs, inFault, fires } of delays) {
      const isFault = followRule(rule, runs, now, finding, afterSilence, onDelayMs).state === 'fault'
      if (!isFault) inFault.delete(rule.id)
      else if (!inFault.has(rule.id)) {
        inFault.add(rule.id)
        if (now >= fromMs && last?.tuning.isQuiet(detectorOf(rule)) === false) fires.set(rule.id, (fires.get(rule.id) ?? 0) + 1)
      }
    }
  }

  return {
    pointIds,
    add: (pointId, part, countFromMs, countToMs) => {
      for (const timeMs of part.timesMs) if (timeMs >= countFromMs && timeMs < countToMs) readings += 1
      held.get(pointId)?.add(part)
    },
    judge: (atMs) => {
      if (isPaused(atMs)) return
      now = atMs
      const values = equipmentValues(binding, site, valueOf, learntFeeder)
      if (atMs >= fromMs) trusted += pointIds.filter((id) => !Number.isNaN(valueOf(id))).length
      const { afterSilence, findings } = seeMoment(rules, frame, atMs, values)
      for (const [i, rule] of rules.entries()) {
        const finding = findings[i] as Finding | null
        for (const { tuning, runs, alerts } of trials) {
          const onDelayMs = tuning.delayOf(rule)
          const verdict = followRule(rule, runs, atMs, finding, afterSilence, onDelayMs)
          if (tuning.isQuiet(detectorOf(rule))) alerts.quiet(binding, rule, atMs)
          else alerts.settle(binding, verdict, atMs, onDelayMs)
        }
        tryDelays(rule, finding, afterSilence)
      }
    },
    end: () => ({
      readings, observedMs: pointIds.length === 0 ? 0 : Math.min(toMs - fromMs, (trusted / pointIds.length) * MINUTE_MS), fires: trials.map(({ book }) => book.fires(fromMs)),
      rules: rules.map((rule) => ({ detector: detectorOf(rule), onDelayMs: last?.tuning.delayOf(rule) ?? rule.onDelayMs, byDelay: delays.map(({ fires }) => fires.get(rule.id) ?? 0) })),
    }),
  }
}
