/** Points in memory: what is asked of the store, and what is said without asking it. */
import { describe, expect, it } from 'vitest'
import { createSitePoints } from '../../../electron/engine/monitor/site-points.ts'
import type { DeviceRow } from '../../../electron/engine/store/store-types.ts'
import type { Point } from '../../../shared/domain/point.ts'

const pointOf = (id: number, deviceId: number, pollIntervalMs: number): Point => ({
  id, deviceId, objectType: 0, objectInstance: id, name: `P${id}`, description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs,
})

const rowOf = (id: number): DeviceRow => ({
  id, instance: 1_000 + id, address: { ip: '127.0.0.1', port: 47_808 + id }, name: `D${id}`, vendorId: 0, vendorName: '', modelName: '', firmware: '', description: '', maxApdu: 1_476,
  segmentation: 'both', protocolRevision: 14, firstSeenMs: 0, lastSeenMs: null,
})

const setUp = () => {
  const stored = [pointOf(1, 1, 5_000), pointOf(2, 1, 0), pointOf(3, 2, 10_000)]
  const asked: (number | undefined)[] = []
  const points = createSitePoints({
    points: (deviceId) => {
      asked.push(deviceId)
      return stored.filter((point) => point.deviceId === deviceId)
    },
    learntProfiles: () => new Map(),
  })
  points.load(1)
  points.load(2)
  return { points, stored, asked }
}

describe('the points of a site', () => {
  it('are listed and counted without asking the store again', () => {
    const { points, asked } = setUp()
    expect(points.all().map(({ id }) => id)).toEqual([1, 2, 3])
    expect(points.ofDevice(2).map(({ id }) => id)).toEqual([3])
    expect(points.ofDevice(9)).toEqual([])
    expect(points.polledIds()).toEqual([1, 3])
    expect(points.counts()).toEqual({ points: 3, polled: 2 })
    expect([...points.countsByDevice()]).toEqual([[1, 2], [2, 1]])
    expect(asked).toEqual([1, 2])
  })

  it('are read anew for the device that changed only', () => {
    const { points, stored, asked } = setUp()
    stored.push(pointOf(4, 2, 10_000))
    points.load(2)
    expect(asked).toEqual([1, 2, 2])
    expect(points.counts()).toEqual({ points: 4, polled: 3 })
    points.forget(1)
    expect(points.all().map(({ id }) => id)).toEqual([3, 4])
  })

  it('leave a device in the polling plan as it was while nothing of it changed', () => {
    const { points } = setUp()
    const [first, second] = points.watched([rowOf(1), rowOf(2)])
    points.load(2)
    const [firstAgain, secondAgain] = points.watched([{ ...rowOf(1), lastSeenMs: 5 }, rowOf(2)])
    expect(firstAgain).toBe(first)
    expect(secondAgain).not.toBe(second)
    expect(points.watched([{ ...rowOf(1), address: { ip: '127.0.0.9', port: 47_808 } }])[0]?.address.ip).toBe('127.0.0.9')
  })

  it('make the polling plan, those of a device without points included', () => {
    const { points } = setUp()
    const plan = points.watched([rowOf(1), rowOf(3)])
    expect(plan.map(({ deviceId, name, points: own }) => ({ deviceId, name, own: own.map(({ pointId, intervalMs }) => [pointId, intervalMs]) }))).toEqual([
      { deviceId: 1, name: 'D1', own: [[1, 5_000], [2, 0]] },
      { deviceId: 3, name: 'D3', own: [] },
    ])
  })
})
