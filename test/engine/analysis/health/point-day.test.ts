/** Days of points, against a plain reckoning of the same readings: random histories with gaps, flags and clocks that change. */
import { describe, expect, it } from 'vitest'
import { createCalendar, type Calendar } from '../../../../electron/engine/analysis/calendar.ts'
import { pointDaysOf } from '../../../../electron/engine/analysis/health/point-day.ts'
import type { PointDay, QualifiedSeries } from '../../../../shared/domain/device-status.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** mulberry32 */
const randomOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Reading {
  readonly timeMs: number
  readonly value: number
  readonly quality: number
}

const BAD = QUALITY.fault | QUALITY.outOfRange | QUALITY.spike | QUALITY.rate
const FLAGS = [QUALITY.fault, QUALITY.spike, QUALITY.overridden, QUALITY.outOfService, QUALITY.outOfRange | QUALITY.overridden]

/** Eight days in which both the readings' pace and their gaps are chance. */
const history = (fromMs: number, random: () => number): Reading[] => {
  const readings: Reading[] = []
  let value = 20
  for (let timeMs = fromMs; timeMs < fromMs + 8 * DAY_MS; timeMs += Math.ceil(random() ** 6 * (random() < 0.02 ? 9 * HOUR_MS : HOUR_MS)) + 60_000) {
    if (random() < 0.6) value += (random() - 0.5) * 12
    readings.push({ timeMs, value: random() < 0.01 ? Number.NaN : value, quality: random() < 0.9 ? 0 : (FLAGS[Math.floor(random() * FLAGS.length)] ?? 0) })
  }
  return readings
}

const seriesOf = (readings: readonly Reading[]): QualifiedSeries => ({
  timesMs: Float64Array.from(readings, ({ timeMs }) => timeMs), values: Float64Array.from(readings, ({ value }) => value), qualities: Uint16Array.from(readings, ({ quality }) => quality),
})

/** A value turned round when it comes back by 5 from the furthest it went; counted on the day it did. */
const reversalsOf = (good: readonly Reading[], calendar: Calendar): Map<number, number> => {
  const counts = new Map<number, number>()
  let [highest, lowest, way] = [-Infinity, Infinity, 'none']
  for (const [i, { timeMs, value }] of good.entries()) {
    if (i === 0) [highest, lowest] = [value, value]
    const up = value - lowest >= 5
    const down = highest - value >= 5
    if (way === 'up' && value > highest) highest = value
    if (way === 'down' && value < lowest) lowest = value
    if ((way === 'up' && down) || (way === 'down' && up)) counts.set(calendar.dayOf(timeMs), (counts.get(calendar.dayOf(timeMs)) ?? 0) + 1)
    if (way !== 'up' && up) [way, highest, lowest] = ['up', value, -Infinity]
    else if (way !== 'down' && down) [way, highest, lowest] = ['down', Infinity, value]
    if (way === 'up') [highest, lowest] = [Math.max(highest, value), Infinity]
    if (way === 'down') [highest, lowest] = [-Infinity, Math.min(lowest, value)]
  }
  return counts
}

/** Value of each local hour: the mean of its readings, or the last one held for up to three hours. */
const hoursOf = (good: readonly Reading[], calendar: Calendar): Map<number, number> => {
  const byHour = Map.groupBy(good, ({ timeMs }) => Math.floor(calendar.localMs(timeMs) / HOUR_MS))
  const [first, last] = [Math.min(...byHour.keys()), Math.max(...byHour.keys())]
  const hours = new Map<number, number>()
  for (let hour = first; hour <= last; hour++) {
    const own = byHour.get(hour)
    if (own !== undefined) hours.set(hour, own.reduce((sum, { value }) => sum + value, 0) / own.length)
    else {
      const before = [1, 2, 3].map((ago) => byHour.get(hour - ago)).find((found) => found !== undefined)?.at(-1)
      if (before !== undefined) hours.set(hour, before.value)
    }
  }
  return hours
}

const plainDays = (readings: readonly Reading[], calendar: Calendar): PointDay[] => {
  const good = readings.filter(({ value, quality }) => Number.isFinite(value) && (quality & (BAD | QUALITY.outOfService)) === 0)
  const hours = hoursOf(good, calendar)
  const reversals = reversalsOf(good, calendar)
  const byDay = Map.groupBy(readings, ({ timeMs }) => calendar.dayOf(timeMs))
  const heldDays = [...hours.keys()].map((hour) => Math.floor(hour / 24))
  const counted = new Set([...byDay.keys(), ...heldDays.filter((day) => heldDays.filter((one) => one === day).length >= 12)])
  return [...counted].sort((a, b) => a - b).map((day) => {
    const own = byDay.get(day) ?? []
    const count = (flags: number): number => own.filter(({ quality }) => (quality & flags) !== 0).length
    const at = (hour: number): number => hours.get(day * 24 + hour) ?? Number.NaN
    const known = Array.from({ length: 24 }, (_, hour) => at(hour)).filter(Number.isFinite)
    const isEnough = known.length >= 12
    const blocks = Array.from({ length: 8 }, (_, block) => {
      const of = [0, 1, 2].map((hour) => at(block * 3 + hour)).filter(Number.isFinite)
      return isEnough && of.length >= 2 ? of.reduce((sum, value) => sum + value, 0) / of.length : Number.NaN
    })
    const pairs = Array.from({ length: 24 }, (_, hour) => [at(hour - 1), at(hour)] as const).filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b))
    const bends = Array.from({ length: 22 }, (_, hour) => Math.abs(at(hour) - 2 * at(hour + 1) + at(hour + 2))).filter(Number.isFinite).sort((a, b) => a - b)
    return {
      pointId: 7, day, readings: own.length, bad: count(BAD), overridden: count(QUALITY.overridden), outOfService: count(QUALITY.outOfService), reversals: reversals.get(day) ?? 0, hours: isEnough ? known.length : 0, blocks,
      roughness: isEnough && bends.length >= 10 ? (bends[Math.floor(bends.length / 2)] as number) : Number.NaN, still: !isEnough ? Number.NaN : pairs.length === 0 ? 0 : pairs.filter(([a, b]) => a === b).length / pairs.length,
    }
  })
}

describe('days of a point', () => {
  it.each([
    ['UTC', Date.UTC(2026, 0, 3)], ['Europe/Berlin', Date.UTC(2026, 2, 26)], ['Europe/Berlin', Date.UTC(2026, 9, 20)], ['Asia/Kathmandu', Date.UTC(2026, 5, 1)], ['America/St_Johns', Date.UTC(2026, 2, 5)],
  ] as const)('are what a plain reckoning of the readings gives, in %s from %i on', (timeZone, fromMs) => {
    for (let seed = 1; seed <= 12; seed++) {
      const calendar = createCalendar(timeZone)
      const readings = history(fromMs + seed * 60_000, randomOf(seed))
      expect(pointDaysOf(7, seriesOf(readings), calendar)).toEqual(plainDays(readings, calendar))
    }
  })
})
