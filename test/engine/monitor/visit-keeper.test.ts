import { describe, expect, it } from 'vitest'
import { createVisitKeeper } from '../../../electron/engine/monitor/visits/visit-keeper.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import type { Device, DeviceState } from '../../../shared/domain/device.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const HOUR_MS = 3_600_000

const setUp = () => {
  const clock = createFakeClock()
  const meta = new Map<string, string>()
  const states: DeviceState[] = ['unknown', 'unknown']
  const taken: number[] = []
  const world = { busy: false, refuse: false }
  const start = () =>
    createVisitKeeper({
      clock,
      log: silentLog,
      store: { meta: (key) => meta.get(key), setMeta: (key, value) => void meta.set(key, value) },
      devices: () => states.map((state, at) => ({ id: at + 1, state, address: { ip: '10.0.0.1', port: 1 } }) as Device),
      busy: () => world.busy,
      snapshot: () => {
        if (world.refuse) return false
        taken.push(clock.nowMs())
        return true
      },
    })
  return { clock, states, taken, world, start }
}

describe('a visit', () => {
  it('begins with the first answer and brings one snapshot, once everything has settled', () => {
    const { clock, states, taken, start } = setUp()
    start()
    clock.advance(10 * 60_000)
    expect(taken).toEqual([])
    states.fill('online')
    clock.advance(50_000)
    expect(taken).toHaveLength(0)
    clock.advance(60_000)
    expect(taken).toHaveLength(1)
    clock.advance(24 * HOUR_MS)
    expect(taken).toHaveLength(1)
  })

  it('does not wait for ever for devices that say nothing, and not at all for those known to be away', () => {
    const { clock, states, taken, start } = setUp()
    start()
    states[0] = 'online'
    clock.advance(4 * 60_000)
    expect(taken).toHaveLength(0)
    clock.advance(2 * 60_000)
    expect(taken).toHaveLength(1)
    const other = setUp()
    other.start()
    other.states.splice(0, 2, 'online', 'offline')
    other.clock.advance(90_000)
    expect(other.taken).toHaveLength(1)
  })

  it('waits while other work with the devices is under way, and for a snapshot that could not be started', () => {
    const { clock, states, taken, world, start } = setUp()
    start()
    states.fill('online')
    world.busy = true
    clock.advance(10 * 60_000)
    expect(taken).toHaveLength(0)
    world.busy = false
    world.refuse = true
    clock.advance(60_000)
    world.refuse = false
    clock.advance(60_000)
    expect(taken).toHaveLength(1)
  })

  it('is the same after a short absence, also of the program, and another after more than four hours', () => {
    const { clock, states, taken, start } = setUp()
    const first = start()
    states.fill('online')
    clock.advance(120_000)
    states.fill('offline')
    clock.advance(3 * HOUR_MS)
    states.fill('online')
    clock.advance(120_000)
    expect(taken).toHaveLength(1)
    first.stop()
    clock.advance(3.9 * HOUR_MS)
    const second = start()
    clock.advance(120_000)
    expect(taken).toHaveLength(1)
    second.stop()
    clock.advance(4.1 * HOUR_MS)
    start()
    clock.advance(120_000)
    expect(taken).toHaveLength(2)
  })

  it('that ended before its snapshot gets it when the program runs again', () => {
    const { clock, states, taken, start } = setUp()
    const first = start()
    states.fill('online')
    clock.advance(30_000)
    first.stop()
    clock.advance(60_000)
    start()
    clock.advance(120_000)
    expect(taken).toHaveLength(1)
  })

  it('does not begin because the clock was set back', () => {
    const { clock, states, taken, start } = setUp()
    start()
    states.fill('online')
    clock.advance(120_000)
    clock.jump(-6 * HOUR_MS)
    clock.advance(120_000)
    expect(taken).toHaveLength(1)
  })
})
