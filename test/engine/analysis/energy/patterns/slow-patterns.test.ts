/** What shows over months: base load that drifts, heat against cold, a year from less than a year. */
import { describe, expect, it } from 'vitest'
import { annualEnergyOf } from '../../../../../electron/engine/analysis/energy/patterns/annual-energy.ts'
import { baseLoadDriftOf } from '../../../../../electron/engine/analysis/energy/patterns/base-load-drift.ts'
import { heatingAndCoolingOf } from '../../../../../electron/engine/analysis/energy/patterns/heating-and-cooling.ts'
import { MONDAY, normalNumbers, simulateLoad, temperatureOf } from './simulated-load.ts'

/** Daily base load of so many weeks: level, trend a year, heating slope, noise of weeks that are alike by `alike`. */
const bases = ({ weeks = 52, level = 50, perYear = 0, heating = 0, noise = 1, alike = 0, seed = 7, warm = true }) => {
  const normal = normalNumbers(seed)
  let rest = 0
  const day: number[] = []
  const base = new Float64Array(weeks * 7)
  const temperature = new Float64Array(weeks * 7).fill(Number.NaN)
  for (let i = 0; i < weeks * 7; i++) {
    if (i % 7 === 0) rest = alike * rest + Math.sqrt(1 - alike * alike) * noise * normal()
    const celsius = temperatureOf(MONDAY + i)
    day.push(MONDAY + i)
    base[i] = level + (perYear * i) / 365.25 + heating * Math.max(0, 15 - celsius) + rest
    if (warm) temperature[i] = celsius
  }
  return { day, base, temperature }
}

describe('base-load drift', () => {
  it('is found with its size, and the weather is taken out of it', () => {
    const drift = baseLoadDriftOf(bases({ weeks: 80, perYear: 6, heating: 0.8 }))
    expect(drift?.perYear).toBeGreaterThan(5)
    expect(drift?.perYear).toBeLessThan(7)
    expect(drift?.pValue).toBeLessThan(0.001)
    expect(drift).toMatchObject({ weeks: 80, weatherTaken: true })
  })

  it('is as statsmodels fits it robustly', () => {
    // statsmodels RLM, HuberT(1.345), of weekly values / their median: every ninth week is 30 % too high.
    const { day, base, temperature } = bases({ noise: 0, perYear: 6, heating: 0.5 })
    const wild = base.map((value, i) => (Math.floor(i / 7) % 9 === 8 ? value * 1.3 : value + Math.sin(Math.floor(i / 7))))
    expect(baseLoadDriftOf({ day, base: wild, temperature })?.perYear).toBeCloseTo(STATSMODELS, 2)
  })

  it('is claimed by chance no more often than said, also of weeks that are alike', () => {
    const runs = Array.from({ length: 200 }, (_, seed) => baseLoadDriftOf(bases({ weeks: 60, alike: 0.5, seed: seed + 1 }))?.pValue ?? 1)
    expect(runs.filter((p) => p < 0.05).length / runs.length).toBeLessThan(0.13)
    const apart = Array.from({ length: 200 }, (_, seed) => baseLoadDriftOf(bases({ weeks: 60, seed: seed + 1 }))?.pValue ?? 1)
    expect(apart.filter((p) => p < 0.05).length / apart.length).toBeLessThan(0.09)
  })

  it('lies within its interval nine times of ten, nearly so of weeks that are alike', () => {
    const held = (alike: number): number => Array.from({ length: 200 }, (_, seed) => baseLoadDriftOf(bases({ weeks: 60, perYear: 6, alike, seed: seed + 1 }))).filter((drift) => drift !== null && Math.abs(drift.perYear - 6) <= drift.uncertainty).length / 200
    expect(held(0)).toBeGreaterThan(0.84)
    expect(held(0)).toBeLessThan(0.96)
    expect(held(0.5)).toBeGreaterThan(0.78)
  })

  it('tells what it costs in a year to come within its interval nine times of ten', () => {
    const held = (alike: number): number => {
      let inside = 0
      for (let seed = 1; seed <= 200; seed++) {
        const all = bases({ weeks: 112, alike, seed, noise: 3 })
        const seen = { day: all.day.slice(0, 60 * 7), base: all.base.slice(0, 60 * 7).map((base, i) => base + (6 * i) / 365.25), temperature: all.temperature.slice(0, 60 * 7) }
        const drift = baseLoadDriftOf(seen)
        const years = (60 * 7) / 365.25
        // The rise stays as it is at the end; the year's own scatter comes on top.
        const truth = 6 * years + all.base.slice(60 * 7).reduce((sum, base) => sum + base - 50, 0) / (52 * 7)
        if (drift !== null && Math.abs(drift.perYear * years - truth) <= Math.hypot(drift.uncertainty * years, drift.yearScatter)) inside += 1
      }
      return inside / 200
    }
    expect(held(0)).toBeGreaterThan(0.85)
    expect(held(0)).toBeLessThan(0.96)
    expect(held(0.6)).toBeGreaterThan(0.8)
  })

  it('is not told of less than two years without the weather, as winter is no trend', () => {
    expect(baseLoadDriftOf(bases({ weeks: 103, warm: false }))).toBeNull()
    expect(baseLoadDriftOf(bases({ weeks: 104, perYear: 5, warm: false }))?.weatherTaken).toBe(false)
    expect(baseLoadDriftOf(bases({ weeks: 15 }))).toBeNull()
  })
})

describe('heat against cold', () => {
  const only = (from: number, to: number, kwh: number) => simulateLoad({ days: 28, night: 0, use: 0, from: () => null, extra: (_, hour) => (hour >= from && hour < to ? kwh : 0) })

  it('is counted in the hours in which both run, and costs the smaller one', () => {
    expect(heatingAndCoolingOf(only(5, 12, 40), only(10, 18, 15))).toMatchObject({ known: 28 * 24, hours: 28 * 2, energy: 28 * 2 * 15 })
  })

  it('is none where one only stands by', () => {
    const standby = simulateLoad({ days: 28, night: 0, use: 0, from: () => null, extra: (_, hour) => (hour < 10 ? 2 : 30) })
    expect(heatingAndCoolingOf(only(5, 10, 40), standby)).toMatchObject({ hours: 0, energy: 0 })
  })

  it('is not told of hours in which one was not measured', () => {
    const cold = only(0, 24, 10)
    cold.coverage.fill(0, 0, 14 * 24 + 1)
    expect(heatingAndCoolingOf(only(0, 24, 10), cold)).toBeNull()
  })
})

describe('a year', () => {
  const daily = (from: number, count: number, of: (day: number) => number) => ({ day: Array.from({ length: count }, (_, i) => MONDAY - 1 + from + i), energy: Float64Array.from({ length: count }, (_, i) => of(MONDAY - 1 + from + i)), coverage: new Float64Array(count).fill(1) })

  it('that was measured is its sum and has no uncertainty', () => {
    const whole = daily(0, 365, (day) => 100 + 50 * temperatureOf(day))
    const annual = annualEnergyOf(whole)
    expect(annual?.energy).toBeCloseTo(whole.energy.reduce((sum, each) => sum + each, 0), 6)
    expect(annual).toMatchObject({ uncertainty: 0, days: 365, months: 12 })
  })

  it('of which some days are missing lies within its interval nine times of ten', () => {
    let held = 0
    for (let seed = 1; seed <= 300; seed++) {
      const normal = normalNumbers(seed)
      const whole = daily(0, 365, () => 100 + 20 * normal())
      const truth = whole.energy.reduce((sum, each) => sum + each, 0)
      for (let i = 0; i < 365; i++) if (i % 31 > 15) whole.coverage[i] = 0.3
      const annual = annualEnergyOf(whole)
      if (annual !== null && Math.abs(annual.energy - truth) <= annual.uncertainty) held += 1
    }
    expect(held / 300).toBeGreaterThan(0.86)
    expect(held / 300).toBeLessThan(0.94)
  })

  it('of which a winter was seen says how little that is', () => {
    const truth = daily(0, 365, (day) => 500 - 15 * temperatureOf(day)).energy.reduce((sum, each) => sum + each, 0)
    const winter = annualEnergyOf(daily(0, 120, (day) => 500 - 15 * temperatureOf(day)))
    expect(winter?.months).toBe(4)
    expect(Math.abs((winter?.energy ?? 0) - truth)).toBeLessThan(winter?.uncertainty ?? 0)
    expect((winter?.uncertainty ?? 0) / (winter?.energy ?? 1)).toBeGreaterThan(0.3)
  })

  it('is not told of two months', () => {
    expect(annualEnergyOf(daily(0, 59, () => 1))).toBeNull()
  })
})
const STATSMODELS = 5.872841972751693
