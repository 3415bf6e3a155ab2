/** What a back-test found, summed up point by point in bounded memory. */
import { SEVERITIES } from '../../../shared/domain/alert.ts'
import type { RuleBackTest, WouldFire } from '../../../shared/domain/detection.ts'
import type { Calendar } from '../analysis/calendar.ts'
import { TRIED_DELAYS_MS } from './delay-trial.ts'
import type { DelayCount } from './delay-advice.ts'
import type { PointReplay } from './replay.ts'
import type { DriftReplay } from './replay-drift.ts'
import { TRIED_RULE_DELAYS_MS, type EquipmentReplay } from './rules/replay-equipment.ts'

/** Marks kept of each side. */
export const MOST_MARKS = 5_000
const DAY_MS = 86_400_000

export interface BackTestSum {
  readonly points: number
  readonly equipment: number
  readonly readings: number
  /** Share of the period observed, averaged over the points and equipment done, 0..1. */
  readonly coverage: number
  /** Points whose role a person decided since the period began: it was not known then, and is used all the same. */
  readonly rolesDecided: number
  readonly fires: number
  readonly firesNow: number
  /** Empty where only slow faults were judged: delays say nothing of them. */
  readonly byDelay: readonly DelayCount[]
  /** Most alerts first. */
  readonly rules: readonly Omit<RuleBackTest, 'suggestedOnDelayMs'>[]
  readonly days: readonly { readonly dayMs: number; readonly fires: number; readonly firesNow: number }[]
  readonly marks: readonly WouldFire[]
  readonly marksNow: readonly WouldFire[]
}

export interface BackTestSummer {
  /** The first tuning of a replay is the one that is set, the last the one under trial. */
  add(replay: PointReplay): void
  addEquipment(replay: EquipmentReplay): void
  /** `alone`: its points were not judged reading by reading, so they count here. */
  addDrift(replay: DriftReplay, alone: boolean): void
  sum(): BackTestSum
}

export const createBackTestSummer = (calendar: Calendar, fromMs: number, toMs: number, rolesDecided: number): BackTestSummer => {
  const now = createMarks()
  const then = createMarks()
  const days = new Map<number, { fires: number; firesNow: number }>()
  const byDelay = TRIED_DELAYS_MS.map(() => 0)
  const rules = createRuleSums()
  const total = { points: 0, equipment: 0, readings: 0, observedMs: 0 }
  for (let dayMs = calendar.dayOf(fromMs) * DAY_MS; dayMs <= calendar.dayOf(toMs - 1) * DAY_MS; dayMs += DAY_MS) days.set(dayMs, { fires: 0, firesNow: 0 })
  const count = (fires: readonly WouldFire[], side: 'fires' | 'firesNow'): void => {
    for (const { raisedAtMs } of fires) {
      const day = days.get(calendar.dayOf(raisedAtMs) * DAY_MS)
      if (day !== undefined) day[side] += 1
    }
  }
  let hasDelays = false
  const take = ({ readings, observedMs, fires }: Pick<PointReplay, 'readings' | 'observedMs' | 'fires'>): void => {
    total.readings += readings
    total.observedMs += observedMs
    now.add(fires[0] ?? [])
    then.add(fires.at(-1) ?? [])
    count(fires[0] ?? [], 'firesNow')
    count(fires.at(-1) ?? [], 'fires')
  }
  return {
    addEquipment: (replay) => {
      total.equipment += 1
      take(replay)
      rules.add(replay)
    },
    addDrift: ({ points, readings, observedMs, fires }, alone) => {
      total.points += alone ? points : 0
      take({ readings: alone ? readings : 0, observedMs: alone ? observedMs : 0, fires })
    },
    add: (replay) => {
      total.points += 1
      hasDelays = true
      take(replay)
      for (const [i, each] of replay.byDelay.entries()) byDelay[i] = (byDelay[i] ?? 0) + each
    },
    sum: () => ({
      points: total.points, equipment: total.equipment, readings: total.readings, rolesDecided, rules: rules.sums(),
      coverage: total.points + total.equipment === 0 ? 0 : total.observedMs / ((total.points + total.equipment) * (toMs - fromMs)), fires: then.count(), firesNow: now.count(),
      byDelay: total.points > 0 && !hasDelays ? [] : TRIED_DELAYS_MS.map((onDelayMs, i) => ({ onDelayMs, fires: byDelay[i] ?? 0 })), days: Array.from(days, ([dayMs, counts]) => ({ dayMs, ...counts })), marks: then.best(), marksNow: now.best(),
    }),
  }
}

const byImportance = (a: WouldFire, b: WouldFire): number => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.score - a.score || a.raisedAtMs - b.raisedAtMs || (a.pointId ?? 0) - (b.pointId ?? 0)

interface RuleSum {
  equipment: number
  fires: number
  firesNow: number
  onDelayMs: number
  readonly byDelay: number[]
}

/** Rule by rule over all equipment. */
const createRuleSums = (): { add(replay: EquipmentReplay): void; sums(): BackTestSum['rules'] } => {
  const known = new Map<string, RuleSum>()
  const firesOf = (fires: readonly WouldFire[] | undefined, detector: string): number => fires?.filter((fire) => fire.detector === detector).length ?? 0
  return {
    add: ({ rules, fires }) => {
      for (const { detector, onDelayMs, byDelay } of rules) {
        const sum = known.get(detector) ?? { equipment: 0, fires: 0, firesNow: 0, onDelayMs: 0, byDelay: TRIED_RULE_DELAYS_MS.map(() => 0) }
        known.set(detector, sum)
        sum.equipment += 1
        sum.fires += firesOf(fires.at(-1), detector)
        sum.firesNow += firesOf(fires[0], detector)
        sum.onDelayMs = Math.max(sum.onDelayMs, onDelayMs)
        for (const [i, each] of byDelay.entries()) sum.byDelay[i] = (sum.byDelay[i] ?? 0) + each
      }
    },
    sums: () =>
      Array.from(known, ([detector, { byDelay, ...sum }]) => ({ detector, ...sum, byDelay: TRIED_RULE_DELAYS_MS.map((onDelayMs, i) => ({ onDelayMs, fires: byDelay[i] ?? 0 })) }))
        .sort((a, b) => b.fires - a.fires || b.firesNow - a.firesNow || a.detector.localeCompare(b.detector, 'en')),
  }
}

/** Counts all, keeps the most important. */
const createMarks = (): { add(fires: readonly WouldFire[]): void; count(): number; best(): readonly WouldFire[] } => {
  let kept: WouldFire[] = []
  let seen = 0
  const prune = (): WouldFire[] => kept.sort(byImportance).slice(0, MOST_MARKS)
  return {
    add: (fires) => {
      seen += fires.length
      kept.push(...fires)
      if (kept.length > 2 * MOST_MARKS) kept = prune()
    },
    count: () => seen,
    best: prune,
  }
}
