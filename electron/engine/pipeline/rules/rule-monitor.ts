/** Fault rules, live: equipment formed from points with sure roles, judged once a minute by trusted values, one alert a rule and equipment. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Equipment } from '../../../../shared/domain/rules.ts'
import { message } from '../../../../shared/message.ts'
import { bindRules, siteInputsOf, type Binding, type BoundInput, type SiteInputs } from '../../analysis/rules/bind.ts'
import { equipmentOfDevice, type FormedEquipment, type RolePoint } from '../../analysis/rules/equipment.ts'
import type { InputName, InputValues } from '../../analysis/rules/inputs.ts'
import { startEquipment, stepEquipment, takeUpFault, type EquipmentState, type RuleVerdict } from '../../analysis/rules/rule-run.ts'
import type { AlertBook } from '../alert-book.ts'
import { learntOf, type Learnt } from './learnt-equipment.ts'
import { createRuleAlerts, detectorOf, numbersInWords } from './rule-alerts.ts'

/** Devices and roles of a site have long been loaded after this. */
const ORPHANS_AFTER_MS = 15 * 60_000
/** Each piece of equipment is judged once in so many turns, one turn a second: the work is spread evenly. */
const TURNS = 60

export interface RuleMonitorDeps {
  readonly book: AlertBook
  readonly deviceName: (deviceId: number) => string
  /** Present value of a point; NaN unless it is fresh and trusted. */
  readonly valueOf: (pointId: number) => number
  /** Whether somebody set that a rule raises nothing for a device: `rule.<id>` is off there, or the device is silent. */
  readonly isQuiet: (deviceId: number, detector: string) => boolean
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
  /** What to keep for the next run. */
  learnt(): Learnt
}

interface Judged {
  readonly binding: Binding
  readonly state: EquipmentState
  verdicts: readonly RuleVerdict[]
}

export const createRuleMonitor = ({ book, deviceName, valueOf, isQuiet, learnt }: RuleMonitorDeps): RuleMonitor => {
  const alerts = createRuleAlerts(book)
  let judged: readonly Judged[] = []
  let site: SiteInputs = { inputs: new Map(), hasAirHandlers: false }
  let turnCount = 0
  let known: Learnt | null = null
  let startedMs: number | null = null

  /** Several sources give the highest; one that is not trusted spoils it, unless another says on already. */
  const read = ({ points }: BoundInput): number => {
    const values = points.map(({ pointId, conversion, onStates }) => {
      const value = valueOf(pointId)
      return onStates === null || Number.isNaN(value) ? value * conversion.scale + conversion.offset : Number(onStates.includes(value))
    })
    if (values.length === 1) return values[0] as number
    return values.some((value) => value >= 1) ? 1 : Math.max(...values)
  }

  const inputOf = ({ inputs }: Binding, name: InputName): number | undefined => {
    const input = inputs.get(name)
    return input === undefined ? undefined : read(input)
  }

  /** Whether air handlers run, and the warmest air they give; NaN where one of them is not known. */
  const airHandlers = (): { readonly airSupplied?: number; readonly warmestSupplyAir?: number } => {
    if (!site.hasAirHandlers) return {}
    const all = judged.filter(({ binding }) => binding.equipment.kind === 'ahu' && binding.inputs.has('supplyAir')).map(({ binding }) => ({ runs: inputOf(binding, 'fanStatus') ?? inputOf(binding, 'fanCommand') ?? Number.NaN, supply: inputOf(binding, 'supplyAir') as number }))
    const running = all.filter(({ runs }) => runs > 0.5)
    const airSupplied = running.length > 0 ? 1 : all.some(({ runs }) => Number.isNaN(runs)) ? Number.NaN : 0
    if (airSupplied === 0) return { airSupplied }
    const possible = all.filter(({ runs }) => !(runs <= 0.5))
    return { airSupplied, warmestSupplyAir: Math.max(...possible.map(({ supply }) => supply)) }
  }

  const valuesOf = (binding: Binding): InputValues => {
    const values: Partial<Record<InputName, number>> = binding.equipment.kind === 'vav' ? airHandlers() : {}
    for (const [name, input] of binding.inputs) values[name] = read(input)
    return values
  }

  const judge = (own: Judged, atMs: number): void => {
    own.verdicts = stepEquipment(own.binding.rules, own.state, atMs, valuesOf(own.binding))
    for (const verdict of own.verdicts) {
      if (isQuiet(own.binding.equipment.deviceId, detectorOf(verdict.rule))) alerts.quiet(own.binding, verdict.rule, atMs)
      else alerts.settle(own.binding, verdict, atMs)
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
      const withRole: RolePoint[] = []
      for (const { id, deviceId, name, kind, units, stateTexts, pollIntervalMs } of points) {
        const role = roleOf(id)
        // What is never read would suspend its rules for good.
        if (role !== null && pollIntervalMs > 0) withRole.push({ pointId: id, deviceId, name, role, kind, units, stateTexts })
      }
      const formed: FormedEquipment[] = []
      for (const [deviceId, own] of Map.groupBy(withRole, ({ deviceId }) => deviceId)) {
        formed.push(...equipmentOfDevice(deviceId, deviceName(deviceId), own))
        yield
      }
      const next = siteInputsOf(formed, withRole)
      const bindings: Binding[] = []
      for (const equipment of formed) {
        bindings.push(bindRules(equipment, next))
        yield
      }
      site = next
      alerts.takeUp(bindings)
      const before = new Map(judged.map((own) => [own.binding.equipment.id, own]))
      judged = bindings.map((binding) => {
        const old = before.get(binding.equipment.id)
        return { binding, state: stateFor(binding, old), verdicts: (old?.verdicts ?? []).filter(({ rule }) => binding.rules.includes(rule)) }
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
      for (let i = turnCount; i < judged.length; i += TURNS) judge(judged[i] as Judged, atMs)
    },
    breakAll: () => {
      for (const { state } of judged) state.frame.lastMs = null
    },
    equipment: () => judged.map(({ binding, state, verdicts }) => viewOf(binding, state, verdicts, (rule) => alerts.find(binding, rule)?.id ?? null)),
    learnt: () => learntOf(judged.map(({ binding, state }) => [binding.equipment.id, state.frame])),
  }
}

const viewOf = ({ equipment, rules, unbound, fahrenheit }: Binding, { runs }: EquipmentState, verdicts: readonly RuleVerdict[], alertOf: (rule: RuleVerdict['rule']) => number | null): Equipment => ({
  id: equipment.id, kind: equipment.kind, name: equipment.name, deviceId: equipment.deviceId,
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
