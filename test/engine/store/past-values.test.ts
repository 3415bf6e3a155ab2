/** The values at a past moment are those of the last readings by then, fresh or stale as live screens had them: compared with a plain walk over all readings. */
import { afterEach, describe, expect, it } from 'vitest'
import { openReaderQueries, type ReaderQueries } from '../../../electron/engine/store/reader-queries.ts'
import { LIVE_STATES } from '../../../shared/domain/point.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { seededRandom } from '../../../shared/random.ts'
import { analogInput, databaseOf, deviceFacts, openSite, saveDevice, START_MS, temporaryFolder, writeReadings, type ReadingTuple } from './sample-site.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const readers: ReaderQueries[] = []
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close()
})

const openBoth = () => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const read = (): ReaderQueries => {
    const reader = openReaderQueries(databaseOf(folder))
    readers.push(reader)
    return reader
  }
  return { store, read }
}

/** Value, state and time of each point, by id. */
const valuesAt = (reader: ReaderQueries, atMs: number): Record<number, readonly [value: number, state: string | undefined, timeMs: number]> => {
  const states = reader.pastStates([atMs])
  if (states === null) return {}
  const { pointIds, values, timesMs, states: codes } = states.first.values
  return Object.fromEntries(Array.from(pointIds, (id, i) => [id, [values[i] as number, LIVE_STATES[codes[i] as number], timesMs[i] as number] as const]))
}

describe('the value of a point at a past moment', () => {
  it('is its last reading by then, one of that very moment included', () => {
    const { store, read } = openBoth()
    const { pointIds: [point = 0] } = saveDevice(store, 1, 1)
    writeReadings(store, [[point, START_MS, 20], [point, START_MS + 10 * SECOND, 21], [point, START_MS + 20 * SECOND, 22]])
    const reader = read()
    expect(valuesAt(reader, START_MS + 10 * SECOND)).toEqual({ [point]: [21, 'good', START_MS + 10 * SECOND] })
    expect(valuesAt(reader, START_MS + 19_999)).toEqual({ [point]: [21, 'good', START_MS + 10 * SECOND] })
    expect(valuesAt(reader, START_MS + 50 * SECOND)).toEqual({ [point]: [22, 'good', START_MS + 20 * SECOND] })
    expect(valuesAt(reader, START_MS + 50 * SECOND + 1)).toEqual({ [point]: [22, 'stale', START_MS + 20 * SECOND] })
  })

  it('stood where the device reports changes and the next reading came in time', () => {
    const { store, read } = openBoth()
    const { pointIds: [point = 0] } = saveDevice(store, 1, 1)
    writeReadings(store, [[point, START_MS, 20], [point, START_MS + 100 * SECOND, 20], [point, START_MS + HOUR, 23]])
    const reader = read()
    expect(valuesAt(reader, START_MS + 60 * SECOND)[point]?.[1]).toBe('good')
    expect(valuesAt(reader, START_MS + 140 * SECOND)[point]?.[1]).toBe('stale')
  })

  it('of an imported history keeps that history’s own pace', () => {
    const { store, read } = openBoth()
    const { pointIds: [point = 0] } = saveDevice(store, 1, 1)
    writeReadings(store, [0, 1, 2, 3].map((i) => [point, START_MS + i * 15 * MINUTE, i, QUALITY.imported] as const))
    const reader = read()
    expect(valuesAt(reader, START_MS + 59 * MINUTE)[point]?.slice(0, 2)).toEqual([3, 'good'])
    expect(valuesAt(reader, START_MS + 90 * MINUTE)[point]?.slice(0, 2)).toEqual([3, 'good'])
    expect(valuesAt(reader, START_MS + 91 * MINUTE)[point]?.slice(0, 2)).toEqual([3, 'stale'])
  })

  it('is stale in a period that was not observed, and after it until it is read again', () => {
    const { store, read } = openBoth()
    const { deviceId, pointIds: [point = 0] } = saveDevice(store, 1, 1)
    const { pointIds: [other = 0] } = saveDevice(store, 2, 1)
    writeReadings(store, [[point, START_MS, 20], [other, START_MS, 5], [point, START_MS + 21 * SECOND, 21]])
    store.addGap({ deviceId, fromMs: START_MS + SECOND, toMs: START_MS + 15 * SECOND, reason: 'deviceOffline' })
    const reader = read()
    expect(valuesAt(reader, START_MS + SECOND)[point]?.[1]).toBe('good')
    expect(valuesAt(reader, START_MS + 2 * SECOND)).toEqual({ [point]: [20, 'stale', START_MS], [other]: [5, 'good', START_MS] })
    expect(valuesAt(reader, START_MS + 20 * SECOND)[point]?.[1]).toBe('stale')
    expect(valuesAt(reader, START_MS + 22 * SECOND)[point]?.slice(0, 2)).toEqual([21, 'good'])
  })

  it('says data problem and overridden as live screens do', () => {
    const { store, read } = openBoth()
    const { pointIds: [one = 0, two = 0, three = 0] } = saveDevice(store, 1, 3)
    writeReadings(store, [[one, START_MS, 900, QUALITY.outOfRange], [two, START_MS, 1, QUALITY.overridden], [three, START_MS, Number.NaN, QUALITY.fault]])
    expect(valuesAt(read(), START_MS)).toEqual({ [one]: [900, 'dataProblem', START_MS], [two]: [1, 'overridden', START_MS], [three]: [Number.NaN, 'dataProblem', START_MS] })
  })

  it('is missing for points that came later, and never for those that were never read', () => {
    const { store, read } = openBoth()
    const { pointIds: [early = 0, late = 0, never = 0] } = saveDevice(store, 1, 3)
    const later = store.saveDevice(deviceFacts(2), [analogInput(1)], START_MS + HOUR, () => 10_000)
    writeReadings(store, [[early, START_MS, 20], [late, START_MS + 2 * HOUR, 21]])
    const reader = read()
    expect(Object.keys(valuesAt(reader, START_MS)).map(Number)).toEqual([early, never])
    expect(valuesAt(reader, START_MS)[never]).toEqual([Number.NaN, 'never', 0])
    expect(reader.pastStates([START_MS])?.first.devices.map(({ instance }) => instance)).toEqual([1])
    expect(reader.pastStates([START_MS + HOUR])?.first.devices.map(({ id }) => id)).toContain(later.deviceId)
  })

  it('is told of points that have vanished since, with the point', () => {
    const { store, read } = openBoth()
    const { pointIds: [kept = 0, gone = 0] } = saveDevice(store, 1, 2)
    writeReadings(store, [[kept, START_MS, 1], [gone, START_MS, 2]])
    store.saveDevice(deviceFacts(1), [analogInput(1)], START_MS + HOUR, () => 10_000)
    const reader = read()
    expect(reader.pastStates([START_MS])?.first.gonePoints).toMatchObject([{ id: gone, name: 'SupplyTemp_2' }])
    expect(Object.keys(valuesAt(reader, START_MS)).map(Number)).toEqual([kept, gone])
    expect(Object.keys(valuesAt(reader, START_MS + HOUR)).map(Number)).toEqual([kept])
  })

  it('is not told before the first reading', () => {
    const { store, read } = openBoth()
    const { pointIds: [point = 0] } = saveDevice(store, 1, 1)
    const reader = read()
    expect(reader.pastStates([START_MS])).toBeNull()
    expect(reader.firstReadingMs()).toBeNull()
    writeReadings(store, [[point, START_MS, 20]])
    expect(reader.pastStates([START_MS - 1])).toBeNull()
    expect(reader.firstReadingMs()).toBe(START_MS)
  })
})

describe('compared with a plain walk over all readings', () => {
  it('every point of a random site has the same value and state at every moment, across changes of the clock', () => {
    const random = seededRandom(20_261_128)
    const { store, read } = openBoth()
    // The night of the change to winter time: stored time knows no clock change.
    const fromMs = Date.UTC(2026, 9, 24, 20)
    const spanMs = 10 * HOUR
    const devices = [1, 2, 3, 4].map((instance) => saveDevice(store, instance, 8))
    const rows: ReadingTuple[] = []
    for (const { pointIds } of devices) {
      for (const id of pointIds) {
        const paceMs = 5_000 + Math.floor(random() * 120_000)
        for (let at = fromMs + random() * spanMs * 0.3; at < fromMs + spanMs; at += paceMs * (random() < 0.02 ? 40 : 0.8 + random() * 0.4)) {
          rows.push([id, Math.round(at), random() < 0.03 ? Number.NaN : Math.round(random() * 1_000) / 10, random() < 0.05 ? QUALITY.overridden : random() < 0.05 ? QUALITY.spike : 0])
        }
      }
    }
    writeReadings(store, rows)
    const gaps = Array.from({ length: 12 }, () => {
      const gapFrom = Math.round(fromMs + random() * spanMs)
      return { deviceId: random() < 0.4 ? null : (devices[Math.floor(random() * 4)]?.deviceId ?? null), fromMs: gapFrom, toMs: gapFrom + Math.round(random() * 20 * MINUTE) + 1, reason: 'asleep' as const }
    })
    for (const gap of gaps) store.addGap(gap)
    const reader = read()
    const deviceOf = new Map(devices.flatMap(({ deviceId, pointIds }) => pointIds.map((id) => [id, deviceId] as const)))
    const byPoint = Map.groupBy(rows, ([id]) => id)
    const naive = (id: number, atMs: number): readonly [number, string] | null => {
      const own = (byPoint.get(id) ?? []).filter(([, time]) => time <= atMs)
      const last = own.at(-1)
      if (last === undefined) return null
      const [, time, value, quality = 0] = last
      const nextMs = (byPoint.get(id) ?? []).find(([, other]) => other > atMs)?.[1] ?? Infinity
      const broken = gaps.some((gap) => (gap.deviceId === null || gap.deviceId === deviceOf.get(id)) && gap.fromMs < atMs && time <= gap.fromMs)
      const isFresh = !broken && (atMs - time <= 30_000 || nextMs - time <= 150_000)
      return [value, !isFresh ? 'stale' : (quality & QUALITY.spike) !== 0 ? 'dataProblem' : (quality & QUALITY.overridden) !== 0 ? 'overridden' : 'good']
    }
    const states = new Set<string>()
    for (let turn = 0; turn < 120; turn++) {
      const atMs = Math.floor(fromMs + random() * spanMs * 1.05)
      const found = valuesAt(reader, atMs)
      for (const id of deviceOf.keys()) {
        const wanted = naive(id, atMs)
        expect(found[id]?.slice(0, 2) ?? null).toEqual(wanted)
        if (wanted !== null) states.add(wanted[1])
      }
    }
    expect([...states].sort()).toEqual(['dataProblem', 'good', 'overridden', 'stale'])
  })

  it('several moments told by their changes add up to each of them asked alone, forwards and backwards', () => {
    const random = seededRandom(7)
    const { store, read } = openBoth()
    const devices = [1, 2, 3].map((instance) => saveDevice(store, instance, 5))
    const rows: ReadingTuple[] = devices.flatMap(({ pointIds }) =>
      pointIds.flatMap((id) => {
        const begin = START_MS + random() * HOUR
        return Array.from({ length: 60 }, (_, i): ReadingTuple => [id, Math.round(begin + i * (20 + random() * 20) * SECOND), Math.round(random() * 10)])
      }))
    writeReadings(store, rows)
    const reader = read()
    const forwards = Array.from({ length: 100 }, (_, i) => START_MS + HOUR / 4 + i * MINUTE)
    for (const times of [forwards, forwards.toReversed()]) {
      const played = reader.pastStates(times)
      expect(played?.steps).toHaveLength(times.length - 1)
      const now = new Map(Object.entries(valuesAt(reader, times[0] as number)).map(([id, value]) => [Number(id), value]))
      for (const [i, step] of (played?.steps ?? []).entries()) {
        for (const id of step.absentPointIds) now.delete(id)
        step.values.pointIds.forEach((id, at) => void now.set(id, [step.values.values[at] as number, LIVE_STATES[step.values.states[at] as number], step.values.timesMs[at] as number]))
        expect(Object.fromEntries(now)).toEqual(valuesAt(reader, times[i + 1] as number))
      }
    }
  })
})
