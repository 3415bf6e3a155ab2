/** States of past times in the page: asked one at a time, kept, whole again from what changed, and what differs between two. */
import { describe, expect, it } from 'vitest'
import { createStateKeeper } from '../../../renderer/engine/past-states.ts'
import { withValues, wholeStates } from '../../../renderer/engine/whole-states.ts'
import { alertsAsOf, onlyLooks, pointsAsOf } from '../../../renderer/engine/past-answers.ts'
import { changeShares, stateChanges } from '../../../renderer/time-machine/state-changes.ts'
import { NEW_ALERT, type Alert } from '../../../shared/domain/alert.ts'
import type { PastState, PastStep } from '../../../shared/domain/past-state.ts'
import type { LiveValues, Point } from '../../../shared/domain/point.ts'
import { CALL_NAMES } from '../../../shared/contract.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'

const values = (rows: Readonly<Record<number, number>>, state = 1): LiveValues => {
  const ids = Object.keys(rows).map(Number)
  return { pointIds: Int32Array.from(ids), values: Float64Array.from(ids, (id) => rows[id] ?? 0), timesMs: new Float64Array(ids.length).fill(1), qualities: new Uint16Array(ids.length), states: new Uint8Array(ids.length).fill(state) }
}
const statistics = { devicesOnline: 0, devicesOffline: 0, devicesUnknown: 0, points: 0, pointsPolled: 0, pointsStale: 0, pointsDataProblem: 0, pointsOverridden: 0, alertsActive: 0, alertsUnacknowledged: 0, alertsDataProblem: 0, alertsBySeverity: { critical: 0, high: 0, medium: 0, low: 0 }, alertsShelved: 0 }
const state = (atMs: number, of: Partial<PastState> = {}): PastState => ({ atMs, observed: true, gaps: [], values: values({}), gonePoints: [], devices: [], forgotten: [], alerts: [], moreAlerts: 0, incidents: [], statistics, ...of })
const alert = (id: number, of: Partial<Alert> = {}): Alert => ({ ...NEW_ALERT, id, kind: 'equipment', severity: 'high', deviceId: 1, pointId: 1, title: message('fake.title'), explanation: [], checks: [], value: null, expected: null, low: null, high: null, worstValue: null, evidence: [], startedAtMs: id * 100, raisedAtMs: id * 100, ...of })
const rowsOf = ({ pointIds, values: of }: LiveValues): Record<number, number> => Object.fromEntries(Array.from(pointIds, (id, index) => [id, of[index] ?? Number.NaN]))

describe('the keeper of past states', () => {
  const setUp = () => {
    const asked: { readonly atMs: number; readonly answer: (result: Result<PastState>) => void }[] = []
    const keeper = createStateKeeper({
      getPastState: ({ atMs }) => new Promise((answer) => asked.push({ atMs, answer })),
      getPastStates: () => Promise.resolve(failure('store-locked', 'not now')),
    })
    const told: number[] = []
    const seek = (atMs: number): void => keeper.seek(atMs, (answer) => told.push(answer.ok ? answer.value.atMs : -atMs))
    const settle = async (index: number, result?: Result<PastState>): Promise<void> => {
      asked[index]?.answer(result ?? ok(state(asked[index]?.atMs ?? 0)))
      await new Promise((next) => setTimeout(next, 0))
    }
    return { keeper, asked, told, seek, settle }
  }

  it('asks for one at a time and never for those dragged over meanwhile', async () => {
    const { asked, told, seek, settle } = setUp()
    for (const atMs of [10, 20, 30, 40]) seek(atMs)
    expect(asked.map(({ atMs }) => atMs)).toEqual([10])
    await settle(0)
    expect(asked.map(({ atMs }) => atMs)).toEqual([10, 40])
    await settle(1)
    expect(told).toEqual([10, 40])
  })

  it('tells a kept one at once, and none that comes after it', async () => {
    const { asked, told, seek, settle } = setUp()
    seek(10)
    await settle(0)
    seek(20)
    seek(10)
    await settle(1)
    expect(told).toEqual([10, 10])
    expect(asked).toHaveLength(2)
  })

  it('tells a failure of the wished time only', async () => {
    const { told, seek, settle } = setUp()
    seek(10)
    seek(20)
    await settle(0, failure('past-before-first', 'too early'))
    expect(told).toEqual([])
    await settle(1, failure('past-before-first', 'too early'))
    expect(told).toEqual([-20])
  })

  it('holds nothing of a store that was left', async () => {
    const { keeper, seek, settle, told } = setUp()
    seek(10)
    keeper.forget()
    await settle(0)
    expect(keeper.has(10)).toBe(false)
    expect(told).toEqual([])
  })
})

describe('states told by what changed', () => {
  it('are whole again, forwards with new points and backwards without them', () => {
    const step = (atMs: number, of: Partial<PastStep>): PastStep => ({ ...state(atMs), devices: null, alerts: null, incidents: null, gonePoints: null, forgotten: null, absentPointIds: [], ...of })
    const first = state(1, { values: values({ 1: 10, 2: 20 }), alerts: [alert(1)] })
    const [, second, third, fourth] = wholeStates({ first, steps: [step(2, { values: values({ 2: 21, 3: 30 }) }), step(3, {}), step(4, { absentPointIds: [3], alerts: [] })] })
    expect(rowsOf(second!.values)).toEqual({ 1: 10, 2: 21, 3: 30 })
    expect(third!.values).toBe(second!.values)
    expect(third!.alerts).toBe(first.alerts)
    expect(rowsOf(fourth!.values)).toEqual({ 1: 10, 2: 21 })
    expect(fourth!.alerts).toEqual([])
  })

  it('keep the order of the points', () => {
    expect([...withValues(values({ 1: 1, 2: 2, 3: 3 }), values({ 2: 9 }), [1]).pointIds]).toEqual([2, 3])
  })
})

describe('answers as of a past time', () => {
  it('hold no alert of later, and what was said later of one that was over is left out', () => {
    const record = [alert(1, { clearedAtMs: 150, acknowledgedAtMs: 160, confirmedAtMs: 900, confirmNote: 'valve' }), alert(2, { acknowledgedAtMs: 800 }), alert(9)]
    const then = alert(2)
    expect(alertsAsOf(record, { atMs: 500, alerts: [then] })).toEqual([{ ...record[0], confirmedAtMs: null, confirmNote: '' }, then])
  })

  it('name points that are gone', () => {
    const point = (id: number): Point => ({ id, deviceId: 1, objectType: 0, objectInstance: id, name: `p${id}`, description: '', kind: 'analog', units: null, stateTexts: [], pollIntervalMs: 0 })
    expect(pointsAsOf([point(1)], { gonePoints: [point(1), point(5)] }).map(({ id }) => id)).toEqual([1, 5])
  })

  it('come from calls that only look: whatever acts on devices, alerts or plans is refused', () => {
    const acts = ['acknowledgeAlerts', 'writePoint', 'shelveAlerts', 'changePlanItems', 'setMute', 'startDiscovery', 'removeDevice', 'readDevice', 'addBookmark', 'undoPlanChange'] as const
    expect(acts.filter(onlyLooks)).toEqual([])
    expect(CALL_NAMES.filter(onlyLooks)).toContain('getSeries')
  })
})

describe('what changed between two times', () => {
  const points = new Map<number, Point>()

  it('is alerts raised, over and acknowledged, devices, and points that moved, those of another trust first', () => {
    const before = state(1, { alerts: [alert(1), alert(2)], values: values({ 1: 20, 2: 20, 3: 5 }) })
    const after = state(2, { alerts: [alert(2, { acknowledgedAtMs: 300 }), alert(3)], values: { ...values({ 1: 20.1, 2: 30, 3: 5 }), states: Uint8Array.of(1, 1, 2) } })
    const changes = stateChanges(before, after, points)
    expect(changes.raised.map(({ id }) => id)).toEqual([3])
    expect(changes.over.map(({ id }) => id)).toEqual([1])
    expect(changes.acknowledged.map(({ id }) => id)).toEqual([2])
    expect(changes.points.map(({ pointId }) => pointId)).toEqual([3, 2])
    expect([...changeShares(changes.points)]).toEqual([[3, 1], [2, 0.5]])
  })

  it('is nothing between a time and itself', () => {
    const same = state(1, { alerts: [alert(1)], values: values({ 1: Number.NaN }) })
    expect(stateChanges(same, same, points)).toEqual({ raised: [], over: [], acknowledged: [], devices: [], points: [] })
  })
})
