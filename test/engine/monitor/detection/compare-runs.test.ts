/** History judged anew beside what stood before. */
import { describe, expect, it } from 'vitest'
import { compareRuns, firedLive } from '../../../../electron/engine/monitor/detection/compare-runs.ts'
import { NEW_ALERT, type Alert } from '../../../../shared/domain/alert.ts'
import type { WouldFire } from '../../../../shared/domain/detection.ts'
import { message } from '../../../../shared/message.ts'

const HOUR_MS = 3_600_000
const WEEK = { fromMs: 0, toMs: 168 * HOUR_MS }

const fire = (pointId: number | null, fromHour: number, toHour: number | null, change: Partial<WouldFire> = {}): WouldFire => ({
  pointId, startedAtMs: fromHour * HOUR_MS, raisedAtMs: fromHour * HOUR_MS + 60_000, clearedAtMs: toHour === null ? null : toHour * HOUR_MS, severity: 'low', score: 1, worstValue: 3, expected: 1,
  detector: 'zScore', ...change,
})
const ofEquipment = (name: string, rule: string, fromHour: number, toHour: number): WouldFire =>
  fire(null, fromHour, toHour, { equipment: { id: `1/ahu/${name}`, deviceId: 1, name }, detector: rule, worstValue: null, expected: null })

const told = (now: readonly WouldFire[], before: readonly WouldFire[], period = WEEK): string[] =>
  compareRuns(now, before, period).differences.map(({ what, alert }) => `${what} ${alert.pointId ?? `${alert.equipment?.name} ${alert.detector}`}@${alert.startedAtMs / HOUR_MS}`)

describe('alerts of a run beside those of before', () => {
  it('are the same where they overlap in time and are of one point, whatever detector spoke', () => {
    expect(told([fire(1, 10, 12, { detector: 'iqrFences' }), fire(2, 10, 12), fire(1, 40, 41)], [fire(1, 11, 15), fire(1, 60, null)])).toEqual(['new 2@10', 'new 1@40', 'gone 1@60', 'same 1@10'])
  })

  it('of equipment are the same where the rule and the equipment are', () => {
    expect(told([ofEquipment('AHU-1', 'rule.a', 1, 2), ofEquipment('AHU-2', 'rule.a', 1, 2)], [ofEquipment('AHU-1', 'rule.b', 1, 2), ofEquipment('AHU-2', 'rule.a', 1, 3)])).toEqual(['new AHU-1 rule.a@1', 'gone AHU-1 rule.b@1', 'same AHU-2 rule.a@1'])
  })

  it('stand for one of before at most: two that were one are one more', () => {
    expect(compareRuns([fire(1, 10, 11), fire(1, 12, 13)], [fire(1, 10, 13)], WEEK).counts).toEqual({ new: 1, gone: 0, same: 1 })
  })

  it('of slow faults stand beside those of the same point that its readings raised', () => {
    const slow = { detector: 'drift' }
    expect(told([fire(1, 10, 90, slow), fire(1, 12, 13)], [fire(1, 12, 14), fire(1, 20, null, slow)])).toEqual(['same 1@10', 'same 1@12'])
    expect(told([fire(1, 10, 90, slow)], [fire(1, 12, 14)])).toEqual(['new 1@10', 'gone 1@12'])
  })

  it('count only in the time that both judged; the list is cut, the counts are not', () => {
    expect(told([fire(1, 200, 201)], [fire(1, 300, 301)])).toEqual([])
    const many = Array.from({ length: 1_500 }, (_, i) => fire(i + 1, 1, 2))
    const { counts, differences } = compareRuns(many, [], WEEK)
    expect([counts.new, differences.length]).toEqual([1_500, 1_000])
  })
})

describe('an alert raised live', () => {
  const alert: Alert = {
    id: 1, kind: 'equipment', severity: 'high', deviceId: 3, pointId: null, title: message('rule.ahu.fc1.title', { equipment: 'AHU-1' }), explanation: [], checks: [], value: null, expected: null, low: null, high: null,
    worstValue: null, evidence: [{ detector: 'rule.ahu.fc1', modelVersion: 'rule-1', score: 1, expected: null, low: null, high: null }], startedAtMs: 1, raisedAtMs: 2, ...NEW_ALERT,
  }
  it('of a rule is compared as of its equipment', () => {
    expect(firedLive(alert)).toMatchObject({ pointId: null, equipment: { deviceId: 3, name: 'AHU-1' }, detector: 'rule.ahu.fc1' })
  })

  it('of a point is compared by the detector that said most; data problems and devices are not compared', () => {
    const evidence = [{ detector: 'a', modelVersion: '1', score: 1.2, expected: 1, low: 0, high: 2 }, { detector: 'b', modelVersion: '1', score: 2.2, expected: 1, low: 0, high: 2 }]
    expect(firedLive({ ...alert, pointId: 9, evidence })).toMatchObject({ pointId: 9, detector: 'b', score: 2.2 })
    expect(firedLive({ ...alert, kind: 'data', pointId: 9, evidence })).toBeNull()
    expect(firedLive({ ...alert, evidence: [{ ...evidence[0]!, detector: 'offline' }] })).toBeNull()
  })

  it('of a slow fault is compared as such, of whatever kind it was', () => {
    const evidence = [{ detector: 'drift.bias', modelVersion: 'drift-1', score: 1.7, expected: 1, low: null, high: null }]
    expect(firedLive({ ...alert, kind: 'data', pointId: 9, evidence })).toMatchObject({ pointId: 9, detector: 'drift', score: 1.7 })
  })
})
