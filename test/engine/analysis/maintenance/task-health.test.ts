/** What the health score says of work that was done. */
import { describe, expect, it } from 'vitest'
import { healthPeriod, taskHealth } from '../../../../electron/engine/analysis/maintenance/task-health.ts'
import type { HealthDay, HealthPart } from '../../../../shared/domain/health.ts'

const DAY_MS = 86_400_000
const DONE_MS = Date.UTC(2026, 4, 20, 14)
const MIDNIGHT_MS = Date.UTC(2026, 4, 20)

/** A day so many days from the day of the work. */
const day = (offset: number, score: number | null, parts: Partial<Record<HealthPart, number | null>> = {}, observed = 1): HealthDay => ({
  startMs: MIDNIGHT_MS + offset * DAY_MS, score, parts: { communication: 100, sensors: 90, equipment: null, configuration: 100, ...parts }, observed,
})
const span = (from: number, to: number, make: (offset: number) => HealthDay): HealthDay[] => Array.from({ length: to - from + 1 }, (_, i) => make(from + i))
const judge = (days: readonly HealthDay[], observedDays: number, part: HealthPart | null = null) => taskHealth({ deviceId: 3, days, doneMs: DONE_MS, part, observedMs: observedDays * DAY_MS + 5 })

/** Sensors were bad until the work; the seven days after it still hold days of before. */
const mended = (until: number): HealthDay[] => [
  ...span(-8, -1, (offset) => day(offset, 62 + (offset % 2), { sensors: 40 })), ...span(0, 6, (offset) => day(offset, 70 + offset, { sensors: 60 })), ...span(7, until, () => day(7, 91, { sensors: 95 })).map((one, i) => ({ ...one, startMs: MIDNIGHT_MS + (7 + i) * DAY_MS })),
]

describe('the health of a device after work', () => {
  it('rose, with the part that moved most, and says of how many days', () => {
    // Four of the seven days before are odd, and one point lower.
    expect(judge(mended(14), 14)).toEqual({ what: 'rose', deviceId: 3, before: 61, after: 91, part: { part: 'sensors', before: 40, after: 95 }, observedDays: 14 })
  })

  it('is told of the part that the alert spoke of, moved or not', () => {
    expect(judge(mended(14), 14, 'communication')).toMatchObject({ what: 'rose', part: { part: 'communication', before: 100, after: 100 } })
    expect(judge(mended(14), 14, 'equipment')).toMatchObject({ what: 'rose', part: null })
  })

  it('is not told before seven observed days, whatever the score says, nor from scores that still look back before the work', () => {
    expect(judge(mended(14), 6)).toEqual({ what: 'tooEarly', deviceId: 3, observedDays: 6, neededDays: 7 })
    expect(judge(mended(14).filter(({ startMs }) => startMs < MIDNIGHT_MS + 7 * DAY_MS), 7)).toMatchObject({ what: 'tooEarly', observedDays: 7 })
  })

  it('is not told where there was no score before, or one of a week that was hardly observed', () => {
    const after = span(7, 14, (offset) => day(offset, 91))
    expect(judge(after, 14)).toEqual({ what: 'noBefore', deviceId: 3 })
    expect(judge([...span(-6, -1, (offset) => day(offset, 20, {}, 0.3)), ...after], 14).what).toBe('noBefore')
    expect(judge([...span(-6, -1, (offset) => day(offset, null)), ...after], 14).what).toBe('noBefore')
  })

  it('held where it moved by less than three points, and fell where it fell', () => {
    const from = (before: number, after: number) => judge([...span(-7, -1, (offset) => day(offset, before)), ...span(7, 13, (offset) => day(offset, after))], 14)
    expect([from(80, 82).what, from(80, 78).what, from(80, 83).what, from(80, 77).what]).toEqual(['held', 'held', 'rose', 'fell'])
    expect(from(80, 82)).toMatchObject({ part: null })
  })

  it('is not told of days more than four weeks later: other things happened then', () => {
    const days = [...span(-7, -1, (offset) => day(offset, 60)), ...span(7, 28, (offset) => day(offset, 90)), ...span(29, 80, (offset) => day(offset, 10))]
    expect(judge(days, 80)).toMatchObject({ what: 'rose', after: 90, observedDays: 28 })
    const { fromMs, toMs } = healthPeriod(DONE_MS)
    expect(days.filter(({ startMs }) => startMs >= fromMs && startMs < toMs)).toHaveLength(7 + 23)
  })
})
