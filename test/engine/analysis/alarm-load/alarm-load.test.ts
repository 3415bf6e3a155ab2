/** The load that alerts are, against cases counted by hand. */
import { describe, expect, it } from 'vitest'
import { alarmLoad, levelOf } from '../../../../electron/engine/analysis/alarm-load/alarm-load.ts'
import { NEW_ALERT, type Alert } from '../../../../shared/domain/alert.ts'
import { message } from '../../../../shared/message.ts'

const FROM_MS = Date.UTC(2026, 1, 2)
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
let nextId = 1

const raised = (atHours: number, over: Partial<Alert> = {}): Alert => {
  const atMs = FROM_MS + atHours * HOUR_MS
  return {
    id: nextId++, kind: 'equipment', severity: 'medium', deviceId: 1, pointId: 1, title: message('t'), explanation: [], checks: [], value: null, expected: null, low: null, high: null, worstValue: null,
    evidence: [], startedAtMs: atMs, raisedAtMs: atMs, ...NEW_ALERT, announcedAtMs: atMs, ...over,
  }
}

const of = (alerts: readonly Alert[], gaps: readonly { fromMs: number; toMs: number }[] = [], hours = 4) =>
  alarmLoad({ alerts, gaps, fromMs: FROM_MS, toMs: FROM_MS + hours * HOUR_MS, nowMs: FROM_MS + hours * HOUR_MS })

describe('the rate', () => {
  it('is counted by the hour and its mean rated by 6, 12 and 30', () => {
    const load = of([0.1, 0.5, 1, 3.99].map((at) => raised(at)))
    expect([...load.perHour]).toEqual([2, 1, 0, 1])
    expect(load).toMatchObject({ meanPerHour: 1, mostPerHour: 2, level: 'acceptable', floodShare: 0, observed: 1 })
  })
  it.each([[6, 'acceptable'], [6.1, 'manageable'], [12, 'manageable'], [12.1, 'overloaded'], [30, 'overloaded'], [30.1, 'flood']] as const)('of %d an hour is %s', (rate, level) => expect(levelOf(rate)).toBe(level))
  it('counts observed hours only, overlapping gaps once', () => {
    const gaps = [{ fromMs: FROM_MS + HOUR_MS, toMs: FROM_MS + 3 * HOUR_MS }, { fromMs: FROM_MS + 2 * HOUR_MS, toMs: FROM_MS + 3 * HOUR_MS }]
    expect(of([0.1, 0.2, 3.5, 3.6].map((at) => raised(at)), gaps)).toMatchObject({ meanPerHour: 2, observed: 0.5 })
  })
  it('is unknown where nothing was observed', () => expect(of([], [{ fromMs: 0, toMs: FROM_MS + 5 * HOUR_MS }])).toMatchObject({ meanPerHour: null, observed: 0 }))
  it('leaves out what was suppressed, and says how much it was', () => {
    expect(of([raised(1), raised(1, { announcedAtMs: null, maintenanceId: 1 })])).toMatchObject({ raised: 1, suppressed: 1, mostPerHour: 1 })
  })
  it('calls hours above 30 a flood', () => expect(of(Array.from({ length: 31 }, (_, i) => raised(0.01 * i)))).toMatchObject({ floodShare: 0.25, mostPerHour: 31 }))
})

describe('what stands out', () => {
  it('are the ten sources with most alerts, with their worst hour', () => {
    const alerts = [raised(0), raised(0.2), raised(2), ...Array.from({ length: 12 }, (_, i) => raised(1, { pointId: 10 + i }))]
    const { top } = of(alerts)
    expect(top).toHaveLength(10)
    expect(top[0]).toEqual({ deviceId: 1, pointId: 1, alerts: 3, share: 0.2, mostInAnHour: 2 })
  })
  it('are alerts that stand for more than a day, the oldest first, unless they are shelved', () => {
    const old = raised(-30)
    const older = raised(-50)
    const shelved = raised(-60, { shelf: { reason: 'r', atMs: 0, untilMs: null, oneShot: true } })
    expect(of([old, older, shelved, raised(1)]).standing).toEqual([older.id, old.id])
  })
  it('is how long people take to acknowledge: median and ninth decile by nearest rank', () => {
    const alerts = [5, 10, 20, 60].map((minutes) => raised(0, { acknowledgedAtMs: FROM_MS + minutes * MINUTE_MS }))
    expect(of(alerts)).toMatchObject({ acknowledgeP50Ms: 10 * MINUTE_MS, acknowledgeP90Ms: 60 * MINUTE_MS, acknowledged: 4, unacknowledged: 0 })
    expect(of([raised(1)])).toMatchObject({ acknowledgeP50Ms: null })
  })
})
