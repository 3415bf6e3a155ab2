/** What was followed live of usual surprises, over a restart of the program. */
import { describe, expect, it, vi } from 'vitest'
import { createCalendar } from '../../../electron/engine/analysis/calendar.ts'
import type { HabitModel } from '../../../electron/engine/analysis/detect/habit-model.ts'
import type { HabitState } from '../../../electron/engine/analysis/detect/habit-state.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import { createFollowedKeeper, FOLLOWED, followedRowOf, takeUpFollowed } from '../../../electron/engine/pipeline/followed-scales.ts'
import { fitPoint } from '../../../electron/engine/analysis/detect/fit-point.ts'
import { modelRowsOf, modelsFromRows } from '../../../electron/engine/pipeline/point-models.ts'
import { createMonitoredPoint, scorePoint, useModels, type MonitoredPoint } from '../../../electron/engine/pipeline/point-monitor.ts'
import type { ModelRow } from '../../../electron/engine/store/store-types.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { seededRandom } from '../../../shared/random.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createMemoryStore } from './memory-store.ts'

vi.setConfig({ testTimeout: 60_000 })

const START_MS = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const STEP_MS = 300_000
const calendar = createCalendar('UTC')
const point: Point = {
  id: 1, deviceId: 1, objectType: 0, objectInstance: 1, name: 'AHU1.SAT', description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs: STEP_MS,
}

/** 17 °C with a daily course and noise; `extra` is what a fault adds. */
const series = (seed: number, extra: (timeMs: number) => number = () => 0): ((timeMs: number) => number) => {
  const random = seededRandom(seed)
  return (timeMs) => 17 + 2 * Math.sin((2 * Math.PI * timeMs) / DAY_MS) + 0.6 * (random() + random() - 1) + extra(timeMs)
}

const learn = (fromMs: number, toMs: number, valueAt: (timeMs: number) => number): readonly ModelRow[] => {
  const timesMs = Float64Array.from({ length: (toMs - fromMs) / STEP_MS }, (_, i) => fromMs + i * STEP_MS)
  const fitted = fitPoint(point, { pointId: 1, timesMs, values: timesMs.map(valueAt), qualities: new Uint16Array(timesMs.length), thinned: false }, calendar)
  if (fitted === null) throw new Error('nothing was learnt')
  return modelRowsOf(1, fitted, toMs)
}

const started = (rows: readonly ModelRow[]): MonitoredPoint => {
  const monitored = createMonitoredPoint(point, 0)
  useModels(monitored, modelsFromRows(rows))
  takeUpFollowed(monitored, rows)
  return monitored
}

const stateOf = ({ detectors, states }: MonitoredPoint): HabitState => states[detectors.findIndex(({ id }) => id === 'habit')] as HabitState
const modelOf = ({ detectors, fitted }: MonitoredPoint): HabitModel => fitted[detectors.findIndex(({ id }) => id === 'habit')] as HabitModel

const live = (monitored: MonitoredPoint, fromMs: number, toMs: number, valueAt: (timeMs: number) => number): void => {
  for (let timeMs = fromMs; timeMs < toMs; timeMs += STEP_MS) scorePoint(monitored, timeMs, valueAt(timeMs), calendar, 1)
}

const kept = (monitored: MonitoredPoint): ModelRow => {
  const row = followedRowOf(monitored, START_MS)
  if (row === null) throw new Error('nothing was followed')
  return row
}

describe('scales that live hours moved', () => {
  const learntMs = START_MS + 21 * DAY_MS
  const rows = learn(START_MS, learntMs, series(1))
  const before = started(rows)
  live(before, learntMs, learntMs + 5 * DAY_MS, series(2, (timeMs) => 0.4 * Math.sin(timeMs / HOUR_MS)))
  const row = kept(before)

  it('go on after a restart as they were, to eight digits', () => {
    const again = stateOf(started([...rows, row])).scales
    expect(again).toHaveLength(modelOf(before).scales.length)
    for (const [i, { threshold, tail, hours }] of stateOf(before).scales.entries()) {
      expect(again[i]?.threshold).toBeCloseTo(threshold, 6)
      expect(again[i]?.tail).toBeCloseTo(tail, 6)
      expect(again[i]?.hours).toBeCloseTo(hours, 3)
    }
    expect(stateOf(started([...rows, row])).units).toEqual(stateOf(before).units)
    const { units: _, ...older } = JSON.parse(row.body) as { units: unknown }
    expect(stateOf(started([...rows, { ...row, body: JSON.stringify(older) }])).units).toEqual(stateOf(before).units)
    expect(again[0]?.threshold).not.toBeCloseTo(modelOf(before).scales[0]?.threshold ?? 0, 6)
  })

  it('bring the days before with them, which only the model knows', () => {
    const after = started([...rows, row])
    expect(stateOf(after).hours?.means.filter((mean) => !Number.isNaN(mean)).length).toBeGreaterThan(100)
  })

  it('are not taken up from a damaged row, one of another version, or one of a later model', () => {
    const fitted = modelOf(before).scales.map(({ threshold }) => threshold)
    const body = JSON.parse(row.body) as { toMs: number; scales: number[][] }
    const bad: ModelRow[] = [
      { ...row, body: row.body.slice(0, -9) }, { ...row, body: 'null' }, { ...row, version: 'habit-0' }, { ...row, body: JSON.stringify({ ...body, scales: body.scales.slice(1) }) },
      { ...row, body: JSON.stringify({ ...body, scales: body.scales.map(([, tail, hours]) => [-1, tail, hours]) }) }, { ...row, body: JSON.stringify({ ...body, toMs: body.toMs + DAY_MS }) },
    ]
    for (const each of bad) {
      const after = started([...rows, each])
      live(after, learntMs, learntMs + STEP_MS, series(2))
      expect(stateOf(after).scales.map(({ threshold }) => threshold)).toEqual(fitted)
    }
  })
})

describe('a restart in the middle of a week with a fault', () => {
  const learntMs = START_MS + 14 * DAY_MS
  const faultMs = learntMs + 2 * DAY_MS
  const nightMs = faultMs + 4 * DAY_MS
  const restartMs = nightMs + DAY_MS
  /** Hunting: the valve swings the supply air up and down. */
  const value = series(3, (timeMs) => (timeMs >= faultMs ? 5 * Math.sin(timeMs / (0.2 * HOUR_MS)) : 0))
  const readings = new Map<number, number>()
  for (let timeMs = START_MS; timeMs < restartMs + DAY_MS; timeMs += STEP_MS) readings.set(timeMs, value(timeMs))
  const at = (timeMs: number): number => readings.get(timeMs) ?? Number.NaN
  const healthy = learn(START_MS, learntMs, at)
  const withFault = learn(START_MS, nightMs, at)

  /** Lives through the fault, learns four days of it at night, and gives the thresholds that judge a day later. */
  const through = (restart: 'none' | 'kept' | 'lost'): readonly number[] => {
    let monitored = started(healthy)
    live(monitored, learntMs, nightMs, at)
    useModels(monitored, modelsFromRows(withFault))
    live(monitored, nightMs, restartMs, at)
    if (restart !== 'none') monitored = started(restart === 'kept' ? [...withFault, kept(monitored)] : withFault)
    live(monitored, restartMs, restartMs + STEP_MS, at)
    return stateOf(monitored).scales.map(({ threshold }) => threshold)
  }

  it('does not make usual what the fault did, as no restart does not', () => {
    const without = through('none')
    const lost = through('lost')
    // The hour under way is lost, which moves a scale by a hundredth at most.
    for (const [i, threshold] of through('kept').entries()) expect(Math.abs(threshold / (without[i] as number) - 1)).toBeLessThan(0.01)
    expect(lost.filter((threshold, i) => threshold > 1.25 * (without[i] as number)).length).toBeGreaterThan(2)
  })

  it('bounds a model that is newer than what was kept', () => {
    const monitored = started(healthy)
    live(monitored, learntMs, nightMs, at)
    const late = started([...withFault, kept(monitored)])
    const fitted = modelOf(late).scales
    const bound = stateOf(late).scales
    expect(bound.every(({ threshold }, i) => threshold <= (fitted[i]?.threshold ?? 0))).toBe(true)
    expect(bound.filter(({ threshold }, i) => threshold < 0.8 * (fitted[i]?.threshold ?? 0)).length).toBeGreaterThan(2)
  })
})

describe('what was followed', () => {
  const learntMs = START_MS + 10 * DAY_MS
  const rows = learn(START_MS, learntMs, series(4))

  it('is written an hour after the start, once, and again at the end when there is more', () => {
    const memory = createMemoryStore()
    const clock = createFakeClock(learntMs)
    const monitored = started(rows)
    const keeper = createFollowedKeeper({ clock, store: memory.store, log: silentLog, all: () => [monitored] })
    const writes = (): number => memory.models.filter(({ detector }) => detector === FOLLOWED).length
    live(monitored, learntMs, learntMs + 2 * HOUR_MS, series(5))
    keeper.turn()
    expect(writes()).toBe(0)
    clock.advance(HOUR_MS)
    keeper.turn()
    expect(writes()).toBe(1)
    const [before] = memory.models
    clock.advance(HOUR_MS)
    keeper.turn()
    keeper.keepAll()
    expect(memory.models[0]).toBe(before)
    live(monitored, learntMs + 2 * HOUR_MS, learntMs + 4 * HOUR_MS, series(5))
    keeper.keepAll()
    expect(memory.models[0]).not.toBe(before)
  })

  it('is tried again when the store refuses', () => {
    const memory = createMemoryStore()
    const monitored = started(rows)
    const keeper = createFollowedKeeper({ clock: createFakeClock(learntMs), store: memory.store, log: silentLog, all: () => [monitored] })
    live(monitored, learntMs, learntMs + 2 * HOUR_MS, series(5))
    memory.refuse = 'disk full'
    keeper.keepAll()
    memory.refuse = null
    keeper.keepAll()
    expect(memory.models).toHaveLength(1)
  })
})
