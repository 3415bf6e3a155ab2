/** What changes in a healthy building over a year: set-points, opening hours, lamps. A judgement that takes one of these for a broken sensor is wrong. */
import type { BuildingModel } from '../../electron/simulator/physics/building-model.ts'
import { uniform } from '../../electron/simulator/physics/noise.ts'
import type { CampusPoint, CampusSize } from './campus.ts'
import { DAY_MS, FROM_MS, HOUR_MS, STEPS_A_DAY, UTC_OFFSET_MINUTES } from './year-time.ts'

const OFFSET_MS = UTC_OFFSET_MINUTES * 60_000

export interface HealthyChange {
  readonly building: number
  readonly day: number
  readonly what: string
}

export interface Changes {
  readonly changes: readonly HealthyChange[]
  /** Called before each step of the physics. */
  readonly apply: (timeMs: number) => void
  /** Called when the year is over, to change what meters counted. */
  readonly after: () => void
}

const ROOMS = 3
const WARMER_K = 1.5
const RETROFIT_SAVES = 0.35

/**
 * Of each building: three rooms are set 1.5 K warmer from a day on, the chilled water 1.5 K warmer from another; one building in two is open three hours longer from some day of spring on, and the other ones get new lamps that
 * take 35 % less.
 */
export const planChanges = ({ seed, days }: CampusSize, building: number, model: BuildingModel, points: readonly CampusPoint[]): Changes => {
  const pick = (what: number): number => uniform(seed, 40_000 + building, what)
  const dayAt = (what: number): number => Math.floor((0.3 + 0.55 * pick(what)) * days)
  const zones = points.filter(({ spec, judged }) => judged && spec.name.endsWith('ZN-T')).length
  const rooms = Array.from({ length: Math.min(ROOMS, zones) }, (_, i) => ({ zone: Math.floor(pick(10 + i) * zones), day: dayAt(20 + i) }))
  const [waterDay, hoursDay, lampsDay] = [dayAt(30), dayAt(31), dayAt(32)]
  const isLonger = building % 2 === 0
  const { signals } = model
  const localOf = (timeMs: number): { day: number; hour: number; weekday: number } => {
    const local = timeMs + OFFSET_MS
    return { day: Math.floor((timeMs - FROM_MS) / DAY_MS), hour: (local % DAY_MS) / HOUR_MS, weekday: (Math.floor(local / DAY_MS) + 4) % 7 }
  }
  const done = new Set<string>()
  const once = (what: string, act: () => void): void => {
    if (done.has(what)) return
    done.add(what)
    act()
  }
  const force = (signal: string, by: number): void => {
    const slot = signals.slot(signal)
    signals.overrides[slot] = (signals.values[slot] as number) + by
  }
  return {
    changes: [
      ...rooms.map(({ zone, day }) => ({ building, day, what: `room ${zone + 1} set 1.5 K warmer` })),
      { building, day: waterDay, what: 'chilled water set 1.5 K warmer' },
      isLonger ? { building, day: hoursDay, what: 'open three hours longer' } : { building, day: lampsDay, what: 'new lamps' },
    ],
    apply: (timeMs) => {
      const { day, hour, weekday } = localOf(timeMs)
      for (const { zone, day: from } of rooms) if (day >= from) once(`room ${zone}`, () => force(`zone.${zone}.setpoint`, WARMER_K))
      if (day >= waterDay) once('water', () => force('chw.supplySp', WARMER_K))
      if (!isLonger || day < hoursDay) return
      const late = weekday >= 1 && weekday <= 5 && hour >= 18.4 && hour < 22
      for (const index of [0, 1]) signals.set(`schedule.${index}.forced`, late ? 1 : Number.NaN)
    },
    after: () => {
      if (!isLonger) refit(points, lampsDay * STEPS_A_DAY)
    },
  }
}

/** New lamps: the lighting meter and the one above it count what is not used any more less. Where the one was not read its last reading stands for it. */
const refit = (points: readonly CampusPoint[], from: number): void => {
  const valuesOf = (name: string): Float32Array | undefined => points.find(({ spec }) => spec.name === name)?.values
  const [lightKw, lightKwh, mainKw, mainKwh] = ['MSB-LTG.kW', 'MSB-LTG.kWh', 'MSB-MAIN.kW', 'MSB-MAIN.kWh'].map(valuesOf)
  if (lightKw === undefined || lightKwh === undefined || mainKw === undefined || mainKwh === undefined) return
  const lastOf = (values: Float32Array): number => values.subarray(0, from).findLast((value) => !Number.isNaN(value)) ?? 0
  const before = lastOf(lightKwh)
  let [kw, kwh] = [lastOf(lightKw), before]
  for (let step = from; step < lightKw.length; step++) {
    if (!Number.isNaN(lightKw[step])) kw = lightKw[step] as number
    if (!Number.isNaN(lightKwh[step])) kwh = lightKwh[step] as number
    // What was not read stays so: NaN less anything is NaN.
    lightKw[step] = (lightKw[step] as number) - RETROFIT_SAVES * kw
    lightKwh[step] = (lightKwh[step] as number) - RETROFIT_SAVES * (kwh - before)
    mainKw[step] = (mainKw[step] as number) - RETROFIT_SAVES * kw
    mainKwh[step] = (mainKwh[step] as number) - RETROFIT_SAVES * (kwh - before)
  }
}
