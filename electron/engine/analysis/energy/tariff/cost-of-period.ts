/**
 * What a meter's period costs and emits by a tariff: energy by time of use, a charge on each month's highest window, a standing charge, CO2.
 * Charges by the month accrue evenly over its local days, so that the weeks of a month add up to it; where a version changes inside a month each has its days.
 */
import type { Measure } from '../../../../../shared/domain/energy.ts'
import type { CostLine, CostReport, DemandLine, Tariff, TariffVersion } from '../../../../../shared/domain/tariff.ts'
import { periodTable } from '../../../../../shared/tariff-times.ts'
import type { Calendar } from '../../calendar.ts'
import { dateOfLocal, localOfDate, monthSharesOf, monthStartLocal } from './local-months.ts'
import { firstQuarterOf, localDayOf, QUARTER_MS, quarterOfDay } from './local-quarters.ts'

/** Rows between two places to stop at. */
const ROWS_AT_ONCE = 2_000

export interface CostInput {
  readonly meterId: number
  /** What the meter is counted in. */
  readonly measure: Measure
  /** Its local hours, or whole local days where `isFlat`, that begin in the period. NaN = not known. */
  readonly rows: { readonly startsMs: Float64Array; readonly energy: Float64Array }
  /** Its local days of all months that the period touches, for their highest windows. */
  readonly days: { readonly startsMs: Float64Array; readonly peak: Float64Array; readonly peakAtMs: Float64Array }
  readonly fromMs: number
  readonly toMs: number
  readonly calendar: Calendar
  /** Of a local day since the epoch. */
  readonly isHoliday: (day: number) => boolean
}

/** No price depends on the hour: days are enough to cost by. */
export const isFlat = ({ versions }: Tariff): boolean => versions.every(({ periods }) => periods.length === 0)

/** Whether a tariff can price a meter: in its own unit, or m3 where each version knows how many kWh one is billed as. */
export const canPrice = ({ measure, versions }: Tariff, meterMeasure: Measure): boolean =>
  measure === meterMeasure || (measure === 'energy' && meterMeasure === 'volume' && versions.every(({ kwhPerM3 }) => kwhPerM3 !== null))

interface Span {
  readonly version: TariffVersion
  readonly fromLocal: number
  readonly toLocal: number
  readonly table: Int8Array
  /** All periods begin and end on the hour. */
  readonly wholeHours: boolean
  /** Units of the tariff in one of the meter's. */
  readonly factor: number
  /** Of the periods, the last one of all other times. */
  readonly amounts: Float64Array
  /** The local day looked at last, and where its quarters begin in `table`: hours come day by day. */
  day: number
  quarters: number
}

/** The same as `costOfPeriod`, stopping every 2,000 rows so that other work goes on. The tariff must be able to price the meter (`canPrice`). */
export function* costingOf(tariff: Tariff, input: CostInput): Generator<undefined, CostReport> {
  const { calendar, fromMs, toMs, rows } = input
  const spans = spansOf(tariff, input)
  let [priced, unpriced, known] = [0, 0, 0]
  for (let i = 0; i < rows.startsMs.length; i++) {
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield
    const energy = rows.energy[i] as number
    if (Number.isNaN(energy)) continue
    known += 1
    const span = spanAt(spans, calendar.localMs(rows.startsMs[i] as number))
    if (span === undefined) unpriced += energy
    else {
      priced += energy
      addRow(span, rows.startsMs[i] as number, energy * span.factor, input)
    }
  }
  const energy = spans.flatMap(linesOf)
  const demand = spans.flatMap((span) => demandOf(span, input))
  const standingCost = spans.reduce((sum, { version, fromLocal, toLocal }) => sum + monthSharesOf(fromLocal, toLocal).reduce((months, { share }) => months + share, 0) * version.standingCharge, 0)
  const energyCost = energy.reduce((sum, { cost }) => sum + cost, 0)
  const demandCost = demand.reduce((sum, { cost }) => sum + cost, 0)
  return {
    meterId: input.meterId, tariffId: tariff.id, fromMs, toMs, currency: tariff.currency, measure: tariff.measure, energy: mergedLines(energy), demand, energyCost, demandCost, standingCost,
    total: energyCost + demandCost + standingCost, co2Kg: co2Of(spans), versions: spans.map(({ version }) => version.validFrom), priced, unpriced,
    known: rows.startsMs.length === 0 ? 0 : known / rows.startsMs.length,
  }
}

/** What [fromMs, toMs) costs. */
export const costOfPeriod = (tariff: Tariff, input: CostInput): CostReport => {
  const work = costingOf(tariff, input)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const spansOf = ({ versions, measure }: Tariff, { calendar, fromMs, toMs, measure: own }: CostInput): Span[] => {
  const [fromLocal, toLocal] = [calendar.localMs(fromMs), calendar.localMs(toMs)]
  return versions.flatMap((version, index): Span[] => {
    const next = versions[index + 1]
    const from = Math.max(fromLocal, localOfDate(version.validFrom))
    const to = next === undefined ? toLocal : Math.min(toLocal, localOfDate(next.validFrom))
    if (from >= to) return []
    return [{
      version, fromLocal: from, toLocal: to, table: periodTable(version.periods), wholeHours: version.periods.every(({ fromMinute, toMinute }) => fromMinute % 60 === 0 && toMinute % 60 === 0),
      factor: own === measure ? 1 : (version.kwhPerM3 ?? Number.NaN), amounts: new Float64Array(version.periods.length + 1), day: Number.NaN, quarters: 0,
    }]
  })
}

const spanAt = (spans: readonly Span[], localMs: number): Span | undefined => spans.find(({ fromLocal, toLocal }) => localMs >= fromLocal && localMs < toLocal)

/** Where a price changes within an hour, its energy counts as used evenly. */
const addRow = (span: Span, startMs: number, amount: number, input: CostInput): void => {
  const parts = span.wholeHours ? 1 : 4
  for (let part = 0; part < parts; part++) addAt(span, startMs + part * QUARTER_MS, amount / parts, input)
}

const addAt = (span: Span, timeMs: number, amount: number, { calendar, isHoliday }: CostInput): void => {
  const { version, table, amounts } = span
  const local = calendar.localMs(timeMs)
  const day = localDayOf(local)
  if (day !== span.day) {
    span.day = day
    span.quarters = firstQuarterOf(version, day, isHoliday)
  }
  const period = table[span.quarters + quarterOfDay(local)] as number
  const slot = period < 0 ? amounts.length - 1 : period
  amounts[slot] = (amounts[slot] as number) + amount
}

const linesOf = ({ version: { periods, price }, amounts }: Span): CostLine[] =>
  [...amounts].flatMap((amount, i): CostLine[] => {
    const own = periods[i]?.price ?? price
    return amount === 0 ? [] : [{ period: periods[i]?.name ?? '', price: own, amount, cost: amount * own }]
  })

/** What has one name and price is one line, also over two versions. */
const mergedLines = (lines: readonly CostLine[]): CostLine[] => {
  const merged = new Map<string, CostLine>()
  for (const line of lines) {
    const key = `${line.price} ${line.period}`
    const old = merged.get(key)
    merged.set(key, old === undefined ? line : { ...old, amount: old.amount + line.amount, cost: old.cost + line.cost })
  }
  return [...merged.values()]
}

const demandOf = ({ version: { demandCharge }, fromLocal, toLocal, factor }: Span, { days, calendar }: CostInput): DemandLine[] => {
  if (demandCharge === 0) return []
  return monthSharesOf(fromLocal, toLocal).map(({ monthLocal, share }): DemandLine => {
    let [peak, peakAtMs]: [number | null, number | null] = [null, null]
    for (let i = 0; i < days.startsMs.length; i++) {
      const own = (days.peak[i] as number) * factor
      if (Number.isNaN(own) || monthStartLocal(calendar.localMs(days.startsMs[i] as number)) !== monthLocal || (peak !== null && own <= peak)) continue
      peak = own
      peakAtMs = days.peakAtMs[i] as number
    }
    return { month: dateOfLocal(monthLocal), peak, peakAtMs, charge: demandCharge, share, cost: share * demandCharge * (peak ?? 0) }
  })
}

const co2Of = (spans: readonly Span[]): number | null => {
  let sum = 0
  for (const { version, amounts } of spans) {
    if (version.co2KgPerUnit === null) return null
    for (const amount of amounts) sum += amount * version.co2KgPerUnit
  }
  return spans.length === 0 ? null : sum
}
