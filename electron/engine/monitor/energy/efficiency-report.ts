/** The efficiency of a site put together of what was worked out of each meter: areas with their intensity, and what to do first. Pure. */
import type { AnnualEnergy, AreaEfficiency, Benchmark, EfficiencyReport, FindingKind, FloorArea, MeterEfficiency, Recommendation } from '../../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import { SHIPPED_BENCHMARKS } from '../../../../shared/domain/shipped-benchmarks.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { deliveredOf, mainMetersOf } from '../../../../shared/domain/delivered-meters.ts'

/** Price of one kWh or m3 of a meter in the hours in which a finding would save. */
export interface UnitPrice {
  readonly cost: number
  readonly currency: string
}

export interface ReportParts {
  readonly atMs: number
  /** Those that are not ignored. */
  readonly meters: readonly Meter[]
  readonly worked: readonly MeterEfficiency[]
  readonly floorAreas: readonly FloorArea[]
  readonly changedBenchmarks: readonly Benchmark[]
  readonly priceOf: (meterId: number, kind: FindingKind) => UnitPrice | null
}

/** What sub-meters explain of a finding of the meter above them: then it is told of them. */
const EXPLAINED = 0.7

export const efficiencyReport = (parts: ReportParts): EfficiencyReport => {
  const { atMs, meters, worked, floorAreas, changedBenchmarks } = parts
  const known = new Map(worked.map((each) => [each.meterId, each]))
  const areas = ['', ...[...new Set([...meters.map(({ area }) => area), ...floorAreas.map(({ area }) => area)])].filter((area) => area !== '').sort((a, b) => a.localeCompare(b))]
  return {
    atMs, meters: meters.flatMap(({ id }) => known.get(id) ?? []), pending: meters.filter((meter) => meter.known !== null && !known.has(meter.id)).length,
    areas: areas.map((area) => areaOf(area, parts, known)), recommendations: recommendationsOf(parts, known), benchmarks: benchmarksOf(changedBenchmarks),
  }
}

/** Those that came with the program, as changed by people, and those that people added. */
export const benchmarksOf = (changed: readonly Benchmark[]): Benchmark[] => {
  const own = new Map(changed.map((benchmark) => [benchmark.kind, benchmark]))
  const shipped = new Set(SHIPPED_BENCHMARKS.map(({ kind }) => kind))
  return [...SHIPPED_BENCHMARKS.map((benchmark) => own.get(benchmark.kind) ?? benchmark), ...changed.filter(({ kind }) => !shipped.has(kind))]
}

const areaOf = (area: string, { meters, floorAreas }: ReportParts, known: ReadonlyMap<number, MeterEfficiency>): AreaEfficiency => {
  const own = area === '' ? meters : meters.filter((meter) => meter.area === area)
  const mains = mainMetersOf(own)
  const { counted, notCounted } = deliveredOf(mains)
  const said = floorAreas.find((each) => each.area === area)
  const floorAreaM2 = said?.floorAreaM2 ?? null
  const annual = sumOf(counted.map(({ id }) => known.get(id)?.annual ?? null))
  const missing = missingOf(counted.length, annual, floorAreaM2)
  return {
    area, floorAreaM2, kind: said?.kind ?? null, counted: counted.map(({ id }) => id), notCounted: notCounted.map(({ id }) => id), score: scoreOf(counted.flatMap(({ id }) => known.get(id) ?? [])), annual, missing,
    intensity: annual === null || floorAreaM2 === null ? null : { value: annual.energy / floorAreaM2, uncertainty: annual.uncertainty / floorAreaM2 },
    possibleYear: counted.reduce((sum, { id }) => sum + (known.get(id)?.possibleYear ?? 0), 0),
  }
}

const missingOf = (counted: number, annual: AnnualEnergy | null, floorAreaM2: number | null): Message | null => {
  if (counted === 0) return message('efficiency.missing.counted')
  if (annual === null) return message('efficiency.missing.months')
  return floorAreaM2 === null ? message('efficiency.missing.floorArea') : null
}

/** Meters miss the same months, so what is not known of them adds up straight. null where one is not known. */
const sumOf = (all: readonly (AnnualEnergy | null)[]): AnnualEnergy | null => {
  const known = all.filter((each) => each !== null)
  if (known.length === 0 || known.length < all.length) return null
  return {
    energy: known.reduce((sum, { energy }) => sum + energy, 0), uncertainty: known.reduce((sum, { uncertainty }) => sum + uncertainty, 0),
    days: Math.min(...known.map(({ days }) => days)), months: Math.min(...known.map(({ months }) => months)),
  }
}

const scoreOf = (all: readonly MeterEfficiency[]): number | null => {
  const known = all.flatMap(({ score, annual }) => (score === null || annual === null ? [] : [{ score, energy: Math.max(0, annual.energy) }]))
  const energy = known.reduce((sum, each) => sum + each.energy, 0)
  return energy > 0 ? Math.round(known.reduce((sum, each) => sum + each.score * each.energy, 0) / energy) : null
}

const recommendationsOf = ({ meters, priceOf }: ReportParts, known: ReadonlyMap<number, MeterEfficiency>): Recommendation[] => {
  const all = meters.flatMap((meter): Recommendation[] =>
    (known.get(meter.id)?.findings ?? []).flatMap((finding) => {
      const below = meters.filter(({ parentId, medium }) => parentId === meter.id && medium === meter.medium)
      const explained = below.reduce((sum, { id }) => sum + (known.get(id)?.findings.find(({ kind }) => kind === finding.kind)?.energyYear ?? 0), 0)
      if (explained >= EXPLAINED * finding.energyYear) return []
      const price = priceOf(meter.id, finding.kind)
      return [{ ...finding, meterId: meter.id, costYear: price === null ? null : finding.energyYear * price.cost, costUncertainty: price === null ? null : finding.uncertaintyYear * price.cost, currency: price?.currency ?? null }]
    }),
  )
  // Heat against cold is found by both: told once, of the one with the larger number.
  const once = all.filter((one) => one.kind !== 'heatingAndCooling' || !all.some((other) => other !== one && other.kind === one.kind && other.otherMeterIds.includes(one.meterId) && (other.energyYear > one.energyYear || (other.energyYear === one.energyYear && other.meterId < one.meterId))))
  // Cubic metres and kilowatt-hours cannot be compared: volumes come after energy.
  const volumes = new Set(meters.flatMap(({ id, measure }) => (measure === 'volume' ? [id] : [])))
  return once.sort((a, b) => Number(volumes.has(a.meterId)) - Number(volumes.has(b.meterId)) || b.energyYear - a.energyYear)
}
