/** Patterns and efficiency of the made-up building's meters, worked out by the product's own mathematics: ventilation runs through some nights and begins early, chillers use more than a year ago. */
import { createCalendar } from '../../../electron/engine/analysis/calendar.ts'
import { efficiencyOf } from '../../../electron/engine/analysis/energy/patterns/meter-efficiency.ts'
import { benchmarksOf, efficiencyReport } from '../../../electron/engine/monitor/energy/efficiency-report.ts'
import type { EFFICIENCY_CALLS } from '../../../shared/calls/efficiency-calls.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import type { Benchmark, FloorArea, WorkedEfficiency } from '../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { failure, ok } from '../../../shared/result.ts'

interface Building {
  readonly empty: boolean
  readonly failing: boolean
  readonly meters: () => readonly Meter[]
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const calendar = createCalendar('UTC')
const VENTILATION = 2
const CHILLERS = 3
/** Measured for some weeks only: its score says what is missing. */
const NEW_METER = 5

const temperatureOf = (timeMs: number): number => 11 - 10 * Math.cos((2 * Math.PI * (timeMs / DAY_MS - 14)) / 365.25) + 3 * Math.sin(timeMs / DAY_MS)

const demandOf = ({ id, medium }: Meter, timeMs: number, endMs: number): number => {
  const day = Math.floor(timeMs / DAY_MS)
  const hour = Math.floor((timeMs % DAY_MS) / HOUR_MS)
  const working = (day + 3) % 7 < 5
  const begins = id === VENTILATION && day % 3 !== 0 ? 4 : 6
  const through = id === VENTILATION && day % 5 === 0 ? 0.5 : 0
  const inUse = working && hour >= begins && hour < 19 ? 1 : Math.max(0.18, through)
  const size = 40 + id * 11
  const weather = medium === 'heat' ? Math.max(0, 16 - temperatureOf(timeMs)) / 12 : id === CHILLERS ? 0.4 + Math.max(0, temperatureOf(timeMs) - 12) / 12 : 1
  const worse = id === CHILLERS && timeMs > endMs - 91 * DAY_MS ? 1.18 : 1
  return size * inUse * weather * worse * (1 + 0.03 * Math.sin(timeMs / HOUR_MS * 1.7 + id))
}

const hoursOf = (meter: Meter, fromMs: number, toMs: number) => {
  const count = Math.round((toMs - fromMs) / HOUR_MS)
  const startsMs = Float64Array.from({ length: count }, (_, i) => fromMs + i * HOUR_MS)
  return { startsMs, energy: startsMs.map((startMs) => demandOf(meter, startMs, toMs)), coverage: new Float64Array(count).fill(1) }
}

const work = (meter: Meter, nowMs: number): WorkedEfficiency => {
  const toMs = Math.floor(nowMs / DAY_MS) * DAY_MS
  const beginsMs = toMs - (meter.id === NEW_METER ? 40 : 730) * DAY_MS
  const all = hoursOf(meter, beginsMs, toMs)
  const days = Math.round((toMs - beginsMs) / DAY_MS)
  const ofDay = (day: number): Float64Array => all.energy.subarray(day * 24, day * 24 + 24)
  const twoYears = {
    startsMs: Float64Array.from({ length: days }, (_, day) => beginsMs + day * DAY_MS), energy: Float64Array.from({ length: days }, (_, day) => ofDay(day).reduce((sum, each) => sum + each, 0)),
    coverage: new Float64Array(days).fill(1), peak: Float64Array.from({ length: days }, (_, day) => Math.max(...ofDay(day)) * 1.2), baseLoad: Float64Array.from({ length: days }, (_, day) => Math.min(...ofDay(day))),
  }
  const from = Math.max(0, days - 365) * 24
  return efficiencyOf({
    meterId: meter.id, measure: meter.measure, nowMs, fromMs: toMs - 365 * DAY_MS, toMs, hours: { startsMs: all.startsMs.subarray(from), energy: all.energy.subarray(from), coverage: all.coverage.subarray(from) },
    baseLoad: twoYears, twoYears, weather: { startsMs: all.startsMs, temperature: all.startsMs.map(temperatureOf) }, opposite: null, calendar, isHoliday: () => false,
  })
}

export const fakeEfficiency = ({ empty, failing, meters, push }: Building): Pick<Handlers, keyof typeof EFFICIENCY_CALLS> => {
  const kept = new Map<number, WorkedEfficiency>()
  const workedOf = (meter: Meter): WorkedEfficiency => {
    const known = kept.get(meter.id) ?? work(meter, Date.now())
    kept.set(meter.id, known)
    return known
  }
  let floorAreas: FloorArea[] = empty ? [] : [{ area: '', floorAreaM2: 6_400, kind: 'office' }]
  let changed: Benchmark[] = []
  const gone = failure('store-locked', 'The database is in use.', { file: 'plantroom.db' })
  const guarded = <A, R>(answer: (args: A) => R) => (args: A): R | typeof gone => (failing ? gone : answer(args))
  const told = <T>(value: T) => {
    setTimeout(() => push('energyChanged', { meterIds: [] }), 0)
    return ok(value)
  }
  return {
    getEnergyPatterns: guarded(({ meterId }) => {
      const meter = meters().find(({ id }) => id === meterId)
      return meter === undefined ? failure('meter-unknown', 'There is no such meter.', { id: meterId }) : ok(workedOf(meter).patterns)
    }),
    getEfficiency: guarded(() =>
      ok(efficiencyReport({
        atMs: Date.now(), meters: empty ? [] : meters(), worked: empty ? [] : meters().slice(0, 60).map((meter) => workedOf(meter).efficiency), floorAreas, changedBenchmarks: changed,
        priceOf: (meterId) => (meters().find(({ id }) => id === meterId)?.medium === 'electricity' ? { cost: 0.24, currency: 'EUR' } : null),
      })),
    ),
    setFloorArea: guarded((floorArea) => {
      floorAreas = [...floorAreas.filter(({ area }) => area !== floorArea.area), floorArea]
      return told(floorAreas)
    }),
    setBenchmark: guarded(({ kind, ...benchmark }) => {
      const next = kind ?? `own-${changed.length + 1}`
      changed = [...changed.filter((each) => each.kind !== next), { ...benchmark, kind: next, shipped: false }]
      return told(benchmarksOf(changed))
    }),
    resetBenchmark: guarded(({ kind }) => {
      changed = changed.filter((each) => each.kind !== kind)
      return told(benchmarksOf(changed))
    }),
  }
}
