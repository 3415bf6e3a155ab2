/** A year of a site whose consumption is known, with all that happens to counters: the totals are right and every correction is told. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import { habitsOf, NO_HABITS } from '../../electron/engine/analysis/energy/meters/meter-habits.ts'
import type { FoundCorrection } from '../../electron/engine/analysis/energy/meters/meter-readings.ts'
import { addSignal } from '../../electron/engine/analysis/energy/meters/meter-slots.ts'
import { rollUp } from '../../electron/engine/analysis/energy/meters/roll-up.ts'
import { createSlotSums } from '../../electron/engine/analysis/energy/meters/slot-sums.ts'
import { officePower, readingsOf, trueEnergy } from '../support/made-up-meter.ts'

const ZONE = 'Europe/Berlin'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Local midnights. */
const FROM_MS = Date.UTC(2024, 11, 31, 23)
const TO_MS = Date.UTC(2025, 11, 31, 23)
const at = (month: number, day: number, hour: number, minute = 0): number => Date.UTC(2025, month - 1, day, hour, minute)

const RESET_MS = at(3, 12, 9, 7)
const ROLLOVER_AT = 100_000
const REPLACED_MS = at(8, 20, 10, 2)
const GAP = { fromMs: at(10, 3, 4), toMs: at(10, 6, 4) }
const GLITCHES = [at(2, 5, 11), at(5, 20, 2), at(6, 1, 13, 15), at(11, 11, 11)]

const calendar = createCalendar(ZONE)
const energyAt = trueEnergy(officePower(ZONE), FROM_MS, TO_MS + HOUR_MS)

/** What the counter's display shows, with a last digit of a tenth: reset in March, over its end by itself, replaced in August. */
const shown = (timeMs: number): number => {
  const total = energyAt(timeMs)
  const value = timeMs < RESET_MS ? 47_311 + total : timeMs < REPLACED_MS ? 99_000 - energyAt(at(6, 10, 0)) + total : 1_234_567 + total - energyAt(REPLACED_MS)
  const afterReset = timeMs >= RESET_MS && timeMs < at(6, 1, 0) ? total - energyAt(RESET_MS) : null
  return Math.floor(((afterReset ?? value) % (timeMs < REPLACED_MS ? ROLLOVER_AT : 1e12)) * 10) / 10
}

const readings = (): ReturnType<typeof readingsOf> => {
  const rows: [number, number][] = []
  for (let timeMs = FROM_MS; timeMs <= TO_MS; timeMs += 5 * MINUTE_MS) {
    if (timeMs > GAP.fromMs && timeMs < GAP.toMs) continue
    const value = shown(timeMs)
    const glitch = GLITCHES.indexOf(timeMs)
    rows.push([timeMs, glitch < 0 ? value : glitch % 2 === 0 ? 0 : value + 5_000_000])
  }
  return readingsOf(rows)
}

const workOut = (undone: readonly string[] = []) => {
  const facts = { signal: 'counter', scale: 1, rolloverAt: null, unobserved: [], undone: new Set(undone), calendar } as const
  const rules = { calendar, windowMs: 15 * MINUTE_MS, nowMs: TO_MS, quality: 0 }
  const first = createSlotSums(FROM_MS, TO_MS, 15 * MINUTE_MS)
  addSignal(first, readings(), { ...facts, habits: NO_HABITS })
  const { hours } = rollUp(first, FROM_MS, TO_MS, rules)
  const slots = createSlotSums(FROM_MS, TO_MS, 15 * MINUTE_MS)
  const corrections = addSignal(slots, readings(), { ...facts, habits: habitsOf(hours.startsMs, hours.energy, hours.coverage, calendar) })
  return { corrections, ...rollUp(slots, FROM_MS, TO_MS, rules) }
}

const total = (energy: Float64Array): number => energy.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
const near = (corrections: readonly FoundCorrection[], kind: string, timeMs: number): FoundCorrection | undefined =>
  corrections.find((one) => one.kind === kind && one.fromMs <= timeMs && one.toMs >= timeMs)

describe('a year of a meter with faults', () => {
  const { corrections, hours, days } = workOut()

  it('counts within half a percent of the truth, in hours and in days', () => {
    const truth = energyAt(TO_MS)
    expect(Math.abs(total(hours.energy) / truth - 1)).toBeLessThan(0.005)
    expect(Math.abs(total(days.energy) / truth - 1)).toBeLessThan(0.005)
  })

  it('never shows a negative or a huge bar', () => {
    expect(Math.min(...hours.energy)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...hours.energy)).toBeLessThan(50)
    expect(Math.max(...hours.peak.filter((peak) => !Number.isNaN(peak)))).toBeLessThan(50)
  })

  it('tells every correction, and no other', () => {
    expect(near(corrections, 'reset', RESET_MS)).toBeDefined()
    expect(near(corrections, 'replacement', REPLACED_MS)).toBeDefined()
    expect(near(corrections, 'gap', GAP.fromMs + DAY_MS)).toMatchObject({ counted: expect.closeTo(energyAt(GAP.toMs) - energyAt(GAP.fromMs), 0) })
    expect(corrections.filter(({ kind }) => kind === 'rollover')).toHaveLength(1)
    for (const glitch of GLITCHES) expect(near(corrections, 'spike', glitch), new Date(glitch).toISOString()).toBeDefined()
    expect(corrections.map(({ kind }) => kind).sort()).toEqual(['gap', 'replacement', 'replacement', 'reset', 'rollover', 'spike', 'spike', 'spike', 'spike'])
  })

  it('has days of 23 and 25 hours where clocks change', () => {
    const hoursOf = (dayMs: number, nextMs: number): number => [...hours.startsMs].filter((startMs) => startMs >= dayMs && startMs < nextMs).length
    expect(hoursOf(at(3, 29, 23), at(3, 30, 22))).toBe(23)
    expect(hoursOf(at(10, 25, 22), at(10, 26, 23))).toBe(25)
    expect(days.startsMs).toHaveLength(365)
  })

  it('spreads the gap of three days as the days of this meter run', () => {
    const nights: number[] = []
    const noons: number[] = []
    for (let i = 0; i < hours.startsMs.length; i++) {
      const startMs = hours.startsMs[i] as number
      if (startMs < GAP.fromMs || startMs >= GAP.toMs) continue
      const hour = calendar.contextOf(startMs)
      if (hour % 24 === 2) nights.push(hours.energy[i] as number)
      if (hour === 12) noons.push(hours.energy[i] as number)
      expect(hours.coverage[i]).toBe(0)
      expect((hours.quality[i] as number) & 2).toBe(2)
    }
    expect(Math.max(...nights)).toBeLessThan(12)
    expect(Math.min(...noons)).toBeGreaterThan(30)
  })

  it('counts what a reset would have counted when it is taken back', () => {
    const reset = corrections.find(({ kind }) => kind === 'reset')
    const undone = workOut([`reset:${reset?.fromMs}`])
    expect(total(undone.hours.energy)).toBeLessThan(total(hours.energy) + 1)
    expect(reset?.uncorrected).toBeLessThan(-40_000)
  })
})
