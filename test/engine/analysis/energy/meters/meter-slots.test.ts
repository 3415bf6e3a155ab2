/** Counters, rates and virtual meters against sums done by hand. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../../electron/engine/analysis/calendar.ts'
import { NO_HABITS } from '../../../../../electron/engine/analysis/energy/meters/meter-habits.ts'
import { addImported, addSignal, type SignalFacts } from '../../../../../electron/engine/analysis/energy/meters/meter-slots.ts'
import { rollUp } from '../../../../../electron/engine/analysis/energy/meters/roll-up.ts'
import { runDaysOf } from '../../../../../electron/engine/analysis/energy/meters/run-time.ts'
import { createSlotSums, type SlotSums } from '../../../../../electron/engine/analysis/energy/meters/slot-sums.ts'
import { addRunTime, addSum, addThermal } from '../../../../../electron/engine/analysis/energy/meters/virtual-slots.ts'
import { seededRandom } from '../../../../../shared/random.ts'
import { readingsOf } from '../../../../support/made-up-meter.ts'

const MINUTE_MS = 60_000
const QUARTER_MS = 15 * MINUTE_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const START_MS = Date.UTC(2026, 2, 2)
const calendar = createCalendar('UTC')

const facts = (change: Partial<SignalFacts> = {}): SignalFacts => ({ signal: 'counter', scale: 1, rolloverAt: null, habits: NO_HABITS, unobserved: [], undone: new Set(), calendar, ...change })
const every = (stepMs: number, count: number, value: (i: number) => number) => readingsOf(Array.from({ length: count }, (_, i) => [START_MS + i * stepMs, value(i)] as const))
const total = ({ energy }: SlotSums): number => energy.reduce((sum, value) => sum + value, 0)
const dayOf = (slots: SlotSums, windowMs = QUARTER_MS, zone = calendar) => rollUp(slots, START_MS, START_MS + DAY_MS, { calendar: zone, windowMs, nowMs: START_MS + 2 * DAY_MS, quality: 0 })

describe('a counter', () => {
  it('of a coarse last digit shows the load it counts, not its digits', () => {
    // 5 kW in whole kWh: a digit every 12 minutes; windows of 15 minutes would be 4 or 8 kW.
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    addSignal(slots, every(MINUTE_MS, 1_441, (i) => 100 + Math.floor((5 * i) / 60)), facts())
    const { hours } = dayOf(slots)
    expect(total(slots)).toBeCloseTo(120, 6)
    expect(Math.max(...hours.peak.subarray(1))).toBeLessThan(5.6)
    expect(Math.min(...hours.coverage)).toBe(1)
  })

  it('goes over the end of its register', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    const found = addSignal(slots, every(QUARTER_MS, 97, (i) => (99_980 + i) % 100_000), facts())
    expect(total(slots)).toBeCloseTo(96, 6)
    expect(found).toMatchObject([{ kind: 'rollover', before: 99_999, after: 0, counted: 1, uncorrected: -99_999, why: { params: { limit: 100_000 } } }])
  })

  it('that a person says to have another register is counted over that one', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    const found = addSignal(slots, every(QUARTER_MS, 97, (i) => (7_980 + i) % 8_000), facts({ rolloverAt: 8_000 }))
    expect(found).toMatchObject([{ kind: 'rollover', counted: 1 }])
    expect(total(slots)).toBeCloseTo(96, 6)
  })

  it('that falls a little and goes on from there counts nothing twice', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    const found = addSignal(slots, every(QUARTER_MS, 97, (i) => 5_000 + i - (i >= 40 ? 6 : 0)), facts())
    expect(found.map(({ kind }) => kind)).toEqual(['backwards'])
    expect(total(slots)).toBeCloseTo(96, 0)
  })

  it('whose load grows tenfold for good is believed', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    const found = addSignal(slots, every(QUARTER_MS, 97, (i) => 5_000 + (i < 90 ? i : 90 + (i - 90) * 30)), facts())
    expect(found).toEqual([])
    expect(total(slots)).toBeCloseTo(90 + 6 * 30, 6)
  })

  it('is never below zero or beyond belief, whatever it reads', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 40; round++) {
      let value = 10_000 * random()
      const readings = every(QUARTER_MS, 385, () => {
        value += random()
        const odd = random()
        if (odd > 0.995) value = random() * 1e6
        return odd < 0.01 ? random() * 1e9 : value
      })
      const slots = createSlotSums(START_MS, START_MS + 4 * DAY_MS, QUARTER_MS)
      addSignal(slots, readings, facts({ habits: { mostPerHour: 40, profile: null } }))
      for (const energy of slots.energy) {
        expect(energy).toBeGreaterThanOrEqual(0)
        expect(energy).toBeLessThan(1e4)
      }
    }
  })
})

describe('power of the moment', () => {
  it('is the area below it, and a gap is not known', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    const rows = Array.from({ length: 289 }, (_, i) => [START_MS + i * 5 * MINUTE_MS, i / 12] as const).filter(([timeMs]) => timeMs <= START_MS + 6 * HOUR_MS || timeMs >= START_MS + 9 * HOUR_MS)
    addSignal(slots, readingsOf(rows), facts({ signal: 'rate' }))
    const { hours, days } = dayOf(slots)
    // The ramp of 1 kW an hour: hour h has h + 0.5 kWh.
    expect(hours.energy[3]).toBeCloseTo(3.5, 6)
    expect(hours.energy[7]).toBeNaN()
    expect(days.energy[0]).toBeCloseTo((24 * 24) / 2 - (81 - 36) / 2, 6)
    expect(days.coverage[0]).toBeCloseTo(21 / 24, 6)
    expect(hours.peak[23]).toBeCloseTo(23.875, 6)
    expect(hours.peakAtMs[23]).toBe(START_MS + 23.75 * HOUR_MS)
  })

  it('that is told on change holds until the next change', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    const rows = [[0, 0], [1, 2], [2, 0], [2.5, 3], [9, 5], [9.2, 10], [17, 0], [18, 1], [24, 0]] as const
    addSignal(slots, readingsOf(rows.map(([hour, kw]) => [START_MS + hour * HOUR_MS, kw] as const)), facts({ signal: 'rate' }))
    expect(total(slots)).toBeCloseTo(2 + 3 * 6.5 + 5 * 0.2 + 10 * 7.8 + 1 * 6, 6)
    expect(dayOf(slots).days.coverage[0]).toBe(1)
  })

  it('leaves out one wrong reading and counts nothing below zero', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    const found = addSignal(slots, every(5 * MINUTE_MS, 289, (i) => (i === 100 ? 90_000 : i > 200 ? -5 : 10)), facts({ signal: 'rate' }))
    expect(found.map(({ kind }) => kind)).toEqual(['spike'])
    expect(total(slots)).toBeCloseTo((200 * 10 + 5) / 12, 6)
  })
})

describe('virtual meters', () => {
  const constant = (value: number, from = 0, to = 24) => ({ readings: readingsOf(Array.from({ length: (to - from) * 12 + 1 }, (_, i) => [START_MS + from * HOUR_MS + i * 5 * MINUTE_MS, value] as const)), unobserved: [] })

  it('of heat are 1.163 kWh for each cubic metre and kelvin', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    addThermal(slots, constant(10), constant(70), constant(50), { flowScale: 1, kelvin: 1, cooling: false })
    expect(total(slots)).toBeCloseTo(1.163 * 10 * 20 * 24, 3)
    const backwards = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    addThermal(backwards, constant(10), constant(70), constant(50), { flowScale: 1, kelvin: 1, cooling: true })
    expect(total(backwards)).toBe(0)
  })

  it('of run-time are rated power times the cube of speed', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    addRunTime(slots, constant(1), constant(50), 8)
    expect(total(slots)).toBeCloseTo(8 * 0.125 * 24, 6)
  })

  it('of sums are known where all their terms are', () => {
    const [a, b] = [createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS), createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)]
    addSignal(a, every(QUARTER_MS, 97, (i) => 1_000 + 3 * i), facts())
    addSignal(b, every(QUARTER_MS, 49, (i) => 1_000 + i), facts())
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    addSum(slots, [{ slots: a, factor: 1 }, { slots: b, factor: -1 }])
    const { days } = dayOf(slots)
    expect(days.energy[0]).toBeCloseTo(2 * 48, 6)
    expect(days.coverage[0]).toBeCloseTo(0.5, 6)
  })

  it('take imported intervals where the point says nothing', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    addSignal(slots, every(QUARTER_MS, 49, (i) => 1_000 + i), facts())
    addImported(slots, [{ startMs: START_MS, endMs: START_MS + DAY_MS, value: 240 }])
    expect(total(slots)).toBeCloseTo(48 + 120, 6)
  })
})

describe('windows and days', () => {
  it('are as long as the supplier measures', () => {
    const slots = createSlotSums(START_MS, START_MS + DAY_MS, QUARTER_MS)
    addSignal(slots, every(QUARTER_MS, 97, (i) => 1_000 + i + (i > 40 ? 9 : 0)), facts({ habits: { mostPerHour: 1_000, profile: null } }))
    expect(dayOf(slots, QUARTER_MS).days.peak[0]).toBeCloseTo(40, 6)
    expect(dayOf(slots, 2 * QUARTER_MS).days.peak[0]).toBeCloseTo(22, 6)
    expect(dayOf(slots, 4 * QUARTER_MS).days.peak[0]).toBeCloseTo(13, 6)
    expect(dayOf(slots).days.baseLoad[0]).toBeCloseTo(4, 6)
  })

  it('begin at half past of UTC where the zone does', () => {
    const kolkata = createCalendar('Asia/Kolkata')
    const fromMs = Date.UTC(2026, 2, 1, 18, 30)
    const { hours } = rollUp(createSlotSums(fromMs, fromMs + DAY_MS, QUARTER_MS), fromMs, fromMs + DAY_MS, { calendar: kolkata, windowMs: QUARTER_MS, nowMs: fromMs + 2 * DAY_MS, quality: 0 })
    expect(hours.startsMs).toHaveLength(24)
    expect(new Date(hours.startsMs[0] ?? 0).toISOString()).toBe('2026-03-01T18:30:00.000Z')
  })

  it('tell how long equipment ran and how often it started', () => {
    const on = every(5 * MINUTE_MS, 289, (i) => ((i >= 60 && i < 120) || (i >= 150 && i < 162) ? 1 : 0))
    expect(runDaysOf(on, [], START_MS, START_MS + DAY_MS, calendar, (value) => value >= 0.5)).toEqual([{ startMs: START_MS, runMs: 6 * HOUR_MS, starts: 2, coverage: 1 }])
  })
})
