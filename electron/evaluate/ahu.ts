/** The task `ahu` of the evaluate command: a verdict for each day of an air handler, by the product's own rules, bound to the roles that it finds from the columns' names, run over its rows in order. */
import { join } from 'node:path'
import type { Binding } from '../engine/analysis/rules/bind.ts'
import { startEquipment, stepEquipment } from '../engine/analysis/rules/rule-run.ts'
import { equipmentValues } from '../engine/pipeline/rules/equipment-inputs.ts'
import { readAhuTable, type AhuTable } from './ahu-table.ts'
import type { EvaluateOptions } from './options.ts'
import { readManifest, writeLines } from './suite.ts'

const DAY_MS = 86_400_000

/** Minutes of a day that a rule was in fault with its condition true, and that its delay ran. */
interface Minutes {
  fault: number
  pending: number
}

type Day = Map<string, Minutes>

/** A row stands until the next, at most this long. */
const MOST_ROW_MS = 300_000
/** Minutes that weigh half: the score of a day only ranks days. */
const HALF_MINUTES = 30

const dayOf = (timeMs: number): string => new Date(Math.floor(timeMs / DAY_MS) * DAY_MS).toISOString().slice(0, 10)

/** Rules about the equipment alone: how it is operated makes no fault day. */
const tallyDays = ({ timesMs, site, columns }: AhuTable, binding: Binding, days: ReadonlyMap<string, Day>): void => {
  const rules = binding.rules.filter(({ about }) => about === 'equipment')
  const state = startEquipment()
  for (let row = 0; row < timesMs.length; row++) {
    const timeMs = timesMs[row] as number
    const day = days.get(dayOf(timeMs)) as Day
    const minutes = row === 0 ? 0 : Math.min(timeMs - (timesMs[row - 1] as number), MOST_ROW_MS) / 60_000
    for (const { rule, state: verdict, finding } of stepEquipment(rules, state, timeMs, equipmentValues(binding, site, (pointId) => columns[pointId]?.values[row] ?? Number.NaN, () => null))) {
      if (finding === null || finding.excess <= 0 || (verdict !== 'fault' && verdict !== 'pending')) continue
      const own = day.get(rule.id) ?? { fault: 0, pending: 0 }
      own[verdict] += minutes
      day.set(rule.id, own)
    }
  }
}

const share = (minutes: number): number => minutes / (minutes + HALF_MINUTES)

/** A day is a fault day when a rule raised an alert in it. Below that, how long a condition held ranks it. */
const lineOf = (id: string, name: string, day: Day): string => {
  const scored = [...day].map(([rule, { fault, pending }]) => ({ rule, fault, score: fault > 0 ? 0.5 + 0.5 * share(fault) : 0.5 * share(pending) }))
  const worst = scored.reduce((most, one) => (one.score > most.score ? one : most), { rule: '', fault: 0, score: 0 })
  return `${id},${name},${worst.score.toFixed(4)},${worst.fault > 0 ? 1 : 0},${worst.fault > 0 ? worst.rule : ''}`
}

/** Runs in the order of the rows: the verdict of a day rests on this and earlier days. */
export const ahu = (options: EvaluateOptions, progress: (text: string) => void): void => {
  const lines = ['id,day,score,fault,type']
  for (const { id } of readManifest(options.input).ahu ?? []) {
    const table = readAhuTable(join(options.input, 'ahu', `${id}.csv`), id)
    const handlers = table.site.bindings.filter(({ equipment }) => equipment.kind === 'ahu')
    progress(`${id}: ${table.columns.map(({ name, role }) => `${name} = ${role ?? 'unknown'}`).join(', ')}`)
    progress(`${id}: ${handlers.length === 0 ? 'no air handler is formed of these columns' : handlers.map(({ rules, inputs }) => `${rules.length} rules on ${[...inputs.keys()].join(', ')}`).join('; ')}`)
    const days = new Map<string, Day>(Array.from(table.timesMs, (timeMs) => [dayOf(timeMs), new Map()]))
    for (const binding of handlers) tallyDays(table, binding, days)
    for (const [name, day] of days) {
      lines.push(lineOf(id, name, day))
      if (day.size > 0) progress(`${id} ${name}: ${[...day].map(([rule, { fault, pending }]) => `${rule} ${fault.toFixed(0)}+${pending.toFixed(0)} min`).join(', ')}`)
    }
  }
  writeLines(options.output, lines)
}
