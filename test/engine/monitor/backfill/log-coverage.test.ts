/** What the records of a log cover, and what they do not. */
import { describe, expect, it } from 'vitest'
import { coveredBy, type CoverageMark } from '../../../../electron/engine/monitor/backfill/log-coverage.ts'
import { gapsOfPoints, withoutEchoes } from '../../../../electron/engine/monitor/backfill/point-gaps.ts'
import type { CoverageGap } from '../../../../shared/domain/series.ts'
import { clipped, common, contains, lengthMs, merged, without } from '../../../../electron/engine/monitor/backfill/periods.ts'

const MINUTE = 60_000
const value = (minute: number | null, afterLoss = false): CoverageMark => ({ timeMs: minute === null ? null : minute * MINUTE, kind: 'value', afterLoss })
const mark = (minute: number, kind: CoverageMark['kind']): CoverageMark => ({ timeMs: minute * MINUTE, kind, afterLoss: false })
const minutes = (marks: readonly CoverageMark[], intervalMinutes: number, recordingUntil = 60): number[][] =>
  coveredBy(marks, { intervalMs: intervalMinutes * MINUTE, recordingUntilMs: recordingUntil * MINUTE }).map(({ fromMs, toMs }) => [fromMs / MINUTE, toMs / MINUTE])

describe('a log at an interval covers', () => {
  it('from its first record to an interval behind its last', () => {
    expect(minutes([value(0), value(5), value(10)], 5)).toEqual([[0, 15]])
  })
  it('no moment of a hole between records', () => {
    expect(minutes([value(0), value(5), value(20), value(25)], 5)).toEqual([[0, 10], [20, 30]])
  })
  it('nothing after it was switched off, until the next value', () => {
    expect(minutes([value(0), value(5), mark(6, 'disabled'), mark(8, 'other'), value(10)], 5)).toEqual([[0, 6], [10, 15]])
  })
  it('nothing between its last record and the end of an interruption', () => {
    expect(minutes([value(0), value(5), mark(9, 'interrupted'), value(10)], 5)).toEqual([[0, 5], [10, 15]])
  })
  it('nothing where records were overwritten or cannot be dated', () => {
    expect(minutes([value(0), value(5), value(10, true), value(null), value(15)], 5)).toEqual([[0, 5], [15, 20]])
  })
  it('no failure', () => {
    expect(minutes([value(0), value(5), mark(10, 'nothing'), value(15)], 5)).toEqual([[0, 10], [15, 20]])
  })
  it('nothing when it holds nothing', () => {
    expect(minutes([], 5)).toEqual([])
  })
})

describe('a log on change covers', () => {
  it('from its first record on, as long as it records', () => {
    expect(minutes([value(3), value(40)], 0)).toEqual([[3, 60]])
  })
  it('until it was switched off, but only to the last record before an interruption', () => {
    expect(minutes([value(3), mark(20, 'disabled'), value(30), value(33), mark(50, 'interrupted')], 0)).toEqual([[3, 20], [30, 33]])
  })
  it('not the time of a failure', () => {
    expect(minutes([value(3), mark(20, 'nothing'), value(30)], 0)).toEqual([[3, 20], [30, 60]])
  })
})

describe('periods', () => {
  const p = (fromMs: number, toMs: number) => ({ fromMs, toMs })
  it('are merged, clipped, taken out of each other and measured', () => {
    expect(merged([p(5, 9), p(0, 3), p(3, 4), p(7, 7), p(8, 12)])).toEqual([p(0, 4), p(5, 12)])
    expect(merged([p(0, 3), p(5, 9)], 2)).toEqual([p(0, 9)])
    expect(clipped([p(0, 10), p(20, 30)], 5, 25)).toEqual([p(5, 10), p(20, 25)])
    expect(without([p(0, 10), p(20, 30)], [p(3, 4), p(9, 22), p(29, 40)])).toEqual([p(0, 3), p(4, 9), p(22, 29)])
    expect(common([p(0, 10), p(20, 30)], [p(5, 22)])).toEqual([p(5, 10), p(20, 22)])
    expect(lengthMs([p(0, 10), p(5, 12)])).toBe(12)
    expect([contains([p(0, 10)], 0), contains([p(0, 10)], 10)]).toEqual([true, false])
  })
})

describe('the gaps of points', () => {
  const gap = (deviceId: number | null, fromMs: number, toMs: number): CoverageGap => ({ deviceId, fromMs, toMs, reason: 'asleep' })

  it('name a sleep once, though the clock that ran ahead tells of it too', () => {
    const jump = (fromMs: number, toMs: number): CoverageGap => ({ deviceId: null, fromMs, toMs, reason: 'clockJump' })
    expect(withoutEchoes([gap(null, 0, 100), jump(8, 101), jump(200, 300)])).toEqual([gap(null, 0, 100), jump(200, 300)])
  })

  const points = [{ id: 1, deviceId: 7 }, { id: 2, deviceId: 7 }, { id: 3, deviceId: 8 }]
  const filled = (pointId: number) => (pointId === 1 ? [{ fromMs: 20, toMs: 60 }] : [])

  it('are those that no log filled, and name the points where they are not the same for all', () => {
    expect(gapsOfPoints([gap(null, 0, 100)], points, filled)).toEqual([gap(null, 0, 20), { ...gap(null, 20, 60), pointIds: [2, 3] }, gap(null, 60, 100)])
    expect(gapsOfPoints([gap(7, 30, 50)], points, filled)).toEqual([{ ...gap(7, 30, 50), pointIds: [2] }])
    expect(gapsOfPoints([gap(7, 30, 50)], points.slice(0, 1), filled)).toEqual([])
    expect(gapsOfPoints([gap(8, 30, 50), gap(9, 30, 50)], points, filled)).toEqual([gap(8, 30, 50)])
  })
})
