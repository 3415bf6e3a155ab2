/** Brings the readings of a meter's source from the store into slots. */
import { ENERGY_QUALITY, type Meter } from '../../../../shared/domain/energy.ts'
import type { Calendar } from '../../analysis/calendar.ts'
import { newestIntervals } from '../../analysis/energy/newest-intervals.ts'
import { habitsOf, joinHabits, NO_HABITS, type MeterHabits } from '../../analysis/energy/meters/meter-habits.ts'
import type { FoundCorrection } from '../../analysis/energy/meters/meter-readings.ts'
import { addImported, addSignal } from '../../analysis/energy/meters/meter-slots.ts'
import { flowScale, kelvinOf } from '../../analysis/energy/meters/meter-units.ts'
import { rollUp } from '../../analysis/energy/meters/roll-up.ts'
import { createSlotSums, slotsEndMs, type SlotSums } from '../../analysis/energy/meters/slot-sums.ts'
import { addRunTime, addSum, addThermal, type SourceReadings } from '../../analysis/energy/meters/virtual-slots.ts'
import type { EnergyQueries } from '../../store/energy-queries.ts'
import type { EnergyPoint, EnergyTask } from './energy-task.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Readings before a part that its rules look at, and after it: to tell one wrong reading from a new total. */
const LOOK_BACK_MS = 3 * HOUR_MS
const LOOK_AHEAD_MS = 2 * HOUR_MS
/** Habits of a meter come from so much of its past. */
const HABITS_MS = 56 * DAY_MS
/** Sums of sums of sums. */
const DEEPEST = 8

interface Slots {
  readonly slots: SlotSums
  readonly corrections: readonly FoundCorrection[]
}

export interface MeterSources {
  /** Start of what is known of a meter; undefined without data. */
  firstMs(meter: Meter): number | undefined
  /** Where a part that should begin at `fromMs` must begin so that a gap which ends in it is spread over all of its time. */
  beginsAt(meter: Meter, fromMs: number): number
  slots(meter: Meter, fromMs: number, toMs: number): Slots
  /** Remembers what the hours of a part tell of the meter's habits. */
  learn(meter: Meter, startsMs: Float64Array, energy: Float64Array, coverage: Float64Array): void
}

export const createMeterSources = (task: EnergyTask, queries: EnergyQueries, calendar: Calendar): MeterSources => {
  const meters = new Map(task.meters.map((meter) => [meter.id, meter]))
  const points = new Map(task.points.map((point) => [point.id, point]))
  const undone = new Map<number, Set<string>>()
  for (const { meterId, key } of task.undone) undone.set(meterId, (undone.get(meterId) ?? new Set()).add(key))
  const habits = new Map<number, MeterHabits>()
  const slotMs = Math.min(15, task.windowMinutes) * 60_000

  const pointsOf = ({ source }: Meter): number[] =>
    source.what === 'point'
      ? [source.pointId]
      : source.what === 'thermal'
        ? [source.flowPointId, source.supplyPointId, source.returnPointId]
        : source.what === 'runTime'
          ? [source.pointId, ...(source.speedPointId === null ? [] : [source.speedPointId])]
          : []

  const firstMs = (meter: Meter, depth = 0): number | undefined => {
    if (depth > DEEPEST) return undefined
    const firsts = pointsOf(meter).map((id) => queries.firstReadingMs(id))
    if (meter.source.what === 'sum') firsts.push(...meter.source.terms.map(({ meterId }) => firstOfMeter(meterId, depth + 1)))
    const own = [...firsts, queries.firstImportedMs(meter.id)].filter((timeMs) => timeMs !== undefined)
    return own.length === 0 ? undefined : Math.min(...own)
  }
  const firstOfMeter = (meterId: number, depth: number): number | undefined => {
    const meter = meters.get(meterId)
    return meter && firstMs(meter, depth)
  }

  const read = (point: EnergyPoint | undefined, fromMs: number, toMs: number): SourceReadings =>
    point === undefined
      ? { readings: { timesMs: new Float64Array(0), values: new Float64Array(0), qualities: new Uint16Array(0) }, unobserved: [] }
      : { readings: queries.readings(point.id, fromMs - LOOK_BACK_MS, toMs + LOOK_AHEAD_MS), unobserved: queries.unobserved(point.deviceId, fromMs - 2 * DAY_MS, toMs) }

  const habitsBefore = (meter: Meter, fromMs: number): MeterHabits => {
    const known = habits.get(meter.id)
    if (known !== undefined) return known
    const rows = queries.hours(meter.id, fromMs - HABITS_MS, fromMs)
    const own = habitsOf(rows.startsMs, rows.energy, rows.coverage, calendar)
    habits.set(meter.id, own)
    return own
  }

  const pointSlots = (meter: Meter, pointId: number, signal: 'counter' | 'rate' | 'pulse', fromMs: number, toMs: number): Slots => {
    const point = points.get(pointId)
    const { readings, unobserved } = read(point, fromMs, toMs)
    const facts = { signal, scale: meter.scale, rolloverAt: meter.rolloverAt, unobserved, undone: undone.get(meter.id) ?? new Set<string>(), calendar }
    const once = (own: MeterHabits): Slots => {
      const slots = createSlotSums(fromMs, toMs, slotMs)
      return { slots, corrections: addSignal(slots, readings, { ...facts, habits: own }) }
    }
    const before = habitsBefore(meter, fromMs)
    const first = once(before)
    if (before.profile !== null || !first.corrections.some(({ kind }) => kind === 'gap')) return first
    // The first part of a meter has gaps before it has habits: those of the part itself.
    const { hours } = rollUp(first.slots, fromMs, slotsEndMs(first.slots), { calendar, windowMs: slotMs, nowMs: task.nowMs, quality: 0 })
    return once(joinHabits(before, habitsOf(hours.startsMs, hours.energy, hours.coverage, calendar)))
  }

  const slotsOf = (meter: Meter, fromMs: number, toMs: number, depth: number): Slots => {
    const { source } = meter
    if (source.what === 'point') return pointSlots(meter, source.pointId, source.signal, fromMs, toMs)
    const slots = createSlotSums(fromMs, toMs, slotMs)
    if (source.what === 'sum') {
      const terms = source.terms.map(({ meterId, factor }) => {
        const term = meters.get(meterId)
        return { factor, slots: term === undefined || depth >= DEEPEST ? createSlotSums(fromMs, toMs, slotMs) : withImported(term, fromMs, toMs, depth + 1).slots }
      })
      addSum(slots, terms)
    } else if (source.what === 'thermal') {
      const [flow, supply, back] = [source.flowPointId, source.supplyPointId, source.returnPointId].map((id) => points.get(id))
      const facts = { flowScale: flowScale(flow?.units ?? null), kelvin: kelvinOf(supply?.units ?? null), cooling: meter.medium === 'cooling' }
      addThermal(slots, read(flow, fromMs, toMs), read(supply, fromMs, toMs), read(back, fromMs, toMs), facts)
    } else if (source.what === 'runTime') {
      const speed = source.speedPointId === null ? null : read(points.get(source.speedPointId), fromMs, toMs)
      addRunTime(slots, read(points.get(source.pointId), fromMs, toMs), speed, source.ratedKw)
      slots.quality.fill(ENERGY_QUALITY.estimated)
    }
    return { slots, corrections: [] }
  }

  const withImported = (meter: Meter, fromMs: number, toMs: number, depth: number): Slots => {
    const own = slotsOf(meter, fromMs, toMs, depth)
    addImported(own.slots, newestIntervals(queries.imported(meter.id, fromMs - 31 * DAY_MS, toMs), false))
    return own
  }

  return {
    firstMs: (meter) => firstMs(meter),
    beginsAt: (meter, fromMs) => {
      if (meter.source.what !== 'point') return fromMs
      const beforeMs = queries.lastReadingBefore(meter.source.pointId, fromMs)
      const nextMs = queries.firstReadingFrom(meter.source.pointId, fromMs)
      return beforeMs !== undefined && nextMs !== undefined && nextMs - beforeMs > HOUR_MS ? Math.min(fromMs, beforeMs) : fromMs
    },
    slots: (meter, fromMs, toMs) => withImported(meter, fromMs, toMs, 0),
    learn: (meter, startsMs, energy, coverage) => void habits.set(meter.id, joinHabits(habits.get(meter.id) ?? NO_HABITS, habitsOf(startsMs, energy, coverage, calendar))),
  }
}
