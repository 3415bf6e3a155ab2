/** The task `ahu` of the evaluate command: a verdict for each day of an air handler, by the product's own rules run over its rows in order. */
import { join } from 'node:path'
import { inputSpec, type InputName, type InputValues } from '../engine/analysis/rules/inputs.ts'
import { CELSIUS, conversionOf, PASCALS, type Conversion } from '../engine/analysis/rules/rule-units.ts'
import { RULES } from '../engine/analysis/rules/rule-list.ts'
import { startEquipment, stepEquipment } from '../engine/analysis/rules/rule-run.ts'
import { inputColumns } from './ahu-columns.ts'
import type { EvaluateOptions } from './options.ts'
import { numbersOf, readManifest, readTable, timesOf, writeLines } from './suite.ts'

const FAHRENHEIT = 64
const INCHES_OF_WATER = 58
const DAY_MS = 86_400_000

/** A column as it is read: its values, and how they become rule values. */
interface Column {
  readonly input: InputName
  readonly values: Float64Array
  readonly conversion: Conversion
}

/** Air of a building is warmer than this in °F and cooler in °C. */
const FAHRENHEIT_FROM = 45
/** Duct pressure is below this in inches of water, above in pascals. */
const INCHES_BELOW = 10

const highest = (values: Float64Array): number => values.reduce((most, value) => (value > most ? value : most), Number.NEGATIVE_INFINITY)

/** The tables name no units: they are told from the first day, which is over before its verdict is due. */
const conversionFor = (input: InputName, firstDay: Float64Array, fahrenheit: boolean): Conversion => {
  const { quantity } = inputSpec(input)
  const most = highest(firstDay)
  switch (quantity) {
    case 'temperature':
      return conversionOf(fahrenheit ? FAHRENHEIT : CELSIUS, quantity) as Conversion
    case 'percent':
      return { scale: most <= 1.05 ? 100 : 1, offset: 0 }
    case 'pressure':
      return conversionOf(most < INCHES_BELOW ? INCHES_OF_WATER : PASCALS, quantity) as Conversion
    case 'flow':
    case 'state':
      return { scale: 1, offset: 0 }
  }
}

const columnsOf = (file: string): { readonly timesMs: Float64Array; readonly columns: readonly Column[] } => {
  const table = readTable(file)
  const timesMs = timesOf(table, file)
  const firstDayRows = timesMs.findIndex((timeMs) => timeMs >= (Math.floor((timesMs[0] as number) / DAY_MS) + 1) * DAY_MS)
  const raw = [...inputColumns(table.columns)].map(([input, name]) => ({ input, values: numbersOf(table, name, file) }))
  const firstDay = (values: Float64Array): Float64Array => (firstDayRows < 0 ? values : values.subarray(0, firstDayRows))
  const returnAir = raw.find(({ input }) => input === 'returnAir' || input === 'supplyAir')
  const fahrenheit = returnAir !== undefined && highest(firstDay(returnAir.values)) > FAHRENHEIT_FROM
  return { timesMs, columns: raw.map((own) => ({ ...own, conversion: conversionFor(own.input, firstDay(own.values), fahrenheit) })) }
}
const valuesAt = (columns: readonly Column[], row: number): InputValues =>
  Object.fromEntries(columns.map(({ input, values, conversion }) => [input, (values[row] as number) * conversion.scale + conversion.offset]))

/** Minutes of a day that a rule was in fault with its condition true, and that its delay ran. */
interface Minutes {
  fault: number
  pending: number
}

type Day = Map<string, Minutes>

/** Rules about the equipment: how it is operated makes no fault day. */
const DAY_RULES = RULES.filter(({ kinds, about }) => kinds.includes('ahu') && about === 'equipment')

/** A row stands until the next, at most this long. */
const MOST_ROW_MS = 300_000
/** Minutes that weigh half: the score of a day only ranks days. */
const HALF_MINUTES = 30

const tallyDays = (timesMs: Float64Array, columns: readonly Column[]): ReadonlyMap<string, Day> => {
  const state = startEquipment()
  const days = new Map<string, Day>()
  for (let row = 0; row < timesMs.length; row++) {
    const timeMs = timesMs[row] as number
    const name = new Date(timeMs).toISOString().slice(0, 10)
    const day = days.get(name) ?? new Map<string, Minutes>()
    days.set(name, day)
    const minutes = row === 0 ? 0 : Math.min(timeMs - (timesMs[row - 1] as number), MOST_ROW_MS) / 60_000
    for (const { rule, state: verdict, finding } of stepEquipment(DAY_RULES, state, timeMs, valuesAt(columns, row))) {
      if (finding === null || finding.excess <= 0 || (verdict !== 'fault' && verdict !== 'pending')) continue
      const own = day.get(rule.id) ?? { fault: 0, pending: 0 }
      own[verdict] += minutes
      day.set(rule.id, own)
    }
  }
  return days
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
    const { timesMs, columns } = columnsOf(join(options.input, 'ahu', `${id}.csv`))
    progress(`${id}: ${columns.map(({ input }) => input).join(', ')}`)
    for (const [name, day] of tallyDays(timesMs, columns)) {
      lines.push(lineOf(id, name, day))
      if (day.size > 0) progress(`${id} ${name}: ${[...day].map(([rule, { fault, pending }]) => `${rule} ${fault.toFixed(0)}+${pending.toFixed(0)} min`).join(', ')}`)
    }
  }
  writeLines(options.output, lines)
}
