/** Habit: what a point usually does, and how surprising a reading is in its light. */
import { describe, expect, it, vi } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import type { ScoredReading, Verdict } from '../../../../electron/engine/analysis/detect/detector.ts'
import { prepareHistory } from '../../../../electron/engine/analysis/detect/fit-history.ts'
import { habit } from '../../../../electron/engine/analysis/detect/habit.ts'
import { MEASURES } from '../../../../electron/engine/analysis/detect/habit-measures.ts'
import type { HabitModel } from '../../../../electron/engine/analysis/detect/habit-model.ts'
import type { HabitState } from '../../../../electron/engine/analysis/detect/habit-state.ts'
import { chooseDetail, expectedAt, fitProfile } from '../../../../electron/engine/analysis/detect/habit-profile.ts'
import { takeModel } from '../../../../electron/engine/analysis/detect/habit-scales.ts'
import { robustRidge } from '../../../../electron/engine/analysis/detect/robust-ridge.ts'
import { fitStill, stillSurprise } from '../../../../electron/engine/analysis/detect/still-runs.ts'
import { boundScale, fitSurprise, followSurprise, inUnits, surpriseOf } from '../../../../electron/engine/analysis/detect/surprise-scale.ts'
import { seededRandom } from '../../../../shared/random.ts'

vi.setConfig({ testTimeout: 60_000 })

/** numpy.linalg.solve(X'X + 0.01 tr(X'X) / 2 I, X'y); and 1 + (12 - q) / (b ln 10) with numpy's 90 % quantile q = 9.01 and the least tail b = 0.12 q. */
const RIDGE = [1.04432245, 1.95765469] as const
const SURPRISE_12 = 2.201018
const SURPRISE_12_SLOW = 1.411307

const START_MS = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const calendar = createCalendar('UTC')

const normal = (seed: number): (() => number) => {
  const random = seededRandom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** A meter: busy from 8 to 18 on working days, with noise. */
const load = (seed: number): ((timeMs: number) => number) => {
  const noise = normal(seed)
  return (timeMs) => {
    const hour = new Date(timeMs).getUTCHours()
    const weekday = new Date(timeMs).getUTCDay()
    return (weekday >= 1 && weekday <= 5 && hour >= 8 && hour < 18 ? 60 : 20) + 2 * noise()
  }
}

const seriesOf = (days: number, stepMs: number, valueAt: (timeMs: number) => number) => {
  const timesMs = Float64Array.from({ length: (days * DAY_MS) / stepMs }, (_, i) => START_MS + i * stepMs)
  return { pointId: 1, timesMs, values: timesMs.map((timeMs) => valueAt(timeMs)), qualities: new Uint16Array(timesMs.length), thinned: false }
}

const reading = (timeMs: number, value: number): ScoredReading => {
  const slot = calendar.slotOf(timeMs)
  return { timeMs, value, slot, context: slot >> 2, bandWidth: 1 }
}

const learn = (days: number, stepMs: number, valueAt: (timeMs: number) => number): HabitModel => {
  const model = habit.fit(prepareHistory(seriesOf(days, stepMs, valueAt), calendar), { leastHalfWidth: 0.5, alarmContact: false })
  if (model === null) throw new Error('nothing was learnt')
  return model
}

const scores = (model: HabitModel, state: HabitState, fromMs: number, hours: number, stepMs: number, valueAt: (timeMs: number) => number): Verdict[] =>
  Array.from({ length: (hours * HOUR_MS) / stepMs }, (_, i) => habit.score(model, state, reading(fromMs + i * stepMs, valueAt(fromMs + i * stepMs))))

const highest = (verdicts: readonly Verdict[]): number => Math.max(...verdicts.map(({ score }) => score))

describe('ridge regression', () => {
  it('gives the weights that numpy.linalg.solve gives', () => {
    const cells = Float64Array.of(1, 2, 2, 1, 3, 5, 4, 3, 5, 8, 6, 5)
    const weights = robustRidge({ width: 2, count: 6, cells, targets: Float64Array.of(5, 4.1, 12.9, 10, 21.2, 16) }, 0.01)
    expect(weights[0]).toBeCloseTo(RIDGE[0], 6)
    expect(weights[1]).toBeCloseTo(RIDGE[1], 6)
  })

  it('is not bent by a tenth of wrong rows', () => {
    const noise = normal(3)
    const cells = Float64Array.from({ length: 400 }, () => noise())
    const targets = Float64Array.from({ length: 200 }, (_, i) => 2 * (cells[2 * i] as number) - (cells[2 * i + 1] as number) + 0.01 * noise() + (i % 10 === 0 ? 40 : 0))
    const [first, second] = robustRidge({ width: 2, count: 200, cells, targets }, 1e-6)
    expect(first).toBeCloseTo(2, 1)
    expect(second).toBeCloseTo(-1, 1)
  })
})

describe('surprise', () => {
  const hundred = Float64Array.from({ length: 100 }, (_, i) => (i + 1) / 10)

  it('is 1 at what a tenth of the hours exceed, and grows by the mean excess beyond: numpy quantile and mean', () => {
    const scale = fitSurprise(hundred, 0.1)
    expect(scale.threshold).toBeCloseTo(9.01, 9)
    expect(surpriseOf(scale, 9.01, 0)).toBeCloseTo(1, 9)
    expect(surpriseOf(scale, 12, 0)).toBeCloseTo(SURPRISE_12, 4)
    expect(surpriseOf(scale, 12, 24)).toBeCloseTo(SURPRISE_12_SLOW, 4)
  })

  it('of exponential hours is minus the decimal logarithm of the probability', () => {
    const random = seededRandom(11)
    const scale = fitSurprise(Float64Array.from({ length: 20_000 }, () => -Math.log(1 - random())), 0.01)
    // P(u > 6.9078) = 0.001
    expect(surpriseOf(scale, 6.9078, 0)).toBeCloseTo(3, 0)
  })

  it('follows a season, and hardly a single wild hour', () => {
    const scale = fitSurprise(hundred, 0.1)
    const wild = { ...scale }
    followSurprise(wild, 1e9, 0.1, 1)
    expect(surpriseOf(wild, 12, 0)).toBeGreaterThan(0.8 * surpriseOf(scale, 12, 0))
    for (let i = 0; i < 2_000; i++) followSurprise(scale, 11 + (i % 100) / 50, 0.1, 1)
    expect(surpriseOf(scale, 12, 0)).toBeLessThan(1.1)
  })
})

describe('a new fit', () => {
  const usual = { threshold: 2, tail: 0.5, hours: 400 }
  const faulty = { threshold: 6, tail: 3, hours: 500 }

  it('calls at most a fifth more usual than what was followed live, for each week between the two', () => {
    const week = boundScale(faulty, usual, 7 * DAY_MS)
    expect([week.threshold, week.tail, week.hours]).toEqual([2.4, 0.6, 500])
    expect(boundScale(faulty, usual, 0)).toEqual({ ...usual, hours: 500 })
    expect(boundScale({ ...usual, threshold: 1 }, usual, 7 * DAY_MS).threshold).toBe(1)
  })

  it('is taken as it is where nothing was followed, or hardly more than the morning', () => {
    expect(boundScale(faulty, null, 7 * DAY_MS)).toEqual(faulty)
    expect(boundScale(faulty, { ...usual, hours: 5 }, HOUR_MS)).toEqual(faulty)
  })

  it('is bounded in the point\'s own unit: what was followed is converted to the units of the new fit', () => {
    const scale = { threshold: 6, tail: 3, hours: 100 }
    expect(inUnits(scale, 0.5, 0.4, false)).toEqual({ threshold: 3, tail: 1.5, hours: 100 })
    // ln of a mean square: half the unit is ln 4 less, whatever the tail.
    expect(inUnits(scale, 0.5, 0.3, true)).toEqual({ threshold: 6 - Math.log(4), tail: 3, hours: 100 })
    expect(inUnits(scale, 0.001, 0.4, false)).toEqual({ threshold: 0.8, tail: 0.4, hours: 100 })
    expect(inUnits(scale, 0.001, 0.3, true).threshold).toBe(0.6)
  })

  it('with spreads that a noisy sensor widened calls no larger distance usual than before', () => {
    const noise = normal(5)
    const calm = (timeMs: number): number => load(3)(timeMs)
    const first = learn(4, 5 * 60_000, calm)
    const state = habit.start(first, { leastHalfWidth: 0.5, newAlarmContact: false })
    scores(first, state, START_MS + 4 * DAY_MS, 24, 5 * 60_000, calm)
    const step = MEASURES.findIndex(({ name }) => name === 'step')
    const unitOf = (model: HabitModel): number => Math.hypot(...Array.from(model.stepSpreads)) / Math.sqrt(model.stepSpreads.length)
    const before = (state.scales[step]?.threshold ?? NaN) * unitOf(first)
    const second = learn(5, 5 * 60_000, (timeMs) => calm(timeMs) + (timeMs > START_MS + 2 * DAY_MS ? 12 * noise() : 0))
    expect(unitOf(second)).toBeGreaterThan(1.5 * unitOf(first))
    takeModel(state, second)
    const after = (state.scales[step]?.threshold ?? NaN) * unitOf(second)
    expect(after).toBeLessThan(1.2 * before)
    expect(after).toBeGreaterThan(0.5 * before)
    expect(after).toBeLessThan((second.scales[step]?.threshold ?? NaN) * unitOf(second))
  })

  it('from a history with a noisy sensor on a fourth of its days finds the noise more surely than it would without what was followed', () => {
    const noise = normal(21)
    const wild = normal(22)
    const quiet = (timeMs: number): number => 20 + 3 * Math.sin((timeMs / DAY_MS) * 2 * Math.PI) + 0.2 * noise()
    const noisy = (timeMs: number): number => quiet(timeMs) + 3 * wild()
    const isNoisy = (timeMs: number): boolean => timeMs > START_MS + 12 * DAY_MS && Math.floor(timeMs / DAY_MS) % 2 === 0
    const first = learn(10, 300_000, quiet)
    const state = habit.start(first, { leastHalfWidth: 1, newAlarmContact: false })
    scores(first, state, START_MS + 10 * DAY_MS, 240, 300_000, (timeMs) => (isNoisy(timeMs) ? noisy(timeMs) : quiet(timeMs)))
    const second = learn(20, 300_000, (timeMs) => (isNoisy(timeMs) ? noisy(timeMs) : quiet(timeMs)))
    const fromMs = START_MS + 20 * DAY_MS
    const after = highest(scores(second, habit.start(second, { leastHalfWidth: 1, newAlarmContact: false }), fromMs, 8, 300_000, noisy))
    expect(highest(scores(second, state, fromMs, 8, 300_000, noisy))).toBeGreaterThan(1.2 * after)
  })
})

describe('the profile', () => {
  it('takes the kind of day only where it foretells days left out', () => {
    const office = prepareHistory(seriesOf(28, HOUR_MS, load(1)), calendar)
    expect(chooseDetail(office)).toBe('kindOfDay')
    const noise = normal(5)
    expect(chooseDetail(prepareHistory(seriesOf(28, HOUR_MS, () => noise()), calendar))).toBe('whole')
    expect(chooseDetail(prepareHistory(seriesOf(28, HOUR_MS, (timeMs) => 10 * Math.sin((timeMs / DAY_MS) * 2 * Math.PI) + noise()), calendar))).toBe('hour')
  })

  it('runs in a straight line from the middle of one hour to the next', () => {
    const ramp = prepareHistory(seriesOf(28, 900_000, (timeMs) => new Date(timeMs).getUTCHours()), calendar)
    const profile = fitProfile(ramp, Int32Array.from({ length: ramp.count }, (_, i) => i), false, 'hour')
    expect([0, 1, 2, 3].map((quarter) => expectedAt(profile, 40 + quarter))).toEqual([9.625, 9.875, 10.125, 10.375])
  })
})

describe('standing still', () => {
  it('is surprising beyond the usual runs, but not where plant rests', () => {
    const values = Float64Array.from({ length: 2_000 }, (_, i) => (i % 40 < 20 ? 0 : 5 + (i % 7) / 10))
    const runs = fitStill(values.map((_, i) => i * 60_000), values, 60_000)
    expect(runs.restValues).toContain(0)
    expect(stillSurprise(runs, 5.35, 10 * 60_000, 60_000)).toBeGreaterThan(3)
    expect(stillSurprise(runs, 0, 19 * 60_000, 60_000)).toBeLessThan(1.5)
  })
})

describe('habit', () => {
  const model = learn(35, HOUR_MS, load(7))
  const fromMs = START_MS + 35 * DAY_MS

  it('finds two usual weeks usual', () => {
    expect(highest(scores(model, habit.start(model, { leastHalfWidth: 1, newAlarmContact: false }), fromMs, 14 * 24, HOUR_MS, load(8)))).toBeLessThan(1)
  })

  it.each([
    { fault: 'a bias of four deviations for two days', change: (value: number) => value + 8, method: 'lasting' },
    { fault: 'plant that runs through a night', change: (value: number) => Math.max(60, value), method: 'seasonalLevel' },
    { fault: 'a value that stands', change: () => 20.5, method: 'still' },
  ])('finds $fault and says by which method', ({ change, method }) => {
    const healthy = load(9)
    const state = habit.start(model, { leastHalfWidth: 1, newAlarmContact: false })
    scores(model, state, fromMs, 48, HOUR_MS, healthy)
    const found = scores(model, state, fromMs + 48 * HOUR_MS, 48, HOUR_MS, (timeMs) => change(healthy(timeMs)))
    expect(highest(found)).toBeGreaterThan(1)
    expect(found.flatMap(({ shares }) => shares ?? []).map((share) => share.method)).toContain(method)
  })

  it('weighs each further method that agrees less than the one before, and tells all shares when asked', () => {
    const healthy = load(9)
    const state = habit.start(model, { leastHalfWidth: 1, newAlarmContact: false })
    scores(model, state, fromMs, 48, HOUR_MS, healthy)
    for (let hour = 48; hour < 72; hour++) {
      const { score, shares = [] } = habit.score(model, state, { ...reading(fromMs + hour * HOUR_MS, healthy(fromMs + hour * HOUR_MS) + (hour > 60 ? 8 : 0)), explain: true })
      expect(shares).toHaveLength(7)
      const [first = 0, second = 0, third = 0, fourth = 0] = shares.map((share) => share.score).sort((a, b) => b - a)
      expect(score).toBeCloseTo(0.45 * first + 0.3 * second + 0.2 * third + 0.1 * fourth, 9)
    }
  })

  it('finds more noise of the same mean', () => {
    const healthy = load(10)
    const noise = normal(12)
    expect(highest(scores(model, habit.start(model, { leastHalfWidth: 1, newAlarmContact: false }), fromMs, 24, HOUR_MS, (timeMs) => healthy(timeMs) + 12 * noise()))).toBeGreaterThan(1)
  })

  it('knows nothing of what comes later: the scores of a part are those of the whole', () => {
    const value = load(13)
    const values = Array.from({ length: 200 }, (_, i) => value(fromMs + i * HOUR_MS))
    const at = (timeMs: number): number => values[(timeMs - fromMs) / HOUR_MS] as number
    expect(scores(model, habit.start(model, { leastHalfWidth: 1, newAlarmContact: false }), fromMs, 200, HOUR_MS, at).slice(0, 120)).toEqual(scores(model, habit.start(model, { leastHalfWidth: 1, newAlarmContact: false }), fromMs, 120, HOUR_MS, at))
  })

  it('goes on alike from a model and a state that were kept and copied', () => {
    const value = load(14)
    const first = Array.from({ length: 60 }, (_, i) => value(fromMs + i * HOUR_MS))
    const state = habit.start(model, { leastHalfWidth: 1, newAlarmContact: false })
    scores(model, state, fromMs, 60, HOUR_MS, (timeMs) => first[(timeMs - fromMs) / HOUR_MS] as number)
    const copy = structuredClone(state)
    const again = JSON.parse(JSON.stringify(model)) as HabitModel
    const next = Array.from({ length: 30 }, (_, i) => value(fromMs + (60 + i) * HOUR_MS))
    const at = (timeMs: number): number => next[(timeMs - fromMs) / HOUR_MS - 60] as number
    expect(scores(again, copy, fromMs + 60 * HOUR_MS, 30, HOUR_MS, at)).toEqual(scores(model, state, fromMs + 60 * HOUR_MS, 30, HOUR_MS, at))
  })

  it('does not take the first minutes after a start for a day: nothing lasts yet', () => {
    const healthy = load(17)
    const fine = learn(20, 300_000, load(16))
    const state = habit.start(fine, { leastHalfWidth: 1, newAlarmContact: false })
    const startMs = START_MS + 20 * DAY_MS + 10 * HOUR_MS
    for (let second = 0; second < 180; second += 5) {
      const timeMs = startMs + second * 1_000
      const { shares = [] } = habit.score(fine, state, { ...reading(timeMs, healthy(timeMs) + 8), explain: true })
      expect(shares.find(({ method }) => method === 'lasting')?.score).toBeLessThan(1)
    }
  })

  it('an ordinary reading after a fault holds no alert, whatever the hour before it says', () => {
    const healthy = load(15)
    const fine = learn(20, 300_000, load(16))
    const laterMs = START_MS + 20 * DAY_MS + 10 * HOUR_MS
    const state = habit.start(fine, { leastHalfWidth: 1, newAlarmContact: false })
    scores(fine, state, laterMs, 1, 10_000, healthy)
    expect(highest(scores(fine, state, laterMs + HOUR_MS, 1, 10_000, (timeMs) => healthy(timeMs) + 40))).toBeGreaterThan(1)
    const after = scores(fine, state, laterMs + 2 * HOUR_MS, 0.1, 10_000, healthy)
    expect(after.filter(({ vote }) => (vote ?? 0) >= 0.8).length).toBeLessThan(after.length / 4)
  })
})
