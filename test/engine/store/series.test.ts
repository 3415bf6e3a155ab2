/** Series for charts: whole when they fit, else thinned per slice of time, compared with a plain implementation on random readings. */
import { describe, expect, it } from 'vitest'
import { createInlineReaders } from '../../../electron/engine/store/store-readers.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { seededRandom } from '../../../shared/random.ts'
import { databaseOf, openSite, saveDevice, START_MS, temporaryFolder, writeReadings, type ReadingTuple } from './sample-site.ts'

interface Reading {
  readonly timeMs: number
  readonly value: number
  readonly quality: number
}

const END_MS = START_MS * 2

/** Stores readings of one point and asks for them as a chart would. */
const thinnedBy = async (readings: readonly Reading[], maxPoints: number, fromMs = 0, toMs = END_MS): Promise<Series> => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const [before = 0, point = 0, after = 0] = saveDevice(store, 1, 3).pointIds
  const neighbours: ReadingTuple[] = [[before, START_MS + 1, 9_999], [after, START_MS + 1, -9_999]]
  writeReadings(store, [...neighbours, ...readings.map((reading) => [point, reading.timeMs, reading.value, reading.quality] as const)])
  const readers = createInlineReaders(databaseOf(folder))
  const series = await readers.series(point, fromMs, toMs, maxPoints)
  await readers.close()
  return series
}

const asReadings = (series: Series): Reading[] =>
  Array.from(series.timesMs, (timeMs, index) => ({ timeMs, value: series.values[index] ?? Number.NaN, quality: series.qualities[index] ?? 0 }))

/** What one slice leaves, by the definition: its first least and first greatest value in order of time, or its first reading when all are NaN. */
const naiveSlice = (slice: readonly Reading[]): Reading[] => {
  const quality = slice.reduce((all, reading) => all | reading.quality, 0)
  const numbers = slice.filter((reading) => !Number.isNaN(reading.value))
  const first = numbers.length === 0 ? slice.slice(0, 1) : []
  const least = numbers.toSorted((a, b) => a.value - b.value || a.timeMs - b.timeMs).slice(0, 1)
  const greatest = numbers.toSorted((a, b) => b.value - a.value || a.timeMs - b.timeMs).slice(0, 1)
  return [...first, ...least, ...greatest].map((reading) => ({ ...reading, quality }))
}

const naive = (readings: readonly Reading[], maxPoints: number): Reading[] => {
  const [first, last] = [readings[0], readings.at(-1)]
  if (readings.length <= maxPoints || first === undefined || last === undefined) return [...readings]
  const slices = Math.floor((maxPoints - 2) / 2)
  const span = last.timeMs - first.timeMs + 1
  const kept = new Map<number, Reading>()
  for (let index = 0; index < slices; index += 1) {
    const from = first.timeMs + Math.floor((index * span) / slices)
    const to = first.timeMs + Math.floor(((index + 1) * span) / slices)
    const slice = readings.filter((reading) => reading.timeMs >= from && reading.timeMs < to)
    const quality = slice.reduce((all, reading) => all | reading.quality, 0)
    const ends = slice.filter((reading) => reading === first || reading === last).map((reading) => ({ ...reading, quality }))
    for (const reading of [...naiveSlice(slice), ...ends]) kept.set(reading.timeMs, reading)
  }
  return [...kept.values()].sort((a, b) => a.timeMs - b.timeMs)
}

/** Bursts and pauses, values that repeat, some NaN, some flags. */
const randomReadings = (seed: number): Reading[] => {
  const random = seededRandom(seed)
  const count = Math.floor(random() * 400)
  const nanShare = random() < 0.3 ? random() : 0.02
  const readings: Reading[] = []
  let timeMs = START_MS
  for (let index = 0; index < count; index += 1) {
    timeMs += 1 + Math.floor(random() * (random() < 0.05 ? 50_000 : 300))
    const value = random() < nanShare ? Number.NaN : Math.floor(random() * 20) - 10
    readings.push({ timeMs, value, quality: random() < 0.1 ? 1 << Math.floor(random() * 9) : 0 })
  }
  return readings
}

describe('a thinned series', () => {
  it('equals the plain implementation on random readings', { timeout: 60_000 }, async () => {
    const random = seededRandom(2_026)
    let thinned = 0
    for (let seed = 1; seed <= 60; seed += 1) {
      const readings = randomReadings(seed)
      const maxPoints = 4 + Math.floor(random() * 120)
      const series = await thinnedBy(readings, maxPoints)
      expect(asReadings(series), `seed ${seed}, at most ${maxPoints} of ${readings.length}`).toEqual(naive(readings, maxPoints))
      expect(series.thinned).toBe(readings.length > maxPoints)
      expect(series.timesMs.length).toBeLessThanOrEqual(maxPoints)
      if (series.thinned) thinned += 1
    }
    expect(thinned).toBeGreaterThan(30)
  })

  it('keeps a single spike among thousands', async () => {
    const readings = Array.from({ length: 5_000 }, (_, index) => ({ timeMs: START_MS + index * 1_000, value: index === 3_333 ? 99 : 20, quality: 0 }))
    const series = await thinnedBy(readings, 100)
    expect(series.values).toContain(99)
    expect(series.timesMs[series.values.indexOf(99)]).toBe(START_MS + 3_333_000)
  })

  it('shows a bad quality that only one reading of a slice had', async () => {
    const readings = Array.from({ length: 1_000 }, (_, index) => ({ timeMs: START_MS + index, value: index % 7, quality: index === 500 ? QUALITY.fault : QUALITY.imported }))
    const series = await thinnedBy(readings, 50)
    const union = series.qualities.reduce((all, quality) => all | quality, 0)
    expect(union).toBe(QUALITY.fault | QUALITY.imported)
    expect([...series.qualities].filter((quality) => (quality & QUALITY.fault) !== 0).length).toBeLessThanOrEqual(2)
  })

  it('reaches from the first to the last reading', async () => {
    const readings = Array.from({ length: 1_000 }, (_, index) => ({ timeMs: START_MS + index * 10, value: Math.sin(index / 50), quality: 0 }))
    const series = await thinnedBy(readings, 20)
    expect([series.timesMs[0], series.timesMs.at(-1)]).toEqual([START_MS, START_MS + 9_990])
  })

  it('invents no gap where a reading without a value lies among others, and keeps one where there is nothing else', async () => {
    const readings = Array.from({ length: 1_000 }, (_, index) => ({ timeMs: START_MS + index, value: index % 2 === 0 || (index >= 400 && index < 600) ? Number.NaN : index, quality: 0 }))
    const series = await thinnedBy(readings, 22)
    const missing = asReadings(series).filter((reading) => Number.isNaN(reading.value)).map((reading) => reading.timeMs - START_MS)
    // The very first reading has none either and stays as the end of the line.
    expect(missing).toEqual([0, 400, 500])
  })
})

describe('a series that fits', () => {
  it('is given whole over the half-open period', async () => {
    const readings = Array.from({ length: 10 }, (_, index) => ({ timeMs: START_MS + index * 100, value: index, quality: index }))
    const series = await thinnedBy(readings, 100, START_MS + 200, START_MS + 700)
    expect(asReadings(series)).toEqual(readings.slice(2, 7))
    expect(series.thinned).toBe(false)
  })

  it('is empty for a period or point without readings', async () => {
    const series = await thinnedBy([{ timeMs: START_MS, value: 1, quality: 0 }], 100, START_MS + 1)
    expect([series.timesMs.length, series.values.length, series.qualities.length, series.thinned]).toEqual([0, 0, 0, false])
  })
})
