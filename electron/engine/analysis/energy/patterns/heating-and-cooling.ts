/** Hours in which heat and cold were both used: what one brings the other takes away, so the smaller of both can be spared. */
import type { HeatingAndCooling } from '../../../../../shared/domain/energy-patterns.ts'
import { quantileSorted } from '../../order-statistics.ts'
import type { MeterHours } from './load-days.ts'
import { yearUncertainty } from './year-uncertainty.ts'

const DAY_MS = 86_400_000
const LEAST_COVERAGE = 0.8
const LEAST_HOURS = 24 * 14
/** Below a tenth of what it draws in a busy hour a medium stands by: valves that leak a little are not both running. */
const STANDS_BY = 0.1
const BUSY = 0.95

/** Both in kWh, each ascending. null where both are known for less than 14 days. */
export const heatingAndCoolingOf = (heat: MeterHours, cold: MeterHours): Omit<HeatingAndCooling, 'meterIds'> | null => {
  const colds = new Map<number, number>()
  for (let i = 0; i < cold.startsMs.length; i++) if (isKnown(cold, i)) colds.set(cold.startsMs[i] as number, cold.energy[i] as number)
  const pairs: [number, number, number][] = []
  for (let i = 0; i < heat.startsMs.length; i++) {
    const other = isKnown(heat, i) ? colds.get(heat.startsMs[i] as number) : undefined
    if (other !== undefined) pairs.push([heat.energy[i] as number, other, heat.startsMs[i] as number])
  }
  if (pairs.length < LEAST_HOURS) return null
  const [heats, cools] = [busyOf(pairs.map(([each]) => each)), busyOf(pairs.map(([, each]) => each))]
  const both = pairs.filter(([one, other]) => one > 0 && other > 0 && one > STANDS_BY * heats && other > STANDS_BY * cools)
  const days = new Map(pairs.map(([, , startMs]) => [Math.floor(startMs / DAY_MS), 0]))
  for (const [one, other, startMs] of both) days.set(Math.floor(startMs / DAY_MS), (days.get(Math.floor(startMs / DAY_MS)) ?? 0) + Math.min(one, other))
  return { known: pairs.length, hours: both.length, uncertaintyYear: yearUncertainty([...days.values()], pairs.length / 24), energy: both.reduce((sum, [one, other]) => sum + Math.min(one, other), 0) }
}

const isKnown = ({ energy, coverage }: MeterHours, i: number): boolean => (coverage[i] as number) >= LEAST_COVERAGE && !Number.isNaN(energy[i])

const busyOf = (values: readonly number[]): number => quantileSorted(Float64Array.from(values.filter((value) => value > 0)).sort(), BUSY)
