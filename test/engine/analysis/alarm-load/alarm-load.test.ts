/** The load of alerts against periods counted by hand. */
import { describe, expect, it } from 'vitest'
import { alarmLoad, loadLevel, observedPerHour } from '../../../../electron/engine/analysis/alarm-load/alarm-load.ts'
import type { AlarmRows } from '../../../../shared/domain/alarm-load.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const FROM_MS = Date.UTC(2026, 1, 2)

type Row = readonly [minute: number, deviceId: number, pointId: number, seen?: boolean]
const rowsOf = (rows: readonly Row[], acknowledgeMinutes: readonly number[] = [], suppressed = 0): AlarmRows => ({
  announcedMs: Float64Array.from(rows, ([minute]) => FROM_MS + minute * MINUTE_MS), deviceIds: Int32Array.from(rows, (row) => row[1]), pointIds: Int32Array.from(rows, (row) => row[2]),
  seen: Uint8Array.from(rows, (row) => (row[3] === true ? 1 : 0)), acknowledgeMs: Float64Array.from(acknowledgeMinutes, (minutes) => minutes * MINUTE_MS), suppressed,
})

const many = (count: number, fromMinute: number, stepMinutes: number, deviceId = 1, pointId = 1): Row[] => Array.from({ length: count }, (_, i) => [fromMinute + i * stepMinutes, deviceId, pointId] as const)

describe('the load of four hours', () => {
  it('with 5, 0, 40 and 3 alerts: 12 an hour, a quarter of the time a flood', () => {
    const load = alarmLoad(rowsOf([...many(5, 0, 10), ...many(40, 120, 1), ...many(3, 180, 20)]), [], FROM_MS, FROM_MS + 4 * HOUR_MS)
    expect([...load.perHour]).toEqual([5, 0, 40, 3])
    expect(load).toMatchObject({ raised: 48, meanPerHour: 12, mostPerHour: 40, level: 'manageable', floodShare: 0.25, observed: 1, unacknowledged: 48, acknowledged: 0, acknowledgeP50Ms: null, acknowledgeP90Ms: null })
  })

  it('of which two hours were not observed: twice the rate, half the time a flood', () => {
    const gaps = [{ fromMs: FROM_MS + HOUR_MS, toMs: FROM_MS + 2 * HOUR_MS }, { fromMs: FROM_MS + 3 * HOUR_MS, toMs: FROM_MS + 9 * HOUR_MS }]
    const load = alarmLoad(rowsOf([...many(8, 0, 5), ...many(40, 120, 1)]), gaps, FROM_MS, FROM_MS + 4 * HOUR_MS)
    expect(load).toMatchObject({ observed: 0.5, meanPerHour: 24, level: 'overloaded', floodShare: 0.5 })
  })

  it('of which nothing was observed has no rate', () => {
    expect(alarmLoad(rowsOf([]), [{ fromMs: FROM_MS - 1, toMs: FROM_MS + 4 * HOUR_MS }], FROM_MS, FROM_MS + 4 * HOUR_MS)).toMatchObject({ observed: 0, meanPerHour: null, floodShare: 0, level: 'acceptable' })
  })
})

it('a rate is not extrapolated from ten observed minutes', () => {
  const gaps = [{ fromMs: FROM_MS + 10 * MINUTE_MS, toMs: FROM_MS + 24 * HOUR_MS }]
  expect(alarmLoad(rowsOf(many(4, 0, 1)), gaps, FROM_MS, FROM_MS + 24 * HOUR_MS)).toMatchObject({ meanPerHour: 4, level: 'acceptable' })
})

it('overlapping gaps count once, and hours at the ends are as long as they are', () => {
  const gaps = [{ fromMs: FROM_MS + 30 * MINUTE_MS, toMs: FROM_MS + 90 * MINUTE_MS }, { fromMs: FROM_MS + 45 * MINUTE_MS, toMs: FROM_MS + 60 * MINUTE_MS }, { fromMs: FROM_MS - HOUR_MS, toMs: FROM_MS + 5 * MINUTE_MS }]
  expect(Array.from(observedPerHour(gaps, FROM_MS, FROM_MS + 150 * MINUTE_MS), (ms) => ms / MINUTE_MS)).toEqual([25, 30, 30])
})

it('the limits are those of ISA-18.2: up to 6 acceptable, 12 manageable, 30 too many, above a flood', () => {
  expect([6, 6.1, 12, 12.1, 30, 30.1].map(loadLevel)).toEqual(['acceptable', 'manageable', 'manageable', 'overloaded', 'overloaded', 'flood'])
})

describe('sources', () => {
  it('are ranked by their alerts, with their share and the worst sixty minutes, wherever those begin', () => {
    const rows = [...many(3, 50, 10, 1, 7), ...many(1, 10, 0, 1, 8), ...many(4, 0, 59, 2, 0)].sort((a, b) => a[0] - b[0])
    const load = alarmLoad(rowsOf(rows), [], FROM_MS, FROM_MS + 4 * HOUR_MS)
    expect(load.top).toEqual([
      { deviceId: 2, pointId: null, alerts: 4, share: 0.5, mostInAnHour: 2 },
      { deviceId: 1, pointId: 7, alerts: 3, share: 3 / 8, mostInAnHour: 3 },
      { deviceId: 1, pointId: 8, alerts: 1, share: 1 / 8, mostInAnHour: 1 },
    ])
  })

  it('are ten at most', () => {
    expect(alarmLoad(rowsOf(many(15, 0, 1).map(([minute], i) => [minute, 1, i + 1] as const)), [], FROM_MS, FROM_MS + HOUR_MS).top).toHaveLength(10)
  })
})

it('time to acknowledge: median and the time within which nine of ten were', () => {
  const load = alarmLoad(rowsOf([[0, 1, 1, true], [1, 1, 1]], [10, 2, 4, 6, 8], 3), [], FROM_MS, FROM_MS + HOUR_MS)
  expect(load).toMatchObject({ acknowledgeP50Ms: 6 * MINUTE_MS, acknowledged: 5, unacknowledged: 1, suppressed: 3 })
  // R type 7: rank 3.6 of 0..4 between 8 and 10.
  expect(load.acknowledgeP90Ms).toBeCloseTo(9.2 * MINUTE_MS, 6)
})

it('a month of a hundred thousand alerts is counted completely', () => {
  const rows = Array.from({ length: 100_000 }, (_, i): Row => [i * 0.46, 1 + (i % 50), 1 + (i % 700)])
  const load = alarmLoad(rowsOf(rows), [], FROM_MS, FROM_MS + 32 * 24 * HOUR_MS)
  expect(load.perHour.reduce((sum, count) => sum + count, 0)).toBe(100_000)
  expect(load.top).toHaveLength(10)
})
