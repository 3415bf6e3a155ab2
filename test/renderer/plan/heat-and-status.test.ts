/** The heat layer between sensors, and what items look like. */
import { describe, expect, it } from 'vitest'
import { heatAt, heatColour, heatField, heatPixels, heatRange, heatReach } from '../../../renderer/screens/plan/heat-field.ts'
import { abnormalItems, itemStatuses, type PlanFacts } from '../../../renderer/screens/plan/item-status.ts'
import { NEW_ALERT, type Alert } from '../../../shared/domain/alert.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { PlanItem, PlanSubject } from '../../../shared/domain/plan.ts'
import type { LiveState, Point } from '../../../shared/domain/point.ts'
import { message } from '../../../shared/message.ts'

describe('the heat layer', () => {
  const sensors = [{ x: 0, y: 0, value: 20 }, { x: 300, y: 0, value: 26 }]
  it('weighs sensors by the square of their distance', () => {
    // By hand: at (100, 0) the weights are 1/100² and 1/200², so 4 : 1.
    expect(heatAt(sensors, 100, 0, 1_000).value).toBeCloseTo((4 * 20 + 26) / 5, 10)
    expect(heatAt(sensors, 150, 400, 1_000).value).toBeCloseTo(23, 10)
    expect(heatAt(sensors, 300, 0, 1_000)).toEqual({ value: 26, distance: 0 })
  })
  it('never leaves the range of its sensors', () => {
    const { values } = heatField(sensors, { width: 2_000, height: 1_250 }, 40)
    for (const value of values) if (!Number.isNaN(value)) expect(value >= 20 && value <= 26).toBe(true)
  })
  it('says nothing where no sensor is near', () => {
    const field = heatField(sensors, { width: 2_000, height: 1_250 }, 40)
    expect(heatReach(sensors)).toBe(450)
    expect(field.values[field.values.length - 1]).toBeNaN()
    expect(heatPixels(field, { low: 20, high: 26 }).at(-1)).toBe(0)
    expect(heatPixels(field, { low: 20, high: 26 })[3]).toBeGreaterThan(100)
  })
  it('does not paint a difference of nothing', () => {
    expect(heatRange([{ x: 0, y: 0, value: 21 }, { x: 1, y: 1, value: 21.2 }], 4)).toEqual({ low: 19.1, high: 23.1 })
    expect(heatRange(sensors, 4)).toEqual({ low: 20, high: 26 })
  })
  it('goes from blue over pale to orange', () => {
    expect(heatColour(0)).toEqual([33, 102, 172])
    expect(heatColour(0.5)).toEqual([225, 225, 220])
    expect(heatColour(7)).toEqual([199, 84, 20])
  })
})

const item = (id: number, subject: PlanSubject, x = 0, y = 0): PlanItem => ({ id, planId: 1, subject, x, y, label: '', groupId: null })
const alert = (id: number, pointId: number | null, change: Partial<Alert> = {}): Alert =>
  ({ ...NEW_ALERT, id, kind: 'equipment', severity: 'high', deviceId: 5, pointId, title: message('a'), explanation: [], checks: [], value: null, expected: null, low: null, high: null, worstValue: null, evidence: [], startedAtMs: 1, raisedAtMs: 2, ...change })
const facts = (alerts: readonly Alert[], states: Readonly<Record<number, LiveState>> = {}): PlanFacts => ({
  alerts,
  points: new Map([1, 2, 3].map((id) => [id, { id } as Point])),
  devices: new Map([[5, { id: 5, state: 'online' } as Device], [6, { id: 6, state: 'offline' } as Device]]),
  equipment: new Map([['5/ahu/AHU', { id: '5/ahu/AHU', kind: 'ahu', name: 'AHU', deviceId: 5, points: [{ pointId: 2, role: 'supply_air_temp' }], rules: [], unbound: [], operation: null }]]),
  liveState: (pointId) => states[pointId] ?? 'good',
})

describe('the look of an item', () => {
  it('of a point is the worst of its alerts and its value', () => {
    const items = [1, 2, 3].map((pointId) => item(pointId, { what: 'point', pointId }))
    const statuses = itemStatuses(items, facts([alert(1, 1), alert(2, 1, { severity: 'critical', acknowledgedAtMs: 9 }), alert(3, 2, { clearedAtMs: 5 })], { 2: 'stale' }))
    expect(statuses.get(1)).toEqual({ status: 'critical', hollow: true, alerts: 2, gone: false })
    expect(statuses.get(2)).toEqual({ status: 'stale', hollow: false, alerts: 0, gone: false })
    expect(statuses.get(3)?.status).toBe('normal')
    expect(abnormalItems(items, statuses).map(({ id }) => id)).toEqual([1, 2])
  })
  it('of a device and of equipment is that of their alerts and of the line to them', () => {
    const items = [item(1, { what: 'device', deviceId: 5 }), item(2, { what: 'device', deviceId: 6 }), item(3, { what: 'equipment', equipmentId: '5/ahu/AHU' })]
    const statuses = itemStatuses(items, facts([alert(1, 2, { severity: 'low' })]))
    expect([1, 2, 3].map((id) => statuses.get(id)?.status)).toEqual(['low', 'offline', 'low'])
  })
  it('of an area is the worst of what lies in it', () => {
    const items = [item(1, { what: 'area', width: 100, height: 100 }), item(2, { what: 'point', pointId: 1 }, 50, 50), item(3, { what: 'point', pointId: 2 }, 150, 50)]
    expect(itemStatuses(items, facts([alert(1, 1, { severity: 'medium' }), alert(2, 2)])).get(1)).toMatchObject({ status: 'medium', alerts: 1 })
  })
  it('says that something is no longer there, and does not while it is not known yet', () => {
    const items = [item(1, { what: 'point', pointId: 99 }), item(2, { what: 'equipment', equipmentId: 'x' })]
    expect([...itemStatuses(items, facts([])).values()].map(({ gone }) => gone)).toEqual([true, true])
    expect([...itemStatuses(items, { ...facts([]), points: new Map(), equipment: new Map() }).values()].map(({ gone }) => gone)).toEqual([false, false])
  })
  it('asks nobody for what is set aside', () => {
    expect(itemStatuses([item(1, { what: 'point', pointId: 1 })], facts([alert(1, 1, { maintenanceId: 3 })])).get(1)?.status).toBe('normal')
  })
})
