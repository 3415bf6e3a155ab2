/** What findings of health ask for: what to do, what to bring, how urgent; nothing twice, nothing that an alert asks for, nothing that is too small. */
import { describe, expect, it } from 'vitest'
import { findingCare } from '../../../../electron/engine/analysis/maintenance/finding-care.ts'
import { whatToBring } from '../../../../electron/engine/analysis/maintenance/what-to-bring.ts'
import type { HealthDeduction } from '../../../../shared/domain/health.ts'
import type { Task } from '../../../../shared/domain/task.ts'
import { ENGLISH } from '../../../../shared/locales/english.ts'
import { message } from '../../../../shared/message.ts'

const DAY_MS = 86_400_000
const NOW_MS = Date.UTC(2026, 5, 20)
const seen = (pointId: number | null, point = 'Valve') => ({ pointId, alertId: null, text: message('health.hunting.seen', { point, times: 7 }), fromMs: NOW_MS - 6 * DAY_MS, toMs: NOW_MS })
const hunting = (change: Partial<HealthDeduction> = {}): HealthDeduction => ({ part: 'equipment', kind: 'hunting', ofPart: 22, points: 5.5, text: message('health.hunting', { count: 1 }), evidence: [seen(7)], affected: 1, ...change })
const ask = (deductions: readonly HealthDeduction[], tasks: readonly Task[] = [], silentNow = false) => findingCare({ deviceId: 3, deductions, silentNow }, tasks, NOW_MS)
const task = (change: Partial<Task>): Task => ({
  id: 1, title: 'Valve', about: { what: 'device', deviceId: 3 }, urgency: 'soon', assignee: '', bring: '', note: '', alertId: null, finding: { deviceId: 3, kind: 'hunting', part: 'equipment' }, foretold: null, plannedFor: null, plannedHour: null,
  durationHours: 1, disturbs: false, repeat: null, state: 'open', createdAtMs: NOW_MS - 30 * DAY_MS, endedAtMs: null, endNote: '', savedKwhPerYear: null, spentHours: null, cost: null, currency: null, repeats: null, ...change,
})

describe('a finding of health', () => {
  it('asks for work on the one point it was seen in, with what to do, what to bring and its part of the score', () => {
    expect(ask([hunting()])).toEqual([
      {
        alertId: null, finding: { deviceId: 3, kind: 'hunting', part: 'equipment' }, about: { what: 'point', pointId: 7 }, deviceId: 3, severity: 'medium', urgency: 'soon',
        title: message('health.hunting.seen', { point: 'Valve', times: 7 }), why: [message('health.hunting', { count: 1 }), message('health.hunting.seen', { point: 'Valve', times: 7 })],
        checks: [message('care.do.hunting')], bring: [message('care.bring.programTool'), message('care.bring.seals')], sinceMs: NOW_MS - 6 * DAY_MS,
      },
    ])
  })

  it('of several points, or of more than are named, asks for work on the device', () => {
    const [several] = ask([hunting({ evidence: [seen(7), seen(8)], affected: 2 })])
    expect(several).toMatchObject({ about: { what: 'device', deviceId: 3 }, title: { key: 'health.hunting' } })
    expect(ask([hunting({ affected: 40 })])[0]?.about).toEqual({ what: 'device', deviceId: 3 })
  })

  it('is more urgent the more points of the score it costs', () => {
    expect([12, 5, 1].map((points) => ask([hunting({ points })])[0]?.urgency)).toEqual(['soon', 'soon', 'nextVisit'])
    expect([12, 5, 1].map((points) => ask([hunting({ points })])[0]?.severity)).toEqual(['high', 'medium', 'low'])
  })

  it('that costs next to nothing, or that alerts ask for themselves, asks for nothing', () => {
    expect(ask([hunting({ ofPart: 4.9 })])).toEqual([])
    expect(ask(['rules', 'abnormal', 'drift', 'data'].map((kind) => hunting({ kind })))).toEqual([])
    expect(ask([hunting({ kind: 'offline', part: 'communication' })], [], true)).toEqual([])
    expect(ask([hunting({ kind: 'offline', part: 'communication' })])).toHaveLength(1)
  })

  it('is not asked for while work on it is open, shortly after it was done, and for three months after it was dropped', () => {
    const asksWith = (change: Partial<Task>) => ask([hunting()], [task(change)]).length
    expect(asksWith({})).toBe(0)
    expect([2, 9].map((days) => asksWith({ state: 'done', endedAtMs: NOW_MS - days * DAY_MS }))).toEqual([0, 1])
    expect([80, 91].map((days) => asksWith({ state: 'dropped', endedAtMs: NOW_MS - days * DAY_MS }))).toEqual([0, 1])
    expect(asksWith({ finding: { deviceId: 3, kind: 'cycling', part: 'equipment' } })).toBe(1)
    expect(asksWith({ finding: { deviceId: 4, kind: 'hunting', part: 'equipment' } })).toBe(1)
  })
})

describe('what to bring', () => {
  it('is told once for all looks, four things at most, and nothing for what is unknown', () => {
    expect(whatToBring([message('rule.check.supplySensor'), message('rule.check.mixedSensor')])).toEqual([message('care.bring.thermometer')])
    expect(whatToBring(['check.device.power', 'check.device.cable', 'rule.check.fanBelt'].map((key) => message(key)))).toHaveLength(4)
    expect(whatToBring([message('check.neighbours')])).toEqual([])
  })

  it('is known, in words, for most of what is to be done about findings', () => {
    const words: Readonly<Record<string, string>> = ENGLISH.engine
    const advice = Object.keys(words).filter((key) => key.startsWith('care.do.'))
    const known = advice.filter((key) => whatToBring([message(key)]).length > 0)
    expect(known.length).toBeGreaterThanOrEqual(20)
    for (const key of known) for (const thing of whatToBring([message(key)])) expect(words[thing.key], thing.key).toBeTypeOf('string')
  })
})
