/** Detectors: what they learn, and how far from normal they find a reading. */
import { describe, expect, it, vi } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { detectorsOf, combine } from '../../../../electron/engine/analysis/detect/detectors.ts'
import type { Detector, ScoredReading, Verdict } from '../../../../electron/engine/analysis/detect/detector.ts'
import { prepareHistory } from '../../../../electron/engine/analysis/detect/fit-history.ts'
import { fitPoint } from '../../../../electron/engine/analysis/detect/fit-point.ts'
import { holdImported } from '../../../../electron/engine/analysis/detect/hold-imported.ts'
import { iqrFences } from '../../../../electron/engine/analysis/detect/iqr-fences.ts'
import { movingAverage, TAU_MS } from '../../../../electron/engine/analysis/detect/moving-average.ts'
import { runTime } from '../../../../electron/engine/analysis/detect/run-time.ts'
import { toggling } from '../../../../electron/engine/analysis/detect/toggling.ts'
import { zScore } from '../../../../electron/engine/analysis/detect/z-score.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Series } from '../../../../shared/domain/series.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import { seededRandom } from '../../../../shared/random.ts'

vi.setConfig({ testTimeout: 30_000 })

const START_MS = Date.UTC(2026, 0, 5)
const STEP_MS = 300_000
const DAY_MS = 86_400_000
const calendar = createCalendar('UTC')
const context = { leastHalfWidth: 0.1, alarmContact: false }

const seriesOf = (days: number, valueAt: (timeMs: number, i: number) => number, quality = 0): Series => {
  const timesMs = Float64Array.from({ length: (days * DAY_MS) / STEP_MS }, (_, i) => START_MS + i * STEP_MS)
  return { pointId: 1, timesMs, values: timesMs.map(valueAt), qualities: new Uint16Array(timesMs.length).fill(quality), thinned: false }
}

const normal = (seed: number): (() => number) => {
  const random = seededRandom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

const hourOf = (timeMs: number): number => new Date(timeMs).getUTCHours()

const reading = (timeMs: number, value: number, bandWidth = 1): ScoredReading => {
  const slot = calendar.slotOf(timeMs)
  return { timeMs, value, slot, context: slot >> 2, bandWidth }
}

const learn = <M, S>(detector: Detector<M, S>, series: Series): M => {
  const model = detector.fit(prepareHistory(series, calendar), context)
  if (model === null) throw new Error('nothing was learnt')
  return model
}

const TUESDAY_NOON_MS = START_MS + 28 * DAY_MS + DAY_MS + 12 * 3_600_000

describe('the z-score', () => {
  const noise = normal(1)
  const series = seriesOf(28, (timeMs) => (hourOf(timeMs) >= 6 && hourOf(timeMs) < 18 ? 16 : 24) + 0.25 * noise())
  const judge = (value: number, timeMs = TUESDAY_NOON_MS): Verdict => zScore.score(learn(zScore, series), zScore.start(null, { leastHalfWidth: 0.1, newAlarmContact: false }), reading(timeMs, value))

  it('expects the median of the hour and gives four robust standard deviations and little more as the band', () => {
    const verdict = judge(16)
    expect(verdict.expected).toBeCloseTo(16, 1)
    expect(verdict.high - verdict.expected).toBeGreaterThan(0.9)
    expect(verdict.high - verdict.expected).toBeLessThan(1.8)
    expect(verdict.score).toBeLessThan(0.2)
  })

  it('a daytime value is abnormal at night, and scores are distances in half-widths', () => {
    expect(judge(16, TUESDAY_NOON_MS - 11 * 3_600_000).score).toBeGreaterThan(3)
    const verdict = judge(22)
    expect(verdict.score).toBeCloseTo((22 - verdict.expected) / (verdict.high - verdict.expected), 6)
  })

  it('a wider band setting lowers the score in proportion', () => {
    const model = learn(zScore, series)
    const [narrow, wide] = [1, 2].map((bandWidth) => zScore.score(model, zScore.start(model, { leastHalfWidth: 0.1, newAlarmContact: false }), reading(TUESDAY_NOON_MS, 20, bandWidth)).score)
    expect((narrow ?? 0) / (wide ?? 1)).toBeCloseTo(2, 6)
  })

  it('learns the same from history of which two days are wrong', () => {
    const clean = learn(zScore, series)
    const dirty = learn(zScore, { ...series, values: series.values.map((value, i) => (Math.floor(i / 288) % 11 === 3 ? value + 30 : value)) })
    const width = (model: typeof clean): number => model.above[12] as number
    expect(width(dirty)).toBeLessThan(3 * width(clean))
    expect(dirty.centre[12]).toBeCloseTo(clean.centre[12] as number, 0)
  })

  it('does not learn from untrusted readings', () => {
    const qualities = series.qualities.map((_, i) => (i % 3 === 0 ? QUALITY.outOfRange : 0))
    const values = series.values.map((value, i) => (i % 3 === 0 ? 850 : value))
    expect(learn(zScore, { ...series, values, qualities }).centre[12]).toBeCloseTo(16, 0)
  })

  it('learns nothing from too little', () => {
    expect(zScore.fit(prepareHistory(seriesOf(0.5, () => 1), calendar), context)).toBeNull()
  })

  it('a band never gets narrower than the least width: a quiet point does not cry wolf', () => {
    const model = zScore.fit(prepareHistory(seriesOf(28, () => 21), calendar), { leastHalfWidth: 1, alarmContact: false })
    expect(zScore.score(model, zScore.start(model, { leastHalfWidth: 1, newAlarmContact: false }), reading(TUESDAY_NOON_MS, 21.9)).score).toBeLessThan(1)
  })

  it('models survive JSON', () => {
    const model = learn(zScore, series)
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
  })
})

describe('Tukey fences', () => {
  it('follow a skewed point: farther above than below', () => {
    const random = seededRandom(5)
    const model = learn(iqrFences, seriesOf(28, () => 10 + 10 * random() ** 4))
    expect(model.above[12] as number).toBeGreaterThan(1.5 * (model.below[12] as number))
  })
})

describe('the moving average', () => {
  it('goes 1 - 1/e of a step within tau', () => {
    const state = movingAverage.start(null, { leastHalfWidth: 1_000, newAlarmContact: false })
    const age = 10 * TAU_MS
    for (let t = 0; t <= age; t += 5_000) movingAverage.score(null, state, reading(START_MS + t, 0))
    for (let t = 5_000; t <= TAU_MS; t += 5_000) movingAverage.score(null, state, reading(START_MS + age + t, 1))
    expect(state.level).toBeCloseTo(1 - 1 / Math.E, 2)
  })

  it('finds a step, holds on to it for an hour, and starts anew after a silence', () => {
    const noise = normal(2)
    const model = learn(movingAverage, seriesOf(28, (timeMs) => 10 + 4 * Math.sin((timeMs / DAY_MS) * 2 * Math.PI) + 0.1 * noise()))
    const state = movingAverage.start(model, { leastHalfWidth: 0.1, newAlarmContact: false })
    for (let t = 0; t < 3_600_000; t += 5_000) movingAverage.score(model, state, reading(TUESDAY_NOON_MS + t, 10))
    const first = movingAverage.score(model, state, reading(TUESDAY_NOON_MS + 3_600_000, 16))
    let last = first
    for (let t = 5_000; t <= 3_600_000; t += 5_000) last = movingAverage.score(model, state, reading(TUESDAY_NOON_MS + 3_600_000 + t, 16))
    expect(first.score).toBeGreaterThan(2)
    expect(last.score).toBeGreaterThan(1)
    expect(movingAverage.score(model, state, reading(TUESDAY_NOON_MS + 5 * 3_600_000, 16)).score).toBe(0)
  })
})

describe('every detector', () => {
  /** Two sources may tell of the same instant, clocks go back, and days go missing: nothing of it may blind a detector. */
  const stumbling = (seed: number): readonly ScoredReading[] => {
    const random = seededRandom(seed)
    let timeMs = TUESDAY_NOON_MS
    return Array.from({ length: 3_000 }, () => {
      const dice = random()
      timeMs += dice < 0.3 ? 0 : dice < 0.33 ? -300_000 * random() : dice < 0.35 ? DAY_MS * 3 * random() : 60_000 * random()
      return reading(timeMs, Math.round(20 + 2 * random()))
    })
  }

  it.each((['measured', 'state', 'mode'] as const).flatMap((signal) => detectorsOf(signal).map((detector) => ({ signal, id: detector.id, detector }))))(
    '$id of a $signal point gives a number, also where instants repeat, go back, or are days apart',
    ({ detector }) => {
      const noise = normal(3)
      const model = detector.fit(prepareHistory(seriesOf(28, (timeMs) => Math.round(20 + 2 * noise() + Math.sin(timeMs / DAY_MS))), calendar), context)
      for (let seed = 1; seed <= 3; seed++) {
        for (const learnt of [model, null]) {
          const state = detector.start(learnt, { leastHalfWidth: 0.1, newAlarmContact: false })
          for (const each of stumbling(seed)) expect(detector.score(learnt, state, each).score).not.toBeNaN()
        }
      }
    },
  )
})

describe('the first day', () => {
  const feed = (hours: number, values: (i: number) => number): number => {
    const [z, iqr, average] = [zScore.start(null, { leastHalfWidth: 1, newAlarmContact: false }), iqrFences.start(null, { leastHalfWidth: 1, newAlarmContact: false }), movingAverage.start(null, { leastHalfWidth: 1, newAlarmContact: false })]
    let score = 0
    for (let i = 0; i < hours * 360; i++) {
      const each = reading(START_MS + i * 10_000, values(i))
      score = combine('measured', [zScore.score(null, z, each), iqrFences.score(null, iqr, each), movingAverage.score(null, average, each)])
    }
    return score
  }

  it('says nothing within the first hour, whatever comes', () => {
    expect(feed(0.9, (i) => (i > 300 ? 500 : 20))).toBe(0)
  })

  it('is not moved by plant that starts, and finds what is out of all proportion', () => {
    expect(feed(8, (i) => (i > 2_800 ? 12 : 22 + 0.1 * (i % 3)))).toBeLessThan(1)
    expect(feed(8, (i) => (i > 2_870 ? 150 : 22 + 0.1 * (i % 3)))).toBeGreaterThan(1)
  })
})

describe('binary points', () => {
  it('the longest run and the busiest hour are learnt', () => {
    const series = seriesOf(14, (timeMs) => (hourOf(timeMs) === 7 || hourOf(timeMs) === 13 || hourOf(timeMs) === 14 ? 1 : 0))
    expect(learn(runTime, series)).toEqual({ longestMs: 2 * 3_600_000, runs: 28 })
    expect(learn(toggling, series)).toEqual({ busiest: 1, limit: 12 })
  })

  it('a history of changes alone is filled in between', () => {
    const held = holdImported({
      pointId: 1, timesMs: Float64Array.of(0, 1_200_000, 1_300_000), values: Float64Array.of(1, 0, 1), qualities: Uint16Array.of(QUALITY.imported, QUALITY.imported, 0), thinned: false,
    })
    expect([...held.timesMs]).toEqual([0, 300_000, 600_000, 900_000, 1_200_000, 1_300_000])
    expect([...held.values]).toEqual([1, 1, 1, 1, 0, 1])
  })
})

describe('the combination', () => {
  const verdict = (score: number): Verdict => ({ score, expected: 0, low: -1, high: 1 })
  it.each([
    { scores: [1.3, 1.3, 1.3], abnormal: true, sentence: 'level and change agree' },
    { scores: [1.9, 1.9, 0.5], abnormal: false, sentence: 'level alone, as in weather not seen before' },
    { scores: [2.1, 2.1, 0.5], abnormal: true, sentence: 'level alone, by far' },
    { scores: [5, 0.5, 0.5], abnormal: false, sentence: 'one level detector against the other' },
    { scores: [0.2, 0.2, 2.9], abnormal: false, sentence: 'change alone, as when plant starts' },
    { scores: [0.2, 0.2, 3.1], abnormal: true, sentence: 'change alone, by far' },
  ])('$sentence: $abnormal', ({ scores, abnormal }) => {
    expect(combine('measured', scores.map(verdict)) >= 1).toBe(abnormal)
  })
})

describe('everything learnt of a point', () => {
  const point: Point = { id: 1, deviceId: 1, objectType: 0, objectInstance: 1, name: 'T', description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs: 5_000 }

  it('is the same for the same history, with the share that was observed', () => {
    const noise = normal(4)
    const series = seriesOf(20, () => 20 + noise())
    const half = { ...series, timesMs: series.timesMs.map((timeMs) => (timeMs > START_MS + 10 * DAY_MS ? timeMs + 10 * DAY_MS : timeMs)) }
    expect(fitPoint(point, series, calendar)).toEqual(fitPoint(point, series, calendar))
    expect(fitPoint(point, series, calendar)?.coverage).toBe(1)
    expect(fitPoint(point, half, calendar)?.coverage).toBeCloseTo(2 / 3, 1)
    expect(fitPoint(point, series, calendar)?.models.map(({ detector }) => detector)).toEqual(detectorsOf('measured').map(({ id }) => id))
  })

  it('of no reading is nothing', () => {
    expect(fitPoint(point, seriesOf(0, () => 1), calendar)).toBeNull()
  })
})
