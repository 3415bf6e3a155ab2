import { describe, expect, it } from 'vitest'
import { summariseDays } from '../../../../electron/engine/analysis/drift/day-summary.ts'
import { findShape } from '../../../../electron/engine/analysis/drift/fault-shape.ts'
import { fitMeter, indexed, judgeMeter, meterDay } from '../../../../electron/engine/analysis/drift/meter-drift.ts'
import { fitPeers, scoreAgainstPeers } from '../../../../electron/engine/analysis/drift/peer-expectation.ts'
import { fitRobust } from '../../../../electron/engine/analysis/drift/robust-regression.ts'
import { fitSensor, judgeSensor, residualOf, withPeers } from '../../../../electron/engine/analysis/drift/sensor-drift.ts'
import type { DriftJudgement } from '../../../../electron/engine/analysis/drift/drift-types.ts'
import { hourly, load, local, noiseOf, outdoor, START_DAY, type Sample } from './samples.ts'

const summaries = ({ timesMs, values }: Sample) => summariseDays(timesMs, values, local)

describe('days of a point', () => {
  it('are eight blocks of three hours, with how jagged, still and zero they were', () => {
    const [day] = summaries(hourly(1, 1, (hour) => hour * hour))
    // numpy: v = np.arange(24)**2.; v.reshape(8, 3).mean(1); np.median(np.abs(np.diff(v, 2)))
    expect(day?.blocks.map((each) => Math.round(each * 1e4) / 1e4)).toEqual([1.6667, 16.6667, 49.6667, 100.6667, 169.6667, 256.6667, 361.6667, 484.6667])
    expect(day).toMatchObject({ day: START_DAY, hours: 24, roughness: 2, still: 0, zeros: 1 / 24 })
  })

  it('hold a value for three hours where a device reports changes only, and are left out where less than half was observed', () => {
    const timesMs = Float64Array.of(0, 4, 8, 12, 16, 20, 24 + 20).map((hour) => START_DAY * 86_400_000 + hour * 3_600_000)
    const days = summariseDays(timesMs, Float64Array.of(1, 2, 3, 4, 5, 6, 7), local)
    expect(days).toHaveLength(1)
    expect(days[0]?.hours).toBe(24)
    expect(days[0]?.blocks[0]).toBe(1)
  })
})

describe('robust ridge regression', () => {
  it('is the Huber fit of statsmodels', () => {
    // statsmodels 0.13: RLM(y, add_constant(x), M=HuberT(1.345)).fit(scale_est='mad').params; its MAD is taken about the median, ours about zero
    const bend = [0.1, -0.2, 0.15, 0, -0.1, 0.2, -0.15, 0.05, 30, -0.05]
    const rows = bend.map((_, i) => Float64Array.of(1, i))
    const target = Float64Array.from(bend, (each, i) => 1 + 2 * i + each)
    const { coefficients } = fitRobust(rows, target, new Float64Array(2), new Float64Array(2))
    expect(coefficients[0]).toBeCloseTo(0.98416504, 2)
    expect(coefficients[1]).toBeCloseTo(2.01138965, 2)
  })

  it('is drawn to its prior by the ridge', () => {
    const rows = [Float64Array.of(1), Float64Array.of(1)]
    const { coefficients } = fitRobust(rows, Float64Array.of(4, 4), Float64Array.of(1), Float64Array.of(2))
    // (2 * 4 + 2 * 1) / (2 + 2)
    expect(coefficients[0]).toBeCloseTo(2.5, 6)
  })
})

const judgeSensorDays = (own: Sample, peers: readonly Sample[], referenceDays: number): DriftJudgement[] => {
  const days = withPeers(summaries(own), peers.map(summaries))
  const model = fitSensor(days.slice(0, referenceDays), 1.5)
  if (model === null) throw new Error('no model')
  const residuals = days.map((day) => residualOf(model, day))
  return residuals.map((_, i) => judgeSensor(model, residuals.slice(0, i + 1)))
}

const firstAlarm = (judgements: readonly DriftJudgement[]): number => judgements.findIndex(({ alarm }) => alarm)

describe('an outdoor sensor beside another', () => {
  const peer = hourly(360, 2, (hour, noise) => outdoor(hour) + noise())
  const beside = (change: (hour: number, value: number, noise: () => number) => number): Sample => hourly(360, 3, (hour, noise) => change(hour, outdoor(hour) + 0.5 + noise(), noise))

  it('that is healthy stays quiet over all seasons', () => {
    expect(firstAlarm(judgeSensorDays(beside((_, value) => value), [peer], 100))).toBe(-1)
  })

  it('that reads 3 K too much since day 200 is told within five weeks, with its size', () => {
    const judgements = judgeSensorDays(beside((hour, value) => value + (hour >= 200 * 24 ? 3 : 0)), [peer], 100)
    const day = firstAlarm(judgements)
    expect(day).toBeGreaterThan(200)
    expect(day).toBeLessThan(235)
    expect(judgements[day]).toMatchObject({ leading: 'level' })
    expect(judgements[230]?.size).toBeCloseTo(3, 0)
  })

  it('that strays for a week by weather its peer does not share is not told', () => {
    expect(firstAlarm(judgeSensorDays(beside((hour, value) => value + (hour >= 200 * 24 && hour < 207 * 24 ? 8 : 0)), [peer], 100))).toBe(-1)
  })

  it('that becomes noisy is told as noisy, and not where its peer becomes smooth', () => {
    const noisy = judgeSensorDays(beside((hour, value, noise) => value + (hour >= 200 * 24 ? 3 * noise() : 0)), [peer], 100)
    expect(noisy[firstAlarm(noisy)]?.leading).toBe('noise')
    const smooth = hourly(360, 2, (hour, noise) => outdoor(hour) + (hour >= 200 * 24 ? 0 : noise()))
    expect(firstAlarm(judgeSensorDays(beside((_, value) => value), [smooth], 100))).toBe(-1)
  })

  it('that stands still while its peer moves is told after two days, and not while nothing moves', () => {
    const still = (hour: number, value: number): number => (hour >= 200 * 24 && hour < 206 * 24 ? 12 : value)
    const judgements = judgeSensorDays(beside(still), [peer], 100)
    expect(firstAlarm(judgements)).toBe(201)
    expect(judgements[201]).toMatchObject({ leading: 'stuck', size: 2 })
    const stillPeer = hourly(360, 2, (hour, noise) => still(hour, outdoor(hour) + noise()))
    expect(firstAlarm(judgeSensorDays(beside(still), [stillPeer], 100))).toBe(-1)
  })

  it('is judged by no day that comes later', () => {
    const own = beside((hour, value) => value + (hour >= 200 * 24 ? 3 : 0))
    const cut = (sample: Sample): Sample => ({ timesMs: sample.timesMs.subarray(0, 220 * 24), values: sample.values.subarray(0, 220 * 24) })
    expect(judgeSensorDays(cut(own), [cut(peer)], 100)).toEqual(judgeSensorDays(own, [peer], 100).slice(0, 220))
  })

  it('has no model from less than four weeks', () => {
    expect(fitSensor(withPeers(summaries(beside((_, value) => value)), [summaries(peer)]).slice(0, 27), 1.5)).toBeNull()
  })
})

const judgeMeterDays = (sample: Sample, referenceDays: number): DriftJudgement[] => {
  const days = summaries(sample).map((day) => meterDay(day, 0.1))
  const model = fitMeter(days.slice(0, referenceDays))
  const byDay = indexed(days)
  return days.map(({ day }) => judgeMeter(model, byDay, day))
}

describe('a meter', () => {
  const meter = (change: (hour: number, value: number) => number): Sample => hourly(700, 4, (hour, noise) => change(hour, load(hour) * (1 + 0.05 * noise())))

  it('of a healthy building stays quiet over summer and winter', () => {
    expect(firstAlarm(judgeMeterDays(meter((_, value) => value), 210))).toBe(-1)
  })

  it('that counts a quarter too little since one day is told within six weeks by its step', () => {
    const judgements = judgeMeterDays(meter((hour, value) => value * (hour >= 300 * 24 ? 0.75 : 1)), 210)
    const day = firstAlarm(judgements)
    expect(day).toBeGreaterThan(314)
    expect(day).toBeLessThan(342)
    expect(judgements[day]?.size).toBeCloseTo(-0.25, 1)
  })

  it('that loses slowly is told by the same weeks of a year before', () => {
    const judgements = judgeMeterDays(meter((hour, value) => value * (1 - 0.35 * Math.min(1, Math.max(0, hour / 24 - 300) / 120))), 210)
    expect(firstAlarm(judgements)).toBeGreaterThan(364)
    expect(firstAlarm(judgements)).toBeLessThan(450)
  })

  it('of a building that only uses more by night is no faulty meter', () => {
    expect(firstAlarm(judgeMeterDays(meter((hour, value) => (hour >= 400 * 24 && (hour % 24 < 7 || hour % 24 >= 19) ? value * 1.6 : value)), 210))).toBe(-1)
  })

  it('that drops to zero again and again is intermittent; one that stands is stuck', () => {
    const drops = judgeMeterDays(meter((hour, value) => (hour >= 300 * 24 && hour % 24 === 5 ? 0 : value)), 210)
    expect(firstAlarm(drops)).toBe(302)
    expect(drops[302]).toMatchObject({ leading: 'intermittent' })
    const stands = judgeMeterDays(meter((hour, value) => (hour >= 300 * 24 && hour < 308 * 24 ? 50 : value)), 210)
    expect(stands[firstAlarm(stands)]).toMatchObject({ leading: 'stuck' })
  })
})

describe('the shape of a deviation', () => {
  const levels = (levelAt: (day: number) => number) => {
    const noise = noiseOf(5)
    return Array.from({ length: 300 }, (_, i) => ({ day: START_DAY + i, level: levelAt(i) + 0.2 * noise() }))
  }
  const shapeOf = (levelAt: (day: number) => number) => findShape(levels(levelAt), [START_DAY + 100, START_DAY + 250], false)

  it('is a step, a ramp or an acceleration', () => {
    expect(shapeOf((day) => (day >= 150 ? 2 : 0))).toMatchObject({ shape: 'step' })
    expect(shapeOf((day) => 3 * Math.min(1, Math.max(0, (day - 150) / 90)))).toMatchObject({ shape: 'ramp' })
    expect(shapeOf((day) => 4 * Math.max(0, (day - 130) / 170) ** 2)).toMatchObject({ shape: 'accelerating' })
  })

  it('has its day and its size', () => {
    const shape = shapeOf((day) => (day >= 150 ? 2 : 0))
    expect(Math.abs((shape?.fromDay ?? 0) - START_DAY - 150)).toBeLessThanOrEqual(7)
    expect(shape?.size).toBeCloseTo(2, 1)
  })
})

describe('what a point should read by its peers of the same moment', () => {
  const rows = 400
  const noise = noiseOf(6)
  const peers = [0, 1, 2].map((offset) => Float64Array.from({ length: rows }, (_, i) => 20 + offset + 2 * Math.sin(i / 20) + 0.1 * noise()))
  const own = Float64Array.from({ length: rows }, (_, i) => 21.5 + 2 * Math.sin(i / 20) + 0.1 * noise())
  const model = fitPeers(own, peers, 1)
  if (model === null) throw new Error('no model')

  it('is where the peers are, moved by what they usually differ', () => {
    const { expected, score } = scoreAgainstPeers(model, 21.5, [20, 21, 22])
    expect(expected).toBeCloseTo(21.5, 1)
    expect(score).toBeLessThan(0.1)
  })

  it('is not misled by one wrong peer', () => {
    expect(scoreAgainstPeers(model, 21.5, [20, 60, 22]).expected).toBeCloseTo(21.5, 0)
  })

  it('has a wider band outside of what was seen', () => {
    const inside = scoreAgainstPeers(model, 21.5, [20, 21, 22])
    const outside = scoreAgainstPeers(model, 31.5, [30, 31, 32])
    expect(outside.high - outside.low).toBeGreaterThan(2 * (inside.high - inside.low))
  })

  it('is unknown without any', () => {
    expect(scoreAgainstPeers(model, 21.5, [Number.NaN, Number.NaN, Number.NaN]).score).toBeNaN()
    expect(fitPeers(own.subarray(0, 50), peers.map((peer) => peer.subarray(0, 50)), 1)).toBeNull()
  })
})
