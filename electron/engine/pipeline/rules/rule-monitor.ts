/** Fault rules, live: equipment formed from points with sure roles, judged once a minute by trusted values, one alert a rule and equipment. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Equipment, Operation } from '../../../../shared/domain/rules.ts'
import { message } from '../../../../shared/message.ts'
import type { Binding } from '../../analysis/rules/bind.ts'
import type { LearntFeeder, SupplyTree } from '../../analysis/rules/supply-tree.ts'
import { startEquipment, stepEquipment, takeUpFault, type EquipmentState, type RuleVerdict } from '../../analysis/rules/rule-run.ts'
import type { AlertBook } from '../alert-book.ts'
import type { EquipmentTuning } from '../tuning.ts'
import { equipmentValues, type ValueOf } from './equipment-inputs.ts'
import { formEquipment, NO_EQUIPMENT, turnOf, TURNS } from './form-equipment.ts'
import { learntOf, type Learnt } from './learnt-equipment.ts'
import { createRuleAlerts, detectorOf, numbersInWords } from './rule-alerts.ts'

/** Devices and roles of a site have long been loaded after this. */
const ORPHANS_AFTER_MS = 15 * 60_000

export interface RuleMonitorDeps {
  readonly book: AlertBook
  readonly deviceName: (deviceId: number) => string
  readonly valueOf: ValueOf
  readonly learntFeeder: LearntFeeder
  /** What somebody set for equipment: rules that raise nothing, and other delays. */
  readonly tuningOf: (equipment: Binding['equipment']) => EquipmentTuning
  /** What was learnt of equipment in former runs. */
  readonly learnt: () => Learnt
}

export interface RuleMonitor {
  /**
   * Equipment is formed and bound anew; it holds when the generator is done, which yields every few milliseconds. What is known of equipment that
   * stays is kept; alerts of rules that can judge no more end.
   */
  form(points: Iterable<Point>, roleOf: (pointId: number) => PointRole | null, atMs: number): Generator<undefined, void>
  /** One turn; call it once a second. */
  turn(atMs: number): void
  /** Nothing was observed: delays start anew. */
  breakAll(): void
  equipment(): readonly Equipment[]
  /** Which equipment feeds which, as formed last. */
  supply(): SupplyTree
  /** What to keep for the next run. */
  learnt(): Learnt
}

interface Judged {
  readonly turn: number
  readonly binding: Binding
  readonly state: EquipmentState
  verdicts: readonly RuleVerdict[]
}

export const createRuleMonitor = ({ book, deviceName, valueOf, learntFeeder, tuningOf, learnt }: RuleMonitorDeps): RuleMonitor => {
  const alerts = createRuleAlerts(book)
  let judged: readonly Judged[] = []
  let site = NO_EQUIPMENT
  let turnCount = 0
  let known: Learnt | null = null
  let startedMs: number | null = null

  const judge = (own: Judged, atMs: number): void => {
    const { binding, state } = own
    const tuning = tuningOf(binding.equipment)
    own.verdicts = stepEquipment(binding.rules, state, atMs, equipmentValues(binding, site, valueOf, learntFeeder), (rule) => tuning.delayOf(rule))
    for (const verdict of own.verdicts) {
      if (tuning.isQuiet(detectorOf(verdict.rule))) alerts.quiet(binding, verdict.rule, atMs)
      else alerts.settle(binding, verdict, atMs, tuning.delayOf(verdict.rule))
    }
  }

  const stateFor = (binding: Binding, old: Judged | undefined): EquipmentState => {
    if (old !== undefined) return old.state
    known ??= learnt()
    const state = startEquipment()
    Object.assign(state.frame, known[binding.equipment.id] ?? {})
    for (const rule of binding.rules) {
      const open = alerts.find(binding, rule)
      if (open !== undefined) takeUpFault(state, rule, open.startedAtMs)
    }
    return state
  }

  return {
    *form(points, roleOf, atMs) {
      site = yield* formEquipment(points, roleOf, deviceName)
      const { bindings } = site
      alerts.takeUp(bindings)
      const before = new Map(judged.map((own) => [own.binding.equipment.id, own]))
      judged = bindings.map((binding) => {
        const old = before.get(binding.equipment.id)
        return { turn: turnOf(binding.equipment.id), binding, state: stateFor(binding, old), verdicts: (old?.verdicts ?? []).filter(({ rule }) => binding.rules.includes(rule)) }
      })
      const now = new Map(judged.map(({ binding }) => [binding.equipment.id, binding]))
      for (const { binding } of before.values()) {
        const same = now.get(binding.equipment.id)
        for (const rule of binding.rules) if (same?.rules.includes(rule) !== true) alerts.drop(binding, rule, atMs)
      }
    },
    turn: (atMs) => {
      turnCount = (turnCount + 1) % TURNS
      if (turnCount === 0) {
        startedMs ??= atMs
        if (atMs - startedMs >= ORPHANS_AFTER_MS) alerts.dropOrphans(atMs)
      }
      for (const own of judged) if (own.turn === turnCount) judge(own, atMs)
    },
    breakAll: () => {
      for (const { state } of judged) state.frame.lastMs = null
    },
    equipment: () => judged.map(({ binding, state, verdicts }) => viewOf(binding, state, verdicts, (rule) => alerts.find(binding, rule)?.id ?? null)),
    supply: () => site.supply,
    learnt: () => learntOf(judged.map(({ binding, state }) => [binding.equipment.id, state.frame])),
  }
}

const operationOf = (kind: Equipment['kind'], { lastMs, motion, motionSinceMs, operating, operatingSinceMs }: EquipmentState['frame']): Operation | null =>
  lastMs === null || kind === 'vav' || kind === 'motor' ? null : { motion, motionSinceMs, operating: kind === 'ahu' && motion === 'running' ? operating : null, operatingSinceMs }

const viewOf = ({ equipment, rules, unbound, fahrenheit }: Binding, { runs, frame }: EquipmentState, verdicts: readonly RuleVerdict[], alertOf: (rule: RuleVerdict['rule']) => number | null): Equipment => ({
  id: equipment.id, kind: equipment.kind, name: equipment.name, deviceId: equipment.deviceId, operation: operationOf(equipment.kind, frame),
  points: equipment.points.map(({ pointId, role }) => ({ pointId, role })),
  rules: rules.map((rule) => {
    const run = runs[rule.id]
    const finding = verdicts.find((verdict) => verdict.rule === rule)?.finding ?? null
    return {
      ruleId: rule.id, name: message(`rule.${rule.id}.name`), equation: message(`rule.${rule.id}.equation`), source: rule.source, severity: rule.severity,
      state: run?.state ?? 'waiting', sinceMs: run?.stateSinceMs ?? null, numbers: numbersInWords(rule, finding, fahrenheit), alertId: alertOf(rule),
    }
  }),
  unbound: unbound.map(({ rule, missing, unusable }) => ({ ruleId: rule.id, name: message(`rule.${rule.id}.name`), source: rule.source, missing, unusable })),
})
