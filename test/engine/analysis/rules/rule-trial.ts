/** Runs rules over made-up equipment: values that stand for some minutes, one after the other. */
import { RULES } from '../../../../electron/engine/analysis/rules/rule-list.ts'
import { startEquipment, stepEquipment, type EquipmentState, type RuleVerdict } from '../../../../electron/engine/analysis/rules/rule-run.ts'
import type { InputValues } from '../../../../electron/engine/analysis/rules/inputs.ts'
import type { Rule } from '../../../../electron/engine/analysis/rules/rule.ts'

const MINUTE_MS = 60_000
export const MONDAY = Date.UTC(2026, 1, 2, 8)

export const ruleOf = (id: string): Rule => {
  const rule = RULES.find((one) => one.id === id)
  if (rule === undefined) throw new Error(`no rule ${id}`)
  return rule
}

export interface Trial {
  /** Holds values for some minutes, one step a minute; gives the verdict of the last. */
  hold(minutes: number, values: InputValues): RuleVerdict
  /** Nothing is observed. */
  silence(minutes: number): void
  /** The state goes through JSON, as over a restart. */
  restart(): void
}

export const trial = (id: string): Trial => {
  const rules = [ruleOf(id)]
  let state: EquipmentState = startEquipment()
  let timeMs = MONDAY
  return {
    hold: (minutes, values) => {
      let last: RuleVerdict | undefined
      for (let i = 0; i < minutes; i++) {
        timeMs += MINUTE_MS
        last = stepEquipment(rules, state, timeMs, values)[0]
      }
      if (last === undefined) throw new Error('hold at least a minute')
      return last
    },
    silence: (minutes) => {
      timeMs += minutes * MINUTE_MS
    },
    restart: () => {
      state = JSON.parse(JSON.stringify(state)) as EquipmentState
    },
  }
}
