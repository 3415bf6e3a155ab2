/** One alert for a rule and a piece of equipment: raised, taken up again after a restart, and cleared. */
import { NEW_ALERT, type Alert } from '../../../../shared/domain/alert.ts'
import { message, type Message, type Quantity } from '../../../../shared/message.ts'
import type { Binding } from '../../analysis/rules/bind.ts'
import type { Finding, Rule } from '../../analysis/rules/rule.ts'
import type { RuleVerdict } from '../../analysis/rules/rule-run.ts'
import { shown } from '../../analysis/rules/rule-units.ts'
import type { AlertBook } from '../alert-book.ts'

const MINUTES = 72
/** As many checks as somebody takes along. */
const MOST_CHECKS = 4

export const detectorOf = (rule: Rule): string => `rule.${rule.id}`

/** The numbers of a judgement in the units of the site, by name. */
const quantities = (finding: Finding | null, fahrenheit: boolean): Record<string, Quantity> =>
  Object.fromEntries(Object.entries(finding?.numbers ?? {}).map(([name, { value, units }]) => [name, shown(value, units, fahrenheit)]))

/** What a rule saw, in a sentence; null while it says nothing. */
export const numbersInWords = (rule: Rule, finding: Finding | null, fahrenheit: boolean): Message | null =>
  finding === null || Object.keys(finding.numbers).length === 0 ? null : message(`rule.${rule.id}.seen`, quantities(finding, fahrenheit))

/** What of the alert book it takes; a replay has its own. */
export type RuleBook = Pick<AlertBook, 'raise' | 'clear' | 'get' | 'open'>

const alertOf = ({ equipment, fahrenheit }: Binding, { rule, finding, startedMs }: RuleVerdict, atMs: number, onDelayMs: number): Omit<Alert, 'id'> => {
  const seen = numbersInWords(rule, finding, fahrenheit)
  return {
    kind: 'equipment', severity: rule.severity, deviceId: equipment.deviceId, pointId: null,
    title: message(`rule.${rule.id}.title`, { equipment: equipment.name }),
    explanation: [
      ...(seen === null ? [] : [seen]),
      message('rule.since', { minutes: { value: Math.max(1, Math.round((atMs - startedMs) / 60_000)), units: MINUTES }, delay: { value: onDelayMs / 60_000, units: MINUTES } }),
      message(`rule.${rule.id}.equation`),
      message('rule.source', { source: rule.source }),
      message('rule.likely'),
      ...rule.causes.map((cause) => message(`rule.cause.${cause}`)),
    ],
    checks: rule.causes.slice(0, MOST_CHECKS).map((cause) => message(`rule.check.${cause}`)),
    value: null, expected: null, low: null, high: null, worstValue: null,
    evidence: [{ detector: detectorOf(rule), modelVersion: `rule-${rule.version}`, score: 1, expected: null, low: null, high: null }],
    startedAtMs: startedMs, raisedAtMs: atMs, ...NEW_ALERT,
  }
}

export interface RuleAlerts {
  /** The active alert of a rule and equipment. */
  find(binding: Binding, rule: Rule): Alert | undefined
  /** Takes up alerts of a former run, and those whose equipment is bound for the first time. */
  takeUp(bindings: readonly Binding[]): void
  /** Makes the book say what the verdict says. Tried again with the next verdict where the store refused. True when an alert was raised. */
  settle(binding: Binding, verdict: RuleVerdict, atMs: number, onDelayMs: number): boolean
  /** The rule cannot judge this equipment any more: its alert ends, and says so. */
  drop(binding: Binding, rule: Rule, atMs: number): void
  /** Somebody switched the rule off here: its alert ends, and says so. */
  quiet(binding: Binding, rule: Rule, atMs: number): void
  /** Ends active alerts of rules that nothing judges: their equipment is gone or its roles were corrected. */
  dropOrphans(atMs: number): void
}

const keyOf = (deviceId: number, detector: string, equipment: string): string => `${deviceId}/${detector}/${equipment}`

const equipmentIn = ({ params }: Message): string => (typeof params?.equipment === 'string' ? params.equipment : '')

const keyOfAlert = ({ deviceId, evidence, title }: Alert): string => keyOf(deviceId, evidence[0]?.detector ?? '', equipmentIn(title))

const isRuleAlert = ({ kind, pointId, clearedAtMs, evidence }: Alert): boolean => kind === 'equipment' && pointId === null && clearedAtMs === null && evidence[0]?.detector.startsWith('rule.') === true

export const createRuleAlerts = (book: RuleBook): RuleAlerts => {
  /** Alert ids by rule and equipment. */
  const ids = new Map<string, number>()
  const keyFor = ({ equipment }: Binding, rule: Rule): string => keyOf(equipment.deviceId, detectorOf(rule), equipment.name)
  const find = (binding: Binding, rule: Rule): Alert | undefined => {
    // Most of the time there is no alert at all, and keys are made of strings.
    const id = ids.size === 0 ? undefined : ids.get(keyFor(binding, rule))
    const alert = id === undefined ? undefined : book.get(id)
    return alert?.clearedAtMs === null ? alert : undefined
  }
  const end = (binding: Binding, rule: Rule, atMs: number, reason?: Message): void => {
    if (ids.size === 0) return
    const key = keyFor(binding, rule)
    const id = ids.get(key)
    if (id !== undefined && book.clear(id, atMs, reason)) ids.delete(key)
  }
  return {
    find,
    takeUp: (bindings) => {
      const active = book.open().filter(isRuleAlert)
      if (active.length === 0) return
      const wanted = new Set(bindings.flatMap((binding) => binding.rules.map((rule) => keyFor(binding, rule))))
      for (const alert of active) if (wanted.has(keyOfAlert(alert))) ids.set(keyOfAlert(alert), alert.id)
    },
    settle: (binding, verdict, atMs, onDelayMs) => {
      if (verdict.state !== 'fault') {
        end(binding, verdict.rule, atMs)
        return false
      }
      if (find(binding, verdict.rule) !== undefined) return false
      const raised = book.raise(alertOf(binding, verdict, atMs, onDelayMs))
      if (raised !== null) ids.set(keyFor(binding, verdict.rule), raised.id)
      return raised !== null
    },
    drop: (binding, rule, atMs) => end(binding, rule, atMs, message('rule.notJudged')),
    quiet: (binding, rule, atMs) => end(binding, rule, atMs, message('rule.switchedOff')),
    dropOrphans: (atMs) => {
      const judged = new Set(ids.values())
      for (const alert of book.open()) if (isRuleAlert(alert) && !judged.has(alert.id)) book.clear(alert.id, atMs, message('rule.notJudged'))
    },
  }
}
