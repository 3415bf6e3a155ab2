/** What is looked at and what is in alarm goes first, and only as long as that is so. */
import { describe, expect, it } from 'vitest'
import { createUrgency } from '../../../electron/engine/monitor/urgency.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { fakeAlert } from '../../host/fake-engine.ts'

const setUp = (open = [fakeAlert()].slice(1)) => {
  const clock = createFakeClock()
  const told: { viewedPointIds: readonly number[]; alarmedPointIds: readonly number[] }[] = []
  const urgency = createUrgency({ clock, acquisition: { prioritise: (urgent) => told.push(urgent) }, store: { alerts: () => open } })
  return { clock, told, urgency, last: () => told.at(-1) }
}

describe('urgency', () => {
  it('knows the alerts that were open before', () => {
    const { clock, last } = setUp([fakeAlert({ id: 3, pointId: 7 })])
    clock.advance(1_000)
    expect(last()).toEqual({ viewedPointIds: [], alarmedPointIds: [7] })
  })

  it('follows alerts until they are over and acknowledged, once for points with several, and tells of a wave once', () => {
    const { clock, urgency, last, told } = setUp()
    clock.advance(1_000)
    const count = told.length
    urgency.alertsChanged([fakeAlert({ id: 1, pointId: 7 })])
    urgency.alertsChanged([fakeAlert({ id: 2, pointId: 7 })])
    clock.advance(1_000)
    expect([told.length - count, last()?.alarmedPointIds]).toEqual([1, [7]])
    urgency.alertsChanged([fakeAlert({ id: 1, pointId: 7, clearedAtMs: 5, acknowledgedAtMs: 6 })])
    clock.advance(1_000)
    expect(last()?.alarmedPointIds).toEqual([7])
    urgency.alertsChanged([fakeAlert({ id: 2, pointId: 7, clearedAtMs: 5, acknowledgedAtMs: 6 })])
    clock.advance(1_000)
    expect(last()?.alarmedPointIds).toEqual([])
  })

  it('forgets what was looked at when nobody says so any more', () => {
    const { clock, urgency, last } = setUp()
    urgency.setViewed([1, 2])
    clock.advance(20_000)
    urgency.setViewed([2])
    clock.advance(20_000)
    expect(last()?.viewedPointIds).toEqual([2])
    clock.advance(11_000)
    expect(last()?.viewedPointIds).toEqual([])
  })
})
