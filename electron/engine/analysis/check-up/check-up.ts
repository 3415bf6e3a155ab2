/** The network check-up: 100 minus what each check takes, never below 0. */
import type { CheckUp, Deduction } from '../../../../shared/domain/check-up.ts'
import type { CheckUpFacts } from './check-up-facts.ts'
import type { Check } from './check.ts'
import { clocks, limits, loss, offline, retries, slow } from './device-checks.ts'
import { bbmd, broadcasts, duplicates, malformed, moved, routers, unreadable, wrongInterface } from './network-checks.ts'
import { names, references, units } from './object-checks.ts'

export const CHECKS: readonly Check[] = [
  duplicates,
  offline,
  loss,
  retries,
  slow,
  limits,
  routers,
  broadcasts,
  wrongInterface,
  bbmd,
  unreadable,
  clocks,
  moved,
  malformed,
  references,
  names,
  units,
]

/** Requests that must have been made before a score is given. */
const ENOUGH_REQUESTS = 50

/** Deductions come gravest first. The score is null without devices, or before enough was asked of them. */
export const checkUp = (facts: CheckUpFacts): CheckUp => {
  const results = CHECKS.map((check) => ({ check: check.name, result: check.judge(facts, check.most) }))
  const deductions = results.flatMap(({ check, result }): Deduction[] => (result.kind === 'deduction' ? [{ check, ...result.deduction }] : []))
  const textsOf = (kind: 'passed' | 'notChecked') => results.flatMap(({ check, result }) => (result.kind === kind ? [{ check, text: result.text }] : []))
  const requests = facts.devices.reduce((sum, device) => sum + device.requests, 0)
  const taken = deductions.reduce((sum, { points }) => sum + points, 0)
  return {
    atMs: facts.atMs,
    fromMs: facts.fromMs,
    score: facts.devices.length === 0 || requests < ENOUGH_REQUESTS ? null : Math.max(0, Math.round(100 - taken)),
    deductions: deductions.sort((a, b) => b.points - a.points),
    passed: textsOf('passed'),
    notChecked: textsOf('notChecked'),
  }
}
