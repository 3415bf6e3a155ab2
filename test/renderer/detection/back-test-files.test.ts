/** What a back-test shows and hands over: the days named below its bars, and its alerts as a file. */
import { describe, expect, it } from 'vitest'
import { backTestCsv } from '../../../renderer/screens/detection/back-test-csv.ts'
import { dayLabels } from '../../../renderer/screens/detection/day-labels.ts'
import type { WouldFire } from '../../../shared/domain/detection.ts'

const DAY_MS = 86_400_000
const days = (from: string, count: number): number[] => Array.from({ length: count }, (_, i) => Date.parse(from) + i * DAY_MS)

describe('the days below the bars', () => {
  it('are all named where there is room', () => {
    expect(dayLabels(days('2026-02-02', 3), 10)).toEqual([{ index: 0, text: '2 Feb' }, { index: 1, text: '3 Feb' }, { index: 2, text: '4 Feb' }])
  })

  it('are no more than fit, evenly, and none sits at the very end', () => {
    const labels = dayLabels(days('2026-02-01', 30), 9)
    expect(labels.map(({ index }) => index)).toEqual([3, 10, 17, 24])
    expect(labels[0]?.text).toBe('4 Feb')
  })

  it('name the year over longer times, and nothing without room or days', () => {
    expect(dayLabels(days('2025-01-01', 365), 5).map(({ text }) => text)).toEqual(['Feb 2025', 'May 2025', 'Aug 2025', 'Nov 2025'])
    expect(dayLabels(days('2026-02-02', 3), 0)).toEqual([])
    expect(dayLabels([], 5)).toEqual([])
  })
})

describe('the file of a back-test', () => {
  const mark = (pointId: number | null, at: string, change: Partial<WouldFire> = {}): WouldFire => ({ pointId, startedAtMs: Date.parse(at), raisedAtMs: Date.parse(at) + 30_000, clearedAtMs: null, severity: 'high', score: 2, worstValue: 21.4, expected: 16, detector: 'zScore', ...change })
  const keyOf = ({ pointId, startedAtMs }: WouldFire): string => `${pointId} ${startedAtMs}`
  const words = {
    column: (name: string) => name, of: ({ pointId }: WouldFire) => ({ device: 'AHU-1', name: pointId === null ? 'AHU-1, supply' : `point ${pointId}`, unit: pointId === null ? '' : '°C' }),
    detector: (id: string) => id, severity: ({ severity }: WouldFire) => severity, yes: 'yes', no: 'no',
  }

  it('has each alert once, oldest first, with the side it belongs to', () => {
    const both = mark(1, '2026-02-03T08:00:00Z')
    const gone = mark(2, '2026-02-02T08:00:00Z', { clearedAtMs: Date.parse('2026-02-02T09:00:00Z') })
    const come = mark(null, '2026-02-04T08:00:00Z', { detector: 'rule.ahu.fc1', worstValue: null, expected: null })
    const file = backTestCsv({ marks: [come, both], marksNow: [both, gone] }, keyOf, words)
    expect(file.startsWith('\uFEFFdevice,of,by,severity,began,')).toBe(true)
    expect(file.trimEnd().split('\r\n').slice(1)).toEqual([
      'AHU-1,point 2,zScore,high,2026-02-02T08:00:00.000Z,2026-02-02T08:00:30.000Z,2026-02-02T09:00:00.000Z,21.4,16,°C,yes,no',
      'AHU-1,point 1,zScore,high,2026-02-03T08:00:00.000Z,2026-02-03T08:00:30.000Z,,21.4,16,°C,yes,yes',
      'AHU-1,"AHU-1, supply",rule.ahu.fc1,high,2026-02-04T08:00:00.000Z,2026-02-04T08:00:30.000Z,,,,,no,yes',
    ])
  })
})
