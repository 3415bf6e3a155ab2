import { describe, expect, it } from 'vitest'
import type { Device } from '../../../shared/domain/device.ts'
import { message } from '../../../shared/message.ts'
import { createDeviceRegistry } from '../../../electron/engine/monitor/device-registry.ts'
import type { DeviceRow } from '../../../electron/engine/store/store-types.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const row = (id: number): DeviceRow => ({
  id,
  instance: 1_000 + id,
  address: { ip: '127.0.0.1', port: 47_808 + id },
  name: `AHU-${id}`,
  vendorId: 36,
  vendorName: 'Vendor',
  modelName: 'Model',
  firmware: '1.0',
  description: '',
  maxApdu: 1_476,
  segmentation: 'none',
  protocolRevision: 14,
  firstSeenMs: 0,
  lastSeenMs: null,
})

const setUp = () => {
  const clock = createFakeClock()
  const told: (readonly Device[])[] = []
  const registry = createDeviceRegistry(clock, (devices) => told.push(devices))
  registry.load([row(1), row(2)], new Map([[1, 30]]))
  return { clock, told, registry }
}

describe('the device registry', () => {
  it('starts every device as unknown with its stored facts', () => {
    const { registry } = setUp()
    expect(registry.byInstance(1_001)).toMatchObject({ id: 1, name: 'AHU-1', pointCount: 30, state: 'unknown', latencyMs: null })
  })

  it('keeps live state when the stored facts are taken anew, and drops removed devices', () => {
    const { registry, clock } = setUp()
    registry.reachability(1, 'online', clock.nowMs())
    registry.load([{ ...row(1), name: 'AHU-1 East' }], new Map())
    expect(registry.get(1)).toMatchObject({ name: 'AHU-1 East', state: 'online' })
    expect(registry.get(2)).toBeUndefined()
  })

  it('gives median latency of answers and the share of failures', () => {
    const { registry } = setUp()
    for (const latencyMs of [10, 30, 20]) registry.outcome({ deviceId: 1, atMs: 5, latencyMs, error: null, asked: 1, answered: 1 })
    registry.outcome({ deviceId: 1, atMs: 6, latencyMs: 3_000, error: 'timeout', asked: 1, answered: 0 })
    expect(registry.get(1)).toMatchObject({ latencyMs: 20, failureShare: 0.25, lastSeenMs: 5 })
  })

  it('tells of a change of state at once, of figures at most once a second', () => {
    const { registry, clock, told } = setUp()
    told.length = 0
    for (let at = 0; at < 100; at += 1) registry.outcome({ deviceId: 2, atMs: at, latencyMs: 5, error: null, asked: 1, answered: 1 })
    expect(told).toHaveLength(0)
    clock.advance(1_000)
    expect(told).toHaveLength(1)
    registry.reachability(1, 'offline', clock.nowMs())
    expect(told).toHaveLength(2)
    expect(told[1]?.[0]).toMatchObject({ id: 1, state: 'offline' })
  })

  it('says in words that a device moved and that its instance is taken twice', () => {
    const { registry } = setUp()
    registry.addressChanged(1, { ip: '127.0.0.9', port: 47_808 })
    registry.setProblem(1, message('device.duplicate', { instance: 1_001 }))
    expect(registry.get(1)?.problems.map((problem) => problem.key)).toEqual(['device.moved', 'device.duplicate'])
    expect(registry.get(1)?.problems[0]?.params).toEqual({ from: '127.0.0.1:47809', to: '127.0.0.9:47808' })
    registry.clearProblem(1, 'device.duplicate')
    expect(registry.get(1)?.problems).toHaveLength(1)
  })

  it('tells of a move for a day, and no longer than the device is away from its old place', () => {
    const { registry, clock } = setUp()
    const keys = (): string[] => registry.get(1)?.problems.map(({ key }) => key) ?? []
    registry.addressChanged(1, { ip: '127.0.0.9', port: 47_808 })
    clock.advance(23 * 3_600_000)
    registry.addressChanged(1, { ip: '127.0.0.10', port: 47_808 })
    clock.advance(23 * 3_600_000)
    expect(registry.get(1)?.problems[0]?.params).toEqual({ from: '127.0.0.1:47809', to: '127.0.0.10:47808' })
    clock.advance(2 * 3_600_000)
    expect(keys()).toEqual([])
    registry.addressChanged(1, { ip: '127.0.0.9', port: 47_808 })
    expect(keys()).toEqual(['device.moved'])
    registry.addressChanged(1, { ip: '127.0.0.10', port: 47_808 })
    expect(keys()).toEqual([])
  })
})
