/** Replay: the same readings give the same alerts as live; what another tuning would have done; causality. */
import { describe, expect, it } from 'vitest'
import { createMonitoredPoint, useModels } from '../../../electron/engine/pipeline/point-monitor.ts'
import { modelsFromRows } from '../../../electron/engine/pipeline/point-models.ts'
import { TRIED_DELAYS_MS } from '../../../electron/engine/pipeline/delay-trial.ts'
import { fitTimes, refitAfterMs } from '../../../electron/engine/pipeline/learning-pace.ts'
import { replayPoint, type PointReplay, type ReplayPlan } from '../../../electron/engine/pipeline/replay.ts'
import { createPlantSwitches, NO_SWITCHES } from '../../../electron/engine/pipeline/replay-switches.ts'
import { PLAIN_TUNING, type PointTuning } from '../../../electron/engine/pipeline/tuning.ts'
import type { WouldFire } from '../../../shared/domain/detection.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { fan, humidity, supplyAir, zoneAir } from '../../scenarios/healthy-points.ts'
import { runScenario, type Outcome, type Step } from '../../scenarios/scenario.ts'

const DAY_MS = 86_400_000
const START_MS = Date.parse('2026-02-02T10:00:00Z')
const TUNING: PointTuning = PLAIN_TUNING

const readerOf = ({ memory }: Outcome, point: Point) => {
  const rows = [...memory.readings(point.id)].sort((a, b) => a.timeMs - b.timeMs)
  return (fromMs: number, toMs: number): Series => {
    const within = rows.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
    return {
      pointId: point.id, thinned: false, timesMs: Float64Array.from(within, (row) => row.timeMs), values: Float64Array.from(within, (row) => row.value),
      qualities: Uint16Array.from(within, (row) => row.quality),
    }
  }
}

const finish = (replay: Generator<number, PointReplay>): PointReplay => {
  for (;;) {
    const step = replay.next()
    if (step.done === true) return step.value
  }
}

const planOf = (change: Partial<ReplayPlan>): ReplayPlan => ({
  fromMs: START_MS, toMs: START_MS + 4 * DAY_MS, timeZone: 'UTC', fitsAtMs: [START_MS], tunings: [TUNING], gaps: [], switches: NO_SWITCHES, ...change,
})

/** Changes of the fan, as the store gives them. */
const switchesOf = (outcome: Outcome) => {
  const monitored = new Map(outcome.points.map((point) => {
    const made = createMonitoredPoint(point, 0)
    const models = modelsFromRows(outcome.memory.models.filter(({ pointId }) => pointId === point.id))
    if (models !== null) useModels(made, models)
    return [point.id, made]
  }))
  const changes = outcome.points.filter(({ kind }) => kind === 'binary').flatMap(({ id }) => {
    let last = Number.NaN
    return [...outcome.memory.readings(id)].sort((a, b) => a.timeMs - b.timeMs).flatMap(({ timeMs, value }) => {
      const isChange = value !== last
      last = value
      return isChange ? [{ id, timeMs, value }] : []
    })
  })
  return createPlantSwitches(monitored, {
    pointIds: Int32Array.from(changes, ({ id }) => id), timesMs: Float64Array.from(changes, ({ timeMs }) => timeMs), values: Float64Array.from(changes, ({ value }) => value),
  })
}

const replayAll = (outcome: Outcome, change: Partial<ReplayPlan> = {}): readonly WouldFire[] => {
  const switches = switchesOf(outcome)
  return outcome.points.flatMap((point) => finish(replayPoint(point, readerOf(outcome, point), planOf({ gaps: outcome.memory.gaps, switches, ...change }))).fires.at(-1) ?? [])
}

const comparable = ({ pointId, startedAtMs, raisedAtMs, clearedAtMs, severity, worstValue, expected }: Pick<Alert & WouldFire, 'pointId' | 'startedAtMs' | 'raisedAtMs' | 'clearedAtMs' | 'severity' | 'worstValue' | 'expected'>) => ({
  pointId, startedAtMs, raisedAtMs, clearedAtMs, severity, worstValue, expected: expected === null ? null : Math.round(expected * 1e6) / 1e6,
})

const liveAlerts = (outcome: Outcome) => outcome.alerts.filter(({ kind }) => kind === 'equipment').map((alert) => comparable(alert as Alert & WouldFire)).sort((a, b) => a.raisedAtMs - b.raisedAtMs)
const replayed = (fires: readonly WouldFire[]) => fires.map((fire) => comparable(fire as Alert & WouldFire)).sort((a, b) => a.raisedAtMs - b.raisedAtMs)

const EVENTFUL: readonly Step[] = [
  { for: '90m' },
  { for: '10m', read: { supply: '~+6' } },
  { for: '30m' },
  // Too short for the delay.
  { for: '20s', read: { supply: '~+6' } },
  { for: '20m', read: { zone: '~-4' } },
  { for: '10m', device: 'offline' },
  { device: 'online', for: '40m', read: { zone: '~-5' } },
  { sleep: '25m' },
  { for: '30m', read: { supply: '~-7' } },
  // A sensor that breaks is no equipment alert.
  { for: '10m', read: { supply: '300' } },
  { for: '6h' },
  // The fan runs at night.
  { for: '1h', read: { fan: '1', supply: '~+2.5' } },
  { for: '2h' },
]

const POINTS = { supply: supplyAir, zone: zoneAir, fan, humidity }
const runSteps = (steps: readonly Step[]): Promise<Outcome> => runScenario({ points: POINTS, historyDays: 25, intervalMs: 10_000, steps })
let eventful: Promise<Outcome> | undefined
/** The eventful day, lived through once. */
const run = (): Promise<Outcome> => (eventful ??= runSteps(EVENTFUL))

describe('a replay', { timeout: 60_000 }, () => {
  it('gives the alerts that were raised live, with their times, severity and worst value', async () => {
    const outcome = await run()
    const live = liveAlerts(outcome)
    expect(live.length).toBeGreaterThanOrEqual(4)
    expect(new Set(live.map(({ pointId }) => pointId)).size).toBeGreaterThanOrEqual(3)
    expect(replayed(replayAll(outcome))).toEqual(live)
  })

  it('gives the alerts of the first hours of a site nobody recorded before', async () => {
    const outcome = await runScenario({
      points: { zone: zoneAir, hot: { ...zoneAir, healthy: () => 21 }, contact: { ...fan, stateTexts: ['Normal', 'Alarm'], healthy: () => 0 } }, roles: { zone: 'zone_air_temp', hot: 'zone_air_temp' }, intervalMs: 10_000,
      steps: [{ for: '40m', read: { hot: '21x30 70' } }, { for: '30m', read: { zone: '~+15', contact: '1' } }, { for: '10m' }],
    })
    expect(outcome.alerts.map(({ title }) => title.key)).toEqual(['alert.plausible.above', 'alert.firstHours.above', 'alert.alarmContact'])
    const fires = outcome.points.flatMap((point, i) => finish(replayPoint(point, readerOf(outcome, point), planOf({ fitsAtMs: [], role: i < 2 ? 'zone_air_temp' : null }))).fires.at(-1) ?? [])
    expect(replayed(fires)).toEqual(liveAlerts(outcome))
  })

  it('gives the same in parts as whole, and the same again', async () => {
    const outcome = await run()
    const once = replayAll(outcome)
    expect(replayAll(outcome)).toEqual(once)
    expect(replayAll(outcome, { toMs: START_MS + 30 * DAY_MS })).toEqual(once)
  })

  it('knows nothing of what comes later: what it says of a period stands whatever follows', async () => {
    const outcome = await run()
    const cutMs = START_MS + 5 * 3_600_000
    const cut: Outcome = { ...outcome, memory: { ...outcome.memory, readings: (id) => outcome.memory.readings(id).filter(({ timeMs }) => timeMs < cutMs) } }
    const fitsAtMs = fitTimes(START_MS - 25 * DAY_MS, START_MS, START_MS + DAY_MS)
    const early = (fires: readonly WouldFire[]) => fires.filter(({ clearedAtMs }) => clearedAtMs !== null && clearedAtMs < cutMs)
    const whole = early(replayAll(outcome, { fitsAtMs }))
    expect(whole.length).toBeGreaterThan(1)
    expect(early(replayAll(cut, { fitsAtMs, toMs: cutMs }))).toEqual(whole)
  })

  it('tells how much was observed, and how many readings it judged', async () => {
    const outcome = await runSteps([{ for: '2h' }, { sleep: '1h' }, { for: '1h' }])
    const [point] = outcome.points as [Point]
    const { readings, observedMs } = finish(replayPoint(point, readerOf(outcome, point), planOf({ toMs: START_MS + 4 * 3_600_000 })))
    expect(readings).toBe(3 * 360 - 1)
    expect(observedMs / 3_600_000).toBeCloseTo(3, 1)
  })
})

describe('another tuning', { timeout: 60_000 }, () => {
  const firesOf = (outcome: Outcome, tuning: Partial<PointTuning>, name = 'supply'): readonly WouldFire[] => {
    const point = outcome.points[Object.keys(POINTS).indexOf(name)] as Point
    return finish(replayPoint(point, readerOf(outcome, point), planOf({ tunings: [TUNING, { ...TUNING, ...tuning }], switches: switchesOf(outcome) }))).fires.at(-1) ?? []
  }

  it('is judged beside the one that is set, from one walk', async () => {
    const outcome = await run()
    const [supply] = outcome.points as [Point]
    const { fires } = finish(replayPoint(supply, readerOf(outcome, supply), planOf({ tunings: [TUNING, { ...TUNING, bandWidth: 4 }] })))
    expect(fires[0]!.length).toBeGreaterThan(fires[1]!.length)
    expect(fires[0]).toEqual(replayAll({ ...outcome, points: [supply] }, { gaps: [], switches: NO_SWITCHES }))
  })

  it('that is silent raises nothing; a fixed limit raises what lies beyond it, by its own name', async () => {
    const outcome = await run()
    expect(firesOf(outcome, { silent: true })).toEqual([])
    const limited = firesOf(outcome, { highLimit: 21, only: new Set(['fixedLimit']) })
    expect(limited.length).toBeGreaterThan(0)
    expect(limited.every(({ detector, worstValue }) => detector === 'fixedLimit' && worstValue !== null && worstValue > 21)).toBe(true)
  })

  it('may let a single detector judge, by its own scale', async () => {
    const outcome = await run()
    const alone = firesOf(outcome, { only: new Set(['zScore']) })
    expect(alone.length).toBeGreaterThan(0)
    expect(alone.every(({ detector }) => detector === 'zScore')).toBe(true)
  })

  it('counts what other on-delays would have left: never more with a longer one, and as many as a replay with it', async () => {
    const outcome = await run()
    const [supply] = outcome.points as [Point]
    const { byDelay } = finish(replayPoint(supply, readerOf(outcome, supply), planOf({ switches: switchesOf(outcome) })))
    expect(byDelay).toHaveLength(TRIED_DELAYS_MS.length)
    for (const [i, onMs] of TRIED_DELAYS_MS.entries()) {
      expect([onMs, byDelay[i]]).toEqual([onMs, firesOf(outcome, { delays: { ...TUNING.delays, onMs } }).length])
    }
    expect(byDelay[0]!).toBeGreaterThan(byDelay.at(-1)!)
  })
})

describe('the pace of learning', { timeout: 60_000 }, () => {
  it('doubles what is known on the first day, then has a fit after a day, on the fourth and weekly', () => {
    expect(fitTimes(0, 0, 20 * DAY_MS).map((timeMs) => timeMs / 3_600_000)).toEqual([1, 2, 4, 8, 16, 24, 96, 96 + 168, 96 + 336])
  })

  it('begins a period with the last fit before it', () => {
    const times = fitTimes(0, 10 * DAY_MS, 31 * DAY_MS)
    expect(times.map((timeMs) => timeMs / DAY_MS)).toEqual([4, 11, 18, 25])
  })

  it('is the same wherever a fit is late by some minutes', () => {
    const lateMs = 10 * 60_000
    const fits: number[] = []
    for (let knownMs = 3_600_000 + lateMs; knownMs < 12 * DAY_MS; knownMs += refitAfterMs(knownMs) + lateMs) fits.push(knownMs)
    expect(fits.filter((knownMs) => knownMs >= DAY_MS && knownMs < 2 * DAY_MS)).toHaveLength(1)
    expect(fits.filter((knownMs) => knownMs >= 2 * DAY_MS && knownMs < 4.1 * DAY_MS)).toHaveLength(1)
    expect(fits.length).toBeLessThanOrEqual(9)
  })

  it('is thinned over long periods, and does not begin anew in the middle', () => {
    const times = fitTimes(0, 100 * DAY_MS, 465 * DAY_MS)
    expect(times.length).toBeLessThanOrEqual(33)
    expect(times.at(-1)!).toBeGreaterThan(440 * DAY_MS)
  })
})
