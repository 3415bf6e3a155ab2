/** All patterns of one meter together, and in words what could not be told and why. */
import type { EnergyPatterns, PatternPart } from '../../../../../shared/domain/energy-patterns.ts'
import { message, type Message } from '../../../../../shared/message.ts'
import type { Calendar } from '../../calendar.ts'
import { baseLoadDriftOf } from './base-load-drift.ts'
import { dayTypesOf } from './day-types.ts'
import { heatingAndCoolingOf } from './heating-and-cooling.ts'
import { dayOffWasteOf, nightWasteOf } from './idle-waste.ts'
import { dailyTemperatures, loadDaysOf, measuredDaysOf, type LoadDay, type MeterHours, type TemperatureHours } from './load-days.ts'
import { occupiedHoursOf, type OccupiedHours } from './occupied-hours.ts'
import { startUpOf } from './start-up.ts'

export interface PatternInput {
  readonly meterId: number
  readonly fromMs: number
  readonly toMs: number
  readonly hours: MeterHours
  /** Base load by day, from days of the meter; may reach further back than the hours. */
  readonly baseLoad: { readonly startsMs: Float64Array; readonly baseLoad: Float64Array }
  /** Reaches as far back as the base load. null = no outdoor temperature. */
  readonly weather: TemperatureHours | null
  /** Heat meters for a meter of cooling, and the other way round, added up; null for other media. */
  readonly opposite: { readonly meterIds: readonly number[]; readonly hours: MeterHours } | null
  readonly calendar: Calendar
  /** Of whole local days since the epoch. */
  readonly isHoliday: (day: number) => boolean
}

export interface FoundPatterns {
  readonly patterns: EnergyPatterns
  readonly days: readonly LoadDay[]
  readonly occupied: OccupiedHours | null
}

const DAY_MS = 86_400_000

export const patternsOf = (input: PatternInput): FoundPatterns => {
  const { meterId, fromMs, toMs, calendar } = input
  const days = loadDaysOf(input.hours, input.weather, calendar, input.isHoliday)
  const measuredDays = measuredDaysOf(days)
  const dayTypes = dayTypesOf(days)
  const occupied = occupiedHoursOf(days)
  const found = {
    occupied: occupied?.week ?? null,
    night: occupied === null ? null : nightWasteOf(days, occupied),
    daysOff: occupied === null ? null : dayOffWasteOf(days, occupied),
    startUp: occupied === null ? null : startUpOf(days, occupied),
    baseLoadDrift: driftOf(input),
    heatingAndCooling: bothOf(input),
  }
  const missing = missingOf({ ...found, dayTypes }, input, measuredDays)
  return {
    days, occupied,
    patterns: {
      meterId, fromMs, toMs, measuredDays, dayTypes: dayTypes?.types ?? [], clarity: dayTypes?.clarity ?? null,
      days: days.map(({ day }, i) => ({ dayMs: day * DAY_MS, dayType: dayTypes?.ofDay[i] ?? -1 })), ...found, missing,
    },
  }
}

const driftOf = ({ baseLoad, weather, calendar }: PatternInput): EnergyPatterns['baseLoadDrift'] => {
  const temperatures = weather === null ? new Map<number, number>() : dailyTemperatures(weather, calendar)
  const day = Array.from(baseLoad.startsMs, (startMs) => calendar.dayOf(startMs))
  return baseLoadDriftOf({ day, base: baseLoad.baseLoad, temperature: Float64Array.from(day, (each) => temperatures.get(each) ?? Number.NaN) })
}

const bothOf = ({ hours, opposite }: PatternInput): EnergyPatterns['heatingAndCooling'] => {
  const both = opposite === null ? null : heatingAndCoolingOf(hours, opposite.hours)
  return both === null || opposite === null ? null : { ...both, meterIds: opposite.meterIds }
}

type Found = Readonly<Record<PatternPart, unknown>>

const missingOf = (found: Found, { weather, opposite }: PatternInput, days: number): EnergyPatterns['missing'] => {
  const missing: Partial<Record<PatternPart, Message>> = {}
  const note = (part: PatternPart, why: Message): void => {
    if (found[part] === null) missing[part] = why
  }
  note('dayTypes', message('pattern.missing.days', { days, least: 14 }))
  note('occupied', days < 28 ? message('pattern.missing.weeks', { days }) : message('pattern.missing.swing'))
  const use = found.occupied === null
  note('night', use ? message('pattern.missing.use') : message('pattern.missing.nights'))
  note('daysOff', use ? message('pattern.missing.use') : message('pattern.missing.daysOff'))
  note('startUp', use ? message('pattern.missing.use') : message('pattern.missing.startUp'))
  note('baseLoadDrift', weather === null || weather.startsMs.length === 0 ? message('pattern.missing.driftWeather') : message('pattern.missing.drift', { weeks: 16 }))
  if (opposite !== null) note('heatingAndCooling', message('pattern.missing.both', { days: 14 }))
  return missing
}
