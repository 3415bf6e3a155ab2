/** How jagged a sensor became, from the days of its device to what it costs: noise is told apart from a loop that has more to do. */
import { describe, expect, it } from 'vitest'
import type { DeviceDays } from '../../../../electron/engine/analysis/health/device-days.ts'
import { judgeSensors } from '../../../../electron/engine/analysis/health/sensor-part.ts'
import { factsOf } from '../../../../electron/engine/analysis/health/week-facts.ts'

const DAYS = 35
const WEEK_FROM = 28
const isWeekend = (day: number): boolean => day % 7 >= 5
/** Of a discharge air that is regulated on working days, K from hour to hour; it is not the same on two of them. */
const healthy = (day: number): number => (isWeekend(day) ? 0.06 : 0.14 + 0.02 * (day % 5))

const deviceOf = (roughness: (day: number) => number): DeviceDays => ({
  points: [{ id: 1, name: 'VAV-1-01 DA-T', units: 62, role: 'supply_air_temp', stream: null, sensor: true, leastDifference: 1, unitless: false }],
  groups: [], ruled: false, reach: new Map(), restartsMs: [], runDays: new Map(), weather: new Map(), weatherPointId: null, humidity: new Map(), alerts: [], now: null,
  pointDays: new Map([[1, new Map(Array.from({ length: DAYS }, (_, day) => [day, { pointId: 1, day, readings: 288, bad: 0, overridden: 0, outOfService: 0, hours: 24, blocks: [], roughness: roughness(day), still: 0, reversals: 0 }]))]]),
})

const noiseOf = (roughness: (day: number) => number) =>
  judgeSensors(factsOf(deviceOf(roughness), { day: DAYS - 1, fromMs: 0, toMs: 7 * 86_400_000, pointsUntil: DAYS - 1 })).filter(({ kind }) => kind === 'noise')

describe('a sensor that was healthy for four weeks', () => {
  it('costs nothing in a week like the others', () => {
    expect(noiseOf(healthy)).toEqual([])
  })

  it('is told when it is jagged on every day of the week, with how much', () => {
    expect(noiseOf((day) => (day >= WEEK_FROM ? 0.5 : healthy(day)))).toMatchObject([{ evidence: [{ pointId: 1, text: { params: { jumps: { value: 0.5, units: 62 } } } }] }])
  })

  it('is not told when only the days its loop works on are jagged, as in the first cold week', () => {
    expect(noiseOf((day) => (day >= WEEK_FROM && !isWeekend(day) ? 0.6 : healthy(day)))).toEqual([])
  })

  it('is not told when it is calmer than the step that is worth telling', () => {
    expect(noiseOf((day) => (day >= WEEK_FROM ? 0.09 : 0.02))).toEqual([])
  })
})
