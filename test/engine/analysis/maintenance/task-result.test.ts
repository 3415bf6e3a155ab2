/** Work is proved by the readings: recovered, returned, still there, or too early to tell. */
import { describe, expect, it } from 'vitest'
import { foretoldResult, taskResult } from '../../../../electron/engine/analysis/maintenance/task-result.ts'
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { Task } from '../../../../shared/domain/task.ts'
import { message } from '../../../../shared/message.ts'
import { alertOf } from '../../store/sample-site.ts'

const DAY_MS = 86_400_000
const DONE_MS = Date.UTC(2026, 5, 1)
const task: Task = {
  id: 1, title: 'Valve', about: { what: 'point', pointId: 3 }, urgency: 'soon', assignee: '', bring: '', note: '', alertId: 9, finding: null, foretold: null, plannedFor: null, plannedHour: null, durationHours: 1, disturbs: false, repeat: null,
  state: 'done', createdAtMs: DONE_MS - 9 * DAY_MS, endedAtMs: DONE_MS, endNote: '', savedKwhPerYear: null, spentHours: null, cost: null, currency: null, repeats: null,
}
const alert = (change: Partial<Alert> = {}): Alert => ({ ...alertOf(1, 3), id: 9, title: message('alert.analog.above'), raisedAtMs: DONE_MS - 5 * DAY_MS, clearedAtMs: DONE_MS - 3_600_000, ...change })
const judge = (days: number, facts: Partial<Parameters<typeof taskResult>[1]> = {}) => taskResult(task, { alert: alert(), later: [], observedMs: days * DAY_MS, ...facts }, DONE_MS + days * DAY_MS)

describe('work that answers an alert', () => {
  it('is proved by seven days without it', () => {
    expect(judge(8)).toEqual({ what: 'recovered', sinceMs: DONE_MS })
    expect(judge(3)).toEqual({ what: 'watching', untilMs: DONE_MS + 7 * DAY_MS })
  })

  it('is not proved by days that nobody watched', () => {
    expect(judge(30, { observedMs: 2 * DAY_MS })).toEqual({ what: 'watching', untilMs: DONE_MS + 35 * DAY_MS })
  })

  it('has failed when the same alert comes again, and not when another one does', () => {
    const again = alert({ id: 12, raisedAtMs: DONE_MS + 2 * DAY_MS })
    expect(judge(8, { later: [again, alert({ id: 13, raisedAtMs: DONE_MS + 3 * DAY_MS })] })).toEqual({ what: 'returned', alertId: 12, atMs: again.raisedAtMs })
    expect(judge(8, { later: [{ ...again, title: message('alert.analog.below') }, { ...again, pointId: 4 }] })?.what).toBe('recovered')
  })

  it('has changed nothing when the alert is active a day later', () => {
    expect(judge(0.5, { alert: alert({ clearedAtMs: null }) })?.what).toBe('watching')
    expect(judge(2, { alert: alert({ clearedAtMs: null }) })).toEqual({ what: 'stillThere' })
  })

  it('counts the quiet days from when the alert cleared, where that was later', () => {
    expect(judge(8, { alert: alert({ clearedAtMs: DONE_MS + 3 * DAY_MS }) })).toEqual({ what: 'watching', untilMs: DONE_MS + 10 * DAY_MS })
  })

  it('without an alert cannot be measured, and open work has no result', () => {
    expect(judge(8, { alert: undefined })).toEqual({ what: 'notMeasured' })
    expect(taskResult({ ...task, state: 'open', endedAtMs: null }, { alert: alert(), later: [], observedMs: 0 }, DONE_MS)).toBeNull()
  })
})

describe('work that keeps a point from a limit', () => {
  const limit = { pointId: 3, side: 'high', limit: 250, earliestMs: DONE_MS + 8 * DAY_MS, likelyMs: DONE_MS + 12 * DAY_MS, latestMs: null } as const
  const beyond = alert({ id: 20, value: 251, raisedAtMs: DONE_MS + 9 * DAY_MS, evidence: [{ detector: 'fixedLimit', modelVersion: 'fixedLimit-1', score: 1.2, expected: null, low: 100, high: 250 }] })
  const look = (days: number, later: readonly Alert[] = [], observedDays = days) => foretoldResult(limit, { doneMs: DONE_MS, later, observedMs: observedDays * DAY_MS }, DONE_MS + days * DAY_MS)

  it('is proved when the likely day has passed without the limit, and a week was observed', () => {
    expect(look(11)).toEqual({ what: 'watching', untilMs: limit.likelyMs })
    expect(look(12)).toEqual({ what: 'averted', likelyMs: limit.likelyMs })
    expect(look(13, [], 2)).toEqual({ what: 'watching', untilMs: DONE_MS + 18 * DAY_MS })
  })

  it('has failed when the limit is reached after it, not by another limit, another reason or an earlier alert', () => {
    expect(look(13, [beyond])).toEqual({ what: 'reached', alertId: 20, atMs: beyond.raisedAtMs })
    expect(look(13, [{ ...beyond, value: 99 }])?.what).toBe('averted')
    expect(look(13, [{ ...beyond, evidence: [{ detector: 'band', modelVersion: '1', score: 3, expected: 1, low: 0, high: 2 }] }])?.what).toBe('averted')
    expect(look(13, [{ ...beyond, raisedAtMs: DONE_MS - DAY_MS }])?.what).toBe('averted')
  })
})
