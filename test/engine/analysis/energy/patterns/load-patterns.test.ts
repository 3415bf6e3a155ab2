/** What a load shows of its building: kinds of days, use, nights and days off, mornings; loads with a known truth. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../../electron/engine/analysis/calendar.ts'
import { comparableQuantiles } from '../../../../../electron/engine/analysis/energy/patterns/comparable.ts'
import { dayTypesOf } from '../../../../../electron/engine/analysis/energy/patterns/day-types.ts'
import { dayOffWasteOf, nightWasteOf } from '../../../../../electron/engine/analysis/energy/patterns/idle-waste.ts'
import { loadDaysOf, type LoadDay } from '../../../../../electron/engine/analysis/energy/patterns/load-days.ts'
import { occupiedHoursOf, type OccupiedHours } from '../../../../../electron/engine/analysis/energy/patterns/occupied-hours.ts'
import { startUpOf } from '../../../../../electron/engine/analysis/energy/patterns/start-up.ts'
import { MONDAY, simulateLoad, simulateWeather, type SimulatedLoad } from './simulated-load.ts'

const utc = createCalendar('UTC')
const daysOf = (load: SimulatedLoad, holidays: readonly number[] = []): LoadDay[] => loadDaysOf(simulateLoad(load), simulateWeather(load.days), utc, (day) => holidays.includes(day))
const OFFICE: SimulatedLoad = { days: 182, night: 20, use: 100, noise: 0.03 }
const occupiedOf = (days: readonly LoadDay[]): OccupiedHours => {
  const occupied = occupiedHoursOf(days)
  if (occupied === null) throw new Error('the load shows no use')
  return occupied
}

describe('local days', () => {
  it('have no load in the hour that clocks leap over, and the mean of both where an hour comes twice', () => {
    const berlin = createCalendar('Europe/Berlin')
    const hoursFrom = (fromMs: number, count: number) => ({ startsMs: Float64Array.from({ length: count }, (_, i) => fromMs + i * 3_600_000), energy: Float64Array.from({ length: count }, (_, i) => i), coverage: new Float64Array(count).fill(1) })
    const [spring] = loadDaysOf(hoursFrom(Date.UTC(2023, 2, 25, 23), 23), null, berlin, () => false)
    expect([...(spring?.load.subarray(0, 4) ?? [])]).toEqual([0, 1, Number.NaN, 2])
    expect(spring?.known).toBe(23)
    const [autumn] = loadDaysOf(hoursFrom(Date.UTC(2023, 9, 28, 22), 25), null, berlin, () => false)
    expect([...(autumn?.load.subarray(0, 4) ?? [])]).toEqual([0, 1, 2.5, 4])
    expect(autumn?.known).toBe(24)
  })

  it('take nothing from hours that a rule filled', () => {
    const hours = simulateLoad({ days: 1, night: 1, use: 1 })
    hours.coverage[5] = 0
    expect(loadDaysOf(hours, null, utc, () => false)[0]?.known).toBe(23)
  })
})

describe('kinds of days', () => {
  it('are working days and weekends where the load tells them apart, and holidays are among the weekends', () => {
    const holiday = MONDAY + 30
    const days = daysOf({ ...OFFICE, from: (day, weekday) => (weekday < 5 && day !== 30 ? 420 : null) }, [holiday])
    const found = dayTypesOf(days)
    expect(found?.types.map(({ days: count }) => count)).toEqual([129, 53])
    expect(found?.types[0]?.weekdays).toEqual([26, 26, 25, 26, 26, 0, 0])
    expect(found?.types[1]).toMatchObject({ weekdays: [0, 0, 0, 0, 0, 26, 26], holidays: 1 })
    expect(found?.types[0]?.profile[12]).toBeCloseTo(100, -1)
    expect(found?.types[1]?.profile[12]).toBeCloseTo(20, -1)
    expect(found?.clarity).toBeGreaterThan(0.8)
  })

  it('are three where Saturdays are half days', () => {
    const found = dayTypesOf(daysOf({ ...OFFICE, from: (_, weekday) => (weekday < 5 ? 420 : weekday === 5 ? 780 : null) }))
    const weekdays = found?.types.map((type) => type.weekdays.map((count) => Math.sign(count)))
    expect(weekdays?.[0]).toEqual([1, 1, 1, 1, 1, 0, 0])
    expect(weekdays).toHaveLength(3)
    expect(weekdays).toContainEqual([0, 0, 0, 0, 0, 1, 0])
    expect(weekdays).toContainEqual([0, 0, 0, 0, 0, 0, 1])
  })

  it('are one where all days are the same', () => {
    expect(dayTypesOf(daysOf({ ...OFFICE, use: 20 }))).toMatchObject({ types: [{ days: 182 }], clarity: null })
  })

  it('hold no kind of a single odd day', () => {
    const found = dayTypesOf(daysOf({ ...OFFICE, extra: (day) => (day === 50 ? 900 : 0) }))
    expect(found?.types).toHaveLength(2)
  })

  it('are as clear as scikit-learn says of the same days', () => {
    // sklearn.metrics.silhouette_score of the best of 50 starts of KMeans(2); three and more kinds are less clear.
    const days = Array.from({ length: 16 }, (_, i): LoadDay => ({ day: MONDAY + i, weekday: i % 7, holiday: false, load: Float64Array.from({ length: 24 }, (_hour, hour) => (i % 4 === 0 ? 10 : 30) + (i * (hour + 1)) / 24), known: 24, temperature: Number.NaN }))
    expect(dayTypesOf(days)?.clarity).toBeCloseTo(CLARITY, 6)
  })

  it('are not told of two weeks of which a day is missing', () => {
    expect(dayTypesOf(daysOf({ ...OFFICE, days: 13 }))).toBeNull()
  })
})
const CLARITY = 0.8301570844325787

describe('hours of use', () => {
  it('begin and end when the load does, to ten minutes', () => {
    const { week, nearBase, nearPeak } = occupiedOf(daysOf({ ...OFFICE, noise: 0, from: (_, weekday) => (weekday < 5 ? 440 : null), to: 1_095 }))
    expect(week[0]?.fromMinute).toBeGreaterThanOrEqual(430)
    expect(week[0]?.fromMinute).toBeLessThanOrEqual(450)
    expect(week[0]?.toMinute).toBeGreaterThanOrEqual(1_085)
    expect(week[0]?.toMinute).toBeLessThanOrEqual(1_105)
    expect(week.slice(5)).toEqual([null, null])
    expect([nearBase, nearPeak]).toEqual([20, 100])
  })

  it('are not interrupted by lunch', () => {
    const { week } = occupiedOf(daysOf({ ...OFFICE, extra: (_, hour, weekday) => (hour === 12 && weekday < 5 ? -60 : 0) }))
    expect(week[2]?.fromMinute).toBeCloseTo(420, -1)
    expect(week[2]?.toMinute).toBeCloseTo(1_080, -1)
  })

  it('are the same in all seasons of a load that follows the weather', () => {
    // Heat: nothing in summer, much in January; on Fridays a little less.
    const hours = simulateLoad({ days: 364, night: 0, use: 0, from: () => null, extra: (_, hour, weekday, temperature) => Math.max(0, 14 - temperature) * (weekday < 5 && hour >= 6 && hour < 19 ? (weekday === 4 ? 8 : 10) : 2) })
    const { week } = occupiedOf(loadDaysOf(hours, simulateWeather(364), utc, () => false))
    expect(week.slice(0, 5).every((use) => use !== null && Math.abs(use.fromMinute - 360) <= 15 && Math.abs(use.toMinute - 1_140) <= 15)).toBe(true)
    expect(week.slice(5)).toEqual([null, null])
  })

  it('are not told of a load that hardly varies', () => {
    expect(occupiedHoursOf(daysOf({ ...OFFICE, use: 24 }))).toBeNull()
  })
})

describe('nights and days off', () => {
  it('waste what they use beyond the best quarter', () => {
    // Lights stay on in every third week's nights: 10 kW from 19 to 24 and from 0 to 6.
    const on = (day: number): boolean => Math.floor(day / 7) % 3 === 0
    const days = daysOf({ ...OFFICE, noise: 0, extra: (day, hour, weekday) => (on(day) && weekday < 5 && (hour < 6 || hour >= 19) ? 10 : 0) })
    const waste = nightWasteOf(days, occupiedOf(days))
    const nights = days.filter((day) => on(day.day - MONDAY) && day.weekday < 5).length
    expect(waste).toMatchObject({ compared: 130, above: nights, bestLoad: 20 })
    expect(waste?.energy).toBeCloseTo(nights * 11 * 10, 6)
    expect(waste?.hours).toBe(130 * 11)
    expect(waste?.worst).toHaveLength(5)
    expect(dayOffWasteOf(days, occupiedOf(days))).toMatchObject({ compared: 52, above: 0, energy: 0 })
  })

  it('waste nothing by noise alone', () => {
    const days = daysOf({ ...OFFICE, noise: 0.08 })
    const occupied = occupiedOf(days)
    expect((nightWasteOf(days, occupied)?.energy ?? Infinity) / (130 * 11 * 20)).toBeLessThan(0.005)
    expect((dayOffWasteOf(days, occupied)?.energy ?? Infinity) / (52 * 24 * 20)).toBeLessThan(0.005)
  })

  it('of cold weather are compared with those of cold weather', () => {
    // Frost protection: 2 kW a kelvin below 5 °C is no waste.
    const days = daysOf({ ...OFFICE, days: 364, noise: 0, extra: (_, _hour, _weekday, temperature) => 2 * Math.max(0, 5 - temperature) })
    const waste = nightWasteOf(days, occupiedOf(days))
    expect(waste?.above).toBeLessThan(0.05 * (waste?.compared ?? 0))
    const blind = nightWasteOf(days.map((day) => ({ ...day, temperature: Number.NaN })), occupiedOf(days))
    expect(blind?.above).toBeGreaterThan(0.2 * (blind?.compared ?? 0))
  })

  it('that are Saturdays, Sundays and holidays waste when something runs through', () => {
    const days = daysOf({ ...OFFICE, noise: 0, extra: (day, _, weekday) => (weekday === 6 && day % 21 === 20 ? 40 : 0) })
    const waste = dayOffWasteOf(days, occupiedOf(days))
    expect(waste).toMatchObject({ compared: 52, above: 8 })
    expect(waste?.energy).toBeCloseTo(8 * 24 * 40, 6)
    expect(waste?.worst[0]).toMatchObject({ energy: 960, load: 60 })
  })

  it('that only follow the weather waste nothing, also where it changes the load steeply', () => {
    // A chiller: nothing below 12 °C, 3 kW a kelvin above.
    const days = daysOf({ ...OFFICE, days: 364, noise: 0.02, extra: (_, _hour, _weekday, temperature) => 3 * Math.max(0, temperature - 12) })
    const occupied = occupiedOf(days)
    for (const waste of [nightWasteOf(days, occupied), dayOffWasteOf(days, occupied)]) expect((waste?.above ?? 99) / (waste?.compared ?? 1)).toBeLessThan(0.05)
  })

  it('are compared at one temperature by the median slope of their neighbours', () => {
    const all = Array.from({ length: 24 }, (_, i) => ({ value: 5 + 2 * i + (i === 3 ? 40 : 0), temperature: i }))
    // On the line everywhere but in one wrong value: scipy.stats.theilslopes gives 2.0.
    const references = comparableQuantiles(all, 0.25)
    expect(references[0]).toBeCloseTo(5, 9)
    expect(references[20]).toBeCloseTo(45, 9)
  })

  it('are compared by the quantile of the nearest in temperature', () => {
    const all = Array.from({ length: 48 }, (_, i) => ({ value: i < 24 ? i : 100 + i, temperature: i < 24 ? 0 : 20 }))
    const references = comparableQuantiles(all, 0.25)
    // numpy.quantile(range(24), .25) = 5.75
    expect(references[0]).toBe(5.75)
    expect(references[47]).toBe(124 + 5.75)
    expect(comparableQuantiles(all.slice(0, 7), 0.25).every(Number.isNaN)).toBe(true)
  })
})

describe('mornings', () => {
  it('that switch on at once are told to some minutes', () => {
    const days = daysOf({ ...OFFICE, noise: 0, from: (_, weekday) => (weekday < 5 ? 405 : null) })
    expect(startUpOf(days, occupiedOf(days))).toMatchObject({ days: 130, fromMinute: 405, minutesToPlateau: 0, lateMinute: 405, earlyDays: 0, earlyEnergy: 0 })
  })

  it('that rise slowly are told with the time they take', () => {
    const ramp = [0, 0.25, 0.5, 0.75]
    const days = daysOf({ ...OFFICE, noise: 0, from: (_, weekday) => (weekday < 5 ? 480 : null), extra: (_, hour, weekday) => (weekday < 5 && hour >= 4 && hour < 8 ? 80 * (ramp[hour - 4] ?? 0) : 0) })
    expect(startUpOf(days, occupiedOf(days))).toMatchObject({ fromMinute: 300, minutesToPlateau: 180 })
  })

  it('that begin two hours early on two of three days cost what is used until the late ones begin', () => {
    const early = (day: number): boolean => day % 3 !== 0
    const days = daysOf({ ...OFFICE, noise: 0, from: (day, weekday) => (weekday < 5 ? (early(day) ? 300 : 420) : null) })
    const start = startUpOf(days, occupiedOf(days))
    const earlyDays = days.filter((day) => early(day.day - MONDAY) && day.weekday < 5).length
    expect(start).toMatchObject({ fromMinute: 300, lateMinute: 420, earlyDays })
    expect(start?.earlyEnergy).toBeCloseTo(earlyDays * 2 * 80, 6)
  })

  it('are not told of a building without any', () => {
    const days = daysOf({ ...OFFICE, days: 7 })
    expect(occupiedHoursOf(days)).toBeNull()
  })
})
